"""What is read from font files is what fontTools reads."""

from pathlib import Path

import pylopdf_fonts_zh_cn
import pytest
from fontTools.ttLib import TTFont

from reportgen.writers.typeface import advances


@pytest.mark.parametrize("path", [pylopdf_fonts_zh_cn.serif_path(), pylopdf_fonts_zh_cn.sans_path()], ids=lambda path: path.name)
def test_characters_and_their_widths(path: Path) -> None:
    with TTFont(path, lazy=True) as font:
        widths, em = font["hmtx"], font["head"].unitsPerEm
        assert advances(path) == {code: widths[name][0] * 1000 // em for code, name in font.getBestCmap().items()}


def test_a_font_without_a_full_map_is_refused(tmp_path: Path) -> None:
    data = bytearray(pylopdf_fonts_zh_cn.sans_path().read_bytes())
    start = next(int.from_bytes(data[12 + 16 * n + 8:12 + 16 * n + 12]) for n in range(int.from_bytes(data[4:6])) if data[12 + 16 * n:12 + 16 * n + 4] == b"cmap")
    data[start + 2:start + 4] = b"\0\0"
    path = tmp_path / "odd.otf"
    path.write_bytes(data)
    with pytest.raises(ValueError, match="no full character map"):
        advances(path)

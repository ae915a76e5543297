"""The font files of a look: whether they can be read, and whether every face that styles.yaml names is there."""

from collections.abc import Iterator, Mapping

from reportgen.core.finding import Finding, Severity
from reportgen.core.look import Look
from reportgen.core.place import Place
from reportgen.writers.pdf.fonts import fonts_with

_SIGNATURES = (b"\x00\x01\x00\x00", b"OTTO", b"ttcf", b"true")


def font_faults(folder: str, look: Look, lines: Mapping[str, Place], files: str) -> Iterator[Finding]:
    """folder: of the look, as findings name it. lines: where styles.yaml names the faces of each use. files: where the font files are."""
    for name, data in look.fonts.items():
        if data[:4] not in _SIGNATURES:
            yield Finding("Y131", "broken-font", Severity.ERROR, f"{name} 不是字体文件", Place(f"{folder}/fonts/{name}"), "换成 .otf、.ttf 或 .ttc 文件；学校要有这种字体的使用许可")
    named = look.styles["fonts"]
    known = {*fonts_with(*([files] if look.fonts else [])).families()}
    for use, wanted in (*named["open"].items(), *named.get("pdf", {}).items()):
        for family in (wanted,) if isinstance(wanted, str) else wanted:
            if family not in known:
                yield Finding("Y132", "font-not-there", Severity.ERROR, f"PDF 的字体“{family}”（{use}）没有字体文件", lines.get(use, Place(f"{folder}/styles.yaml")),
                              f"把字体文件放进 {folder}/fonts/；现有：{'、'.join(sorted(known))}")

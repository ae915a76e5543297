"""Pictures kept by content: what has been drawn once is not drawn again, and what was damaged is noticed.

A file is named by everything that made its picture and holds its own checksum; writing replaces whole files.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from reportgen.files import write_whole
from reportgen.writers.charts import face

_DRAWN_BY = "1"  # raise when the same figure comes out as another picture
_DIGEST, _LENGTH = 32, 8  # bytes of the checksum, of the SVG's length


def key(figure: Mapping) -> str:
    """The name of a figure's picture: its content, font, library versions and our own drawing."""
    libraries = [version("plotly"), version("resvg_py")]
    content = json.dumps([figure, face.digest(), libraries, _DRAWN_BY], sort_keys=True, ensure_ascii=True)
    return sha256(content.encode()).hexdigest()


def load(folder: Path, name: str) -> tuple[bytes, bytes] | None:
    """SVG and PNG as kept; None if there is no such file or it is damaged."""
    try:
        content = (folder / f"{name}.chart").read_bytes()
    except OSError:
        return None
    body = content[_DIGEST:]
    if sha256(body).digest() != content[:_DIGEST]:
        return None
    end = _LENGTH + int.from_bytes(body[:_LENGTH], "big")
    return body[_LENGTH:end], body[end:]


def save(folder: Path, name: str, svg: bytes, png: bytes) -> None:
    """Keeps a picture. A cache that cannot be written (full or read-only disk) only costs time later."""
    body = len(svg).to_bytes(_LENGTH, "big") + svg + png
    with suppress(OSError):
        write_whole(folder / f"{name}.chart", sha256(body).digest() + body)

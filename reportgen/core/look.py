"""How a report looks: the designer's files, loaded; and drawn charts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

FORMATS = ("docx", "pdf", "html")


@dataclass(frozen=True, slots=True)
class Look:
    """templates/<name>/ as read. styles: styles.yaml; base_docx, typst, html: the three templates' contents."""

    name: str
    styles: Mapping[str, object]
    base_docx: bytes = field(repr=False)
    typst: str = field(repr=False)
    html: str = field(repr=False)
    fonts: tuple[bytes, ...] = field(repr=False, default=())


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart drawn once for all writers: an SVG with text kept as text. Sizes in points."""

    svg: bytes = field(repr=False)
    width: float
    height: float

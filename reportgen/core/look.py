"""How a report looks: the designer's files, loaded; and drawn charts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.core.pack import frozen

FORMATS = ("docx", "pdf", "html")


@dataclass(frozen=True, slots=True)
class Look:
    """templates/<name>/ as read. styles: styles.yaml; base_docx, typst, html: the three templates' contents.

    shared: templates/common/ by file name, which typst and html build on. fonts: font files of the school's own, for the PDF.
    """

    name: str
    styles: Mapping[str, object]
    base_docx: bytes = field(repr=False)
    typst: str = field(repr=False)
    html: str = field(repr=False)
    shared: Mapping[str, str] = field(repr=False, default_factory=lambda: frozen({}))
    fonts: Mapping[str, bytes] = field(repr=False, default_factory=lambda: frozen({}))


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart drawn once for all writers: an SVG with text kept as text. Sizes in points."""

    svg: bytes = field(repr=False)
    width: float
    height: float

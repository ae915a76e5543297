"""The facts of a PDF: its pages, what it claims to be, what it holds besides text."""

import io
import re
from collections.abc import Iterator

from reportgen.core.errors import Unreadable
from reportgen.core.filefacts import FileFacts, Sheet, TableFact
from reportgen.core.place import Place

_POINT = 25.4 / 72
_LABELS = {"/Author": "作者", "/Title": "标题", "/Subject": "主题", "/Keywords": "关键词", "/Creator": "制作程序", "/Producer": "生成程序", "/Company": "单位",
           "/Manager": "主管", "/SourceModified": "源文件"}
_SIMPLE = ("/Type1", "/MMType1", "/TrueType", "/Type0", "/CIDFontType0", "/CIDFontType2")
_MOST_PAGES, _MOST_NODES = 400, 200_000


def pdf_facts(name: str, data: bytes) -> FileFacts:
    """What the file holds. Raises: Unreadable."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError
    try:
        reader = PdfReader(io.BytesIO(data))
        encrypted = reader.is_encrypted
        if encrypted and not reader.decrypt(""):
            raise Unreadable("PDF 设了打开密码", at=Place(name), hint="去掉密码后再试")
        return _Pdf(name, reader, len(data), encrypted).facts()
    except Unreadable:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError, NotImplementedError):
        raise Unreadable("文件损坏，或不是 PDF", at=Place(name), hint="重新导出 PDF 后再试") from None


def printed_pages(data: bytes) -> dict[str, str]:
    """Title of each bookmark → the page that it leads to, as printed. Empty if the file has none or is broken."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError
    try:
        reader = PdfReader(io.BytesIO(data))
        labels, made = reader.page_labels, {}
        for one in _flat(reader.outline):
            number = reader.get_destination_page_number(one)
            if number is not None:
                made.setdefault(str(one.title).strip(), labels[number])
        return made
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        return {}


def _flat(entries: list[object]) -> Iterator[object]:
    for one in entries:
        if isinstance(one, list):
            yield from _flat(one)
        else:
            yield one


class _Pdf:
    """One PDF. claims: pdfa · pdfa-3a · pdfua · lang · title · show-title · tagged · outline · encrypted · script · unembedded · launch · scanned."""

    def __init__(self, name: str, reader: object, size: int, encrypted: bool) -> None:
        self.name, self.reader, self.size, self.encrypted = name, reader, size, encrypted
        self.root = reader.trailer["/Root"]
        self.pages = [page for _, page in zip(range(_MOST_PAGES), reader.pages, strict=False)]

    def facts(self) -> FileFacts:
        claims = frozenset((*self._declared(), *self._readable(), *self._closed()))
        return FileFacts("pdf", self.size, tuple(self._properties()), sheets=tuple(self._sheets()), claims=claims,
                         contents=tuple(self._outline()), pages=len(self.reader.pages), tables=tuple(self._tables()))

    def _properties(self) -> Iterator[tuple[str, str]]:
        for key, value in (self.reader.metadata or {}).items():
            if key in _LABELS and str(value).strip():
                yield _LABELS[key], str(value).strip()

    def _sheets(self) -> Iterator[Sheet]:
        for number, page in enumerate(self.pages, 1):
            width, height = (round(float(side) * _POINT, 1) for side in (page.mediabox.width, page.mediabox.height))
            turned = int(page.get("/Rotate", 0) or 0) % 360
            yield Sheet(*((height, width) if turned in (90, 270) else (width, height)), None, Place(self.name, sheet=f"第{number}页"))
            if turned == 180:
                yield Sheet(0, 0, None, Place(self.name, sheet=f"第{number}页"))

    def _declared(self) -> Iterator[str]:
        packet = self.root.get("/Metadata")
        text = packet.get_object().get_data().decode("utf-8", "replace") if packet is not None else ""
        def said(key: str) -> str:
            found = re.search(rf"{key}(?:>|\s*=\s*[\"'])\s*([^<\"']+)", text)
            return found[1].strip() if found else ""
        if part := said("pdfaid:part"):
            yield "pdfa"
            yield f"pdfa-{part}{said('pdfaid:conformance').lower()}"
        if said("pdfuaid:part"):
            yield "pdfua"

    def _readable(self) -> Iterator[str]:
        if str(self.root.get("/Lang", "")).lower().startswith("zh"):
            yield "lang"
        if str((self.reader.metadata or {}).get("/Title") or "").strip():
            yield "title"
        if self.root.get("/ViewerPreferences", {}) and self.root["/ViewerPreferences"].get_object().get("/DisplayDocTitle"):
            yield "show-title"
        if (self.root.get("/MarkInfo") or {}) and self.root["/MarkInfo"].get_object().get("/Marked"):
            yield "tagged"
        if self.reader.outline:
            yield "outline"
        if not any(True for page in self.pages for _ in _fonts(page)):
            yield "scanned"

    def _closed(self) -> Iterator[str]:
        if self.encrypted:
            yield "encrypted"
        names = self.root.get("/Names")
        actions = [one.get_object() for one in (self.root.get("/OpenAction"), self.root.get("/AA")) if one is not None]
        if (names is not None and "/JavaScript" in names.get_object()) or any(isinstance(one, dict) and "/JS" in one for one in actions):
            yield "script"
        if any(isinstance(one, dict) and one.get("/S") == "/Launch" for one in actions):
            yield "launch"
        if any(not _embedded(font) for page in self.pages for font in _fonts(page)):
            yield "unembedded"

    def _outline(self) -> Iterator[str]:
        return (str(one.title).strip() for one in _flat(self.reader.outline))

    def _tables(self) -> Iterator[TableFact]:
        """Tables of the tag tree, each with whether it has head cells."""
        top = self.root.get("/StructTreeRoot")
        waiting = [top.get_object()] if top is not None else []
        number = seen = 0
        while waiting and seen < _MOST_NODES:
            node = waiting.pop()
            seen += 1
            if node.get("/S") == "/Table":
                number += 1
                kinds = [str(one.get("/S")) for one in _below(node)]
                yield TableFact(number, kinds.count("/TR"), "/TH" in kinds, at=Place(self.name))
            else:
                waiting += reversed(list(_kids(node)))


def _kids(node: object) -> Iterator[object]:
    kids = node.get("/K")
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    for one in kids if isinstance(kids, list) else [kids] if kids is not None else []:
        made = one.get_object() if hasattr(one, "get_object") else one
        if isinstance(made, dict) and "/S" in made:
            yield made


def _below(node: object) -> Iterator[object]:
    for one in _kids(node):
        yield one
        yield from _below(one)


def _fonts(page: object) -> Iterator[object]:
    resources = page.get("/Resources")
    fonts = resources.get_object().get("/Font") if resources is not None else None
    for one in fonts.get_object().values() if fonts is not None else ():
        yield one.get_object()


def _embedded(font: object) -> bool:
    if font.get("/Subtype") not in _SIMPLE:
        return True
    inner = font.get("/DescendantFonts")
    if inner is not None:
        return all(_embedded(one.get_object()) for one in inner.get_object())
    descriptor = font.get("/FontDescriptor")
    return descriptor is not None and any(key in descriptor.get_object() for key in ("/FontFile", "/FontFile2", "/FontFile3"))


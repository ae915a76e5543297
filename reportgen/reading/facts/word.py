"""The facts of a Word file: properties, comments, changes, hidden and coloured text, pictures, tables, pages, how paragraphs are set."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

from lxml.etree import _Element as Element

from reportgen.core.filefacts import FileFacts, Mark, ParagraphFact, PictureFact, Sheet, TableFact
from reportgen.core.place import Place
from reportgen.reading.extract.package import Package, open_word
from reportgen.reading.extract.runs import MC, W, pieces, words
from reportgen.reading.facts.pictures import picture
from reportgen.reading.facts.setting import Setting

_BODY = "word/document.xml"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_V = "{urn:schemas-microsoft-com:vml}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_PROPERTIES = {"creator": "作者", "lastModifiedBy": "最后保存者", "title": "标题", "subject": "主题", "description": "备注", "keywords": "关键词",
               "category": "类别", "contentStatus": "状态", "Company": "单位", "Manager": "主管", "Template": "模板", "HyperlinkBase": "链接基址"}
_CHANGES = {f"{W}ins": "inserted", f"{W}del": "deleted", f"{W}moveFrom": "moved", f"{W}moveTo": "moved"}
_FOREIGN = (("word/embeddings/", "嵌入的文件"), ("word/activeX/", "控件"), ("word/vbaProject", "宏"))
_EMU, _TWIP = 360_000, 567 / 10  # a centimetre in EMU, a millimetre in twentieths of a point
_TOC = re.compile(r"^(?:toc|目录)\s*\d", re.I)
_PAGE = re.compile(r"[\t .…·]*\d+\s*$")


def word_facts(name: str, data: bytes) -> FileFacts:
    """What the file holds. Raises: Unreadable."""
    return _Facts(name, open_word(name, data), data).facts()


class _Facts:
    """One Word file. Places are paragraphs of the body, counted as text readers count them."""

    def __init__(self, name: str, package: Package, data: bytes) -> None:
        self.name, self.package, self.data = name, package, data
        root = package.tree(_BODY)
        body = root.find(f"{W}body") if root is not None else None
        self.blocks: list[Element] = list(body) if body is not None else []
        self.setting = Setting(package.tree("word/styles.xml"))
        self.paragraphs = [one for one in self.blocks if one.tag == f"{W}p"]
        self.tables = [one for one in self.blocks if one.tag == f"{W}tbl"]

    def facts(self) -> FileFacts:
        marks = (*self._comments(), *self._marks(), *self._watermarks(), *self._paths())
        return FileFacts("docx", len(self.data), tuple(self._properties()), marks, tuple(self._pictures()), tuple(self._tables()),
                         tuple(self._sheets()), tuple(self._paragraph(n, one) for n, one in enumerate(self.paragraphs)),
                         contents=tuple(self._contents()), foreign=tuple(dict.fromkeys(self._foreign())), claims=frozenset(self._claims()))

    def _at(self, paragraph: int | None, start: int | None = None, end: int | None = None) -> Place:
        return Place(self.name, paragraph=paragraph, start=start, end=end) if paragraph is not None else Place(self.name)

    # ── properties ─────────────────────────────────────────────────────────

    def _properties(self) -> Iterator[tuple[str, str]]:
        for part in ("docProps/core.xml", "docProps/app.xml"):
            root = self.package.tree(part)
            for one in root if root is not None else ():
                label = _PROPERTIES.get(str(one.tag).rpartition("}")[2])
                if label and (one.text or "").strip():
                    yield label, one.text.strip()
        custom = self.package.tree("docProps/custom.xml")
        for one in custom if custom is not None else ():
            if text := "".join(one.itertext()).strip():
                yield f"自定义属性“{one.get('name', '')}”", text

    def _claims(self) -> Iterator[str]:
        """even-odd: pages of two sides. page-field: a footer numbers the pages. tracking: changes are being recorded."""
        settings = self.package.tree("word/settings.xml")
        if settings is not None:
            yield from ("even-odd" for _ in settings.iter(f"{W}evenAndOddHeaders"))
            yield from ("tracking" for _ in settings.iter(f"{W}trackRevisions"))
        for part in set(self.package.related(_BODY, "footer").values()):
            root = self.package.tree(part)
            if root is not None and re.search(r"\bPAGE\b", "".join(one.text or "" for one in root.iter(f"{W}instrText"))
                                              + "".join(one.get(f"{W}instr", "") for one in root.iter(f"{W}fldSimple"))):
                yield "page-field"

    # ── marks ──────────────────────────────────────────────────────────────

    def _comments(self) -> Iterator[Mark]:
        root = self.package.tree("word/comments.xml")
        where = {reference.get(f"{W}id"): n for n, paragraph in enumerate(self.paragraphs) for reference in paragraph.iter(f"{W}commentReference")}
        for one in root.iter(f"{W}comment") if root is not None else ():
            text = "".join(words(paragraph).text for paragraph in one.iter(f"{W}p"))
            yield Mark("comment", text, self._at(where.get(one.get(f"{W}id"))), one.get(f"{W}author", ""))

    def _marks(self) -> Iterator[Mark]:
        """Changes of the whole body, and how its runs look; the place is the direct paragraph, if it is one."""
        numbers = {id(paragraph): n for n, paragraph in enumerate(self.paragraphs)}
        for block in self.blocks:
            number = numbers.get(id(block))
            for paragraph in (block,) if block.tag == f"{W}p" else block.iter(f"{W}p"):
                yield from self._in_paragraph(paragraph, number)

    def _in_paragraph(self, paragraph: Element, number: int | None) -> Iterator[Mark]:
        style, offset = self.setting.style_of(paragraph), 0
        found: list[tuple[str, str, int, int]] = []
        for run in paragraph.iter(f"{W}r"):
            text = "".join(piece for piece, spoken, state in pieces(run) if spoken and state != "gone")
            gone = next((True for parent in run.iterancestors() if parent.tag in (f"{W}del", f"{W}moveFrom")), False)
            if gone or not text:
                continue
            for kind in self.setting.looks(run, style) if text.strip() else ():
                if found and found[-1][0] == kind and found[-1][3] == offset:
                    found[-1] = (kind, found[-1][1] + text, found[-1][2], offset + len(text))
                else:
                    found.append((kind, text, offset, offset + len(text)))
            offset += len(text)
        for kind, text, start, end in found:
            yield Mark(kind, text, self._at(number, start, end))
        for one in paragraph.iter(*_CHANGES):
            text = "".join(piece.text or "" for piece in one.iter(f"{W}t", f"{W}delText"))
            if text:
                yield Mark(_CHANGES[one.tag], text, self._at(number), one.get(f"{W}author", ""))

    def _watermarks(self) -> Iterator[Mark]:
        for kind in ("header", "footer"):
            for part in sorted(set(self.package.related(_BODY, kind).values())):
                root = self.package.tree(part)
                for one in root.iter(f"{_V}textpath") if root is not None else ():
                    if text := one.get("string", "").strip():
                        yield Mark("watermark", text, Place(self.name, sheet="页眉页脚"))

    def _paths(self) -> Iterator[Mark]:
        """Places on somebody's computer that relationships tell of."""
        for part in (one for one in self.package.parts if one.endswith(".rels")):
            for one in self.package.tree(part).iter(_RELATION):
                target = one.get("Target", "")
                if one.get("TargetMode") == "External" and re.match(r"(?:file:|[A-Za-z]:[\\/]|\\\\)", target):
                    yield Mark("path", target, Place(self.name, sheet="文件属性"))

    def _foreign(self) -> Iterator[str]:
        charts = {target for part in self.package.names if part.startswith("word/charts/_rels/")
                  for target in self._targets(part)}
        for part in self.package.names:
            what = next((word for start, word in _FOREIGN if part.startswith(start)), "")
            if what and part not in charts:
                yield f"{what} {part.rsplit('/', 1)[-1]}"
        for part in (one for one in self.package.parts if one.endswith(".rels")):
            for one in self.package.tree(part).iter(_RELATION):
                kind = one.get("Type", "").rsplit("/", 1)[-1]
                if one.get("TargetMode") == "External" and kind != "hyperlink":
                    yield {"attachedTemplate": "外部模板", "image": "链接的图片", "oleObject": "链接的对象"}.get(kind, f"外部资源（{kind}）")

    def _targets(self, part: str) -> Iterator[str]:
        home = posixpath.dirname(posixpath.dirname(part))
        for one in self.package.tree(part).iter(_RELATION):
            target = one.get("Target", "")
            yield target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(home, target))

    # ── pictures, tables, pages, paragraphs ────────────────────────────────

    def _pictures(self) -> Iterator[PictureFact]:
        media = self.package.related(_BODY, "image")
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            for number, block in self._numbered():
                for drawing in block.iter(f"{_WP}inline", f"{_WP}anchor"):
                    part = next((media.get(blip.get(f"{_R}embed", ""), "") for blip in drawing.iter(f"{_A}blip")), "")
                    if part in self.package.names and not any(parent.tag == f"{MC}Fallback" for parent in drawing.iterancestors()):
                        extent, told = drawing.find(f"{_WP}extent"), drawing.find(f"{_WP}docPr")
                        shown = int(extent.get("cx", "0")) / _EMU if extent is not None else 0.0
                        alt = (told.get("descr") or told.get("title") or "") if told is not None else ""
                        if one := picture(part.rsplit("/", 1)[-1], archive.read(part), shown=shown, alt=alt, at=self._at(number)):
                            yield one

    def _numbered(self) -> Iterator[tuple[int | None, Element]]:
        """The body's blocks with the number of the paragraph that they are."""
        numbers = {id(paragraph): n for n, paragraph in enumerate(self.paragraphs)}
        return ((numbers.get(id(block)), block) for block in self.blocks)

    def _tables(self) -> Iterator[TableFact]:
        for number, table in enumerate(self.tables, 1):
            rows = list(table.iterfind(f"{W}tr"))
            headed = bool(rows) and rows[0].find(f"{W}trPr/{W}tblHeader") is not None
            whole = all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
            heads = [_text(cell) for cell in rows[0].findall(f"{W}tc")] if rows else []
            blanks = tuple(head for row in rows[1:] for head, cell in zip(heads, row.findall(f"{W}tc"), strict=False) if _blank(cell))
            yield TableFact(number, len(rows), headed, whole, blanks, Place(self.name, sheet=f"表{number}"))

    def _sheets(self) -> Iterator[Sheet]:
        root = self.package.tree(_BODY)
        for one in root.iter(f"{W}sectPr") if root is not None else ():
            size, margins = one.find(f"{W}pgSz"), one.find(f"{W}pgMar")
            if size is not None:
                width, height = (_millimetres(size.get(f"{W}{key}")) for key in ("w", "h"))
                sides = tuple(_millimetres(margins.get(f"{W}{key}")) for key in ("top", "right", "bottom", "left")) if margins is not None else None
                yield Sheet(width, height, sides, Place(self.name))

    def _paragraph(self, number: int, paragraph: Element) -> ParagraphFact:
        text, style = words(paragraph).text, self.setting.style_of(paragraph)
        font, points, bold = self.setting.face(paragraph, style)
        properties = paragraph.find(f"{W}pPr")
        align = properties.find(f"{W}jc") if properties is not None else None
        indent = properties.find(f"{W}ind") if properties is not None else None
        typed = re.match(r"[ \u3000\u00a0\t]+", text)
        return ParagraphFact(number, text, self.setting.name(style), font, points, bold, align is not None and align.get(f"{W}val") == "center",
                             indent is not None and bool(indent.get(f"{W}firstLine") or indent.get(f"{W}firstLineChars")), typed[0] if typed else "",
                             self.setting.level(style), frozenset(self.setting.fonts(paragraph, style)), self._at(number))

    def _contents(self) -> Iterator[str]:
        for paragraph in (one for block in self.blocks for one in ((block,) if block.tag == f"{W}p" else block.iter(f"{W}p"))):
            if _TOC.match(self.setting.name(self.setting.style_of(paragraph))):
                if text := _PAGE.sub("", words(paragraph).text).strip():
                    yield text


def _text(cell: Element) -> str:
    return "".join(words(one).text for one in cell.iter(f"{W}p")).strip()


def _blank(cell: Element) -> bool:
    """Whether nothing stands in it; a cell that an upper one covers is not empty."""
    return not _text(cell) and cell.find(f"{W}tcPr/{W}vMerge") is None and next(cell.iter(f"{W}drawing"), None) is None


def _millimetres(twips: str | None) -> float:
    return round(int(twips) / _TWIP, 1) if twips and twips.lstrip("-").isdigit() else 0.0

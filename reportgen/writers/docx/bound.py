"""What a working copy remembers: each figure in a content control, each paragraph under a bookmark, and the part that tells them apart.

The custom XML part holds the figures that were used, every bound number as printed, every paragraph with where it comes from, and the
sources themselves, so that the edited file can be verified and taken back without anything else. A published copy has none of it.
Keys stand in several places (alias, data binding, bookmark), because word processors drop some of them on saving.
"""

from collections.abc import Iterable, Iterator
from copy import copy, deepcopy

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.parts.document import DocumentPart
from lxml import etree
from lxml.etree import _Element as Element

from reportgen.core.document import Break, Footnote, Inline, Number, Reference, Text, plain
from reportgen.core.figure import Absent, Figure
from reportgen.core.place import NOWHERE, Place
from reportgen.core.report import Report
from reportgen.core.working import FIGURE, NAMESPACE, NUMBER_MARK, PARAGRAPH_MARK, STORE
from reportgen.turns import Turns
from reportgen.writers.docx.besides import remember
from reportgen.writers.docx.xml import clean, w

_STORE_NAME, _PROPERTIES = "/customXml/reportgen.xml", "/customXml/reportgenProps.xml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STORES = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_KINDS = {Text: "text", Number: "literal", Reference: "reference"}
_LONGEST_ALIAS = 64
_HANGING, _LAST = "，。、：；？！", 2
_LINE = 30   # characters: a shorter paragraph fills no line, and nothing hangs
_FIRST_ID = 700_000_000  # far from the ids that word processors give out themselves


class Bound:
    """Lives for one working copy. locked: a reader cannot change the numbers by typing."""

    def __init__(self, report: Report, *, locked: bool) -> None:
        self.report, self.locked = report, locked
        self.names = {(one.id, one.scope): one.name for one in report.figures.values()}
        self._begin()

    def _begin(self) -> None:
        self.root = etree.Element(f"{{{NAMESPACE}}}report", nsmap={None: NAMESPACE})
        self.numbers = etree.SubElement(self.root, f"{{{NAMESPACE}}}numbers")
        self.paragraphs = etree.SubElement(self.root, f"{{{NAMESPACE}}}paragraphs")
        self.tables = etree.SubElement(self.root, f"{{{NAMESPACE}}}tables")
        self.used: dict[tuple[str, int], None] = {}
        self.files: dict[str, None] = {}

    def aside(self) -> "Bound":
        """Another that has nothing to remember yet."""
        other = copy(self)
        other._begin()
        return other

    def take(self, told: Element, used: Iterable[tuple[str, int]], files: Iterable[str]) -> None:
        """Remembers as well what another remembers; told: its root."""
        for own, more in zip((self.numbers, self.paragraphs, self.tables), told, strict=True):
            own.extend(more)
        self.used.update(dict.fromkeys(used))
        self.files.update(dict.fromkeys(files))

    def name(self, number: Number) -> str:
        """What a number's control is called."""
        return clean(self.names.get((number.figure, number.scope), number.figure))

    def number(self, number: Number, content: list[Element], n: int, bookmark: int) -> list[Element]:
        """The content of the n-th bound number in its control, between the marks of its bookmark."""
        self.used.update(dict.fromkeys(number.basis))
        told = etree.SubElement(self.numbers, f"{{{NAMESPACE}}}number", n=str(n), figure=number.figure, scope=number.scope, form=clean(number.form),
                                text=clean(number.text), years=" ".join(dict.fromkeys(f"{id}:{year}" for id, year in number.basis)))
        told.text = clean(number.text) or None
        properties = w("sdtPr", w("alias", val=_alias(self.name(number), FIGURE.format(n))), w("tag", val=f"rg:{n}"), w("id", val=_FIRST_ID + n))
        if self.locked:
            properties.append(w("lock", val="sdtContentLocked"))
        properties.append(w("dataBinding", prefixMappings=f"xmlns:rg='{NAMESPACE}'", xpath=f"/rg:report[1]/rg:numbers[1]/rg:number[{n}]", storeItemID=STORE))
        mark = NUMBER_MARK.format(n)
        return [w("bookmarkStart", id=bookmark, name=mark), w("sdt", properties, w("sdtContent", *content)), w("bookmarkEnd", id=bookmark)]

    def paragraph(self, element: Element, n: int, bookmark: int, kind: str, at: Place, children: Iterable[Inline] = ()) -> None:
        """Marks the n-th paragraph. kind: text, quote, item, heading (their words are the source's), or fixed (the engine writes it)."""
        told = etree.SubElement(self.paragraphs, f"{{{NAMESPACE}}}paragraph", n=str(n), kind=kind, file=at.file, line=str(at.line or 0))
        if kind != "fixed":
            self.files[at.file] = None
            self._segments(told, children, (mark.get(qn("w:name")).removeprefix(NUMBER_MARK.format("")) for mark in element.iter(qn("w:bookmarkStart"))
                                            if mark.get(qn("w:name")).startswith(NUMBER_MARK.format(""))))
        else:
            told.text = "".join(element.itertext(qn("w:t"))) or None
        element.insert(1, w("bookmarkStart", id=bookmark, name=PARAGRAPH_MARK.format(n)))
        _before_the_end(element, w("bookmarkEnd", id=bookmark))

    def table(self, element: Element, at: Place) -> None:
        """Remembers the words of a table, to see whether somebody changes them."""
        etree.SubElement(self.tables, f"{{{NAMESPACE}}}table", file=at.file, line=str(at.line or 0)).text = "".join(element.itertext(qn("w:t"))) or None

    def _segments(self, told: Element, children: Iterable[Inline], numbers: Iterator[str]) -> None:
        """The printed pieces in order, each with where its source begins; a footnote prints no words in its paragraph."""
        for child in children:
            match child:
                case Number(text=text, at=at, literal=False):
                    self._segment(told, "number", text, at).set("n", next(numbers))
                case Text(text=text, at=at) | Number(text=text, at=at) | Reference(text=text, at=at):
                    self._segment(told, _KINDS[type(child)], text, at)
                case Break():
                    self._segment(told, "text", "\n", NOWHERE)
                case Footnote(children=inner):
                    self._segment(told, "note", "", NOWHERE).set("said", clean(plain(inner)).strip())
                case _:
                    self._segments(told, child.children, numbers)

    def _segment(self, told: Element, kind: str, text: str, at: Place) -> Element:
        made = etree.SubElement(told, f"{{{NAMESPACE}}}s", kind=kind, line=str(at.line or 0), column=str(at.column or 0))
        made.text = "\n" if text == "\n" else clean(text) or None  # as it is read again
        return made

    def store(self, document: DocumentPart, turns: Turns) -> None:
        """Adds the part to the package. turns: as `remember` has it."""
        self.root.attrib.update({"version": "1", "report": self.report.name, "year": str(self.report.figures.year), "snapshot": self.report.snapshot,
                                 "pack": self.report.pack.version})
        self._figures()
        self._sources()
        remember(self.root, document, turns)
        data = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI(_STORE_NAME), "application/xml", data, document.package)
        told = f'<ds:datastoreItem xmlns:ds="{_STORES}" ds:itemID="{STORE}"><ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
        properties = Part(PackURI(_PROPERTIES), "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
                          f'<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n{told}'.encode(), document.package)
        part.relate_to(properties, f"{_RELATIONS}/customXmlProps")
        document.relate_to(part, f"{_RELATIONS}/customXml")

    def _figures(self) -> None:
        slice_ = etree.SubElement(self.root, f"{{{NAMESPACE}}}figures")
        known = {one.year: one for one in (self.report.figures, self.report.figures.previous) if one}
        for id, year in self.used:
            figure = known[year].find(id, self.report.document.scope) or known[year].find(id, "学校") if year in known else None
            if figure is not None:
                etree.SubElement(slice_, f"{{{NAMESPACE}}}figure", year=str(year), **_told(figure))

    def _sources(self) -> None:
        sources = etree.SubElement(self.root, f"{{{NAMESPACE}}}sources")
        texts = {source.path: source.text for source in self.report.sources}
        for path in self.files:
            etree.SubElement(sources, f"{{{NAMESPACE}}}source", file=path).text = texts.get(path, "")


def _before_the_end(element: Element, mark: Element) -> None:
    """Puts a mark at the end of a paragraph; before the last two characters if a full stop might hang there, for LibreOffice begins a line for a mark behind it."""
    last = element[-1]
    words = last[-1] if last.tag == qn("w:r") and last[-1].tag == qn("w:t") else None
    if words is None or words.text[-1:] not in _HANGING or len(words.text) <= _LAST or sum(map(len, element.itertext(qn("w:t")))) < _LINE:
        element.append(mark)
        return
    end = deepcopy(last)
    words.text, end[-1].text = words.text[:-_LAST], words.text[-_LAST:]
    element.extend((mark, end))


def _alias(name: str, key: str) -> str:
    """What a reader sees at the control, with its key at the end; Word calls a file with a longer one damaged."""
    return f"{name[:_LONGEST_ALIAS - len(key) - 1]} {key}"


def _told(figure: Figure) -> dict[str, str]:
    value = "" if isinstance(figure.value, Absent) else format(figure.value, "f")
    return {"id": figure.id, "name": clean(figure.name), "scope": figure.scope, "value": value, "unit": figure.unit, "decimals": str(figure.decimals),
            "period": str(figure.period), "population": figure.population, "department": figure.department, "snapshot": figure.snapshot}

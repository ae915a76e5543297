"""The footnotes part, which python-docx does not make."""

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.parts.document import DocumentPart
from lxml.etree import _Element as Element

from reportgen.writers.docx.xml import paragraph, run, w

_AFTER_FOOTNOTES = ("w:endnotePr", "w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:themeFontLang", "w:clrSchemeMapping",
                    "w:shapeDefaults", "w:decimalSymbol", "w:listSeparator")


class Footnotes:
    """Footnotes in the order of their marks. `part` is where links inside a note belong."""

    def __init__(self, document: DocumentPart, styles: dict[str, str]) -> None:
        self._text, self._mark = styles["footnote text"], styles["footnote reference"]
        root = w("footnotes", *(_rule(n, kind) for n, kind in ((-1, "separator"), (0, "continuationSeparator"))))
        _forget(document)
        self.part = XmlPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, root, document.package)
        document.relate_to(self.part, RELATIONSHIP_TYPE.FOOTNOTES)
        _announce(document.settings.element)
        self.count = 0

    def add(self, content: list[Element]) -> Element:
        """Keep a note; returns the run that marks its place in the text."""
        self.count += 1
        mark = run(w("footnoteRef"), style=self._mark)
        self.part.element.append(w("footnote", paragraph(self._text, mark, run(_blank()), *content), id=self.count))
        return run(w("footnoteReference", id=self.count), style=self._mark)


def _blank() -> Element:
    blank = w("t")
    blank.text = " "
    blank.set(qn("xml:space"), "preserve")
    return blank


def _rule(id: int, kind: str) -> Element:
    spacing = w("pPr", w("spacing", before=0, after=0, line=240, lineRule="auto"))
    return w("footnote", w("p", spacing, run(w(kind))), type=kind, id=id)


def _forget(document: DocumentPart) -> None:
    """A template saved by Word brings its own empty footnotes part."""
    for key, relation in list(document.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.FOOTNOTES:
            del document.rels[key]


def _announce(settings: Element) -> None:
    """The marks are ①②③; Word wants the two rules named in the settings."""
    for old in settings.findall(qn("w:footnotePr")):
        settings.remove(old)
    named = w("footnotePr", w("numFmt", val="decimalEnclosedCircle"), w("footnote", id=-1), w("footnote", id=0))
    settings.insert_element_before(named, *_AFTER_FOOTNOTES)

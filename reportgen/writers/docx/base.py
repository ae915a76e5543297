"""base.docx, opened: its cover filled, its styles known by name, its page setup at hand."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from io import BytesIO
from zipfile import BadZipFile

from docx import Document as open_docx
from docx.document import Document as Word
from docx.oxml.ns import nsmap, qn
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined, TemplateError
from lxml.etree import _Element as Element

from reportgen.core.design import FIELDS, needs
from reportgen.core.document import Document
from reportgen.core.errors import Unreadable
from reportgen.writers.docx.spacing import Space, style_spaces
from reportgen.writers.docx.xml import clean

nsmap["cp"] = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"  # docxcompose, if installed, overwrites it

_SMALLEST_TITLE = 44  # half points, in one line


@dataclass(frozen=True, slots=True)
class Base:
    """styles: style ids by name. spaces: by style id. section: page setup to copy. measure, height: of the text area, in twips."""

    word: Word
    styles: Mapping[str, str]
    spaces: Mapping[str, Space]
    section: Element
    measure: int
    height: int

    def turned(self) -> "Base":
        """The same with its page turned sideways, margins where they were; as many lines as then fit share out the height."""
        section = deepcopy(self.section)
        size, grid = section.find(qn("w:pgSz")), section.find(qn("w:docGrid"))
        width, height = (int(size.get(qn(f"w:{side}"))) for side in "wh")
        longer = height - width
        size.attrib.update({qn("w:w"): str(height), qn("w:h"): str(width), qn("w:orient"): "landscape"})
        if grid is not None and grid.get(qn("w:linePitch")):
            room = self.height - longer
            grid.set(qn("w:linePitch"), str(room // (room // int(grid.get(qn("w:linePitch"))))))
        return replace(self, section=section, measure=self.measure + longer, height=self.height - longer)

    def abstract_list(self, style: str) -> int:
        """Id of the list definition that belongs to a list style."""
        numbering = self.word.part.numbering_part.element
        for level in numbering.iter(qn("w:pStyle")):
            if level.get(qn("w:val")) == self.styles[style]:
                return int(level.getparent().getparent().get(qn("w:abstractNumId")))
        raise Unreadable(f"Word模板的样式“{style}”没有关联编号", hint="在 base.docx 中给该样式设置编号，或用 make_base.py 重新生成")


def open_base(template: bytes, document: Document, design: Mapping) -> Base:
    """The template with its cover filled; its body holds the cover only. design: the look's styles.yaml.

    Raises: Unreadable if it is no Word file, names an unknown cover field, or lacks a style.
    """
    word = open_docx(BytesIO(_filled(template, document)))
    body = word.element.body
    setup = body.find(qn("w:sectPr"))
    styles = {style.find(qn("w:name")).get(qn("w:val")): style.get(qn("w:styleId")) for style in word.styles.element.iter(qn("w:style"))}
    missing = [one.name for one in needs(design) if one.name not in styles]
    if missing:
        raise Unreadable(f"Word模板缺少样式：{'、'.join(missing)}", hint="在 base.docx 中补上同名样式，或用 make_base.py 重新生成")
    body.remove(setup)
    _fit_title(word, styles["Title"], _text_area(setup)[0])
    return Base(word, styles, style_spaces(word.styles.element), _page_setup(setup), *_text_area(setup))


def _filled(template: bytes, document: Document) -> bytes:
    """Cover fields are data: escaped, and an unknown one is an error instead of a blank."""
    out = BytesIO()
    try:
        cover = DocxTemplate(BytesIO(template))
        cover.render(_cover(document), Environment(undefined=StrictUndefined, autoescape=True), autoescape=True)
        cover.save(out)
    except TemplateError as error:
        raise Unreadable(f"Word模板的封面写错了：{error}", hint=f"封面可用的字段：{'、'.join(FIELDS)}") from error
    except (BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise Unreadable("Word模板打不开", hint="base.docx 应是Word另存的 .docx 文件") from error
    return out.getvalue()


def _cover(document: Document) -> dict[str, str]:
    owner, title = owner_and_title(document)
    return {
        "owner": owner,
        "title": title,
        "subtitle": clean(document.subtitle),
        "organisation": clean(document.organisation),
        "date": clean(document.date),
        "facts": "\n".join(clean(f"{name}：{text}") for name, text in document.facts),
    }


def owner_and_title(document: Document) -> tuple[str, str]:
    """The title in two: whose report it is ("" if it does not begin so), and what it is; no line ends inside a word."""
    title = clean(document.title)
    for owner in (clean(document.scope), clean(document.organisation)):
        if owner and title.startswith(owner) and title != owner:
            return owner, title.removeprefix(owner)
    return "", title


def _fit_title(word: Word, style: str, measure: int) -> None:
    """Set a long title so that it fills one line, or else two: no last word left alone, no third line."""
    large = word.styles.element.find(f"{qn('w:style')}[@{qn('w:styleId')}='{style}']/{qn('w:rPr')}/{qn('w:sz')}")
    for made in word.element.body.iter(qn("w:p")):
        if made.style != style or large is None:
            continue
        length = max(1, len(made.text))
        one, two = measure // 10 // length, measure // 10 // -(-length // 2)  # half points
        fitting = one if one >= _SMALLEST_TITLE else two
        if fitting < int(large.get(qn("w:val"))):
            for run in made.iter(qn("w:r")):
                run.get_or_add_rPr().get_or_add_sz().set(qn("w:val"), str(fitting))


def _page_setup(section: Element) -> Element:
    """Size, margins and line grid; headers, footers and page numbers are the writer's."""
    setup = deepcopy(section)
    for child in list(setup):
        if child.tag not in {qn("w:pgSz"), qn("w:pgMar"), qn("w:docGrid")}:
            setup.remove(child)
    return setup


def _text_area(section: Element) -> tuple[int, int]:
    def length(tag: str, name: str) -> int:
        return int(section.find(qn(tag)).get(qn(f"w:{name}")))
    width = length("w:pgSz", "w") - length("w:pgMar", "left") - length("w:pgMar", "right")
    return width, length("w:pgSz", "h") - length("w:pgMar", "top") - length("w:pgMar", "bottom")

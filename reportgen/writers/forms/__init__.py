"""Forms: a school's Word template filled with words. What users typed is data, never template or markup; equal input gives equal bytes."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate, RichText
from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import XMLSyntaxError

from reportgen.core.errors import Unreadable
from reportgen.core.finding import Finding, Severity
from reportgen.core.place import Place
from reportgen.writers.docx.package import repacked
from reportgen.writers.docx.xml import clean
from reportgen.writers.forms.tags import Line, broken, lines, meaning, place

_VEILS = {"\ufdd0": "{_", "\ufdd1": "_}"}  # characters that no text may hold
_RESAVE = "用 Word 或 WPS 另存为 .docx"


@dataclass(frozen=True, slots=True)
class Marked:
    """Text of which some pieces are printed bold; templates place it with {{r …}}."""

    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Sized:
    """Text in a size of its own, in points; templates place it with {{r …}}."""

    text: str
    points: float


class _Template(DocxTemplate):
    """It makes braces of {_{ and {_%; words that hold these are veiled meanwhile."""

    def render_xml_part(self, *given: object, **named: object) -> str:
        made = super().render_xml_part(*given, **named)
        for veil, plain in _VEILS.items():
            made = made.replace(veil, plain)
        return made


class _Environment(SandboxedEnvironment):
    """Keeps what it was given last, so that a complaint finds its paragraph. A name that is not there is an error; words are escaped."""

    source = ""

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True)

    def from_string(self, source: str, *args: object, **kwargs: object) -> Template:
        self.source = source
        return super().from_string(source, *args, **kwargs)


def fill_form(template: bytes, words: Mapping[str, object], *, name: str) -> bytes:
    """The filled form. words: texts, lists and mappings of them, by the names that the template uses; name: of the template, for messages.

    Raises: Unreadable, naming the paragraph, if a tag is broken or uses a word that is not there; if the template is no Word file.
    """
    known = _lines(template, name)
    faults = tag_faults(template, words, name=name)
    if faults:
        raise Unreadable(faults[0].message, at=faults[0].at, hint=faults[0].hint, findings=faults)
    environment = _Environment()
    try:
        form = _Template(BytesIO(template))
        form.render(_inert(words), environment, autoescape=True)
    except (BadZipFile, PackageNotFoundError, KeyError):
        raise Unreadable("表单模板不是 Word 文件（.docx）", at=Place(name), hint=_RESAVE) from None
    except TemplateError as fault:
        found = _fault(name, place(fault, environment.source, known), meaning(fault), words)
        raise Unreadable(found.message, at=found.at, hint=found.hint) from None
    except XMLSyntaxError:
        raise Unreadable("表单模板里成对的标签没有对齐：一个在表格行或段落里，另一个不在", at=Place(name),
                         hint="{%p …%} 独占一段，{%tr …%} 独占一行；开头的和收尾的要用同一种") from None
    out = BytesIO()
    form.save(out)
    return repacked(out.getvalue())


def tag_faults(template: bytes, words: Mapping[str, object], *, name: str) -> tuple[Finding, ...]:
    """Every paragraph of a template whose tags are not whole."""
    return tuple(_fault(name, line, told, words) for line, told in broken(_lines(template, name), words))


def _lines(template: bytes, name: str) -> tuple[Line, ...]:
    try:
        return lines(template)
    except (BadZipFile, XMLSyntaxError, KeyError):
        raise Unreadable("表单模板不是 Word 文件（.docx）", at=Place(name), hint=_RESAVE) from None


def _fault(name: str, line: Line | None, told: str, words: Mapping[str, object]) -> Finding:
    at = Place(name, paragraph=line.number - 1 if line else None)
    return Finding("M101", "broken-tag", Severity.ERROR, f"表单模板{line.where + '：' if line else ''}{told}", at, f"可用的字段：{'、'.join(words)}")


def _inert(value: object) -> object:
    """Words as the template takes them: without what XML forbids, marked text as runs."""
    match value:
        case str():
            return clean(value).replace("{_", "\ufdd0").replace("_}", "\ufdd1")
        case Marked(pieces=pieces):
            text = RichText()
            for piece, bold in pieces:
                text.add(_inert(piece), bold=bold)
            return text
        case Sized(text=text, points=points):
            made = RichText()
            made.add(_inert(text), size=round(2 * points))
            return made
        case Mapping():
            return {key: _inert(one) for key, one in value.items()}
        case tuple() | list():
            return [_inert(one) for one in value]
    return value

"""Forms: a school's Word template filled with words. What users typed is data, never template or markup; equal input gives equal bytes."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate, RichText
from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment

from reportgen.core.errors import Unreadable
from reportgen.core.place import Place
from reportgen.writers.docx.write import repacked
from reportgen.writers.docx.xml import clean


@dataclass(frozen=True, slots=True)
class Marked:
    """Text of which some pieces are printed bold; templates place it with {{r …}}."""

    pieces: tuple[tuple[str, bool], ...]


def fill_form(template: bytes, words: Mapping[str, object], *, name: str) -> bytes:
    """The filled form. words: texts, lists and mappings of them, by the names that the template uses; name: of the template, for messages.

    Raises: Unreadable if the template is no Word file, or uses a word that is not there.
    """
    at = Place(name)
    known = f"可用的字段：{'、'.join(words)}"
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    try:
        form = DocxTemplate(BytesIO(template))
        form.render(_inert(words), environment, autoescape=True)
    except (BadZipFile, PackageNotFoundError, KeyError):
        raise Unreadable("表单模板不是 Word 文件（.docx）", at=at, hint="用 Word 或 WPS 另存为 .docx") from None
    except UndefinedError as fault:
        raise Unreadable(f"表单模板用了没有的字段（{fault.message}）", at=at, hint=known) from None
    except TemplateError as fault:
        raise Unreadable(f"表单模板里的 {{{{ }}}} 或 {{% %}} 写法有误（{fault.message}）", at=at, hint=known) from None
    out = BytesIO()
    form.save(out)
    return repacked(out.getvalue())


def _inert(value: object) -> object:
    """Words as the template takes them: without what XML forbids, marked text as runs."""
    match value:
        case str():
            return clean(value).replace("{_", "{ _").replace("_}", "_ }")  # docxtpl would make braces of these
        case Marked(pieces=pieces):
            text = RichText()
            for piece, bold in pieces:
                text.add(_inert(piece), bold=bold)
            return text
        case Mapping():
            return {key: _inert(one) for key, one in value.items()}
        case tuple() | list():
            return [_inert(one) for one in value]
    return value

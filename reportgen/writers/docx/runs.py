"""Inlines as runs."""

from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.opc.part import Part
from lxml.etree import _Element as Element

from reportgen.core.document import Break, Emphasis, Footnote, Inline, Link, Number, Reference, Strong, Text
from reportgen.writers.docx.fields import filled
from reportgen.writers.docx.press import Press
from reportgen.writers.docx.xml import run, text_runs, w

_SCHEMES = ("http", "https", "mailto")


def runs(press: Press, children: Iterable[Inline], mark: str = "", *, part: Part | None = None) -> list[Element]:
    """The inlines as runs. mark: name of the character style they stand in. part: where links belong, if not the document."""
    out: list[Element] = []
    for child in children:
        out.extend(_one(press, child, mark, part))
    return out


def number_run(press: Press, number: Number, mark: str = "") -> list[Element]:
    """A figure's text; the one place that knows how a bound number stands in the file: in a working copy, in a content control."""
    press.next("numbers")
    made = text_runs(number.text, press.style("数据强调" if mark == "Strong" else "数据"))
    if press.bound is None or number.literal or not made:
        return made
    return press.bound.number(number, made, press.next("controls"), press.next("bookmarks"))


def _one(press: Press, child: Inline, mark: str, part: Part | None) -> list[Element]:
    style = press.style(mark) if mark else ""
    match child:
        case Text(text=text):
            return text_runs(text, style)
        case Number():
            return number_run(press, child, mark)
        case Strong(children=inner):
            return runs(press, inner, mark or "Strong", part=part)
        case Emphasis(children=inner):
            return runs(press, inner, mark or "Emphasis", part=part)
        case Link(url=url, children=inner):
            return _link(press, url, inner, mark, part)
        case Footnote(children=inner):
            return _footnote(press, inner, part)
        case Reference(target=target, text=text):
            return _reference(press, target, text, style)
        case Break():
            return [run(w("br"))]


def _link(press: Press, url: str, inner: tuple[Inline, ...], mark: str, part: Part | None) -> list[Element]:
    """A hyperlink; an address that is none of the web stays text."""
    if urlsplit(url).scheme.lower() not in _SCHEMES:
        return runs(press, inner, mark, part=part)
    link = w("hyperlink", *runs(press, inner, "Hyperlink", part=part), history=1)
    link.set(qn("r:id"), (part or press.part).relate_to(quote(url, safe="%/:?#[]@!$&'()*+,;=~"), RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    return [link]


def _footnote(press: Press, inner: tuple[Inline, ...], part: Part | None) -> list[Element]:
    """Word has no footnote within a footnote: an inner one is printed in brackets."""
    if part is not None:
        return [*text_runs("（"), *runs(press, inner, part=part), *text_runs("）")]
    return [press.notes.add(runs(press, inner, part=press.notes.part))]


def _reference(press: Press, target: str, text: str, style: str) -> list[Element]:
    anchor = press.anchors.meant(target, text)
    return filled(f"REF {anchor.ref} \\h", text, style) if anchor and text else text_runs(text, style)

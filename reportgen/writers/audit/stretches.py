"""Stretches of a Word paragraph by character offsets: runs are split there, keeping their formatting; then marked or replaced.

Offsets count the text of `w:t` that stands when tracked changes are accepted, as the reader counts it.
"""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element as Element

from reportgen.writers.audit.package import W

_GONE = frozenset((f"{W}del", f"{W}moveFrom"))
_CLOSED = frozenset((f"{W}txbxContent", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback", f"{W}pPr", f"{W}rPr", f"{W}p"))
_INSERTED = frozenset((f"{W}ins", f"{W}moveTo"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(slots=True)
class Stretch:
    """A run and the characters it holds."""

    start: int
    end: int
    run: Element


def cut(paragraph: Element, offsets: Iterable[int]) -> list[Stretch]:
    """The paragraph's runs with text, in order; none reaches over one of the offsets."""
    stretches = _stretches(paragraph)
    for offset in sorted(set(offsets)):
        place = next((n for n, one in enumerate(stretches) if one.start < offset < one.end), None)
        if place is not None:
            one = stretches[place]
            rest = _split(one.run, offset - one.start)
            stretches[place:place + 1] = [Stretch(one.start, offset, one.run), Stretch(offset, one.end, rest)]
    return stretches


def _stretches(paragraph: Element) -> list[Stretch]:
    found: list[Stretch] = []
    place = 0
    for run in _runs(paragraph):
        size = sum(len(word.text or "") for word in run.iterfind(f"{W}t"))
        if size:
            found.append(Stretch(place, place + size, run))
            place += size
    return found


def _runs(element: Element) -> Iterable[Element]:
    for child in element:
        if child.tag in _CLOSED or child.tag in _GONE or not isinstance(child.tag, str):
            continue
        if child.tag == f"{W}r":
            yield child
        yield from _runs(child)


def _split(run: Element, offset: int) -> Element:
    """The run cut after so many characters; the second half, a new run of the same formatting."""
    rest = etree.Element(run.tag, run.attrib)
    if (look := run.find(f"{W}rPr")) is not None:
        rest.append(deepcopy(look))
    run.addnext(rest)
    passed = 0
    for child in list(run):
        if child.tag == f"{W}rPr":
            continue
        size = len(child.text or "") if child.tag == f"{W}t" else 0
        if passed >= offset:
            rest.append(child)
        elif passed + size > offset:
            tail = deepcopy(child)
            tail.text, child.text = child.text[offset - passed:], child.text[:offset - passed]
            for word in (child, tail):
                word.set(_SPACE, "preserve")
            rest.append(tail)
        passed += size
    return rest


def within(stretches: Iterable[Stretch], start: int, end: int) -> list[Element]:
    """The runs between two offsets at which the paragraph was cut."""
    return [one.run for one in stretches if start <= one.start and one.end <= end]


def bound(run: Element) -> bool:
    """Whether the run is the result of a field or of a bound content control: what Word fills in again by itself."""
    if any(parent.tag == f"{W}fldSimple" or parent.find(f"{W}sdtPr/{W}dataBinding") is not None for parent in run.iterancestors()):
        return True
    depth = 0
    paragraph = next(run.iterancestors(f"{W}p"))
    for one in paragraph.iter(f"{W}r"):
        if one is run:
            return depth > 0
        for mark in one.iterfind(f"{W}fldChar"):
            depth += {"begin": 1, "end": -1}.get(mark.get(f"{W}fldCharType", ""), 0)
    return False


def strike(runs: Iterable[Element], author: dict[str, str], ids: Iterable[int]) -> Element:
    """The runs as deleted by `author`; the last wrapper."""
    last = None
    for run in runs:
        before = run.getprevious()
        if last is None or before is not last:
            last = etree.Element(f"{W}del", {f"{W}id": str(next(ids)), **author})
            run.addprevious(last)
        last.append(run)
        for word in run.iterfind(f"{W}t"):
            word.tag = f"{W}delText"
            word.set(_SPACE, "preserve")
    return last


def insert(after: Element, text: str, like: Element, author: dict[str, str], ids: Iterable[int]) -> Element:
    """`text` as inserted by `author` after an element, in the look of the run `like`. Another's insertion is parted, not entered."""
    word = etree.Element(f"{W}t", {_SPACE: "preserve"})
    word.text = text
    run = etree.Element(f"{W}r")
    if (look := like.find(f"{W}rPr")) is not None:
        run.append(deepcopy(look))
    run.append(word)
    made = etree.Element(f"{W}ins", {f"{W}id": str(next(ids)), **author})
    made.append(run)
    parent = after.getparent()
    if parent.tag in _INSERTED:
        rest = etree.Element(parent.tag, parent.attrib)
        rest.set(f"{W}id", str(next(ids)))
        rest.extend(list(after.itersiblings()))
        parent.addnext(made)
        if len(rest):
            made.addnext(rest)
    else:
        after.addnext(made)
    return made

"""The text of a Word paragraph: runs, fields, content controls and tracked changes, in both readings."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = frozenset((f"{W}del", f"{W}moveFrom"))
_NEW = frozenset((f"{W}ins", f"{W}moveTo"))
_CLOSED = frozenset((f"{W}txbxContent", f"{MC}Fallback", f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{W}delInstrText", f"{W}sdtPr", f"{W}sdtEndPr"))
_MARKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}
_PARAGRAPH = f"{W}p"


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph's text. unspoken: offsets of characters that are tabs or breaks. original: the text before tracked changes, if another."""

    text: str
    unspoken: tuple[int, ...] = ()
    original: str | None = None


def words(paragraph: Element) -> Words:
    """The paragraph's text with insertions taken and deletions dropped, and as it was before."""
    now: list[str] = []
    before: list[str] = []
    unspoken: list[int] = []
    changed = False
    for text, spoken, state in pieces(paragraph):
        changed = changed or state != "same"
        if state != "gone":
            if not spoken:
                unspoken.extend(range(sum(map(len, now)), sum(map(len, now)) + len(text)))
            now.append(text)
        if state != "new":
            before.append(text)
    return Words("".join(now), tuple(unspoken), "".join(before) if changed and before != now else None)


def pieces(element: Element, state: str = "same") -> Iterator[tuple[str, bool, str]]:
    """(text, whether it is text of the file, same · new · gone), in order, nested paragraphs left out."""
    for child in element:
        tag = child.tag
        if tag in _CLOSED or tag == _PARAGRAPH or not isinstance(tag, str):
            continue
        if tag == f"{W}t":
            yield child.text or "", True, state
        elif tag == f"{W}delText":
            yield child.text or "", True, "gone"
        elif tag in _MARKS:
            if _MARKS[tag]:
                yield _MARKS[tag], False, state
        else:
            yield from pieces(child, "gone" if tag in _GONE else "new" if tag in _NEW and state == "same" else state)

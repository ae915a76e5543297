"""Comments of a Word file: ours beside those that are there."""

from collections.abc import Sequence

from lxml import etree
from lxml.etree import _Element as Element

from reportgen.writers.audit.package import BODY, Package, W

_PART = "word/comments.xml"
_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ILLEGAL = {code: None for code in (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)}


class Comments:
    """The file's comments, to be added to. date: of ours, as Word writes it."""

    def __init__(self, package: Package, date: str) -> None:
        self.package, self.date = package, date
        part = package.related("comments")
        self.root = package.tree(part) if part in package.parts else None
        known = [int(one.get(f"{W}id", "0")) for one in self.root] if self.root is not None else []
        self.next = max((*known, _highest(package.tree(BODY), "comment")), default=-1) + 1

    def add(self, author: str, lines: Sequence[str]) -> str:
        """A comment whose first line is bold; its id."""
        if self.root is None:
            self.root = etree.Element(f"{W}comments", nsmap={"w": W[1:-1]})
            self.package.add(_PART, self.root, "comments", _MEDIA)
        id, self.next = str(self.next), self.next + 1
        comment = etree.SubElement(self.root, f"{W}comment", {f"{W}id": id, f"{W}author": author, f"{W}date": self.date, f"{W}initials": "核"})
        for number, line in enumerate(lines):
            comment.append(_line(line, bold=number == 0, mark=number == 0))
        return id


def _line(text: str, *, bold: bool, mark: bool) -> Element:
    paragraph = etree.Element(f"{W}p")
    if mark:
        reference = etree.SubElement(paragraph, f"{W}r")
        etree.SubElement(reference, f"{W}annotationRef")
    run = etree.SubElement(paragraph, f"{W}r")
    look = etree.SubElement(run, f"{W}rPr")
    etree.SubElement(look, f"{W}rFonts", {f"{W}hint": "eastAsia"})
    if bold:
        etree.SubElement(look, f"{W}b")
    word = etree.SubElement(run, f"{W}t", {_SPACE: "preserve"})
    word.text = text.translate(_ILLEGAL)
    return paragraph


def anchor(id: str, first: Element, last: Element) -> None:
    """The comment on everything from `first` to `last`, which may stand in different parents."""
    first.addprevious(etree.Element(f"{W}commentRangeStart", {f"{W}id": id}))
    end = etree.Element(f"{W}commentRangeEnd", {f"{W}id": id})
    last.addnext(end)
    run = etree.Element(f"{W}r")
    etree.SubElement(run, f"{W}commentReference", {f"{W}id": id})
    end.addnext(run)


def _highest(root: Element, what: str) -> int:
    """The highest comment id that the body refers to."""
    return max((int(one.get(f"{W}id", "0")) for one in root.iter(f"{W}{what}Reference", f"{W}{what}RangeStart")), default=-1)

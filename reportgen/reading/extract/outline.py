"""Headings as authors write them, and what stands over the text while a document is read from front to back."""

import re
from dataclasses import replace

from reportgen.core.reading import Context

_PATTERNS = ((1, re.compile(r"^(?:第[一二三四五六七八九十百\d]+[章部篇]|[一二三四五六七八九十]{1,3}[、.．]|挑战[一二三四五六七八九十\d]|附件|附录|前言|目录|学校概况)")),
             (2, re.compile(r"^(?:[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十\d]+节|\d{1,2}\.\d{1,2}(?!\d)(?!\.\d))")),
             (3, re.compile(r"^(?:\d{1,2}[.．、](?!\d)|\d{1,2}\.\d{1,2}\.\d{1,2}|\d{1,2}\s+(?=[^\d\s]))")),
             (4, re.compile(r"^(?:[（(]\d{1,2}[)）]|[①-⑳])")))
_PAGE = re.compile(r"(?:\t|[.．…·]{3,}\s*)\d{1,4}$")
CASE = re.compile(r"^(?:典型)?案例\s*\d")
_CAPTION = re.compile(r"^\s*(?:附?[图表]|案例|专栏)\s*\d+(?:\s*[-—.－]\s*\d+)*")
UNIT_LINE = re.compile(r"单位\s*[：:]\s*(?P<unit>[^\s，。；）)]{1,8})")
_ENDING = tuple("。；，：！？;,:!?、")
_LONGEST = 40


def heading_level(text: str) -> int | None:
    """The level that a heading's numbering says; None if the line does not look like one.

    >>> heading_level("（二）五育并举"), heading_level("学校占地面积78.65万平方米，总建筑面积40.41万平方米。")
    (2, None)
    """
    plain = text.strip()
    if not plain or len(plain) > _LONGEST or _PAGE.search(plain) or plain.endswith(_ENDING) or "，" in plain and len(plain) > 30:
        return None
    if CASE.match(plain):
        return 3
    return next((level for level, pattern in _PATTERNS if pattern.match(plain)), None)


def is_caption(text: str) -> bool:
    """Whether the line is a caption: 表1-2 …, 图3 …."""
    return bool(_CAPTION.match(text)) and not _PAGE.search(text.rstrip()) and len(text.strip()) <= 60 and not text.rstrip().endswith("。")


class Outline:
    """What stands over the next piece."""

    def __init__(self, title: str = "") -> None:
        self.title, self.before, self.unit = title, "", ""
        self._headings: list[tuple[int, str]] = []
        self._caption = ""

    def heading(self, level: int, text: str) -> None:
        self._headings = [(other, words) for other, words in self._headings if other < level]
        self._headings.append((level, text.strip()))
        self.before = self._caption = self.unit = ""

    def paragraph(self, text: str) -> None:
        """Remember a paragraph as what stands before the next; a caption or a unit line as what stands over the next table."""
        if not text.strip():
            return
        if found := UNIT_LINE.search(text):
            self.unit = found["unit"]
        if is_caption(text):
            self._caption = text.strip()
        else:
            self.before = text

    def over(self) -> Context:
        """The context of a paragraph."""
        return Context(self.title, tuple(words for _, words in self._headings), self.before)

    def over_table(self) -> Context:
        """The context of a table: its caption is the nearest heading."""
        around = self.over()
        return replace(around, headings=(*around.headings, self._caption) if self._caption else around.headings, unit=self.unit)

    def close_table(self) -> None:
        self._caption = self.unit = ""

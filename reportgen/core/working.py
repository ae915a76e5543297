"""What writer and reader of a working copy agree on: the names under which bound numbers and paragraphs are found again."""

from collections.abc import Iterable
from decimal import Context, Decimal, InvalidOperation
from typing import Protocol

NAMESPACE = "urn:reportgen:working-copy"
STORE = "{7C1B6A52-5D0E-4E0A-9B5E-52475F424E44}"  # of the custom XML part, for data bindings
FIGURE = "[{}]"          # ends a control's title: 毕业去向落实率 [12]
NUMBER_MARK = "_rg_{}"      # bookmark around a control
PARAGRAPH_MARK = "_rgp_{}"  # bookmark around a paragraph's words
_NINE_DIGITS = Context(prec=9)  # word processors write the last digits of a chart's numbers as they like


_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_VALUES, _LABELS, _SAID = (f"{_C}val", f"{_C}yVal"), (f"{_C}cat", f"{_C}xVal", f"{_C}tx"), f"{_C}v"


class Tree(Protocol):
    """An element of XML, as far as it is read here."""

    text: str | None

    def iter(self, *tags: str) -> Iterable["Tree"]:
        """The elements of these names, in order."""


def charted(chart: Tree) -> str:
    """What a chart part shows, as `plotted` has it."""
    values, labels = ([said.text or "" for one in chart.iter(*tags) for said in one.iter(_SAID)] for tags in (_VALUES, _LABELS))
    return plotted(values, labels)


def plotted(values: Iterable[str], labels: Iterable[str]) -> str:
    """What a chart shows: the same numbers and names are the same text, whoever saved the chart.

    >>> plotted(["93.7566418703507", "12", "12.0", ""], ["乙", "甲", "乙"])
    '93.7566419 12 12 | 乙 甲'
    """
    return f"{' '.join(_number(one) for one in values if one.strip())} | {' '.join(sorted(set(labels)))}"


def _number(text: str) -> str:
    try:
        return format(Decimal(text).normalize(_NINE_DIGITS), "f")
    except InvalidOperation:
        return text


def words_outside(nodes: Iterable[tuple[str, str]]) -> str:
    """The words of a paragraph that no field writes. nodes: in order, ("begin", "") and ("end", "") of fields, ("t", words).

    >>> words_outside([("t", "第"), ("begin", ""), ("t", "3"), ("end", ""), ("t", "页")])
    '第页'
    """
    depth, said = 0, []
    for kind, words in nodes:
        depth += (kind == "begin") - (kind == "end")
        if kind == "t" and not depth:
            said.append(words)
    return "".join(said)

"""What writer and reader of a working copy agree on: the names under which bound numbers and paragraphs are found again."""

from collections.abc import Iterable
from decimal import Context, Decimal, InvalidOperation

NAMESPACE = "urn:reportgen:working-copy"
STORE = "{7C1B6A52-5D0E-4E0A-9B5E-52475F424E44}"  # of the custom XML part, for data bindings
FIGURE = "[{}]"          # ends a control's title: 毕业去向落实率 [12]
NUMBER_MARK = "_rg_{}"      # bookmark around a control
PARAGRAPH_MARK = "_rgp_{}"  # bookmark around a paragraph's words
_NINE_DIGITS = Context(prec=9)  # word processors write the last digits of a chart's numbers as they like


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

"""How well the reader does on our own specimens; written to docs/ by `python -m tests.reading.accuracy`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

from reportgen.core.reading import MEASURES, WRONG, ReadFigure
from reportgen.reading import compare, read_figures
from reportgen.reading.topics import Topics
from tests.reading.labelled import Label, sentences
from tests.reading.passages import Mark, Passage, Variant, passages, variants

PAPER = Path(__file__).resolve().parents[2] / "docs" / "读数准确率.md"
_NAMES = {"quantity": "数量", "change": "增减", "range": "区间", "ratio": "比", "year": "年份、届", "date": "日期", "ordinal": "序数", "section_number": "章节、图表编号",
          "law_ref": "法条", "doc_number": "文号、代码", "phone": "电话", "name_part": "名称里的数"}
_HOW = {"digits swapped": "两位数字对调", "ten times": "差十倍", "unit slipped": "万元写成元一类", "another's figure": "写成另一项的数", "last year's": "写成上一期的数",
        "over what it is": "“超过”不成立", "nearly what it exceeds": "“近”不成立", "as it is": "原样", "over": "“超”成立", "about": "“约”成立", "at least": "“以上”成立",
        "odd": "“余”成立", "nearly": "“近”成立", "in tens of thousands": "折成万"}
_NEAR = Decimal("0.0001")


@dataclass(slots=True)
class Count:
    """right: found as marked; extra: found, not marked; missed: marked, not found."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.extra) if self.right + self.extra else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.extra + self.missed) if self.right else 0.0


@dataclass(slots=True)
class Reading:
    """Of all sentences. kinds: by kind; measures: spans of measures alone; values, units, qualified: their values, values with units, and qualifiers."""

    sentences: int = 0
    kinds: dict[str, Count] = field(default_factory=lambda: {kind: Count() for kind in _NAMES})
    measures: Count = field(default_factory=Count)
    values: int = 0
    units: int = 0
    qualified: int = 0

    @property
    def marked(self) -> int:
        return self.measures.right + self.measures.missed


@cache
def reading() -> Reading:
    """The reader on every labelled sentence."""
    total = Reading()
    for sentence in sentences():
        total.sentences += 1
        marked = {(one.start, one.end): one for one in sentence.labels}
        found = {(one.start, one.end): one for one in read_figures(sentence.text)}
        for kind, count in total.kinds.items():
            _tally(count, {place for place, one in marked.items() if one.kind == kind}, {place for place, one in found.items() if one.kind == kind})
        measured = [{place for place, one in known.items() if one.kind in MEASURES} for known in (marked, found)]
        _tally(total.measures, *measured)
        for place in measured[0] & measured[1]:
            same = _same(marked[place], found[place])
            total.values += same
            total.qualified += marked[place].approx == (found[place].approx if found[place].approx != "range" else "none")
            total.units += same and marked[place].unit == found[place].unit
    return total


def _tally(count: Count, marked: set[tuple[int, int]], found: set[tuple[int, int]]) -> None:
    count.right += len(marked & found)
    count.extra += len(found - marked)
    count.missed += len(marked - found)


def _same(label: Label, read: ReadFigure) -> bool:
    told, true = ((one if isinstance(one, tuple) else (one,)) for one in (read.value, label.value))
    return len(told) == len(true) and all(abs(one - other) <= _NEAR * max(1, abs(other)) for one, other in zip(told, true, strict=True))


@dataclass(slots=True)
class Comparing:
    """Of all passages. ways: (how said, false?) → [times, rightly judged]. unknown: figures that nothing known speaks of; accused: of them."""

    passages: int = 0
    ways: dict[tuple[str, bool], list[int]] = field(default_factory=dict)
    unknown: int = 0
    accused: int = 0

    def share(self, *, false: bool) -> float:
        """Of the false ones those caught; of the right ones those flagged."""
        times, right = (sum(counts[n] for (_, wrong), counts in self.ways.items() if wrong is false) for n in (0, 1))
        return right / times if false else (times - right + self.accused) / (times + self.unknown)


@cache
def comparing() -> Comparing:
    """The comparison on every passage, and on each with one figure said otherwise."""
    total = Comparing()
    for passage in passages():
        total.passages += 1
        topics = Topics(passage.known)
        verdicts = {one.start: one.verdict for one in compare(passage.text, topics)}
        strange: Callable[[Mark], bool] = lambda mark: not mark.id and mark.start in verdicts  # noqa: E731
        total.unknown += sum(map(strange, passage.marks))
        total.accused += sum(verdicts[mark.start] in WRONG for mark in passage.marks if strange(mark))
        for variant in variants(passage):
            times = total.ways.setdefault((variant.how, variant.false), [0, 0])
            times[0] += 1
            times[1] += accused(variant, topics) is variant.false
    return total


def accused(variant: Variant, topics: Topics) -> bool:
    """Whether the figure in question is called wrong."""
    return any(one.verdict in WRONG for one in compare(variant.text, topics) if one.start < variant.end and variant.start < one.end)


def paper() -> str:
    """The report."""
    read, judged = reading(), comparing()
    lines = ["# 读数准确率", "", "由 `python -m tests.reading.accuracy` 在自写的样本上生成（`tests/reading/specimens/`），不要手改。标记是程序先标、人逐句改过的，",
             "程序又照着改过，所以这里的高分只说明没有退步，不是对没见过的文字的准确率；那要另用没见过的文字量。", "", "## 认出数字", "",
             f"{read.sentences} 句，统计数字 {read.marked} 个：起止全对 F1 {read.measures.f1:.4f}，值对 {read.values / read.marked:.4f}，值和单位都对 {read.units / read.marked:.4f}，限定词对 {read.qualified / read.marked:.4f}。", "",
             "| 种类 | 个数 | 准确率 | 召回率 | F1 |", "|---|---|---|---|---|"]
    lines += [f"| {_NAMES[kind]} | {one.right + one.missed} | {one.precision:.4f} | {one.recall:.4f} | {one.f1:.4f} |" for kind, one in read.kinds.items()]
    lines += ["", "## 与快照比较", "", f"{judged.passages} 段。每个数逐一改错，查出 {judged.share(false=True):.4f}；换成同样正确的说法，连同快照里没有的 "
              f"{judged.unknown} 个数，误报 {judged.share(false=False):.4f}。", "", "| 说法 | 次数 | 判对 |", "|---|---|---|"]
    lines += [f"| {'错' if wrong else '对'}：{_HOW[how]} | {times} | {right / times:.4f} |" for (how, wrong), (times, right) in sorted(judged.ways.items(), key=lambda way: (not way[0][1], way[0][0]))]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAPER.write_text(paper(), "utf-8")
    print(PAPER)

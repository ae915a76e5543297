"""The review copy: the Word file itself, with a comment on every wrong or doubtful figure and the right value as a tracked change."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import count

from lxml.etree import _Element as Element

from reportgen.core.audited import Audited, Judged
from reportgen.core.figure import Figure
from reportgen.writers.audit.comments import Comments, anchor
from reportgen.writers.audit.package import BODY, Package, W, opened
from reportgen.writers.audit.stretches import bound, cut, insert, strike, within
from reportgen.writers.audit.wording import VERDICTS, called, where

AUTHOR = "reportgen"
_LEVELS = {"wrong": "错误", "unsure": "警告"}
_BOX = f"{W}txbxContent"
Origins = Mapping[tuple[str, str], str]


def review_docx(data: bytes, document: Audited, origins: Origins, *, date: str, snapshot: str) -> bytes:
    """The copy. Everything else in the file stays as it is, others' comments and changes included.

    origins: where each figure comes from, by id and scope. date: of our comments and changes ("2025-12-31T00:00:00Z"), for no clock is read.
    """
    package = opened(data)
    _Reviewer(package, document, origins, date, snapshot).review()
    return package.written()


class _Reviewer:
    """One file being reviewed."""

    def __init__(self, package: Package, document: Audited, origins: Origins, date: str, snapshot: str) -> None:
        self.document, self.origins, self.snapshot = document, origins, snapshot
        self.comments = Comments(package, date)
        self.author = {f"{W}author": AUTHOR, f"{W}date": date}
        self.body = package.tree(BODY)
        self.paragraphs = list(self.body.iter(f"{W}p"))
        self.ids = count(1 + max((int(id) for one in self.body.iter() if (id := one.get(f"{W}id", "")).lstrip("-").isdigit()), default=0))

    def review(self) -> None:
        here: dict[int, list[Judged]] = defaultdict(list)
        elsewhere: list[Judged] = []
        for one in self.document.measures():
            if one.code:
                index = self._paragraph(one)
                (elsewhere if index is None else here[index]).append(one)
        for index, those in here.items():
            self._marked(self.paragraphs[index], those)
        if elsewhere:
            self._summed(elsewhere)

    def _paragraph(self, one: Judged) -> int | None:
        """Which paragraph of the body it stands in; None where Word takes no comment: headers, notes, text boxes, charts."""
        spot = self.document.piece(one).spot
        if spot.part != BODY or spot.index is None or spot.index >= len(self.paragraphs):
            return None
        return None if any(parent.tag == _BOX for parent in self.paragraphs[spot.index].iterancestors()) else spot.index

    def _marked(self, paragraph: Element, those: list[Judged]) -> None:
        edits = _apart(edit for one in those for edit in self.document.edits(one))
        edges = [edge for one in those for edge in (one.at.start, one.at.end)] + [edge for start, end, _ in edits for edge in (start, end)]
        stretches = cut(paragraph, edges)
        ends: dict[Element, Element] = {}
        for start, end, text in edits:
            runs = within(stretches, start, end)
            if runs and not any(map(bound, runs)):
                ends[runs[-1]] = insert(strike(runs, self.author, self.ids), text, runs[0], self.author, self.ids)
        for one in those:
            runs = within(stretches, *self._reach(one))
            if runs:
                anchor(self.comments.add(_author(one), list(self._told(one))), _outer(runs[0]), ends.get(runs[-1], _outer(runs[-1])))

    def _reach(self, one: Judged) -> tuple[int, int]:
        """From the first to the last character that the comment is about: the figure and what is replaced."""
        edits = self.document.edits(one)
        return min((one.at.start, *(start for start, _, _ in edits))), max((one.at.end, *(end for _, end, _ in edits)))

    def _told(self, one: Judged) -> Iterator[str]:
        found = one.comparison
        yield f"【{_level(one)}】{VERDICTS[found.verdict]}（{one.code}）"
        yield found.message or f"应为{found.expected}"
        if one.figure is not None:
            yield f"指标：{called(one.figure)}（{_period(one.figure)}）{'＝' + found.expected if found.expected else ''}"
            if origin := self.origins.get((one.figure.id, one.figure.scope)):
                yield origin
        if one.binding:
            yield f"在报告源文中写：{one.binding}"
        yield f"数据快照 {self.snapshot}；规则说明：reportgen rule {one.code}"

    def _summed(self, those: list[Judged]) -> None:
        """One comment at the beginning for all figures that stand where no comment can."""
        first = next((stretches[0].run for one in self.paragraphs if (stretches := cut(one, ()))), None)
        if first is not None:
            lines = [f"{where(self.document, one)}“{one.comparison.span}”：{one.comparison.message or '应为' + one.comparison.expected}" for one in those]
            anchor(self.comments.add(f"{AUTHOR} 错误", [f"另有{len(those)}处在不能加批注的地方：", *lines]), _outer(first), _outer(first))


def _apart(edits: Iterator[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The edits in order, none over another."""
    kept: list[tuple[int, int, str]] = []
    for edit in sorted(set(edits)):
        if not kept or edit[0] >= kept[-1][1]:
            kept.append(edit)
    return kept


def _outer(run: Element) -> Element:
    """The run, or our deletion that it stands in."""
    parent = run.getparent()
    return parent if parent.tag == f"{W}del" and parent.get(f"{W}author") == AUTHOR else run


def _level(one: Judged) -> str:
    return _LEVELS["unsure" if one.verdict == "ambiguous" else "wrong"]


def _author(one: Judged) -> str:
    """Errors and warnings have an author each, so that Word shows them in colours of their own."""
    return f"{AUTHOR} {_level(one)}"


def _period(figure: Figure) -> str:
    return str(figure.period)

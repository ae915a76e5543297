"""The reviewer's desk: one year's figures, ready to be compared with texts and to be bound in them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from reportgen.audit.breakdowns import Breakdowns
from reportgen.audit.known import known_figures
from reportgen.compose.binding import Binder
from reportgen.compose.words import text_words
from reportgen.core.document import Number, Text
from reportgen.core.figure import SCHOOL, Figure, Figures
from reportgen.core.finding import Finding
from reportgen.core.pack import Pack
from reportgen.core.place import NOWHERE
from reportgen.core.plan import Project
from reportgen.core.reading import Comparison, Known, ReadFigure
from reportgen.core.yardstick import NO_YARDSTICKS, Yardsticks
from reportgen.edition import open_project, open_year
from reportgen.published import corrected, read_published
from reportgen.intake.drafts.binding import Ground, Proposal, propose
from reportgen.reading.topics import Topics
from reportgen.workspace import Workspace


@dataclass(frozen=True)
class Desk:
    """What documents of one year are judged by. corrected: what the errata of published editions say, cell by cell, without blanks."""

    project: Project
    pack: Pack
    figures: Figures
    yardsticks: Yardsticks = NO_YARDSTICKS
    corrected: frozenset[str] = frozenset()
    _grounds: dict[str, Ground] = field(default_factory=dict, repr=False)

    @cached_property
    def known(self) -> tuple[Known, ...]:
        """Every figure of both years, as printed."""
        return known_figures(self.figures, self.pack.rounding)

    @cached_property
    def topics(self) -> Topics:
        """What is known, as texts call it."""
        return Topics(self.known)

    @cached_property
    def breakdowns(self) -> Breakdowns:
        """What columns of tables may be."""
        return Breakdowns(self.figures, self.pack.rounding)

    @cached_property
    def _by_id(self) -> dict[tuple[int, str], Figure]:
        years = (self.figures, *((self.figures.previous,) if self.figures.previous is not None else ()))
        return {(year.year, one.id): one for year in reversed(years) for one in year.values()}

    def figure(self, comparison: Comparison) -> Figure | None:
        """The figure that a comparison speaks of, of the year it speaks of."""
        year = int(comparison.period) if comparison.period.isdecimal() else self.figures.year
        return self._by_id.get((year, comparison.indicator or "")) or self._by_id.get((self.figures.year, comparison.indicator or ""))

    def propose(self, text: str, reads: Iterable[ReadFigure], compared: Iterable[Comparison], scope: str = SCHOOL) -> tuple[Proposal, ...]:
        """Bindings for the figures of a text; only such as bind in `scope` without a finding."""
        if scope not in self._grounds:
            self._grounds[scope] = self._ground(scope)
        return propose(text, tuple(reads), tuple(compared), self._grounds[scope])

    def _ground(self, scope: str) -> Ground:
        words = text_words(self.project, self.pack, scope)
        found: list[Finding] = []
        binder = Binder(self.figures, scope, words, {}, found, rounding=self.pack.rounding, yardsticks=self.yardsticks)

        def render(body: str) -> str | None:
            found.clear()
            made = binder.bind(body, body, NOWHERE)
            return made.text if not found and isinstance(made, Number | Text) else None
        return Ground(self.figures, scope, {}, render)


def open_desk(workspace: Workspace, year: int | None = None) -> Desk:
    """The desk of a year (the project's own without one). Raises: Unreadable or Refused if it has no pack, or nothing is frozen."""
    project = open_project(workspace)
    opened = open_year(workspace, project, year or project.year)
    published, _ = read_published(workspace, opened.figures.year)
    told = frozenset("".join(text.split()) for one in published.values() for text in corrected(one.corrections))
    return Desk(project, opened.pack, opened.figures, opened.yardsticks, told)

"""What texts are compared with: the figures of both years as they are printed."""

from collections.abc import Iterator

from reportgen.core.figure import SCHOOL, Absent, Figure, Figures
from reportgen.core.reading import Known
from reportgen.core.show import Rounding, shown_value


def known_figures(figures: Figures, rounding: Rounding = Rounding.HALF_UP) -> tuple[Known, ...]:
    """Every figure with a value, this year's and last year's, by its shown value; the period is the report year.

    Last year's stand in this year's terms, so that a change of a definition is no change of the value.
    """
    return tuple(_known(figures, rounding))


def _known(figures: Figures, rounding: Rounding) -> Iterator[Known]:
    for figure in figures.values():
        yield from _one(figure, figures.year, rounding)
        if last := figures.before(figure):
            yield from _one(last, figures.year - 1, rounding, id=figure.id)
    for last in figures.previous.values() if figures.previous is not None else ():
        if (last.id, last.scope) not in figures:
            yield from _one(last, figures.year - 1, rounding)


def _one(figure: Figure, year: int, rounding: Rounding, id: str = "") -> Iterator[Known]:
    value = shown_value(figure, rounding)
    if not isinstance(value, Absent):
        scope = "" if figure.scope == SCHOOL else figure.scope
        yield Known(id or figure.id, figure.name, figure.aliases, value, figure.unit, str(year), scope, figure.period, figure.definition)


def figure_meant(figures: Figures, indicator: str, period: str) -> Figure | None:
    """The figure that a comparison speaks of, by id and report year."""
    year = figures.previous if figures.previous is not None and period == str(figures.previous.year) else figures
    return next((one for one in year.values() if one.id == indicator), None) or next(
        (one for one in figures.values() if one.id == indicator), None)

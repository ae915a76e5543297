"""What rules share: where a finding points, whose text it is, and what is only told."""

from dataclasses import replace
from decimal import Decimal

from reportgen.core.document import Section
from reportgen.core.place import Place
from reportgen.core.reading import ReadFigure
from reportgen.core.report import Report
from reportgen.core.rulebook import Requirement, Weight

_SMALL, _HALF = 10, Decimal("0.5")


def shifted(at: Place, start: int, end: int) -> Place:
    """The place `start` characters into a text that begins at `at`."""
    if at.column is None:
        return at
    column = at.column + start
    return replace(at, column=column, start=column - 1, end=column - 1 + end - start)


def narrates(figure: ReadFigure) -> bool:
    """Whether it is a small count in words, or just the half of something, as prose has them; 近一半、过半 tell a statistic."""
    if any(character.isdigit() for character in figure.span) or not isinstance(figure.value, Decimal):
        return False
    if figure.value == _HALF and figure.unit == "比例":
        return figure.approx == "none"
    return 1 <= figure.value <= _SMALL and figure.unit not in ("%", "成", "比例")


def department_at(report: Report, at: Place) -> str:
    """The department that wrote the file a place is in; "" if nobody did."""
    return next((source.department for source in report.sources if source.path == at.file), "")


def sections(report: Report) -> dict[str, Section]:
    """The document's sections by id."""
    return {section.id: section for part in report.document.parts for section in part.sections}


def kind_of(report: Report) -> str:
    """school · enterprise · "" for any other report, of which no notice asks anything."""
    return report.plan.each if report.plan.each == "enterprise" else "school" if not report.plan.each and report.plan.framework else ""


def required(report: Report, check: str) -> tuple[Requirement, ...]:
    """The rules of the year that ask for this check."""
    return tuple(one for one in report.pack.requirements if one.check == check and one.level is not Weight.OFF)

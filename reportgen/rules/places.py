"""Where a rule's finding points: positions inside an inline, and whose text it is."""

from dataclasses import replace

from reportgen.core.document import Section
from reportgen.core.place import Place
from reportgen.core.report import Report


def shifted(at: Place, start: int, end: int) -> Place:
    """The place `start` characters into a text that begins at `at`."""
    if at.column is None:
        return at
    column = at.column + start
    return replace(at, column=column, start=column - 1, end=column - 1 + end - start)


def department_at(report: Report, at: Place) -> str:
    """The department that wrote the file a place is in; "" if nobody did."""
    return next((source.department for source in report.sources if source.path == at.file), "")


def sections(report: Report) -> dict[str, Section]:
    """The document's sections by id."""
    return {section.id: section for part in report.document.parts for section in part.sections}

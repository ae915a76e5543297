"""The rows of the export behind every figure that a report shows, for the page that lets readers look them up."""

from collections.abc import Iterator
from dataclasses import replace

from reportgen.core.document import Chart, numbers
from reportgen.core.figure import SCHOOL, Figure, Series
from reportgen.core.pack import frozen
from reportgen.core.report import Report
from reportgen.edition import snapshot_folder
from reportgen.indicators.lineage import derivations
from reportgen.intake import letters_in, tables
from reportgen.workspace import Workspace

Key = tuple[str, str]


def with_lineage(workspace: Workspace, report: Report) -> Report:
    """The report with the lineage of what it shows, from the snapshot its figures were computed from."""
    wanted = _shown(report)
    depends = report.snapshot, report.pack.version, tuple(wanted)

    def make() -> dict:
        folder = snapshot_folder(workspace, report.figures.year)
        with tables(folder, report.pack.contracts, workspace.tables) as connection:
            return derivations(wanted.values(), report.pack, connection, letters_in(folder))

    return replace(report, lineage=frozen(workspace.store().kept("lineage", depends, make)))


def _shown(report: Report) -> dict[Key, Figure | Series]:
    """This year's figures and series of the document, and what they are derived from."""
    found: dict[Key, Figure | Series] = {}
    waiting = list(dict.fromkeys(_named(report)))
    while waiting:
        id, scope = waiting.pop()
        one = _find(report, id, scope)
        if one is not None and (one.id, one.scope) not in found:
            found[one.id, one.scope] = one
            waiting += [(input, one.scope) for input in getattr(one, "inputs", ())]
    return dict(sorted(found.items()))


def _named(report: Report) -> Iterator[Key]:
    own = report.document.scope or SCHOOL
    for number in numbers(report.document):
        ids = (number.figure, *(id for id, year in number.basis if year == report.figures.year))
        yield from ((id, number.scope or own) for id in ids if id)
    for block in report.document.blocks():
        if isinstance(block, Chart):
            yield from ((id, block.scope or own) for id in block.figures)


def _find(report: Report, id: str, scope: str) -> Figure | Series | None:
    figures = report.figures
    return figures.get((id, scope)) or figures.get((id, SCHOOL)) or figures.series(id, scope)

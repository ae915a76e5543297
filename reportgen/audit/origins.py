"""Where wrong figures come from: the cells of the frozen export, or the formula with its numbers."""

from collections.abc import Iterable, Mapping

from reportgen.audit.desk import Desk
from reportgen.core.figure import Figure
from reportgen.edition import snapshot_folder
from reportgen.indicators import Explanation, explain
from reportgen.intake import letters_in, tables
from reportgen.workspace import Workspace


def origins(workspace: Workspace, desk: Desk, figures: Iterable[Figure]) -> Mapping[tuple[str, str], str]:
    """One line for each figure of this year, by id and scope."""
    wanted = {(one.id, one.scope): one for one in figures if desk.figures.get((one.id, one.scope)) is not None}
    folder = snapshot_folder(workspace, desk.figures.year)
    if not wanted or folder is None:
        return {}
    connection, letters = tables(folder, desk.pack.contracts, workspace.tables), letters_in(folder)
    try:
        told = {key: explain(one.id, desk.pack, desk.figures, connection, one.scope, letters=letters)[0] for key, one in wanted.items()}
    finally:
        connection.close()
    return {key: _line(one) for key, one in told.items() if one is not None}


def _line(told: Explanation) -> str:
    if told.formula:
        return f"算法：{told.formula} = {told.filled}"
    rows = sum(one.rows or 0 for one in told.figure.sources)
    tables = "、".join(f"“{one.title}”" for one in told.figure.sources)
    cells = "、".join(str(row[0][0]) for row in told.examples[:2] if row)
    return f"来源：{tables}{f'，共{rows}行' if rows else ''}{f'，如 {cells}' if cells else ''}"

"""One table of an export by itself, for whoever needs its rows before anything is frozen."""

from collections.abc import Mapping
from pathlib import Path

from reportgen.core.finding import Finding
from reportgen.core.pack import Contract, Edition
from reportgen.core.place import Place
from reportgen.intake.answers import Answers
from reportgen.intake.export import read_export
from reportgen.intake.freezing import check_tables, in_order
from reportgen.intake.sorting import sorted_out

Row = tuple[Mapping[str, str | None], Place]


def listed_rows(exports: Path, contract: Contract, edition: Edition) -> tuple[tuple[Row, ...], tuple[Finding, ...]]:
    """The table's canonical rows, each with its place; and what is wrong with it. Other tables of the export are passed over."""
    contracts, answers = {contract.id: contract}, Answers()
    export = sorted_out(read_export(exports), contracts, edition, answers, where=Place(exports.name))
    tables, wrong = check_tables(export, contracts, edition, answers)
    table = tables.get(contract.id)
    first = contract.columns[0].id
    rows = [({id: values[n] for id, values in table.values.items()}, table.at(n, first)) for n in range(table.count) if n not in table.dropped] if table else []
    return tuple(rows), in_order([*export.findings, *wrong])

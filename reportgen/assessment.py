"""How well each department did its data work, in points. What counts how much is data: assessment.yaml of the year's pack."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from reportgen.core.errors import Unreadable
from reportgen.core.finding import errors
from reportgen.core.pack import Contract
from reportgen.edition import snapshot_folder
from reportgen.files import read_text
from reportgen.ledger import correction_of, read_table
from reportgen.people import Level
from reportgen.signoff import RETURN, SIGN, Table, standing
from reportgen.workspace import Workspace
from reportgen.yamlplaces import Node, Reader, load

PARTS = ("及时", "完整", "退回", "问题")
_RULES = {"timely": ("per_day",), "complete": ("fair",), "returned": ("each",), "issues": ("warning", "fair", "bad")}
_FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Scheme:
    """assessment.yaml: the weight of each part, the deductions in percent of a part, and the grades, best first."""

    weights: Mapping[str, Decimal]
    rules: Mapping[tuple[str, str], Decimal]
    grades: tuple[tuple[str, Decimal], ...]

    def grade(self, total: Decimal) -> str:
        """The best grade that the points reach."""
        return next((name for name, least in self.grades if total >= least), self.grades[-1][0])


def assess(workspace: Workspace, year: int) -> dict[str, object]:
    """Every department's points, and what they were counted from; in the shape that `data assess --json` prints."""
    scheme, source = load_scheme(workspace, year)
    state = standing(workspace, year)
    folder = snapshot_folder(workspace, year)
    record = correction_of(workspace, year, state.snapshot)
    warnings = record.get("warnings", {}) if record else {}
    due = state.people.data.due.get(Level.FILL)
    departments = dict.fromkeys(table.contract.department for table in state.tables.values())
    rows = [_department(name, [_table(one, folder, due) for one in state.tables.values() if one.contract.department == name],
                        int(warnings.get(name, 0)), scheme) for name in departments]
    rows.sort(key=lambda row: -Decimal(row["total"]))
    for row in rows:
        row["rank"] = 1 + sum(Decimal(other["total"]) > Decimal(row["total"]) for other in rows)
    return {"year": year, "snapshot": state.snapshot, "due": due.isoformat() if due else "", "departments": rows,
            "scheme": {"file": source, "weights": {name: str(value) for name, value in scheme.weights.items()},
                       "rules": {f"{group}.{name}": str(value) for (group, name), value in scheme.rules.items()},
                       "grades": {name: str(least) for name, least in scheme.grades}}}


def _table(table: Table, folder: Path, due: date | None) -> dict[str, object]:
    """The facts of one table."""
    first = next((entry for entry in table.history if entry["kind"] == SIGN and entry["level"] == Level.FILL), None)
    late = max(0, (date.fromisoformat(str(first["on"])) - due).days) if first and due else 0
    judged = [str(verdict) for entry in table.signed.values() for verdict in entry["conclusions"].values()]
    whole = all(entry["conclusions"].get("完整性", "符合") == "符合" for entry in table.signed.values())
    return {"table": table.contract.id, "title": table.contract.title, "required": table.contract.required, "rows": table.rows,
            "filled": str(_filled(table.contract, folder)), "signed": str(first["on"]) if first else "", "late": late,
            "returns": table.times(RETURN), "whole": whole, "fair": judged.count("基本符合"), "bad": judged.count("不符合"),
            "complete": table.rows is not None and table.complete}


def _filled(contract: Contract, folder: Path) -> Decimal:
    """The share of required cells that are filled, in percent."""
    rows = read_table(folder, contract.id)
    required = {column.id for column in contract.columns if column.required and not column.absent_from}
    must = [n for n, name in enumerate(rows.columns) if name in required] if rows else []
    cells = len(must) * len(rows.rows) if rows else 0
    empty = sum(row[n] == "" for row in rows.rows for n in must) if cells else 0
    return _FULL * (cells - empty) / cells if cells else _FULL


def _department(name: str, tables: list[dict[str, object]], warnings: int, scheme: Scheme) -> dict[str, object]:
    held = [one for one in tables if one["rows"] is not None]
    owed = [one for one in tables if one["required"] or one["rows"] is not None]
    rule = scheme.rules
    share = {
        "及时": _mean((_least(_FULL - rule["timely", "per_day"] * one["late"]) if one["signed"] else Decimal(0)) for one in held),
        "完整": _mean(_least(Decimal(one["filled"]) - (0 if one["whole"] else rule["complete", "fair"])) if one["rows"] is not None else Decimal(0)
                    for one in owed),
        "退回": _least(_FULL - rule["returned", "each"] * sum(one["returns"] for one in tables) / max(1, len(held))),
        "问题": _least(_FULL - rule["issues", "warning"] * warnings - rule["issues", "fair"] * sum(one["fair"] for one in tables)
                     - rule["issues", "bad"] * sum(one["bad"] for one in tables)),
    }
    scores = {part: _points(share[part] * scheme.weights[part] / _FULL) for part in PARTS}
    total = sum(scores.values(), Decimal(0))
    return {"department": name, "tables": tables, "owed": len(owed), "delivered": len(held), "late": sum(one["late"] > 0 for one in tables),
            "unsigned": sum(not one["signed"] for one in held), "returns": sum(one["returns"] for one in tables), "warnings": warnings,
            "remarks": sum(one["fair"] + one["bad"] for one in tables), "scores": {part: str(score) for part, score in scores.items()},
            "total": str(total), "grade": scheme.grade(total)}


def _mean(values: Iterable[Decimal]) -> Decimal:
    known = tuple(values)
    return sum(known, Decimal(0)) / len(known) if known else _FULL


def _least(value: Decimal) -> Decimal:
    return max(Decimal(0), value)


def _points(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def load_scheme(workspace: Workspace, year: int) -> tuple[Scheme, str]:
    """The scheme of the year, or of the latest year before it that has one; and its path. Raises: Unreadable if there is none, or it is faulty."""
    years = sorted((int(path.name) for path in workspace.contracts.glob("*") if path.name.isdecimal() and int(path.name) <= year), reverse=True)
    path = next((path for one in years if (path := workspace.contracts / str(one) / "assessment.yaml").is_file()), None)
    if path is None:
        raise Unreadable("没有考核办法 assessment.yaml", hint=f"在 data_contracts/{year}/ 下写一份，可照抄示例项目的")
    label = workspace.label(path)
    return read_scheme(label, read_text(workspace.root, path)), label


def read_scheme(label: str, text: str) -> Scheme:
    """The text of an assessment.yaml. Raises: Unreadable, with all findings."""
    root, found = load(label, text)
    reader = Reader(found)
    top = reader.fields(root, ("weights", *_RULES, "grades"))
    weights = _numbers(reader, top.get("weights"), PARTS)
    rules = {(group, name): value for group, names in _RULES.items() for name, value in _numbers(reader, top.get(group), names).items()}
    grades = {name: reader.decimal(node) or Decimal(0) for name, node in (top["grades"].items() if "grades" in top else ())}
    if "weights" in top and sum(weights.values()) != _FULL:
        reader.fail(top["weights"].at, f"四项分值合计是{sum(weights.values())}，应为100", "调整 weights 下的分值")
    if "grades" in top and not grades:
        reader.fail(top["grades"].at, "没有等次", "写上等次和最低分，如 合格: 60")
    if errors(reader.findings):
        first = reader.findings[0]
        raise Unreadable(first.message, at=first.at, hint=first.hint, findings=tuple(reader.findings))
    return Scheme(weights, rules, tuple(sorted(grades.items(), key=lambda pair: -pair[1])))


def _numbers(reader: Reader, node: Node | None, names: tuple[str, ...]) -> dict[str, Decimal]:
    told = reader.fields(node, names) if node is not None else {}
    return {name: reader.decimal(told.get(name)) or Decimal(0) for name in names}

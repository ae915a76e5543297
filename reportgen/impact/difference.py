"""What changed between two snapshots: figures, points of series, source tables. In the shape that `diff --json` prints."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from reportgen.core.errors import Refused, Unreadable
from reportgen.core.figure import Absent, Figure, Figures, Series, Value
from reportgen.core.pack import Pack
from reportgen.core.place import Place
from reportgen.core.plan import Project
from reportgen.core.show import Rounding, digits, rounded, show, with_unit
from reportgen.edition import bare_pack, frozen_years, open_project, snapshot_figures, snapshot_folder, sound_pack
from reportgen.ledger import changed_tables, correction_of
from reportgen.workspace import Workspace

CHANGED, ADDED, REMOVED = "changed", "added", "removed"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two snapshots: its year, its folder, its figures. pack: what they were computed by, if not by the year's pack as it is now."""

    year: int
    folder: Path
    figures: Figures
    pack: Pack | None = None

    def as_json(self) -> dict[str, object]:
        """Which snapshot it is."""
        return {"year": self.year, "snapshot": self.folder.name}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two snapshots to compare. pack: of the newer one's year."""

    project: Project
    pack: Pack
    old: Side
    new: Side


def open_pair(workspace: Workspace, old: str, new: str) -> Pair:
    """Two snapshots by id (or its beginning), or by year: then the current ones. Raises: Unreadable if there is none."""
    project = open_project(workspace)
    sides = []
    for thing in (old, new):
        year, folder = find_snapshot(workspace, thing)
        sides.append(Side(year, folder, snapshot_figures(workspace, project, year, folder)))
    return Pair(project, sound_pack(workspace, sides[1].year)[0], *sides)


def open_rebase(workspace: Workspace, year: int) -> Pair:
    """The year's current snapshot by the pack it was begun on and by the pack as it is now. Raises: Refused if nothing is frozen."""
    project, bare = open_project(workspace), bare_pack(workspace, year)
    folder = snapshot_folder(workspace, year)
    if folder is None:
        raise Refused(f"{year}年度还没有冻结的数据快照，看不出哪些数跟着变", at=Place(workspace.label(workspace.snapshots(year))),
                      hint=f"先运行 reportgen freeze 导出文件夹 --year {year}")
    before, after = (Side(year, folder, snapshot_figures(workspace, project, year, folder, pack), pack) for pack in (bare, None))
    return Pair(project, sound_pack(workspace, year)[0], before, after)


def find_snapshot(workspace: Workspace, thing: str) -> tuple[int, Path]:
    """Year and folder of a snapshot. Raises: Unreadable if there is none, or several begin so."""
    if len(thing) == 4 and thing.isdecimal() and (folder := snapshot_folder(workspace, int(thing))):
        return int(thing), folder
    found = [(year, workspace.snapshots(year) / one.id) for year, one in frozen_years(workspace) if len(thing) >= 4 and one.id.startswith(thing)]
    if len(found) != 1:
        raise Unreadable(f"“{thing}”可以指{len(found)}个快照" if found else f"没有快照“{thing}”", hint="用 reportgen snapshots 看编号；也可写年度，如 2025")
    return found[0]


def difference(workspace: Workspace, pair: Pair) -> dict[str, object]:
    """Everything that changed. printed: whether the shown text changed, or only the exact value behind it."""
    same = pair.old.year == pair.new.year
    tables = changed_tables(pair.old.folder, pair.new.folder, pair.pack.contracts) if same else {}
    record = correction_of(workspace, pair.new.year, pair.new.folder.name)
    return {"old": pair.old.as_json(), "new": pair.new.as_json(), "correction": dict(record.said) if record else None,
            "tables": [{"table": id, "title": pair.pack.contracts[id].title if id in pair.pack.contracts else id,
                        "department": pair.pack.contracts[id].department if id in pair.pack.contracts else "", "changed": words}
                       for id, words in tables.items()],
            "figures": list(_figures(pair)), "series": list(_series(pair))}


def _figures(pair: Pair) -> Iterator[dict[str, object]]:
    rounding, departments = pair.pack.rounding, {id: one.department for id, one in pair.pack.indicators.items()}
    for key in dict.fromkeys((*pair.new.figures, *pair.old.figures)):
        old, new = pair.old.figures.get(key), pair.new.figures.get(key)
        if old is None or new is None or old.unit != new.unit or not same_value(old.value, new.value):
            known = new or old
            yield {"id": known.id, "name": known.name, "scope": known.scope, "department": known.department or departments.get(known.id, ""),
                   "unit": known.unit, **_told(_side(old, rounding), _side(new, rounding)), "change": _change(old, new, rounding)}


def _side(figure: Figure | None, rounding: Rounding) -> tuple[str | None, str] | None:
    return None if figure is None else (exact(figure.value), show(figure, rounding=rounding))


def _told(old: tuple[str | None, str] | None, new: tuple[str | None, str] | None) -> dict[str, object]:
    """Kind, exact values and shown texts of both sides."""
    kind = ADDED if old is None else REMOVED if new is None else CHANGED
    (old_value, old_shown), (new_value, new_shown) = old or (None, ""), new or (None, "")
    return {"kind": kind, "old": old_value, "new": new_value, "old_shown": old_shown, "new_shown": new_shown, "printed": old_shown != new_shown}


def _change(old: Figure | None, new: Figure | None, rounding: Rounding) -> str:
    """The signed difference of the shown values; "" where there is none."""
    return _moved(old.value, new.value, new.decimals, rounding) if old and new and old.unit == new.unit else ""


def _moved(old: Value | None, new: Value | None, decimals: int, rounding: Rounding) -> str:
    if not isinstance(old, Decimal) or not isinstance(new, Decimal):
        return ""
    gap = rounded(new, decimals, rounding) - rounded(old, decimals, rounding)
    return ("+" if gap > 0 else "−" if gap < 0 else "") + format(abs(gap), "f")


def _series(pair: Pair) -> Iterator[dict[str, object]]:
    old, new = ({(one.id, one.scope): one for one in side.figures.all_series()} for side in (pair.old, pair.new))
    for key in dict.fromkeys((*new, *old)):
        points = list(_points(old.get(key), new.get(key), pair.pack.rounding))
        known = new.get(key) or old[key]
        if points:
            yield {"id": known.id, "name": known.name, "scope": known.scope, "department": known.department, "unit": known.unit,
                   "dimension": known.dimension, "points": points}


def _points(old: Series | None, new: Series | None, rounding: Rounding) -> Iterator[dict[str, object]]:
    before, after = ({one.label: one.value for one in side.points} if side else {} for side in (old, new))
    for label in dict.fromkeys((*after, *before)):
        if label not in before or label not in after or not same_value(before[label], after[label]):
            yield {"label": label, **_told(_point(before, label, old, rounding), _point(after, label, new, rounding)),
                   "change": _moved(before.get(label), after.get(label), new.decimals, rounding) if old and new and old.unit == new.unit else ""}


def _point(values: Mapping[str, Value], label: str, series: Series | None, rounding: Rounding) -> tuple[str | None, str] | None:
    if series is None or label not in values:
        return None
    value = values[label]
    text = digits(value, series.decimals, rounding)
    return exact(value), text if isinstance(value, Absent) else with_unit(text, series.unit)


def same_value(old: Value, new: Value) -> bool:
    """Equal exactly; absent for the same reason."""
    return old == new if isinstance(old, Decimal) == isinstance(new, Decimal) else False


def exact(value: Value) -> str | None:
    """The exact value as programs read it; None if absent."""
    return None if isinstance(value, Absent) else format(value, "f")

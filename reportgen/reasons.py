"""Reasons for figures that changed much: the departments are asked by a workbook, their answers are taken into explanations.yaml."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reportgen.compose.forms import signed_change
from reportgen.compose.movement import EXPLAIN, Movement, movements, own_figures, rate_text
from reportgen.core.errors import Unreadable
from reportgen.core.figure import Figure, Figures
from reportgen.core.finding import Finding, Severity, errors
from reportgen.core.place import Place
from reportgen.core.show import digits
from reportgen.core.unit import unit
from reportgen.core.yardstick import Reason
from reportgen.edition import Opened, open_project, open_year
from reportgen.files import read_bytes, read_text, write_whole
from reportgen.intake.canon import day, trimmed
from reportgen.intake.sheets import Sheet, read_sheets
from reportgen.pack import YARDSTICK_FILES
from reportgen.workspace import Workspace
from reportgen.yamlplaces import Node, load

FILE = YARDSTICK_FILES[2]
ID, REASON, BY, ON = HEADS = ("代号", "原因", "说明部门", "日期")


@dataclass(frozen=True, slots=True)
class Asked:
    """One figure that changed much, as it is printed, and the reason if one was given."""

    figure: Figure
    unit: str
    last: str
    now: str
    change: str
    rate: str
    reason: Reason | None


def asked(workspace: Workspace, year: int, department: str = "") -> tuple[Asked, ...]:
    """What a department (every one without) has to explain, the largest change first. Raises: Unreadable if no such department owns a figure."""
    opened = open_year(workspace, open_project(workspace), year)
    known = {one.department for one in own_figures(opened.figures)}
    if department and department not in known:
        raise Unreadable(f"没有哪个指标归“{department}”", hint=f"可用的部门：{'、'.join(sorted(known))}")
    moved = movements(own_figures(opened.figures, department), opened.figures, opened.pack.outliers, opened.pack.rounding)
    return tuple(_asked(one, opened) for one in moved if one.level == EXPLAIN)


def _asked(moved: Movement, opened: Opened) -> Asked:
    last, now = (digits(one.value, moved.figure.decimals, opened.pack.rounding) for one in (moved.last, moved.figure))
    return Asked(moved.figure, unit(moved.figure.unit).name, last, now, signed_change(now, last), rate_text(moved),
                 opened.yardsticks.reasons.get(moved.figure.id))


# ── taking answers ─────────────────────────────────────────────────────────


def take(workspace: Workspace, year: int, files: Sequence[Path], on: date) -> tuple[tuple[Reason, ...], tuple[Finding, ...]]:
    """The new reasons of filled workbooks, written into explanations.yaml; nothing is written if one of them is wrong.

    Of several answers to one figure the last one counts. on: the day of answers without one. Raises: Unreadable if a file has no table of reasons.
    """
    opened = open_year(workspace, open_project(workspace), year)
    figures, known = opened.figures, opened.yardsticks.reasons
    given: dict[str, Reason] = {}
    found: list[Finding] = []
    for path in files:
        for one in _answers(path, figures, on):
            if isinstance(one, Finding):
                found.append(one)
            elif _said(one) != _said(known.get(one.indicator)):
                given[one.indicator] = one
    if errors(found) or not given:
        return (), tuple(found)
    path = workspace.root / FILE
    text = read_text(workspace.root, path) if path.is_file() else ""
    write_whole(path, with_reasons(text, year, given, figures).encode())
    return tuple(given.values()), tuple(found)


def _said(reason: Reason | None) -> tuple[str, ...]:
    return (reason.text, reason.by, reason.date) if reason else ()


def _answers(path: Path, figures: Figures, on: date) -> Iterator[Reason | Finding]:
    sheets, findings = read_sheets(path.name, read_bytes(path.parent, path))
    tables = [(sheet, columns) for sheet in sheets if (columns := _columns(sheet))]
    yield from errors(findings)
    if not tables and not errors(findings):
        raise Unreadable(f"没有变动说明表（表头应有{'、'.join(HEADS)}）", at=Place(path.name), hint="用 reportgen data reasons --xlsx 文件 生成，填好后交回")
    for sheet, (top, columns) in tables:
        for row in range(top + 1, len(sheet.rows)):
            cells = {head: trimmed(sheet.rows[row][column]) for head, column in columns.items()}
            if cells[ID] and cells[REASON]:
                yield _answer(cells, sheet.at(row, columns[ID]), figures, on)


def _columns(sheet: Sheet) -> tuple[int, Mapping[str, int]] | None:
    """The header's row, and where its columns stand."""
    for number, row in enumerate(sheet.rows):
        texts = [trimmed(cell) for cell in row]
        if set(HEADS) <= set(texts):
            return number, {head: texts.index(head) for head in HEADS}
    return None


def _answer(cells: Mapping[str, str], at: Place, figures: Figures, on: date) -> Reason | Finding:
    figure = next((one for one in own_figures(figures) if one.id == cells[ID]), None)
    if figure is None:
        return Finding("A132", "unknown-indicator", Severity.ERROR, f"没有指标“{cells[ID]}”", at, "代号一栏照生成的表，不要改")
    try:
        written = day(cells[ON]) if cells[ON] else on.isoformat()
    except ValueError:
        return Finding("A106", "bad-value", Severity.ERROR, f"“{figure.name}”的日期读不懂：{cells[ON]}", at, "写成 2025-11-12 的样子",
                       department=figure.department)
    return Reason(figure.id, cells[REASON], cells[BY] or figure.department, written, at)


# ── explanations.yaml ──────────────────────────────────────────────────────


def with_reasons(text: str, year: int, given: Mapping[str, Reason], figures: Figures) -> str:
    """The file with these reasons of a year in place of its own, everything else as it stands, comments included."""
    lines = text.splitlines()
    node, _ = load(FILE, text, "A")
    own = node.get(str(year))
    kept, end = list(lines), len(lines)
    if own is None:
        kept += [f"{year}:"]
        end = len(kept)
    else:
        spans = _spans(node, str(year), own, len(lines))
        end = max(last for _, last in spans.values()) if spans else node.keys[str(year)].line or end
        for name, (first, last) in sorted(spans.items(), key=lambda item: -item[1][0]):
            if _means(name, given, figures):
                del kept[first:last]
                end -= last - first
    entries = [line for id, one in given.items() for line in _entry(figures.find(id), one)]
    return "\n".join((*kept[:end], *entries, *kept[end:])) + "\n"


def _spans(node: Node, year: str, own: Node, count: int) -> dict[str, tuple[int, int]]:
    """0-based first line and the line after, of each entry of the year."""
    after = min((at.line - 1 for key, at in node.keys.items() if at.line > node.keys[year].line), default=count)
    starts = sorted((at.line - 1, key) for key, at in own.keys.items())
    ends = [line for line, _ in starts[1:]] + [after]
    return {key: (line, end) for (line, key), end in zip(starts, ends, strict=True)}


def _means(name: str, given: Mapping[str, Reason], figures: Figures) -> bool:
    figure = figures.find(name)
    return figure is not None and figure.id in given


def _entry(figure: Figure, reason: Reason) -> list[str]:
    def quoted(value: str) -> str:
        return json.dumps(" ".join(value.split()), ensure_ascii=False)
    return [f"  {quoted(figure.name)}:", f"    text: {quoted(reason.text)}", f"    by: {quoted(reason.by)}", f"    date: {reason.date}"]

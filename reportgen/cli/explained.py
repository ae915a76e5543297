"""An explanation as people read it and as programs do."""

from collections.abc import Iterator

from reportgen.core.figure import Absent, Figure
from reportgen.core.lineage import Derivation, Stretch
from reportgen.core.place import Place
from reportgen.core.show import show
from reportgen.indicators import Explanation


def explanation_text(explained: Explanation) -> str:
    """The derivation as an indented text, down to workbook cells."""
    figure = explained.figure
    head = [f"{figure.name}（{figure.id}）＝{_value(figure)}",
            f"  时段：{figure.period}　口径：{figure.population}　范围：{figure.scope}",
            f"  定义：{figure.definition}", f"  出处：{figure.citation}　部门：{figure.department}　快照：{figure.snapshot}"]
    if explained.last is not None:
        head.append(f"  上年：{_value(explained.last)}（{explained.last.period}）")
    return "\n".join((*head, *_derivation(explained, 1)))


def _derivation(explained: Explanation, depth: int) -> Iterator[str]:
    pad = "  " * depth
    if explained.choice:
        key, chosen, options = explained.choice
        yield f"{pad}口径选择：{key}＝{chosen}（可选：{'、'.join(options)}）"
    if explained.formula:
        yield f"{pad}公式：{explained.formula}"
        yield f"{pad}　　＝{explained.filled}"
    for source in explained.figure.sources:
        rows = "" if source.rows is None else f"，{source.rows}行计入"
        yield f"{pad}源表：{source.title}（{source.table}）{rows}"
    if explained.counted:
        yield from (pad + line for line in _counted(explained.counted))
    for row in explained.examples:
        yield f"{pad}例：{'；'.join(f'{at.cell} {column}＝{value}' for at, column, value in row)}"
    for one in explained.inputs:
        yield f"{pad}└ {one.figure.name}（{one.figure.id}）＝{_value(one.figure)}"
        yield from _derivation(one, depth + 2)


def _counted(counted: Derivation) -> Iterator[str]:
    yield f"取数：{' '.join(counted.sql.split())}"
    if counted.values:
        yield f"　　其中 {'，'.join(f'{name}＝{value}' for name, value in counted.values)}"
    for one in counted.stretches:
        read = f"；所看的列：{'、'.join(map(str, one.columns))}" if one.columns else ""
        yield f"行：{Place(one.file, sheet=one.sheet)} {one.shown()}{read}"


def _value(figure: Figure) -> str:
    if isinstance(figure.value, Absent):
        return f"—（{figure.value.reason}{'：' + figure.value.note if figure.value.note else ''}）"
    return show(figure)


def explanation_json(explained: Explanation) -> dict[str, object]:
    """The derivation as nested objects."""
    figure, counted = explained.figure, explained.counted or Derivation("")
    return {"id": figure.id, "name": figure.name, "value": None if isinstance(figure.value, Absent) else format(figure.value, "f"),
            "shown": show(figure), "unit": figure.unit, "period": figure.period.as_json(), "population": figure.population,
            "scope": figure.scope, "definition": figure.definition, "citation": figure.citation, "department": figure.department,
            "snapshot": figure.snapshot, "formula": explained.formula, "filled": explained.filled, "sql": counted.sql,
            "values": dict(counted.values), "choice": list(explained.choice) if explained.choice else None,
            "sources": [{"table": one.table, "title": one.title, "rows": one.rows} for one in figure.sources],
            "cells": [_stretch_json(one) for one in counted.stretches],
            "examples": [[{"at": at.as_json(), "column": column, "value": value} for at, column, value in row] for row in explained.examples], "last": show(explained.last) if explained.last else None,
            "inputs": [explanation_json(one) for one in explained.inputs]}


def _stretch_json(one: Stretch) -> dict[str, object]:
    return {"table": one.table, "file": one.file, "sheet": one.sheet, "rows": one.rows, "runs": [list(run) for run in one.runs],
            "columns": [{"id": used.id, "name": used.name, "letters": used.letters, "personal": used.personal} for used in one.columns],
            "ranges": list(one.ranges)}

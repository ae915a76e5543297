"""Published data as plain tables: CSV that a spreadsheet opens, JSON that a program reads, and a dictionary that says what every column means."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO

from reportgen.writers.figures import inert

_Row = Mapping[str, object]
# file → its title and its columns: heading, what it means
FIELDS: Mapping[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "figures": ("指标", (
        ("编号", "指标的英文编号，各年度不变；与数据字典相连"), ("名称", "指标的中文名称"), ("范围", "学校，或企业全称"), ("数值", "精确值，未取整；单位见“单位”。空白表示没有数值"),
        ("单位", "数值的单位"), ("显示", "报告里印出的样子"), ("缺数原因", "没有数值的原因；空白不等于零"), ("时段", "学年、自然年、时点或届"), ("起", "统计时段的第一天"), ("止", "统计时段的最后一天"),
        ("统计对象", "数的是什么人或什么事"))),
    "series": ("分组数据", (("编号", "分组数据的英文编号"), ("名称", "分组数据的名称"), ("分组", "按什么分组"), ("组", "组的名称"), ("数值", "精确值；空白表示没有数值"), ("单位", "数值的单位"),
                        ("范围", "学校，或企业全称"), ("起", "统计时段的第一天"), ("止", "统计时段的最后一天"))),
    "annex": ("指标数据表", (("附表", "附表编号"), ("表名", "附表名称"), ("序号", "表中的序号"), ("指标", "表中印出的指标名称"), ("栏目", "哪一栏的值"), ("单位", "表中印出的单位"), ("值", "表中印出的值"),
                        ("编号", "指标的英文编号"))),
    "dictionary": ("数据字典", (("编号", "指标的英文编号"), ("名称", "指标的中文名称"), ("别名", "也叫什么"), ("单位", "数值的单位"), ("小数位", "印出时的小数位数"), ("统计对象", "数的是什么人或什么事"),
                           ("定义", "怎样算"), ("公式", "由哪些指标算出"), ("出处", "定义的依据"), ("责任部门", "哪个部门采集"))),
}


def tables(figures: Sequence[_Row], series: Sequence[_Row], annex: Sequence[_Row]) -> dict[str, bytes]:
    """The files of one year's data: figures, series, annex and dictionary, each as .csv and .json."""
    rows = {"figures": [_figure(one) for one in figures], "series": [row for one in series for row in _points(one)],
            "annex": [tuple(str(one[key]) for key in ("table", "title", "no", "name", "column", "unit", "value", "figure")) for one in annex],
            "dictionary": [_entry(one) for one in dictionary(figures)]}
    made = {f"{name}.csv": _csv([head for head, _ in FIELDS[name][1]], rows[name]) for name in FIELDS}
    told: dict[str, object] = {"figures": figures, "series": series, "annex": annex, "dictionary": {
        "columns": {name: [{"name": head, "meaning": meaning} for head, meaning in columns] for name, (_, columns) in FIELDS.items()},
        "figures": dictionary(figures)}}
    return made | {f"{name}.json": json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n" for name, value in told.items()}


def dictionary(figures: Iterable[_Row]) -> list[_Row]:
    """One entry an indicator, however many scopes it has."""
    return list({str(one["id"]): one for one in reversed([*figures])}.values())[::-1]


def _figure(one: _Row) -> tuple[str, ...]:
    period: Mapping[str, str] = one["period"]  # type: ignore[assignment]
    return (str(one["id"]), str(one["name"]), str(one["scope"]), str(one["value"] or ""), str(one["unit"]), str(one["shown"]), str(one["absent"] or ""),
            period["kind"], period["start"], period["end"], str(one["population"]))


def _points(one: _Row) -> Iterator[tuple[str, ...]]:
    period: Mapping[str, str] = one["period"]  # type: ignore[assignment]
    for point in one["points"]:  # type: ignore[attr-defined]
        yield (str(one["id"]), str(one["name"]), str(one["dimension"]), str(point["label"]), str(point["value"] or ""), str(one["unit"]), str(one["scope"]),
               period["start"], period["end"])


def _entry(one: _Row) -> tuple[str, ...]:
    aliases: Sequence[str] = one["aliases"]  # type: ignore[assignment]
    return (str(one["id"]), str(one["name"]), "、".join(aliases), str(one["unit"]), str(one["decimals"]), str(one["population"]), str(one["definition"]),
            str(one["formula"]), str(one["citation"]), str(one["department"]))


def _csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """With a byte-order mark, by which spreadsheets know the Chinese; cells that would be taken for a formula are quoted as text."""
    out = StringIO()
    sheet = csv.writer(out, lineterminator="\r\n")
    sheet.writerow(head)
    sheet.writerows([inert(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")

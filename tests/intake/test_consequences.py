"""One wrong cell, several checks that fail: the cell is told once, with the places it disturbs."""

from pathlib import Path

import pytest

from reportgen.core.finding import errors
from tests.intake.specimen import CITATION, contracts, frozen, workbook

INCOME = """\
id: income
title: 收入
department: 计划财务处
period: 自然年
grain: 学校
sheets: [收入]
key: []
columns:
  total: {name: 总收入, type: decimal, unit: 万元, required: true}
  fees: {name: 学费, type: decimal, unit: 万元, required: true}
  grants: {name: 专项, type: decimal, unit: 万元, required: true}
  state: {name: 中央专项, type: decimal, unit: 万元, required: true}
  local: {name: 地方专项, type: decimal, unit: 万元, required: true}
checks:
  - {id: all, column: total, sum: [fees, grants]}
  - {id: grants, column: grants, sum: [state, local]}
""" + CITATION
FUNDING = """\
id: funding
title: 拨款
department: 发展规划处
period: 自然年
grain: 学校
sheets: [拨款]
key: []
columns:
  name: {name: 拨款单位, type: text}
  year: {name: 拨款批次, type: text}
  special: {name: 专项拨款, type: decimal, unit: 万元, required: true}
checks:
  - id: special
    column: special
    sql: SELECT f._row, f.special AS found, i.grants AS expected FROM funding f, income i WHERE f.special <> i.grants
    message: 专项拨款为{found}万元，收入表为{expected}万元
    hint: 两张表按同一数填报
""" + CITATION
FUNDED = ["拨款单位", "拨款批次", "专项拨款（万元）"]
HEAD = ["总收入（万元）", "学费（万元）", "专项（万元）", "中央专项（万元）", "地方专项（万元）"]


def told(folder: Path, income: list[float], special: float) -> list[tuple[str | None, list[str | None]]]:
    """Cell of each error, with its further places."""
    path = folder / "导出.xlsx"
    path.write_bytes(workbook({"收入": [HEAD, income], "拨款": [FUNDED, ["省厅", "一批", special]]}))
    _, findings = frozen(path, folder / "out", known=contracts(INCOME, FUNDING))
    return [(f"{one.at.sheet}!{one.at.cell}", [f"{place.sheet}!{place.cell}" for place in one.also]) for one in errors(findings)]


def test_nothing_wrong(tmp_path: Path) -> None:
    assert told(tmp_path, [150, 100, 50, 20, 30], 50) == []


@pytest.mark.parametrize(("income", "special", "expected"), [
    ([150, 100, 60, 20, 30], 50, [("收入!C2", ["收入!D2", "收入!E2", "收入!A2", "拨款!C2"])]),   # the subtotal: the total and the other table follow
    ([150, 100, 50, 20, 40], 50, [("收入!C2", ["收入!D2", "收入!E2"])]),                          # a part: only its sum can tell
    ([170, 100, 50, 20, 30], 50, [("收入!A2", ["收入!B2", "收入!C2"])]),                          # the total alone
    ([150, 100, 50, 20, 30], 55, [("拨款!C2", [])]),                                              # the other table alone
])
def test_one_cell(tmp_path: Path, income: list[float], special: float, expected: list[tuple[str, list[str]]]) -> None:
    assert told(tmp_path, income, special) == expected


def test_two_causes_are_told_apart(tmp_path: Path) -> None:
    assert [cell for cell, _ in told(tmp_path, [170, 100, 50, 20, 30], 55)] == ["拨款!C2", "收入!A2"]


def test_the_sentence_names_what_follows(tmp_path: Path) -> None:
    path = tmp_path / "导出.xlsx"
    path.write_bytes(workbook({"收入": [HEAD, [150, 100, 60, 20, 30]], "拨款": [FUNDED, ["省厅", "一批", 50]]}))
    _, findings = frozen(path, tmp_path / "out", known=contracts(INCOME, FUNDING))
    assert errors(findings)[0].message == "收入：专项为60，各分项之和为50（A2、“拨款”C2因此也对不上）"


def test_a_cell_that_cannot_be_read_does_not_make_its_checks_fail(tmp_path: Path) -> None:
    assert told(tmp_path, [150, 100, "约50", 20, 30], 50) == [("收入!C2", [])]


def test_a_column_of_fractions_is_told_once_and_not_again_by_the_checks_on_it(tmp_path: Path) -> None:
    survey = """\
id: survey
title: 满意度
department: 质量办
period: 学年
grain: 对象
sheets: [满意度]
key: [who]
columns:
  who: {name: 对象, type: text, required: true}
  asked: {name: 有效问卷, type: integer, unit: 份, required: true}
  pleased: {name: 满意问卷, type: integer, unit: 份, required: true}
  rate: {name: 满意率, type: percent, required: true}
checks:
  - id: rate
    column: rate
    sql: SELECT _row, rate AS found FROM survey WHERE abs(rate - pleased * 100 / asked) > 0.01
    message: 满意率为{found}%，与问卷数不符
    hint: 核对
""" + CITATION
    path = tmp_path / "导出.xlsx"
    path.write_bytes(workbook({"满意度": [["对象", "有效问卷", "满意问卷", "满意率"], ["学生", 100, 90, 0.9], ["教师", 50, 48, 0.96], ["家长", 20, 19, 0.95]]}))
    _, findings = frozen(path, tmp_path / "out", known=contracts(survey))
    assert [(one.code, one.at.cell) for one in errors(findings)] == [("K135", "D2")]

"""The annex keeps the mandated wording, order and units; the remarks explain only what the report uses."""

from reportgen.core.document import Grid, Items, PartRole, Role, plain
from reportgen.core.figure import Figures
from tests.compose.specimen import composed, figures, texts, told


def annex(index: int = 0) -> tuple[Grid, tuple]:
    document, found = composed(texts("{{dual}}", annex=True))
    return document.parts[-1].sections[index].blocks[0], found


def cells(rows: tuple) -> list[list[str]]:
    return [[plain(cell.children) for cell in row] for row in rows]


def test_a_mandated_table() -> None:
    grid, _ = annex()
    assert (grid.number, grid.caption, grid.official, grid.id) == ("附表1", "计分卡", True, "annex-score")
    assert cells(grid.head) == [["序号", "指标", "单位", "2025年"]]
    assert cells(grid.body) == [["1", "毕业生人数", "人", "4067"], ["", "其中：落实人数", "人", "3948"], ["2", "年度总收入", "万元", "28654.00"],
                                ["3", "留学生人数", "人", "—"], ["4", "没有定义的指标", "个", "—"]]
    assert grid.body[1][1].indent == 1
    assert [plain(note) for note in grid.notes] == ["“—”表示没有数值：留学生人数（未采集，数据表为空）；没有定义的指标（未采集）。"]


def test_columns_of_a_survey_and_an_empty_remark() -> None:
    grid, _ = annex(1)
    assert cells(grid.body) == [["1", "在校生满意度", "%", "94.27", "7852", "网络问卷", ""]]
    assert [cell.role for cell in grid.body[0]] == [Role.CENTRE, Role.ITEM, Role.CENTRE, Role.NUMBER, Role.NUMBER, Role.CENTRE, Role.CENTRE]


def test_an_indicator_the_snapshot_lacks_is_told() -> None:
    _, found = annex()
    assert [(one.code, one.figures) for one in found] == [("A130", ("nobody",))]


def test_the_annex_comes_last_and_only_if_asked_for() -> None:
    with_annex, _ = composed(texts("字", annex=True))
    without, found = composed(texts("字"))
    assert [part.role for part in with_annex.parts] == [PartRole.PART, PartRole.REMARKS, PartRole.ANNEX]
    assert [part.role for part in without.parts] == [PartRole.PART, PartRole.REMARKS]
    assert told(found) == []


def remarks(text: str, numbers: Figures | None = None) -> list[str]:
    document, _ = composed(texts(text), numbers=numbers)
    blocks = document.parts[1].sections[0].blocks
    return [plain(item) for block in blocks if isinstance(block, Items) for item in block.items]


def test_remarks_name_the_periods_and_the_choices_that_matter() -> None:
    assert remarks("{{grad_total}}、{{per_head}}")[2:] == [
        "2025届：2024年9月1日至2025年8月31日，按毕业届别统计。", "截至2025年8月31日：当日的实有数，按时点统计。"]
    assert remarks("{{dual}}")[2:] == ["2024—2025学年：2024年9月1日至2025年8月31日，按学年统计。", "“双师型”教师比例：分母取“专任教师总数”。"]


def test_remarks_name_both_snapshots_with_the_root() -> None:
    known = figures()
    proved = Figures(known.year, known.snapshot, known.values(), known.all_series(), previous=known.previous, root="842e" * 16)
    assert remarks("字") == ["2025年度：2025-abc。", "2024年度：2024-abc，用于与上年比较。"]
    assert remarks("字", proved)[0] == f"2025年度：2025-abc，根哈希{'842e' * 16}。"

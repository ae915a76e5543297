"""freeze, snapshots, verify, figures, explain."""

import csv
import json
import shutil
from io import StringIO
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Ran, run
from tests.cli.project import ENTERPRISE, export

_FINDING = {"code", "name", "severity", "message", "hint", "department", "at", "also", "figures", "waived"}
_PLACE = {"file", "line", "column", "sheet", "cell", "paragraph", "start", "end"}
_SUMMARY = {"errors", "warnings", "figures_bound", "figures_checked", "figures_unread"}
_FIGURE = {"id", "name", "aliases", "value", "absent", "shown", "unit", "decimals", "period", "population", "scope", "definition", "formula",
           "citation", "department", "snapshot"}


def findings(ran: Ran) -> list[dict[str, object]]:
    """The findings of a command's JSON, its whole shape looked at."""
    told = ran.json()
    assert set(told) == {"findings", "summary"} and set(told["summary"]) == _SUMMARY
    for one in told["findings"]:
        assert set(one) == _FINDING and set(one["at"]) == _PLACE
        assert one["severity"] in ("error", "warning", "note") and one["waived"] is None
    assert told["summary"]["errors"] == sum(one["severity"] == "error" for one in told["findings"])
    return told["findings"]


def current(project: Path, year: int = 2025) -> str:
    return (project / f"data_contracts/{year}/snapshots/current").read_text("ascii").strip()


# ── freeze, snapshots, verify ──────────────────────────────────────────────

@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project made by `init`, with the sample's export frozen in it."""
    folder = tmp_path_factory.mktemp("init") / "新项目"
    ran = run("init", folder, "--school", '岭南："A: B" 学院', "--year", "2025")
    assert ran.status == 0 and "已新建" in ran.out and "reportgen freeze" in ran.out
    ran = run("freeze", export(), "--year", "2025", "--note", "首次冻结", "--project", folder)
    assert ran.status == 0 and f"已冻结：2025年度快照 {current(folder)}" in ran.out and f"数据根 {current(folder)}" in ran.out
    return folder


def test_a_new_project_has_the_full_shape(started: Path) -> None:
    assert {path.name for path in started.iterdir()} >= {"chapters", "cases", "templates", "data_contracts", "project.yaml", ".gitignore"}
    assert not [*started.rglob("*.xlsx")] and not (started / "chapters/enterprise").exists()


def test_a_new_project_checks_and_says_what_is_still_to_be_written(started: Path) -> None:
    ran = run("check", "--json", "--project", started)
    found = findings(ran)
    assert ran.status == 1 and {one["code"] for one in found if one["severity"] == "error"} == {"W402"}
    assert all(one["at"]["file"].startswith("chapters/school/") and one["at"]["line"] == 1 for one in found if one["code"] == "W402")


def test_freezing_the_same_again_makes_nothing_new(started: Path) -> None:
    before = sorted((started / "data_contracts/2025/snapshots").iterdir())
    ran = run("freeze", export(), "--year", "2025", "--note", "首次冻结", "--json", "--project", started)
    assert ran.status == 0 and "K180" in {one["code"] for one in findings(ran)}
    assert sorted((started / "data_contracts/2025/snapshots").iterdir()) == before


def test_init_refuses_a_folder_that_is_not_empty(started: Path) -> None:
    ran = run("init", started, "--school", "甲", "--year", "2025")
    assert ran.status == 1 and "文件夹不是空的" in ran.err


def test_init_names_the_years_there_are(tmp_path: Path) -> None:
    ran = run("init", tmp_path / "新", "--school", "甲", "--year", "1999")
    assert ran.status == 2 and "没有1999年度的年度包" in ran.err and "2025" in ran.err and not (tmp_path / "新").exists()


def test_snapshots(small: Path) -> None:
    rows = run("snapshots", "--json", "--project", small).json()
    assert [set(row) for row in rows] == [{"year", "id", "current", "tables", "rows", "note", "root"}] * len(rows)
    assert all(row["root"] == "" or row["root"].startswith(row["id"]) for row in rows)
    assert {row["year"]: row["id"] for row in rows if row["current"]} == {year: current(small, year) for year in (2025, 2024)}
    assert f"* 2025  {current(small)}" in run("snapshots", "--project", small).out


def test_no_snapshot_yet(own: Path) -> None:
    shutil.rmtree(own / "data_contracts/2025/snapshots")
    shutil.rmtree(own / "data_contracts/2024/snapshots")
    assert "还没有快照：运行 reportgen freeze" in run("snapshots", "--project", own).out
    for command in (("check",), ("figures",), ("build",), ("explain", "毕业生人数")):
        ran = run(*command, "--project", own)
        assert ran.status == 1 and "2025年度还没有冻结的数据快照" in ran.err and "reportgen freeze" in ran.err
    assert run("verify", "--project", own).status == 2


def test_freeze_refuses_a_year_without_pack_and_an_export_that_is_not_there(own: Path) -> None:
    ran = run("freeze", export(), "--year", "2031", "--project", own)
    assert ran.status == 2 and "没有2031年度的年度包" in ran.err
    ran = run("freeze", own / "没有", "--year", "2025", "--project", own)
    assert ran.status == 2 and "导出文件不存在" in ran.err


def test_freeze_of_a_faulty_export_lists_all_and_changes_nothing(own: Path, tmp_path: Path) -> None:
    before, folder = current(own), tmp_path / "导出"
    folder.mkdir()
    (folder / "机构设置.csv").write_text("机构代码,机构名称,机构类别\n01,教务处,行政\n02,,行政\n03,图书馆,别的\n", "gb18030")
    ran = run("freeze", folder, "--year", "2025", "--json", "--xlsx", tmp_path / "问题.xlsx", "--report", tmp_path / "读入.xlsx", "--project", own)
    found = [one for one in findings(ran) if one["severity"] == "error"]
    assert ran.status == 1 and {one["code"] for one in found} >= {"K110", "K120", "K124"}
    cells = {one["code"]: one["at"] for one in found if one["at"]["cell"]}
    assert [(at["file"], at["sheet"], at["cell"]) for at in cells.values()] == [("机构设置.csv", "机构设置", "B3"), ("机构设置.csv", "机构设置", "C4")]
    assert all(one["at"]["file"] and one["department"] and one["hint"] for one in found)
    assert current(own) == before and run("verify", "--project", own).status == 0
    listed = openpyxl.load_workbook(tmp_path / "问题.xlsx")
    assert listed.sheetnames[0] == "全部问题" and "组织人事处" in listed.sheetnames
    assert "导出/机构设置.csv" in {cell.hyperlink.target.replace("\\", "/") for cell in listed["组织人事处"]["G"] if cell.hyperlink}
    assert openpyxl.load_workbook(tmp_path / "读入.xlsx")["读入的表"]["A2"].value == "机构设置"


def test_an_answer_in_mapping_yaml_is_used_and_a_faulty_one_refused(own: Path, tmp_path: Path) -> None:
    folder, mapping = tmp_path / "导出", own / "data_contracts/2025/mapping.yaml"
    folder.mkdir()
    (folder / "机构设置.csv").write_text("机构代码,机构名称,机构类别\n01,教务处,行政口\n", "utf-8")
    asked = [one for one in findings(run("freeze", folder, "--year", "2025", "--json", "--project", own)) if one["code"] == "K124"]
    assert "在 data_contracts/2025/mapping.yaml 的 values: 下加一行  - {table: departments, column: kind, text: 行政口, value: 行政}" in asked[0]["hint"]
    mapping.write_text("values:\n  - {table: departments, column: kind, text: 行政口, value: 行政}\n", "utf-8")
    assert "K124" not in {one["code"] for one in findings(run("freeze", folder, "--year", "2025", "--json", "--project", own))}
    mapping.write_text("values:\n  - {table: departments, column: sort, text: 行政口, value: 行政}\n", "utf-8")
    told = findings(run("freeze", folder, "--year", "2025", "--json", "--project", own))
    assert [(one["code"], one["at"]["file"], one["at"]["line"]) for one in told] == [("P140", "data_contracts/2025/mapping.yaml", 2)]


def test_verify_proves_and_finds_what_was_changed(own: Path) -> None:
    ran = run("verify", "--project", own)
    assert ran.status == 0 and f"已核对 2025年度快照 {current(own)}" in ran.out
    table = own / "data_contracts/2025/snapshots" / current(own) / "tables/grads.csv"
    table.write_bytes(table.read_bytes().replace(b"2025", b"2024", 1))
    ran = run("verify", current(own), "--json", "--project", own)
    told = [(one["code"], one["at"]["file"].split("/")[-1]) for one in findings(ran) if one["code"].startswith("K")]
    assert ran.status == 1 and told == [("K170", "grads.csv")]
    assert run("verify", "2024", "--project", own).status == 0
    assert run("verify", "没有", "--project", own).status == 2


# ── figures, explain ───────────────────────────────────────────────────────

def test_figures_as_json_and_as_a_workbook(small: Path, tmp_path: Path) -> None:
    ran = run("figures", "--json", "--xlsx", tmp_path / "指标.xlsx", "--project", small)
    known = ran.json()
    assert ran.status == 0 and all(set(one) == _FIGURE for one in known)
    assert {one["scope"] for one in known} == {"学校", "岭海智造装备股份有限公司", ENTERPRISE}
    rate = next(one for one in known if one["name"] == "毕业去向落实率")
    assert set(rate["period"]) == {"kind", "start", "end"} and rate["snapshot"] == current(small) and rate["absent"] is None
    assert isinstance(rate["value"], str) and rate["value"].startswith("97.07") and rate["shown"] == "97.07%"
    sheet = openpyxl.load_workbook(tmp_path / "指标.xlsx")["指标"]
    assert sheet.max_row == len(known) + 1 and [cell.value for cell in sheet[1]][:4] == ["编号", "名称", "数值", "单位"]


def test_figures_as_csv_of_one_enterprise(small: Path) -> None:
    ran = run("figures", "--csv", "--scope", ENTERPRISE, "--project", small)
    head, *rows = csv.reader(StringIO(ran.out))
    assert ran.status == 0 and head[0] == "编号" and len({len(row) for row in (head, *rows)}) == 1
    assert rows and {row[head.index("范围")] for row in rows} == {ENTERPRISE}


def test_figures_for_people_and_of_an_unknown_scope(small: Path) -> None:
    listed = run("figures", "--scope", "学校", "--project", small).out
    assert "grad_total  毕业生人数  4067人  2025届  学校" in listed and ENTERPRISE not in listed
    ran = run("figures", "--scope", "某公司", "--project", small)
    assert ran.status == 2 and "没有范围“某公司”" in ran.err and ENTERPRISE in ran.err


def test_figures_of_a_year_without_pack(small: Path) -> None:
    ran = run("figures", "--year", "1999", "--project", small)
    assert ran.status == 2 and "没有1999年度的年度包" in ran.err


def test_explain_goes_down_to_tables_and_cells(small: Path) -> None:
    ran = run("explain", "毕业去向落实率", "--project", small)
    assert ran.status == 0 and "毕业去向落实率（" in ran.out and "＝97.07%" in ran.out
    for word in ("定义：", "出处：", "部门：", "公式：", "源表：", "取数：SELECT", "行：", "例：", "└ 毕业生人数（grad_total）＝4067人"):
        assert word in ran.out, word


def test_explain_as_json(small: Path) -> None:
    told = run("explain", "订单培养人数", "--scope", ENTERPRISE, "--json", "--project", small).json()
    assert told["scope"] == ENTERPRISE and told["id"].startswith("ent4_") and told["sources"] and told["cells"]
    cell = told["cells"][0]
    assert set(cell) == {"table", "file", "sheet", "rows", "runs", "columns", "ranges"} and cell["sheet"] and cell["ranges"] and cell["rows"] >= 1
    assert json.dumps(told, ensure_ascii=False)


def test_explain_suggests_names_for_an_unknown_one(small: Path) -> None:
    ran = run("explain", "毕业去向落实", "--project", small)
    assert ran.status == 2 and "没有指标“毕业去向落实”" in ran.err and "毕业去向落实率" in ran.err.splitlines()[1]

"""工作方案: its calendar is counted from the days on which drafts are due, its division of labour is that of the chapters."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from reportgen.core.errors import Unreadable
from reportgen.core.place import Place
from reportgen.forms.calendar import UNKNOWN, steps
from tests.cli.conftest import run
from tests.forms.test_forms import text
from tests.play.stage import set_up

AT = Place("scheme.yaml")
PLAN = {"名称": "方案", "工作": "印发", "责任": "质量办", "至": "首次交稿前14天"}
WRITE = {"名称": "编写", "工作": "写", "责任": "各部门", "自": "首次交稿", "至": "末次交稿"}
OUT = {"名称": "发布", "工作": "上网", "责任": "办公室", "至": "末次交稿后 40 天"}
DUE = (date(2025, 11, 28), date(2025, 11, 14))


def days(*told: dict[str, str], due: tuple[date, ...] = DUE, fixed: dict[str, str] | None = None) -> list[str]:
    return [one.days for one in steps(list(told), due, fixed or {}, AT)]


def test_days_are_counted_from_the_first_and_the_last_draft() -> None:
    assert days(PLAN, WRITE, OUT) == ["2025年10月31日", "2025年11月14日—11月28日", "2026年1月7日"]
    assert days(WRITE, due=(date(2025, 11, 14),)) == ["2025年11月14日"]
    assert days({**OUT, "自": "末次交稿后30天"}) == ["2025年12月28日—2026年1月7日"]


def test_without_a_day_nothing_is_invented() -> None:
    assert days(PLAN, WRITE, due=()) == [UNKNOWN, UNKNOWN]


def test_a_day_that_the_notice_fixes_takes_the_place_of_the_counted_one() -> None:
    assert days(PLAN, OUT, fixed={"发布": "2025-12-31"})[1] == "2025年12月31日"


@pytest.mark.parametrize(("told", "fixed", "message"), [
    ([{**PLAN, "至": "下周"}], {}, "看不懂"), ([{"名称": "方案"}], {}, "没有写全"), (["方案"], {}, "没有写全"), ([], {}, "没有写步骤"), (None, {}, "没有写步骤"),
    ([OUT, WRITE], {}, "早于它前面的一步"), ([PLAN], {"方案": "12月"}, "不是日期"), ([PLAN], {"上报": "2025-12-31"}, "没有“上报”这一步")])
def test_a_calendar_that_cannot_be_is_told(told: object, fixed: dict[str, str], message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        steps(told, DUE, fixed, AT)


def test_the_papers_of_the_plan_are_there_before_anything_is_frozen(tmp_path: Path) -> None:
    folder = set_up(tmp_path / "项目")
    project = folder / "project.yaml"
    project.write_text(project.read_text("utf-8").replace("HYJ5040", "HYJ504M"), "utf-8")
    (folder / "forms.yaml").write_text("scheme:\n  组长: 王某\n  时间: {上传年报系统: 2025-12-20}\n", "utf-8")
    ran = run("plan", "--out", tmp_path / "方案", "--project", folder)
    assert ran.status == 0, ran.err
    scheme, sheet, book = ((tmp_path / "方案" / name) for name in ("工作方案（2025年度）.docx", "任务分工表（2025年度）.docx", "任务分工表（2025年度）.xlsx"))
    told = text(scheme.read_bytes())
    assert "岭海职业技术学院职业教育质量年度报告（2025年度）编写工作方案" in told and "组长：王某" in told
    assert "2025年10月31日" in told and "2025年11月1日—11月23日" in told and "2025年12月20日" in told  # drafts are due from the 14th to the 23rd
    assert "招生就业处负责人" in told and "人才培养（就业质量）" in told and "海岳建设集团有限公司" in told and "归口乙" in told
    assert "尚未冻结" in text_of_footers(sheet.read_bytes())
    assert {"总表", "招生就业处", "团委"} <= set(openpyxl.load_workbook(book).sheetnames)


def text_of_footers(data: bytes) -> str:
    from io import BytesIO

    from docx import Document
    return "".join(line.text for one in Document(BytesIO(data)).sections for line in one.footer.paragraphs)


def test_pdf_without_a_folder_is_wrong_usage(tmp_path: Path) -> None:
    assert run("plan", "--pdf", "--project", set_up(tmp_path / "项目")).status == 2

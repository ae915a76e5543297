"""The college in miniature, held against standards, a target and two peers; with movements worth explaining."""

from datetime import date
from decimal import Decimal

from reportgen.compose import compose, read_cases, read_plan
from reportgen.core.document import Block, Document, nested
from reportgen.core.figure import Absent, Figures
from reportgen.core.finding import Finding
from reportgen.core.pack import Benchmark, Bound, Citation, frozen
from reportgen.core.yardstick import Peer, Reason, Target, Yardsticks
from tests.compose.specimen import COHORT, PROJECT, figure, pack, series, texts

CITATION = Citation("某号文件", "high", date(2026, 11, 24))


def standard(indicator: str, bound: Bound, value: str, shown: str, called: str = "国家标准") -> Benchmark:
    return Benchmark(indicator, indicator, bound, Decimal(value), called, shown, CITATION)


HELD = Yardsticks(
    standards=frozen({"ratio": standard("ratio", Bound.AT_MOST, "18", "18∶1"), "books": standard("books", Bound.AT_LEAST, "80", "80册/生", "合格标准"),
                      "room": standard("room", Bound.AT_LEAST, "14", "14平方米/生")}),
    targets=frozen({"rate": Target("rate", Decimal("97.5"), "年度工作要点")}),
    peers=frozen({"rate": (Peer("甲校", 2024, "rate", Decimal("95.1"), "甲校年报"), Peer("乙校", 2024, "rate", Decimal("96.2"), "乙校年报"))}),
    reasons=frozen({"gifts": Reason("gifts", "校庆捐赠，落实率为{{rate}}。", "计划财务处", "2025-11-01")}))


def figures() -> Figures:
    now = (figure("ratio", "生师比", "15.97", "∶1", 2, department="组织人事处"), figure("books", "生均图书", "76.558", "册/生", 2, department="图书馆"),
           figure("room", "生均用房", "14.004", "平方米/生", 2, department="资产管理处"),
           figure("rate", "落实率", "97.07", "%", 2, COHORT, department="招生就业处"), figure("gifts", "捐赠收入", "124.65", "万元", 2, department="计划财务处"),
           figure("trainees", "培训人次", "1300", "人次", department="继续教育学院"), figure("stable", "专业数", "46", "个", department="教务处"),
           figure("new", "新设基地数", "20", "个", department="教务处"), figure("few", "境外奖项", "3", "项", department="教务处"),
           figure("none", "留学生数", Absent("未采集"), department="国际处"), figure("score", "满意度", "90", "%", 2, department="招生就业处"),
           figure("moved", "导师课酬", "5", "万元", 2, department="组织人事处", definition_id="moved:2"))
    last = (figure("ratio", "生师比", "16.5", "∶1", 2), figure("books", "生均图书", "76.9", "册/生", 2), figure("room", "生均用房", "14.1", "平方米/生", 2),
            figure("rate", "落实率", "96.66", "%", 2, COHORT), figure("gifts", "捐赠收入", "86.4", "万元", 2), figure("trainees", "培训人次", "1040", "人次"),
            figure("stable", "专业数", "46", "个"), figure("new", "新设基地数", "0", "个"), figure("few", "境外奖项", "1", "项"), figure("none", "留学生数", "5"),
            figure("score", "满意度", "96", "%", 2), figure("moved", "导师课酬", "50000", "元", 2, definition_id="moved:1"))
    both = (series("by_dept", "各学院生师比", {"机电": "15.2", "信息": "17.8"}, "∶1", 2),)
    return Figures(2025, "2025-abc", now, both, previous=Figures(2024, "2024-abc", last))


def composed(text: str, charts: str = "", tables: str = "", *, held: Yardsticks = HELD, department: str = "") -> tuple[Document, tuple[Finding, ...]]:
    files = texts(text, charts, tables)
    plan, planned = read_plan(files, "school")
    cases, _ = read_cases(files)
    document, found = compose(PROJECT, plan, pack(), figures(), files, cases, {}, yardsticks=held, department=department)
    return document, (*planned, *found)


def written(text: str, charts: str = "", tables: str = "", **options) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """The blocks below the section's heading, and all findings."""
    document, found = composed(text, charts, tables, **options)
    return tuple(nested(document.parts[0].sections[0].blocks))[1:], found

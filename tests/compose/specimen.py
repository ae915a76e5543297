"""A college in miniature: figures of two years by hand, a pack, a project, and a one-section report around any text."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO

from PIL import Image

from reportgen.compose import compose, read_cases, read_plan
from reportgen.core.document import Block, Document, nested
from reportgen.core.figure import SCHOOL, Absent, Figure, Figures, Point, Series, Value
from reportgen.core.finding import Finding
from reportgen.core.pack import AnnexRow, AnnexTable, Citation, Edition, Indicator, Pack, frozen
from reportgen.core.period import Period, PeriodKind
from reportgen.core.plan import Enterprise, Project

FIRM = "岭海智造装备股份有限公司"
YEAR = Period(PeriodKind.SCHOOL_YEAR, date(2024, 9, 1), date(2025, 8, 31))
COHORT = Period(PeriodKind.COHORT, date(2024, 9, 1), date(2025, 8, 31))
MONEY = Period(PeriodKind.CALENDAR_YEAR, date(2024, 1, 1), date(2024, 12, 31))
AS_OF = Period(PeriodKind.AS_OF, date(2025, 8, 31), date(2025, 8, 31))
PROJECT = Project("岭海职业技术学院", 2025, "2025年12月", (Enterprise("ent1", FIRM),), ("岭海职院",))
FILE = "chapters/school/01-talent/text.md"


def figure(id: str, name: str, value: str | Absent, unit: str = "人", decimals: int = 0, period: Period = YEAR, **more) -> Figure:
    return Figure(id, name, Decimal(value) if isinstance(value, str) else value, unit, decimals, period, "全体", snapshot="2025-abc", **more)


def _now() -> tuple[Figure, ...]:
    return (
        figure("placement_rate", "毕业去向落实率", "97.065", "%", 2, COHORT, aliases=("去向落实率",), inputs=("placed",)),
        figure("grad_total", "毕业生人数", "4067", period=COHORT),
        figure("placed", "毕业去向落实人数", "3948", period=COHORT),
        figure("dual", "“双师型”教师比例", "68.4", "%", 2),
        figure("income_total", "年度总收入", "286540000", "元", 2, MONEY),
        figure("per_head", "生均设备值", "14975.4", "元/生", 0, AS_OF),
        figure("ratio", "生师比", "15.97", "∶1", 2, AS_OF),
        figure("flat", "专业数", "46", "个"),
        figure("visitors", "留学生人数", Absent("未采集", "数据表为空")),
        figure("fresh", "新设基地数", "3", "个"),
        figure("patents", "授权专利数", "12", "项"),
        figure("reading_a", "满意度", "95.1", "%", 2), figure("reading_b", "满意度", "93.2", "%", 2),
        figure("ent1_order", "订单培养人数", "86", scope=FIRM, aliases=("ent_order",)),
        figure("survey", "在校生满意度", "94.27", "%", 2, extra=frozen({"调查人次": "7852", "调查方式": "网络问卷"})),
    )


def _before() -> tuple[Figure, ...]:
    return (
        figure("placement_rate", "毕业去向落实率", "96.66", "%", 2, COHORT), figure("grad_total", "毕业生人数", "3935", period=COHORT),
        figure("placed", "毕业去向落实人数", "3803", period=COHORT), figure("dual", "“双师型”教师比例", "70", "%", 2),
        figure("income_total", "年度总收入", "270000000", "元", 2, MONEY), figure("per_head", "生均设备值", "15000", "元/生", 0, AS_OF),
        figure("ratio", "生师比", "16.5", "∶1", 2, AS_OF), figure("flat", "专业数", "46", "个"), figure("visitors", "留学生人数", "5"),
        figure("patents", "授权专利数", "0", "项"), figure("ent1_order", "订单培养人数", "80", scope=FIRM),
    )


def series(id: str, name: str, values: Mapping[str, str | Absent], unit: str = "人", decimals: int = 0, period: Period = YEAR) -> Series:
    def value(one: str | Absent) -> Value:
        return Decimal(one) if isinstance(one, str) else one
    return Series(id, name, "二级学院", tuple(Point(label, value(one)) for label, one in values.items()), unit, decimals, period, "全体")


def figures() -> Figures:
    before = Figures(2024, "2024-abc", _before(), (series("by_dept", "毕业生人数", {"机电": "400", "信息": "500", "财经": "700"}),))
    now = (series("by_dept", "毕业生人数", {"机电": "420", "信息": "480", "海洋": "96"}),
           series("rate_dept", "落实率", {"机电": "97.1", "信息": "95.25", "海洋": Absent("未采集")}, "%", 2, COHORT))
    return Figures(2025, "2025-abc", _now(), now, previous=before)


def pack() -> Pack:
    citation = Citation("编制通知", "medium", date(2025, 10, 9))
    chosen = Indicator("dual", "“双师型”教师比例", "%", 2, "asof", "专任教师", "双师型÷分母", "人事处", citation, formula="a/b", choice="dual.denominator")
    rows = (AnnexRow("1", "毕业生人数", "人", "grad_total"), AnnexRow("", "　其中：落实人数", "人", "placed", 1), AnnexRow("2", "年度总收入", "万元", "income_total"),
            AnnexRow("3", "留学生人数", "人", "visitors"), AnnexRow("4", "没有定义的指标", "个", "nobody"))
    survey = AnnexTable("survey", 2, "满意度调查表", ("序号", "指标", "单位", "{year}年", "调查人次", "调查方式", "备注"),
                        (AnnexRow("1", "在校生满意度", "%", "survey"),))
    return Pack(2025, Edition("2025年度", YEAR, 2024, 2025, 2025), frozen({}), frozen({"dual": chosen}), frozen({}),
                (AnnexTable("score", 1, "计分卡", ("序号", "指标", "单位", "{year}年"), rows), survey), ("人才培养",), (), frozen({"asof": AS_OF}),
                choices=frozen({"dual.denominator": "专任教师总数"}))


REPORT = """\
id: school
title: "{school}职业教育质量年度报告"
annex: %s
statement: {title: 声明, paragraphs: ["{school}对《{title}（{label}）》负责。"], signatures: [单位名称（盖章）：]}
parts: [01-talent]
"""
PART = """\
id: talent
title: 人才培养
role: part
sections:
  - {id: jobs, title: 就业质量, file: text.md, lead: 招生就业处}
"""


def texts(text: str, charts: str = "", tables: str = "", *, annex: bool = False, **more: str) -> dict[str, str]:
    """The files of a report of one section."""
    base = "chapters/school"
    return {f"{base}/report.yaml": REPORT % str(annex).lower(), f"{base}/01-talent/part.yaml": PART, FILE: text,
            **({f"{base}/01-talent/charts.yaml": charts} if charts else {}), **({f"{base}/01-talent/tables.yaml": tables} if tables else {}), **more}


def composed(files: Mapping[str, str], *, report: str = "school", scope: str = SCHOOL, pictures: Mapping[str, bytes] = frozen({}),
             numbers: Figures | None = None, styles: Mapping[str, object] = frozen({})) -> tuple[Document, tuple[Finding, ...]]:
    """The document of these files, and the findings of reading and composing them."""
    plan, planned = read_plan(files, report)
    cases, told = read_cases(files)
    document, found = compose(PROJECT, plan, pack(), figures() if numbers is None else numbers, files, cases, pictures, scope=scope, styles=styles)
    return document, (*planned, *told, *found)


def written(text: str, charts: str = "", tables: str = "", **options) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """The blocks of the one section below its heading, and all findings."""
    document, found = composed(texts(text, charts, tables), **options)
    return tuple(nested(document.parts[0].sections[0].blocks))[1:], found


def told(found: tuple[Finding, ...]) -> list[str]:
    """Findings as `code line:column`, the file left out."""
    return [f"{one.code} {one.at.line}:{one.at.column}" for one in found]


def picture(kind: str = "PNG", size: tuple[int, int] = (800, 600), **options) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "#4b8f8c").save(out, kind, **options)
    return out.getvalue()

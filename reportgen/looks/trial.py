"""A small report with every kind of block: what a look is tried on."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from reportgen.core.document import (
    Card, Cards, CaseBox, Cell, Chart, ChartKind, ChartSeries, Document, Footnote, Grid, Heading, Inline, Items, Number, Paragraph, Part, PartRole, Quote,
    Reference, Role, Section, Statement, Strong, Text,
)
from reportgen.core.figure import Figure, Figures
from reportgen.core.pack import Edition, Pack, frozen
from reportgen.core.period import Period, PeriodKind
from reportgen.core.plan import Project, ReportPlan
from reportgen.core.report import Report

_SCHOOL = "试排职业学院"
_PROSE = "这一段用来看正文的字体、字号和行距，看一行排多少个字，看标点落在行首行末的样子。"


def trial(year: int, *, cards: bool) -> Report:
    """The report, as if of that year. cards: the look has cards at the head of a part."""
    period = Period(PeriodKind.SCHOOL_YEAR, date(year - 1, 9, 1), date(year, 8, 31))
    students = Figure("students", "在校生人数", Decimal(12345), "人", 0, period, "在校生", snapshot="trial")
    pack = Pack(year, Edition(f"{year}年度", period, year - 1, year, year), frozen({}), frozen({}), frozen({}), (), (), (), frozen({}), version="0" * 64)
    project = Project(_SCHOOL, year, f"{year}年12月", (), ())
    return Report("school", project, ReportPlan("school", "{school}质量年度报告", "", ()), pack, Figures(year, "trial", (students,)), _document(year, cards))


def _document(year: int, cards: bool) -> Document:
    number = Number("12345人", "students", basis=(("students", year),))
    opening = (Cards((Card("在校生人数", (number,)), Card("毕业生人数", (Text("4067人"),), (Text("比上年增加141人"),)))),) if cards else ()
    part = Part("trial", PartRole.PART, _heading(1, "一、", "人才培养", "trial"), (Section("trial/text", "试排", "", _blocks(number)),), opening=opening)
    annex = Part("annex", PartRole.ANNEX, _heading(1, "", "附件　指标数据表", "annex"), (Section("annex/text", "附件", "", (_official(),)),))
    statement = Statement("内容真实性责任声明", ("学校对本报告的真实性、完整性和准确性负责。", "特此声明。"), ("单位名称（盖章）：", "年　　月　　日"))
    return Document("school", f"{_SCHOOL}职业教育质量年度报告", f"（{year}年度）", _SCHOOL, f"{year}年12月", statement, (part, annex), (("数据快照", "trial"),))


def _heading(level: int, label: str, text: str, id: str) -> Heading:
    return Heading(level, label, (Text(text),), id)


def _paragraph(*words: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(one) if isinstance(one, str) else one for one in words))


def _blocks(number: Number) -> tuple[object, ...]:
    many = tuple(_row(f"第{n}项", str(n * 37)) for n in range(1, 61))
    return (
        _heading(2, "（一）", "就业质量", "trial/jobs"), _paragraph("学校有在校生", number, "，见", Reference("small", "表1-1"), "。", Footnote((Text("脚注的样子。"),))),
        _grid("small", "表1-1", "规模与结构", (_row("在校生", "12345"), _row("合计", "12345", Role.TOTAL))), _paragraph(_PROSE * 3), _chart(),
        _heading(3, "1.", "三级标题", "trial/jobs/1"), _paragraph(Strong((Text("加粗的文字"),)), "，", _PROSE), _heading(4, "（1）", "四级标题", "trial/jobs/1/1"),
        Quote((Text("一段引文。"),)), Items(((Text("并列的一项"),),)), Items(((Text("有序的一项"),),), True),
        CaseBox("case", "案例1-1", "案例的题目", "案例的副题", "教务处", "王老师", (_paragraph(_PROSE), Items(((Text("案例里有序的一项"),),), True))),
        _grid("long", "表1-2", "一张跨页的表", many),
    )


def _row(item: str, value: str, role: Role = Role.NUMBER) -> tuple[Cell, ...]:
    return (Cell((Text(item),), Role.ITEM), Cell((Text(value),), role))


def _grid(id: str, number: str, caption: str, body: tuple[tuple[Cell, ...], ...]) -> Grid:
    head = tuple(Cell((Text(name),), Role.HEAD) for name in ("项目", "人数"))
    return Grid(id, number, caption, (head,), body, (2, 1), unit="单位：人", notes=((Text(f"{caption}的注"),),))


def _official() -> Grid:
    return replace(_grid("official", "附表1", "指标数据表的样子", (_row("在校生", "12345"),)), official=True, unit="")


def _chart() -> Chart:
    values = (Decimal(120), Decimal(80))
    series = (ChartSeries("人数", values, ("120", "80"), "人"),)
    return Chart("chart", "图1-1", "图的样子", ChartKind.COLUMN, "学院", ("信息学院", "机电学院"), series, "柱形图：信息学院120人，机电学院80人。")

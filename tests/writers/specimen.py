"""The specimen: one small report with every kind of block, for the tests of all writers.

`report()`, `drawings()` and `look()` are what a writer takes; `long_report()` has many pages for tests of speed.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from reportgen.core.document import (
    Block, Break, CaseBox, Cell, Chart, ChartKind, ChartSeries, Document, Emphasis, Footnote, Grid, Heading, Inline, Items, Link, Mark,
    Number, PageBreak, Paragraph, Part, PartRole, Photo, Quote, Reference, Role, Section, Statement, Strong, Text,
)
from reportgen.core.figure import Figure, Figures, Source
from reportgen.core.look import Drawing, Look
from reportgen.core.pack import Citation, Edition, Indicator, Pack, frozen
from reportgen.core.period import Period, PeriodKind
from reportgen.core.place import Place
from reportgen.core.plan import Enterprise, Project, ReportPlan
from reportgen.core.report import Report
from reportgen.workspace import Workspace, load_look

ROOT = Path(__file__).parents[2]
SNAPSHOT = "2025-3f9c2a71d0e4"
LONG_WORD = "https://www.example.edu.cn/quality/annual-report/2025/" + "supercalifragilistic" * 4
SPECIAL = "特殊字符照原样印出：& < > # $ * _ ` ~ @ \\ [ ] { } \" ' %，以及 A&B 公司、#1 车间、$100、a_b_c、*星号*、`反引号`、<b>标签</b>。"

_YEAR = Period(PeriodKind.SCHOOL_YEAR, date(2024, 9, 1), date(2025, 8, 31))
_COHORT = Period(PeriodKind.COHORT, date(2025, 1, 1), date(2025, 8, 31))
_CITATION = Citation("年度报告编制通知", "medium", date(2025, 10, 9), "附件2")


# ── the numbers ────────────────────────────────────────────────────────────

def _figure(id: str, name: str, value: str, unit: str, decimals: int, period: Period = _YEAR) -> Figure:
    return Figure(id, name, Decimal(value), unit, decimals, period, "全日制在校生", definition=f"{name}的指标内涵",
                  sources=(Source("graduates", "毕业生就业明细", 4190),), citation=str(_CITATION), department="招生就业处", snapshot=SNAPSHOT)


@cache
def figures() -> Figures:
    """Four figures of two years."""
    now = (_figure("placement_rate", "毕业去向落实率", "97.0644391", "%", 2, _COHORT), _figure("grad_total", "毕业生人数", "4190", "人", 0, _COHORT),
           _figure("student_total", "全日制在校生人数", "12863", "人", 0), _figure("finance_income", "年度总收入", "286540000", "元", 0))
    before = (_figure("placement_rate", "毕业去向落实率", "96.65", "%", 2, _COHORT), _figure("grad_total", "毕业生人数", "3987", "人", 0, _COHORT))
    return Figures(2025, SNAPSHOT, now, previous=Figures(2024, "2024-aa11bb22cc33", before))


@cache
def pack() -> Pack:
    indicator = Indicator("placement_rate", "毕业去向落实率", "%", 2, "cohort", "毕业生", "落实人数÷毕业生人数×100%", "招生就业处", _CITATION,
                          formula="placed / grad_total * 100")
    return Pack(2025, Edition("2025年度", _YEAR, 2024, 2025, 2025), frozen({}), frozen({"placement_rate": indicator}), frozen({}), (),
                ("学校概况", "人才培养"), (), frozen({"cohort": _COHORT}), version="0" * 64)


def _n(text: str, figure: str, form: str = "", years: tuple[int, ...] = (2025,)) -> Number:
    return Number(text, figure, form=form, basis=tuple((figure, year) for year in years))


_RATE, _GRADS = _n("97.06%", "placement_rate"), _n("4190人", "grad_total")
_CHANGE = _n("比上年提高0.41个百分点", "placement_rate", "较上年", (2025, 2024))
_STUDENTS = _n("12863人", "student_total")


# ── prose ──────────────────────────────────────────────────────────────────

_SENTENCES = (
    "学校坚持立德树人根本任务，对接区域现代产业体系，持续优化专业结构，深化产教融合、校企合作，办学条件稳步改善。",
    "围绕智能制造、数字经济、现代服务等产业集群，建成一批校企共建、共管、共享的实训基地，学生在真实生产环境中学习成长。",
    "完善“岗课赛证”综合育人机制，把新技术、新工艺、新规范及时纳入教学标准和教学内容，推进教材、教法、教师改革。",
    "健全内部质量保证体系，以数据为依据开展常态化诊断与改进，人才培养质量和社会认可度不断提升。",
)


def _p(*children: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(child) if isinstance(child, str) else child for child in children), Place("chapters/school/section.md", 3))


def _prose(count: int, first: int = 0) -> tuple[Paragraph, ...]:
    return tuple(_p("".join(_SENTENCES[(first + n + k) % 4] for k in range(3))) for n in range(count))


def _h(level: int, label: str, text: str, id: str) -> Heading:
    return Heading(level, label, (Text(text),), id, Place("chapters/school/section.md", 1))


# ── tables ─────────────────────────────────────────────────────────────────

def _cell(text: str, role: Role = Role.TEXT, colspan: int = 1, rowspan: int = 1, indent: int = 0) -> Cell:
    return Cell((Text(text),), role, colspan, rowspan, indent)


def _row(item: str, *values: str, role: Role = Role.NUMBER, indent: int = 0) -> tuple[Cell, ...]:
    return (_cell(item, Role.ITEM, indent=indent), *(_cell(value, role) for value in values))


def _head(*names: str) -> tuple[tuple[Cell, ...], ...]:
    return (tuple(_cell(name, Role.HEAD) for name in names),)


def small_table() -> Grid:
    """Three rows with a bound number, a unit at the right above, and two notes."""
    body = (_row("毕业生人数", "3987", "4190"), _row("其中：升学", "412", "486", indent=1),
            (_cell("毕业去向落实率（%）", Role.ITEM), _cell("96.65", Role.NUMBER), Cell((_n("97.06", "placement_rate", "数值"),), Role.NUMBER)),
            _row("合计", "4495.65", "4773.06", role=Role.TOTAL))
    return Grid("graduates", "表1-1", "毕业生去向落实情况", _head("指标", "2024届", "2025届"), body, (4, 2, 2), "单位：人",
                ((Text("数据来源：就业管理系统，统计时点为2025年8月31日。"),), (Text("升学含境外升学。"),)), at=Place("chapters/school/tables.yaml", 2))


def merged_table() -> Grid:
    """A two-row head with spanners, and a body with a row span."""
    head = ((_cell("二级学院", Role.HEAD, rowspan=2), _cell("专业名称", Role.HEAD, rowspan=2), _cell("在校生", Role.HEAD, colspan=2),
             _cell("就业", Role.HEAD, colspan=2)),
            (_cell("人数（人）", Role.HEAD), _cell("占比（%）", Role.HEAD), _cell("落实率（%）", Role.HEAD), _cell("月收入（元）", Role.HEAD)))
    majors = (("机械制造及自动化", "1106", "8.60", "98.12", "5210"), ("工业机器人技术", "872", "6.78", "97.55", "5386"),
              ("新能源汽车技术", "940", "7.31", "96.90", "—"))
    body = tuple(((_cell("智能制造学院", Role.ITEM, rowspan=3),) if n == 0 else ()) + (_cell(m[0]), *(_cell(v, Role.NUMBER) for v in m[1:]))
                 for n, m in enumerate(majors))
    return Grid("majors", "表1-2", "部分专业在校生与就业情况", head, body, (3, 4, 2, 2, 2, 2))


def long_table(rows: int = 64) -> Grid:
    """More than two pages of rows with decimals of unequal length before the point, and one very long wording."""
    body = [(_cell(str(n), Role.CENTRE), _cell(f"校外实训基地第{n}号（岭海智造装备股份有限公司合作共建）" if n % 9 == 0 else f"实训基地{n}"),
             _cell("校外" if n % 2 else "校内", Role.CENTRE), _cell(f"{n * 13 % 997}.{n % 10}0", Role.NUMBER), _cell(str(n * 37), Role.NUMBER))
            for n in range(1, rows + 1)]
    return Grid("bases", "表2-1", "实训基地一览", _head("序号", "基地名称", "类别", "设备值（万元）", "年使用人时"), tuple(body), (1, 5, 1, 2, 2))


def annex_table(number: int, rows: int = 9) -> Grid:
    """An official table: full grid, ordinals, units, indented sub-rows."""
    names = ("毕业生人数", "毕业去向落实人数", "其中：升学人数", "升入本科人数", "毕业生本省去向落实率", "月收入", "毕业生面向三次产业就业人数",
             "其中：面向第一产业", "自主创业率")
    indents = (0, 0, 1, 2, 0, 0, 0, 1, 0)
    units = ("人", "人", "人", "人", "%", "元", "人", "人", "%")
    body = tuple((_cell(str(n + 1) if not indents[n % 9] else "", Role.CENTRE), _cell(names[n % 9], Role.ITEM, indent=indents[n % 9]),
                  _cell(units[n % 9], Role.CENTRE), _cell(f"{(n + 1) * 137}", Role.NUMBER)) for n in range(rows))
    return Grid(f"annex{number}", f"附表{number}", ("计分卡", "满意度调查表", "教学资源表")[number - 1], _head("序号", "指标", "单位", "2025年度"), body,
                (1, 6, 1, 2), official=True, notes=((Text("填报口径见各指标内涵。"),),))


# ── pictures ───────────────────────────────────────────────────────────────

_INK, _ACCENT, _SECOND = "#1f2933", "#1f4e79", "#d9822b"


def _svg(categories: tuple[str, ...], first: tuple[int, ...], second: tuple[int, ...]) -> bytes:
    top = max(*first, *second)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="430" height="215" viewBox="0 0 430 215" font-family="Noto Sans SC" '
             f'font-size="10" fill="{_INK}"><rect width="430" height="215" fill="#ffffff"/>',
             '<line x1="30" y1="180" x2="415" y2="180" stroke="#9aa5b1"/>']
    step = 385 / len(categories)
    for n, name in enumerate(categories):
        for k, (values, colour) in enumerate(((first, _ACCENT), (second, _SECOND))):
            height, x = 140 * values[n] / top, 30 + step * (n + 0.5) + (k - 1) * 26
            parts.append(f'<rect x="{x:.1f}" y="{180 - height:.1f}" width="24" height="{height:.1f}" fill="{colour}"/>'
                         f'<text x="{x + 12:.1f}" y="{176 - height:.1f}" text-anchor="middle">{values[n]}</text>')
        parts.append(f'<text x="{30 + step * (n + 0.5):.1f}" y="196" text-anchor="middle">{name}</text>')
    parts.append(f'<rect x="150" y="4" width="10" height="10" fill="{_ACCENT}"/><text x="164" y="13">2024届</text>'
                 f'<rect x="230" y="4" width="10" height="10" fill="{_SECOND}"/><text x="244" y="13">2025届</text></svg>')
    return "".join(parts).encode()


_COLLEGES = ("智能制造学院", "信息工程学院", "财经商贸学院", "建筑工程学院")
_BEFORE, _NOW = (1012, 965, 1130, 880), (1085, 1040, 1162, 903)


def chart(id: str = "by_college", number: str = "图1-1", caption: str = "各二级学院毕业生人数") -> Chart:
    """Two series of columns over four categories."""
    def series(name: str, values: tuple[int, ...]) -> ChartSeries:
        return ChartSeries(name, tuple(map(Decimal, values)), tuple(map(str, values)), "人", Mark.COLUMN)
    return Chart(id, number, caption, ChartKind.COLUMN, "二级学院", _COLLEGES, (series("2024届", _BEFORE), series("2025届", _NOW)),
                 "柱形图：四个二级学院两届毕业生人数，各学院2025届均多于2024届，财经商贸学院最多，为1162人。",
                 ((Text("数据来源：教务管理系统。"),),), ("grad_total",), at=Place("chapters/school/charts.yaml", 1))


@cache
def _drawing() -> Drawing:
    return Drawing(_svg(_COLLEGES, _BEFORE, _NOW), 430, 215)


def drawings() -> Mapping[str, Drawing]:
    """A drawing for every chart of `report()` and `long_report()`."""
    return {id: _drawing() for id in ("by_college", "by_service", *(f"chart{n}" for n in range(60)))}


@cache
def photo_bytes(width: int = 960, height: int = 640) -> bytes:
    """A made-up landscape as PNG."""
    image = Image.new("RGB", (width, height), "#bcd3e6")
    draw = ImageDraw.Draw(image)
    draw.ellipse((width * 0.7, height * 0.1, width * 0.82, height * 0.28), fill="#f4d58d")
    draw.polygon(((0, height), (0, height * 0.7), (width * 0.3, height * 0.4), (width * 0.6, height * 0.72), (width, height * 0.5),
                  (width, height)), fill="#4b8f8c")
    for n in range(5):
        left = width * (0.12 + 0.16 * n)
        draw.rectangle((left, height * 0.55, left + width * 0.1, height * 0.9), fill="#eef3f8", outline="#1f4e79", width=4)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def photo(id: str = "training", number: str = "图1-2") -> Photo:
    return Photo(id, number, "智能制造实训中心实景", "实训中心外景：五座厂房式实训楼沿坡地排开，远处是山。", photo_bytes(), "image/png", 960, 640,
                 credit="宣传部供图")


# ── the whole ──────────────────────────────────────────────────────────────

def case_box() -> CaseBox:
    """A case with inner headings, a list and a photo."""
    return CaseBox("apprentice", "案例1-1", "“校中厂”里练真功", "智能制造学院现代学徒制探索", "智能制造学院", "王老师", (
        _h(4, "", "实施背景", "case-apprentice-1"), _p("合作企业把生产线搬进校园，学生从第三学期起以学徒身份上岗，", _n("486人", "grad_total"), "参与其中。"),
        _h(4, "", "主要做法", "case-apprentice-2"), Items(((Text("双导师：企业师傅与学校教师同上一门课；"),), (Text("双评价：产品合格率计入学业成绩。"),)), True),
        photo("case_photo", "图1-3"), _h(4, "", "成果成效", "case-apprentice-3"), *_prose(2)))


def _training() -> tuple[Section, ...]:
    quality = (_h(2, "（一）", "就业质量", "part1/jobs"),
               _p(_GRADS, "毕业生中，毕业去向落实率为", _RATE, "，", _CHANGE, "，详见", Reference("graduates", "表1-1"), "和",
                  Reference("by_college", "图1-1"), "。", Footnote((Text("毕业去向落实率按2025年8月31日统计，不含"), Strong((Text("待就业"),)), Text("人员。"),))),
               small_table(), *_prose(2), chart(), *_prose(1, 2), _h(3, "1.", "就业去向", "part1/jobs/1"), *_prose(2, 1),
               _h(4, "（1）", "区域分布", "part1/jobs/1/1"), *_prose(1), photo(), *_prose(1, 3))
    majors = (_h(2, "（二）", "专业建设", "part1/majors"), _p("专业结构见", Reference("majors", "表1-2"), "，案例见", Reference("apprentice", "案例1-1"), "。"),
              merged_table(), *_prose(3), case_box(), *_prose(1))
    text = (_h(2, "（三）", "文字与符号", "part1/signs"), _p(SPECIAL), _p("1. 这一段以数字和点开头，仍是一段，不是列表。"),
            _p("- 这一段以短横开头；= 也不是标题；// 也不是注释；\\n 也不是换行。"), _p("很长的单词 ", LONG_WORD, " 应当断行，不得越出版心。"),
            _p(Strong((Text("加粗文字"),)), "、", Emphasis((Text("强调文字"),)), "、", Link("https://www.example.edu.cn/", (Text("链接文字"),)), "；第一行",
               Break(), "强制换行后的第二行；手写数字", Number("71.3%", "", literal=True), "。"),
            Quote((Text("职业教育前途广阔、大有可为。"),)), Items(((Text("并列事项一；"),), (Text("并列事项二，"), _RATE, Text("；")), (Text("并列事项三。"),))),
            Items(((Text("先做这一件；"),), (Text("再做那一件。"),)), True))
    return (Section("part1/jobs", "就业质量", "招生就业处", quality), Section("part1/majors", "专业建设", "教务处", majors),
            Section("part1/signs", "文字与符号", "质量办", text))


def _service() -> tuple[Section, ...]:
    bases = (_h(2, "（一）", "实训基地", "part2/bases"), *_prose(1), long_table(), *_prose(2))
    region = (_h(2, "（二）", "服务地方", "part2/region"), *_prose(3), chart("by_service", "图2-1", "技术服务到款额变化情况"), *_prose(4, 1))
    culture = (_h(2, "（三）", "文化传承", "part2/culture"), *_prose(2), PageBreak(), *_prose(2, 2))
    return (Section("part2/bases", "实训基地", "实训中心", bases), Section("part2/region", "服务地方", "科研处", region),
            Section("part2/culture", "文化传承", "宣传部", culture))


def _parts() -> tuple[Part, ...]:
    def one(id: str, role: PartRole, label: str, title: str, blocks: tuple[Block, ...]) -> Part:
        return Part(id, role, _h(1, label, title, id), (Section(f"{id}/text", title, "质量办", blocks),))
    return (
        one("preface", PartRole.PREFACE, "", "前言", _prose(3)),
        one("overview", PartRole.OVERVIEW, "", "学校概况", (_p("学校现有全日制在校生", _STUDENTS, "。"), *_prose(4))),
        Part("part1", PartRole.PART, _h(1, "一、", "人才培养", "part1"), _training()),
        Part("part2", PartRole.PART, _h(1, "二、", "服务贡献", "part2"), _service()),
        one("annex", PartRole.ANNEX, "", "附件  指标数据表", (annex_table(1), annex_table(2, 30), annex_table(3))),
        one("remarks", PartRole.REMARKS, "", "数据口径说明", (*_prose(1), _p("去向落实率按毕业生总数计算。"))),
    )


def _statement() -> Statement:
    return Statement("内容真实性责任声明", ("学校对《岭海职业技术学院职业教育质量年度报告（2025年度）》及相关附件的真实性、完整性和准确性负责。", "特此声明。"),
                     ("单位名称（盖章）：", "法定代表人（签名）：", "年    月    日"))


def document(draft: bool = False) -> Document:
    return Document("school", "岭海职业技术学院职业教育质量年度报告", "（2025年度）", "岭海职业技术学院", "2025年12月", _statement(), _parts(),
                    (("数据快照", SNAPSHOT), ("统计时点", "2025年8月31日")), draft=draft)


def report(draft: bool = False) -> Report:
    """Every kind of block: cover, statement, preface, overview, two parts of three sections, annex, remarks."""
    project = Project("岭海职业技术学院", 2025, "2025年12月", (Enterprise("ent1", "岭海智造装备股份有限公司"),), ("岭海职院",))
    plan = ReportPlan("school", "{school}职业教育质量年度报告", "", (), annex=True)
    return Report("school", project, plan, pack(), figures(), document(draft))


def with_blocks(*blocks: Block, draft: bool = False) -> Report:
    """A report whose only section holds these blocks after its headings."""
    section = Section("only/text", "正文", "质量办", (_h(2, "（一）", "正文", "only/text"), *blocks))
    whole = report(draft)
    part = Part("only", PartRole.PART, _h(1, "一、", "唯一的部分", "only"), (section,))
    return replace(whole, document=replace(whole.document, parts=(part,)))


def long_report(parts: int = 10) -> Report:
    """About seven pages a part, with three charts and four tables each."""
    def section(p: int, s: int) -> Section:
        id = f"p{p}/s{s}"
        blocks = (_h(2, f"（{'一二三'[s]}）", "建设成效", id), *_prose(4, s), replace(small_table(), id=f"t{p}-{s}", number=f"表{p + 1}-{s + 1}"),
                  *_prose(4, p), chart(f"chart{p * 3 + s}", f"图{p + 1}-{s + 1}"), *_prose(4, s + p))
        more = (replace(long_table(40), id=f"l{p}", number=f"表{p + 1}-4"),) if s == 2 else ()
        return Section(id, "建设成效", "质量办", (*blocks, *more))
    made = tuple(Part(f"p{p}", PartRole.PART, _h(1, f"{'一二三四五六七八九十'[p]}、", "人才培养", f"p{p}"), tuple(section(p, s) for s in range(3)))
                 for p in range(parts))
    whole = report()
    return replace(whole, document=replace(whole.document, parts=made))


def look(name: str = "official") -> Look:
    """A look as it stands in templates/."""
    return load_look(Workspace(ROOT), name)

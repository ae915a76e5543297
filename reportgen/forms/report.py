"""What the forms that go with a report say: 报送公文, 发文稿纸, 内容真实性责任声明, 企业年报信息表."""

from collections.abc import Iterator, Mapping, Sequence

from reportgen.core.document import CaseBox, Chart, Document, Grid, Photo
from reportgen.core.errors import Refused
from reportgen.core.figure import SCHOOL
from reportgen.core.plan import Enterprise
from reportgen.core.report import Report
from reportgen.core.show import show
from reportgen.forms.letter import IMPRINT, IMPRINT_SIDES
from reportgen.forms.template import Form
from reportgen.forms.wording import day_words, title_lines
from reportgen.rules.s305_word_count import words as section_words
from reportgen.writers.forms import Sized
from reportgen.writers.forms.pages import page_count

_NOTHING = "—"
_TITLE_CHARACTERS = 20  # of the letter's title, in one line
_MEASURE, _MARK_LARGEST = 442, 48  # points
_BLANK_NAME = "　　　"


def letter_words(reports: Sequence[Report], form: Form) -> dict[str, object]:
    """The words of 报送公文 and 发文稿纸: what is submitted (the reports that carry a statement), who signs, how the title breaks into lines."""
    school = _school_report(reports)
    submitted = [one for one in reports if one.document.statement is not None] or [school]
    document = school.document
    title = f"关于报送《{document.title}{document.subtitle}》的报告"
    names = [f"{one.document.title}{one.document.subtitle}" for one in submitted]
    words = {"学校": school.project.school, "年度": school.pack.edition.label, "年份": str(school.figures.year), "题目": title,
             "题目行": title_lines(title, _TITLE_CHARACTERS, keep=(school.project.school,)), "报告": f"{document.title}{document.subtitle}", "附件": names,
             "附件说明": [{"序号": f"{n}." if len(names) > 1 else "", "名称": name} for n, name in enumerate(names, 1)], **_sizes(document)}
    told = form.answered(words)
    words |= {name: day_words(value) for name, value in told.items() if name.endswith("日期") and isinstance(value, str)}
    words |= {**_signers(told.get("签发人")), **_mark(told.get("标志"))}
    return words | ({IMPRINT: told[IMPRINT] or _imprint_side(form, words)} if IMPRINT in told else {})


def _imprint_side(form: Form, words: Mapping[str, object]) -> str:
    """How 版记 comes to the last page, which is an even one: the first way that gives an even number of pages."""
    return next((side for side in IMPRINT_SIDES if page_count(form.filled({**words, IMPRINT: side})) % 2 == 0), IMPRINT_SIDES[0])


def _mark(text: object) -> dict[str, object]:
    """发文机关标志 as large as fits in one line."""
    return {"标志": Sized(text, min(_MARK_LARGEST, int(_MEASURE / max(len(text), 1) * 2) / 2))} if isinstance(text, str) else {}


def _signers(names: object) -> dict[str, object]:
    """签发人, two a line; the last line stands beside 发文字号."""
    known = [str(one) for one in names] if isinstance(names, list) else [str(names)] if names else []
    lines = ["　".join(known[n:n + 2]) for n in range(0, len(known), 2)] or [_BLANK_NAME]
    return {"签发人前行": lines[:-1], "签发人末行": lines[-1]}


def _school_report(reports: Sequence[Report]) -> Report:
    found = next((one for one in reports if one.plan.annex and not one.plan.each), None) or next((one for one in reports if not one.plan.each), None)
    if found is None:
        raise Refused("项目里没有学校年报，没有可报送的", hint="检查 chapters/ 下各报告的 report.yaml")
    return found


def _sizes(document: Document) -> dict[str, str]:
    blocks = tuple(document.blocks())

    def count(*kinds: type) -> str:
        return str(sum(isinstance(one, kinds) for one in blocks))
    words = sum(section_words(section) for part in document.parts for section in part.sections)
    return {"部分数": str(sum(part.role == "part" for part in document.parts)), "字数": str(words), "图数": count(Chart, Photo), "表数": count(Grid),
            "案例数": count(CaseBox)}


def statement_words(reports: Sequence[Report]) -> Iterator[dict[str, object]]:
    """The words of each report's 内容真实性责任声明, as they stand in the report."""
    for one in reports:
        if one.document.statement is not None:
            told = one.document.statement
            yield {"学校": one.project.school, "年度": one.pack.edition.label, "报告": one.document.title + one.document.subtitle, "声明": told.title,
                   "段落": list(told.paragraphs), "签署": [line for line in told.signatures], "主体": one.project.school if one.document.scope in ("", SCHOOL) else one.document.scope}


def enterprise_words(reports: Sequence[Report], answers: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """The words of each enterprise's 企业年报信息表. answers: what people know of firms, under 企业, by the firm's full name."""
    known = answers.get("企业")
    for one in reports:
        firm = next((firm for firm in one.project.enterprises if firm.name == one.document.scope), None)
        if firm is not None:
            told = known.get(firm.name, {}) if isinstance(known, Mapping) else {}
            yield {"学校": one.project.school, "学校代码": one.project.code or _NOTHING, "年度": one.pack.edition.label, "企业": firm.name,
                   "报告": one.document.title + one.document.subtitle, "快照": one.snapshot, "指标": list(_firm_figures(one, firm)),
                   **_sizes(one.document), **{name: str(told.get(name, "")) for name in _FIRM_FIELDS},
                   "案例": [case.title for case in one.document.blocks() if isinstance(case, CaseBox)] or [_NOTHING]}


_FIRM_FIELDS = ("统一社会信用代码", "所属行业", "企业规模", "单位地址", "法定代表人", "企业联系人", "联系电话", "合作起始年", "牵头部门", "校方联系人")


def _firm_figures(report: Report, firm: Enterprise) -> Iterator[dict[str, str]]:
    last, rounding = report.figures.previous, report.pack.rounding
    for n, one in enumerate((one for one in report.figures.values() if one.scope == firm.name), 1):
        before = last.get((one.id, one.scope)) if last else None
        yield {"序号": str(n), "名称": one.name, "本年": show(one, rounding=rounding), "上年": show(before, rounding=rounding) if before else _NOTHING,
               "时段": str(one.period), "部门": one.department}

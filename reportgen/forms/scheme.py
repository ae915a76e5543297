"""What 工作方案 says: purpose, scope, demands, organisation, calendar, division of labour. All of it from the project's own files and the pack."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reportgen.compose.words import fill, placeholders
from reportgen.core.finding import Finding
from reportgen.core.figure import SCHOOL
from reportgen.core.pack import Pack
from reportgen.core.place import Place
from reportgen.core.plan import PartPlan, Project, ReportPlan, SectionPlan
from reportgen.core.rulebook import Requirement, Weight
from reportgen.forms.calendar import UNKNOWN, steps
from reportgen.forms.template import Form
from reportgen.forms.wording import day_words
from reportgen.people import TEXT, Level, People

_NOTHING = "—"
_REPORT = "企业年报"
_Assigned = tuple[ReportPlan, PartPlan, SectionPlan]
_AMOUNTS = (("words", "字"), ("pages", "页"), ("charts", "幅图"), ("tables", "张表"), ("cases", "个案例"))


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be written this year, and by whom. plans: of the reports that go out. snapshot: "" while nothing is frozen."""

    project: Project
    plans: tuple[ReportPlan, ...]
    pack: Pack
    people: People
    snapshot: str = ""

    def title(self, plan: ReportPlan) -> str:
        """A report's title with its year; 合作企业 for the name of each firm."""
        known = {"enterprise": "合作企业", "department": "各部门", **placeholders(self.project, self.pack, SCHOOL)}
        ignored: list[Finding] = []
        return "".join(fill(text, known, plan.at, ignored) for text in (plan.title, plan.subtitle))

    def sections(self) -> Iterator[_Assigned]:
        """Every assignment, in the order of the reports."""
        return ((plan, part, section) for plan in self.plans for part in plan.parts for section in part.sections)


def scheme_words(work: Work, form: Form) -> dict[str, object]:
    """The words of 工作方案. Raises: Unreadable if its calendar cannot be understood."""
    common = {"学校": work.project.school, "年度": work.pack.edition.label, "日期": work.project.date,
              "学年": str(work.pack.edition.data_year), "财政年": f"{work.pack.edition.finance_year}年", "届": f"{work.pack.edition.cohort}届"}
    told = form.all_words(common)
    texts = told["文字"]
    days = told.get("时间")
    calendar = steps(texts.get("步骤"), _due(work), days if isinstance(days, Mapping) else {}, Place(f"{form.label}.yaml"))
    return {**common, "报告": [_report(n, work, plan) for n, plan in enumerate(work.plans, 1)],
            "步骤": [{"序号": str(n), "名称": one.name, "工作": one.task, "责任": one.who, "时间": one.days} for n, one in enumerate(calendar, 1)],
            "重点": "；".join(_points(work.pack)) or _NOTHING, "篇幅": _amounts(work), "归口": list(_collators(work)),
            "会签": "、".join(str(level) for level in TEXT), "校级": "、".join(_holders(work.people, Level.SCHOOL)) or _NOTHING,
            "分工": [_row(n, one, work) for n, one in enumerate(_departments(work), 1)]}


def _due(work: Work) -> list[date]:
    return [date.fromisoformat(section.due) for _, _, section in work.sections() if day_words(section.due) != section.due]


def _report(number: int, work: Work, plan: ReportPlan) -> dict[str, str]:
    firms = work.project.enterprises if plan.each == "enterprise" else ()
    listed = "、".join(f"{one.name}{f'（{one.college}）' if one.college else ''}" for one in firms)
    return {"序号": str(number), "题目": work.title(plan), "部分": "、".join(part.title for part in plan.parts), "企业": listed}


def _points(pack: Pack) -> Iterator[str]:
    return (str(one.get("point")) for one in pack.requirements if one.check == "missing-point" and one.level not in (Weight.OFF, Weight.NOTE))


def _amounts(work: Work) -> list[str]:
    """How long each report is to be, as the pack says of the whole."""
    rules = {str(one.get("report")): one for one in work.pack.requirements if one.check == "volume" and one.level is not Weight.OFF and not one.get("part")}
    return [f"《{work.title(plan)}》：{told}。" for plan in work.plans if plan.id in rules and (told := _amount(rules[plan.id]))]


def _amount(rule: Requirement) -> str:
    return "，".join(_span(rule.get(name), unit) for name, unit in _AMOUNTS if rule.get(name) is not None)


def _span(bounds: object, unit: str) -> str:
    least, most = bounds
    return f"{least}—{most}{unit}" if least is not None and most is not None else f"不少于{least}{unit}" if most is None else f"不超过{most}{unit}"


def _holders(people: People, level: Level, department: str = "") -> list[str]:
    return [one.name for one in people.people.values() if level in one.roles and department in ("", one.department)]


def _collators(work: Work) -> Iterator[dict[str, str]]:
    """Who reviews which parts for the school, the office for all others last."""
    titles = {name: title for plan in work.plans for name, title in ((plan.id, work.title(plan)), *((f"{plan.id}/{part.id}", part.title) for part in plan.parts))}
    titles |= {f"{plan.id}/{part.id}/{section.id}": section.title for plan, part, section in work.sections()}
    offices: dict[str, list[str]] = {}
    for id, office in work.people.sections.collated.items():
        offices.setdefault(office, []).append(titles.get(id, id))
    if work.people.sections.default:
        offices.setdefault(work.people.sections.default, []).append("其余各部分")
    for office, parts in offices.items():
        yield {"部门": office, "内容": "、".join(parts), "人员": "、".join(_holders(work.people, Level.COLLATE, office)) or _NOTHING}


def _departments(work: Work) -> Iterable[str]:
    """Those that lead first, in the order of their sections."""
    known = [section for _, _, section in work.sections()]
    return dict.fromkeys(name for name in (*(one.lead for one in known), *(helper for one in known for helper in one.support)) if name)


def _row(number: int, department: str, work: Work) -> dict[str, str]:
    own = [one for one in work.sections() if one[2].lead == department]
    helped = [one for one in work.sections() if department in one[2].support]
    return {"序号": str(number), "部门": department, "负责人": "、".join(_holders(work.people, Level.HEAD, department)) or _NOTHING,
            "执笔": "、".join(_holders(work.people, Level.WRITE, department)) or _NOTHING, "牵头": "；".join(_led(own, work)) or _NOTHING,
            "配合": "、".join(_helped(helped)) or _NOTHING, "时间": _span_of_days([section.due for _, _, section in own]) if own else _NOTHING}


def _led(rows: Sequence[_Assigned], work: Work) -> Iterator[str]:
    """Sections by part, 人才培养（就业质量、学生资助）; a part or a report that is all theirs by its name alone."""
    for plan in work.plans:
        own = [(part, section) for one, part, section in rows if one is plan]
        mark = _REPORT if plan.each == "enterprise" else ""
        if own and mark and len(own) == sum(len(part.sections) for part in plan.parts):
            yield mark
            continue
        for part in plan.parts:
            titles = [section.title for one, section in own if one is part]
            if titles:
                yield f"{mark}{part.title}" if len(titles) == len(part.sections) else f"{mark}{part.title}（{'、'.join(titles)}）"


def _helped(rows: Sequence[_Assigned]) -> Iterator[str]:
    """The parts, with the number of sections; a firm's report as a whole."""
    counted = Counter(_REPORT if plan.each == "enterprise" else part.title for plan, part, _ in rows)
    return (f"{name}{count}节" for name, count in counted.items())


def _span_of_days(days: Iterable[str]) -> str:
    known = sorted({date.fromisoformat(one) for one in days if day_words(one) != one})
    if not known:
        return UNKNOWN
    first, last = known[0], known[-1]
    if first == last:
        return f"{first.month}月{first.day}日"
    return f"{first.month}月{first.day}—{last.day}日" if first.month == last.month else f"{first.month}月{first.day}日—{last.month}月{last.day}日"

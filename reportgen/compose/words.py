"""Words that stand for a name or a year: {{学年}}, {{届}}, {school}. Years are never typed."""

import re
from collections.abc import Mapping
from datetime import date

from reportgen.compose.faults import UNKNOWN_PLACEHOLDER
from reportgen.core.figure import SCHOOL
from reportgen.core.finding import Finding
from reportgen.core.pack import Pack
from reportgen.core.period import Period, PeriodKind
from reportgen.core.place import Place
from reportgen.core.plan import Project

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
WORDS = ("学校名称", "学校简称", "企业名称", "部门名称", "学年", "上学年", "届", "上届", "年度", "上年度", "财政年", "上财政年", "上年", "统计时点")


def earlier(period: Period) -> Period:
    """The same period a year before."""
    return Period(period.kind, _year_before(period.start), _year_before(period.end))


def label(period: Period) -> str:
    """A period as a column's heading names it: 2025届, 2024—2025学年, 2024年, 2025年8月31日."""
    return str(period).removeprefix("截至")


def text_words(project: Project, pack: Pack, scope: str, department: str = "") -> Mapping[str, str]:
    """What each text word stands for in this report. 企业名称 exists only in an enterprise's report, 部门名称 in a department's."""
    edition = pack.edition
    known = {
        "学校名称": project.school,
        "学校简称": project.short_names[0] if project.short_names else project.school,
        "学年": str(edition.data_year), "上学年": str(earlier(edition.data_year)),
        "届": f"{edition.cohort}届", "上届": f"{edition.cohort - 1}届",
        "年度": edition.label, "上年度": edition.label.replace(str(pack.year), str(pack.year - 1)),
        "财政年": f"{edition.finance_year}年", "上财政年": f"{edition.finance_year - 1}年",
        "上年": f"{pack.year - 1}年",
        "统计时点": label(_as_of(pack)),
    }
    return {**known, **({} if scope == SCHOOL else {"企业名称": scope}), **({"部门名称": department} if department else {})}


def placeholders(project: Project, pack: Pack, scope: str, department: str = "") -> Mapping[str, str]:
    """What {school}, {label} … stand for in titles and statements."""
    known = {"school": project.school, "label": pack.edition.label, "year": str(pack.year), "date": project.date,
             "publish_year": str(pack.edition.publish_year), **({"code": project.code} if project.code else {})}
    return {**known, **({} if scope == SCHOOL else {"enterprise": scope}), **({"department": department} if department else {})}


def fill(template: str, known: Mapping[str, str], at: Place, found: list[Finding]) -> str:
    """`template` with its {words} replaced; an unknown one stays and is a finding."""
    def one(match: re.Match[str]) -> str:
        if match[1] not in known:
            found.append(UNKNOWN_PLACEHOLDER.at(at, f"“{match[0]}”没有对应的内容",
                                                f"可用：{'、'.join(f'{{{word}}}' for word in known)}"))
        return known.get(match[1], match[0])
    return _PLACEHOLDER.sub(one, template)


def _as_of(pack: Pack) -> Period:
    moments = (period for period in pack.periods.values() if period.kind is PeriodKind.AS_OF)
    end = pack.edition.data_year.end
    return next(moments, Period(PeriodKind.AS_OF, end, end))


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)

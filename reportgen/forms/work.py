"""What the forms of the work say: 任务分工表, 合规审查表, 问题整改台账, 案例登记表."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from reportgen.compose import CaseText
from reportgen.core.document import CaseBox, Photo, inlines, length, nested, plain
from reportgen.core.errors import Unreadable
from reportgen.core.finding import Finding, Severity
from reportgen.core.pack import Pack
from reportgen.core.place import Place
from reportgen.core.plan import PartPlan, ReportPlan, SectionPlan
from reportgen.core.report import Report
from reportgen.forms.scheme import Work
from reportgen.forms.wording import day_words
from reportgen.rules import rules

_NOTHING = "—"
_GRAVITY = {Severity.ERROR: "必须改正", Severity.WARNING: "需要核实", Severity.NOTE: "提示"}
_AGREED = {"true": "同意公开", "是": "同意公开", "false": "不同意公开", "否": "不同意公开"}
_OPEN, _WAIVED = "待整改", "准予保留"


def plan_words(plan: ReportPlan, work: Work, cases: Mapping[str, CaseText]) -> dict[str, object]:
    """The words of a report's 任务分工表."""
    return {"学校": work.project.school, "年度": work.pack.edition.label, "报告": work.title(plan), "快照": work.snapshot or "尚未冻结", "日期": work.project.date,
            "部分": [{"名称": part.title, "分工": [_task(n, part, section, work.pack, cases) for n, section in enumerate(part.sections, 1)]} for part in plan.parts]}


def _task(number: int, part: PartPlan, section: SectionPlan, pack: Pack, cases: Mapping[str, CaseText]) -> dict[str, str]:
    figures = (pack.indicators[one].name if one in pack.indicators else one for one in section.figures)
    exhibits = [*(f"图：{part.charts.get(one, {}).get('title', one)}" for one in section.charts),
                *(f"表：{part.tables.get(one, {}).get('title', one)}" for one in section.tables),
                *(f"案例：{cases[one].title if one in cases else one}" for one in section.cases)]
    return {"序号": str(number), "节": section.title, "要点": "；".join(section.points) or _NOTHING, "牵头": section.lead, "配合": "、".join(section.support) or _NOTHING,
            "执笔": section.writer, "审核": section.reviewer, "字数": "—".join(map(str, section.words)) if section.words else _NOTHING,
            "指标": "、".join(figures) or _NOTHING, "图表": "；".join(exhibits) or _NOTHING, "时间": day_words(section.due).partition("年")[2] or section.due or _NOTHING}


def _common(report: Report) -> dict[str, object]:
    return {"学校": report.project.school, "年度": report.pack.edition.label, "报告": report.document.title + report.document.subtitle,
            "快照": report.snapshot, "日期": report.project.date}


def review_words(report: Report, findings: Iterable[Finding], items: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """The words of 合规审查表: each item with what the rules behind it found.

    items: as the form's YAML lists them: 项目, 要求, 规则 (codes, or their beginnings; none: a person looks).
    """
    known = tuple(findings)
    made, taken = [], set()
    for number, item in enumerate(items, 1):
        codes = _codes(item)
        own = [one for one in known if one.code.startswith(codes)] if codes else []
        taken |= {one.code for one in own}
        made.append({"序号": str(number), "项目": str(item["项目"]), "要求": str(item["要求"]), **_result(codes, own)})
    rest = [one for one in known if one.code not in taken and one.severity is not Severity.NOTE]
    if rest:
        made.append({"序号": str(len(made) + 1), "项目": "其他", "要求": "其余各条规则", **_result(("",), rest)})
    open_errors = sum(one.severity is Severity.ERROR and one.waived is None for one in known)
    return {**_common(report), "审查": made, "未决": str(open_errors), "核实": str(sum(one.severity is Severity.WARNING and one.waived is None for one in known)),
            "规则数": str(sum(one.here for one in rules())), "结论": "有必须改正的问题，改正前不能报送" if open_errors else "规则检查未发现必须改正的问题", "审查意见": "",
            "豁免": [_waiver(n, one) for n, one in enumerate((one for one in known if one.waived), 1)]}


def _waiver(number: int, one: Finding) -> dict[str, str]:
    return {"序号": str(number), "规则": one.code, "位置": one.waived.target or str(one.at), "理由": one.waived.reason, "批准人": one.waived.by, "日期": one.waived.on}


def _codes(item: Mapping[str, object]) -> tuple[str, ...]:
    """The rules behind an item. Raises: Unreadable if there is none of that code, for then nothing would ever be found."""
    codes = tuple(str(one) for one in item.get("规则") or ())
    unknown = next((code for code in codes if not any(one.code.startswith(code) for one in rules())), None)
    if unknown:
        raise Unreadable(f"合规审查表的“{item['项目']}”写了没有的规则“{unknown}”", at=Place("templates/forms/review.yaml"), hint="运行 reportgen rule 列出全部规则")
    return codes


def _result(codes: tuple[str, ...], own: Sequence[Finding]) -> dict[str, str]:
    """What is said of an item: by people, fine, or how many findings of which departments."""
    if not codes:
        return {"结果": "□符合　□不符合", "说明": "人工审查", "部门": _NOTHING}
    counts = {level: sum(one.severity is level and one.waived is None for one in own) for level in (Severity.ERROR, Severity.WARNING)}
    kept = sum(one.waived is not None for one in own)
    told = [f"{_GRAVITY[level]}{count}处" for level, count in counts.items() if count] + ([f"{_WAIVED}{kept}处"] if kept else [])
    first = next((one.message for one in own if one.severity is not Severity.NOTE), "")
    return {"结果": "不符合" if counts[Severity.ERROR] else "待核实" if counts[Severity.WARNING] else "符合",
            "说明": "，".join(told) + (f"：{first}{'等' if len(own) > 1 else ''}" if first else "") if told else "未发现问题",
            "部门": "、".join(dict.fromkeys(one.department for one in own if one.department and one.severity is not Severity.NOTE)) or _NOTHING}


def ledger_words(report: Report, findings: Iterable[Finding], department: str | None = None) -> dict[str, object]:
    """The words of 问题整改台账: every open finding that is more than a note, the gravest first, and those that were let stand."""
    order = list(Severity)
    known = [one for one in findings if one.severity is not Severity.NOTE and (department is None or one.department == department)]
    rows = [{"序号": str(n), "部门": one.department or _NOTHING, "位置": str(one.at) or _NOTHING, "问题": one.message, "程度": _GRAVITY[one.severity],
             "规则": one.code, "措施": one.hint or _NOTHING, "期限": _NOTHING, "状态": f"{_WAIVED}（{one.waived.by}）" if one.waived else _OPEN}
            for n, one in enumerate(sorted(known, key=lambda one: (order.index(one.severity), one.department)), 1)]
    return {**_common(report), "部门": department or "各部门", "问题": rows, "总数": str(len(rows)), "未决": str(sum(one["状态"] == _OPEN for one in rows))}


def case_words(reports: Iterable[Report], cases: Mapping[str, CaseText]) -> Iterator[dict[str, object]]:
    """The words of each case's 案例登记表; a case that no report quotes has no numbers yet."""
    known = tuple(reports)
    for case in cases.values():
        used = [(report, section, block) for report in known for part in report.document.parts for section in part.sections
                for block in section.blocks if isinstance(block, CaseBox) and block.id == case.id]
        box = used[0][2] if used else None
        yield {**_common(known[0]), "编号": case.id, "案例": case.title, "副题": case.subtitle or _NOTHING, "部门": case.department or _NOTHING,
               "作者": case.author or _NOTHING, "主题": case.theme or _NOTHING, "字数": str(_length(box)) if box else _NOTHING,
               "引用": [f"《{report.document.title}》{section.title}（{block.number}）" for report, section, block in used] or ["还没有报告采用"],
               "图片": [_picture(n, name, note) for n, (name, note) in enumerate(case.pictures.items(), 1)], "图数": str(len(case.pictures)),
               "图数实": str(sum(isinstance(one, Photo) for one in nested(box.blocks))) if box else _NOTHING,
               "同意": _AGREED.get(case.consent, case.consent) or "未说明"}


def _picture(number: int, name: str, note: object) -> dict[str, str]:
    return {"序号": str(number), "文件": name, "题注": note.caption or _NOTHING, "内容": note.alt or _NOTHING, "来源": note.credit or _NOTHING,
            "权利": note.rights or "未说明"}


def _length(box: CaseBox) -> int:
    texts = (plain(tuple(inlines(block))) for block in nested(box.blocks))
    return sum(map(length, texts))

"""What a review leaves for people: 合规审查表 and 问题整改台账 as Word forms, all of it in one workbook."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from reportgen.outputs import output_path
from reportgen.core.finding import Finding, Severity
from reportgen.core.report import Report
from reportgen.forms import load_form, review_words
from reportgen.reading.facts import printed_pages
from reportgen.review.coverage import Coverage, coverage
from reportgen.review.rounds import Ledger, Problem, State
from reportgen.rules.places import kind_of
from reportgen.workspace import Workspace
from reportgen.writers.review_xlsx import Sheet, review_xlsx

_GRAVITY = {Severity.ERROR: "必须改正", Severity.WARNING: "需要核实"}
_NOTHING = "—"
_LEDGER = (("编号", 6), ("责任部门", 14), ("位置", 28), ("问题", 38), ("规则", 8), ("程度", 10), ("整改措施", 32), ("首次发现", 12), ("期限", 12), ("状态", 14), ("说明", 18))
_ROUNDS = (("轮次", 6), ("日期", 12), ("数据快照", 26), ("新发现", 9), ("已改正", 9), ("仍未改", 9), ("准予保留", 9), ("结论", 10), ("审查人", 12), ("意见", 36))
_WAIVERS = (("规则", 8), ("位置", 50), ("理由", 50), ("批准人", 12), ("日期", 12))
_POINTS = (("要点", 28), ("所在部分", 12), ("关键词", 26), ("章节", 40), ("页码", 14), ("处数", 7), ("结果", 10), ("依据", 30))


def papers(workspace: Workspace, reports: Sequence[Report], findings: Sequence[Finding], ledger: Ledger, *, today: str) -> dict[Path, bytes]:
    """Path → bytes of every paper. The school report heads them; without one, the first report does."""
    main = _main(reports)
    folder = workspace.build(main.figures.year) / "review"
    sheet, account = load_form(workspace, "review"), load_form(workspace, "ledger")
    words = {**review_words(main, findings, sheet.texts["审查项目"]), **opinion(ledger)}
    listed = ledger_words(words, ledger, today)
    return {folder / sheet.file_name(words): sheet.filled(words), folder / account.file_name(listed): account.filled(listed),
            folder / f"合规审查（{main.pack.edition.label}）.xlsx": review_xlsx(f"{main.pack.edition.label}合规审查", _sheets(ledger, findings, points(workspace, reports), today),
                                                                          year=main.figures.year)}


def points(workspace: Workspace, reports: Sequence[Report]) -> tuple[Coverage, ...]:
    """Which points of the notice the school report speaks of, and where."""
    main = _main(reports)
    return coverage(main, _pages(workspace, main))


def _main(reports: Sequence[Report]) -> Report:
    return next((one for one in reports if kind_of(one) == "school"), reports[0])


def _pages(workspace: Workspace, report: Report) -> Mapping[str, str]:
    """Pages as the built PDF prints them; none if nothing is built."""
    path = output_path(workspace, report, "pdf")
    return printed_pages(path.read_bytes()) if path.is_file() else {}


def opinion(ledger: Ledger) -> dict[str, str]:
    """The reviewer's decision, as the sheet prints it."""
    said = ledger.decision
    if said is None:
        return {}
    return {"审查意见": f"第{len(ledger.rounds)}轮复查{said['verdict']}。{said['note']}", "审查人": str(said["person"]), "审查日期": str(said["on"])}


def ledger_words(common: Mapping[str, object], ledger: Ledger, today: str) -> dict[str, object]:
    """The words of 问题整改台账 over all rounds: what is open first, then what is let stand, then what is mended."""
    order = (State.OPEN, State.WAIVED, State.MENDED)
    rows = [{"序号": str(one.no), "部门": one.department or _NOTHING, "位置": one.at or _NOTHING, "问题": one.message, "程度": _GRAVITY[one.severity], "规则": one.code,
             "措施": one.hint or _NOTHING, "期限": one.due if one.state is State.OPEN else _NOTHING, "状态": _state(one, today)}
            for one in sorted(ledger.problems, key=lambda one: (order.index(one.state), one.no))]
    return {**common, "部门": "各部门", "问题": rows, "总数": str(len(rows)), "未决": str(len(ledger.open()))}


def _state(one: Problem, today: str) -> str:
    match one.state:
        case State.WAIVED:
            return f"{one.state}（{one.who}）"
        case State.MENDED:
            return f"{one.state}（{one.since}）"
    return f"{one.state}{'（逾期）' if one.overdue(today) else ''}"


def _sheets(ledger: Ledger, findings: Iterable[Finding], covered: Iterable[Coverage], today: str) -> Iterator[Sheet]:
    yield Sheet("问题整改台账", _LEDGER, tuple(_row(one, today) for one in ledger.problems))
    yield Sheet("要点对照", _POINTS, tuple(_point(one) for one in covered))
    yield Sheet("准予保留", _WAIVERS, tuple((one.code, one.waived.target or str(one.at), one.waived.reason, one.waived.by, one.waived.on)
                                        for one in findings if one.waived))
    yield Sheet("各轮复查", _ROUNDS, tuple(_rounds(ledger)))


def _row(one: Problem, today: str) -> tuple[str, ...]:
    remark = one.reason if one.state is State.WAIVED else f"改正后又出现{one.again}次" if one.again else ""
    return (str(one.no), one.department, one.at, one.message, one.code, _GRAVITY[one.severity], one.hint, one.first,
            one.due if one.state is State.OPEN else "", _state(one, today), remark)


def _point(one: Coverage) -> tuple[str, ...]:
    return (one.point, one.part or "全文", "、".join(one.words), "；".join(name for name, _ in one.places) or _NOTHING,
            "、".join(dict.fromkeys(page for _, page in one.places if page)) or _NOTHING, str(one.count), "没有写到" if one.missing else "写到了", one.basis)


def _rounds(ledger: Ledger) -> Iterator[tuple[str, ...]]:
    for one in ledger.rounds:
        said = ledger.decision if one is ledger.rounds[-1] and ledger.decision else None
        yield (str(one.no), one.on, one.snapshot, str(one.new), str(one.gone), str(one.still), str(one.waived), str(said["verdict"]) if said else "",
               str(said["person"]) if said else "", str(said["note"]) if said else "")

"""What the forms of a correction say: 数据差异说明表 and 勘误表."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from difflib import SequenceMatcher

from reportgen.core.errors import Refused
from reportgen.core.figure import SCHOOL, Figures
from reportgen.core.show import Rounding, digits, show, with_unit
from reportgen.edition import snapshot_figures, snapshot_folder
from reportgen.impact import Pair, difference, impact
from reportgen.workspace import Workspace

_KINDS = (("sentences", ""), ("tables", "表"), ("charts", "图"), ("annex", "指标表"))
_NOTHING = "—"
_SHORT = 24  # characters of a reason that stand in every row
_TOKEN = re.compile(r"[+−-]?\d[\d.,]*%?|.", re.S)  # a number is marked as a whole


def difference_words(workspace: Workspace, pair: Pair) -> dict[str, object]:
    """The words of 数据差异说明表: every changed figure with its values, its reason and who answers for it.

    Raises: Refused if nothing changed.
    """
    told = difference(workspace, pair)
    if not told["figures"] and not told["series"]:
        raise Refused("两个快照的指标完全相同，没有差异可说明", hint="用 reportgen snapshots 看编号，换两个快照")
    return {**_common(pair, told), "差异": list(_differences(workspace, pair, told)),
            "数据表": [f"《{one['title']}》（{one['department']}）：{one['changed']}" for one in told["tables"]] or [_NOTHING]}


def _common(pair: Pair, told: Mapping[str, object]) -> dict[str, object]:
    record = told["correction"] or {}
    return {"学校": pair.project.school, "年度": pair.pack.edition.label, "旧快照": pair.old.folder.name, "新快照": pair.new.folder.name,
            "旧年度": f"{pair.old.year}年度", "新年度": f"{pair.new.year}年度", "原因": record.get("reason") or "",
            "提出人": record.get("requested_by") or "", "批准人": record.get("approved_by") or "", "更正日期": _date(str(record.get("on") or "")),
            "日期": pair.project.date}


def _differences(workspace: Workspace, pair: Pair, told: Mapping[str, object]) -> Iterator[dict[str, str]]:
    same = pair.old.year == pair.new.year
    folder = snapshot_folder(workspace, pair.new.year - 1) if same else None
    last = snapshot_figures(workspace, pair.project, pair.new.year - 1, folder) if folder else None
    reason = (told["correction"] or {}).get("reason") or ""
    said = reason if len(reason) <= _SHORT else "见表头的更正原因"  # a long one is told once
    rounding = pair.pack.rounding
    rows = [(_named(one), one, _figure_before(last, one, rounding)) for one in told["figures"]]
    rows += [(f"{_named(one)}（{point['label']}）", {**point, "department": one["department"]}, _point_before(last, one, point["label"], rounding))
             for one in told["series"] for point in one["points"]]
    for n, (name, one, before) in enumerate(rows, 1):
        yield {"序号": str(n), "指标": name, "原值": one["old_shown"] or _NOTHING, "现值": one["new_shown"] or _NOTHING,
               "上年": before, "差": one["change"] or _NOTHING,
               "原因": said if one["printed"] else f"{said}（印出的数不变）", "部门": one["department"]}


def _figure_before(last: Figures | None, one: Mapping[str, object], rounding: Rounding) -> str:
    figure = last.get((one["id"], one["scope"])) if last else None
    return show(figure, rounding=rounding) if figure else _NOTHING


def _point_before(last: Figures | None, one: Mapping[str, object], label: str, rounding: Rounding) -> str:
    series = last.series(str(one["id"]), str(one["scope"])) if last else None
    value = next((point.value for point in series.points if point.label == label), None) if series else None
    return with_unit(digits(value, series.decimals, rounding), series.unit) if isinstance(value, Decimal) else _NOTHING


def _named(one: Mapping[str, object]) -> str:
    return str(one["name"]) if one["scope"] == SCHOOL else f"{one['scope']}：{one['name']}"


def erratum_words(workspace: Workspace, pair: Pair) -> dict[str, object]:
    """The words of 勘误表: every passage that is printed differently, report by report. Raises: Refused if there is none."""
    told = impact(workspace, pair)
    reports = [{"题目": f"《{one['title']}》", "更正": rows} for one in told["reports"] if (rows := list(_passages(one)))]
    if not reports:
        raise Refused("各份报告印出的内容都没有变化，不用勘误", hint="用 reportgen impact 看只有精确值变了的地方")
    return {**_common(pair, told), "报告": reports}


def _passages(report: Mapping[str, object]) -> Iterator[dict[str, object]]:
    number = 0
    for section in report["sections"]:
        for name, word in _KINDS:
            for one in section[name]:
                if one["printed"]:
                    number += 1
                    yield {"序号": str(number), "位置": _where(section, one, word), **_both(str(one["old"]), str(one["new"]))}


def _where(section: Mapping[str, object], one: Mapping[str, object], word: str) -> str:
    case = next((case["title"] for case in section["cases"] if case["id"] == one["case"]), "")
    if not word:
        return f"{section['title']}{f'，{case}' if case else ''}（正文）"
    return f"{one['number']}　{one['caption']}：{one['row']}，{one['column']}"


def _both(old: str, new: str) -> dict[str, object]:
    """Both texts with what differs marked."""
    from reportgen.writers.forms import Marked
    before, after = [], []
    olds, news = _TOKEN.findall(old), _TOKEN.findall(new)
    for tag, a, b, c, d in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        before.append(("".join(olds[a:b]), tag != "equal"))
        after.append(("".join(news[c:d]), tag != "equal"))
    return {"原文": Marked(_kept(before) or ((_NOTHING, False),)), "更正": Marked(_kept(after) or ((_NOTHING, False),))}


def _kept(pieces: list[tuple[str, bool]]) -> tuple[tuple[str, bool], ...]:
    return tuple((text, bold) for text, bold in pieces if text)


def _date(iso: str) -> str:
    if not iso:
        return ""
    year, month, day = iso.split("-")
    return f"{year}年{int(month)}月{int(day)}日"

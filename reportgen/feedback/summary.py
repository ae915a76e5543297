"""What the yearly form of feedback says: 年报意见反馈情况汇总表."""

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

from reportgen.edition import open_project, sound_pack
from reportgen.feedback.book import Item, items
from reportgen.forms.wording import day_words
from reportgen.workspace import Workspace

_NOTHING = "—"


def summary_words(workspace: Workspace, year: int, *, today: str) -> dict[str, object]:
    """The words of a year's form; nothing of who wrote. today: the day by which open ones are late."""
    project = open_project(workspace)
    known = items(workspace, year)
    answered = [one for one in known if one.answered]
    late = [one for one in known if one.state(today).startswith("逾期")]
    days = [Decimal(one.days) for one in answered if one.days is not None]
    mean = (sum(days, Decimal(0)) / len(days)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP) if days else None
    return {"学校": project.school, "年度": sound_pack(workspace, year)[0].edition.label, "日期": day_words(today), "收到": str(len(known)), "已答复": str(len(answered)),
            "未答复": str(len(known) - len(answered)), "逾期": str(len(late)), "平均天数": str(mean) if mean is not None else _NOTHING,
            "类别": _counted(one.kind for one in known), "渠道": _counted(one.channel for one in known),
            "意见": [_row(n, one, today) for n, one in enumerate(known, 1)],
            "公开": [{"问题": one.question, "答复": one.answer} for one in known if one.answer]}


def _counted(words: object) -> str:
    return "、".join(f"{word}{count}件" for word, count in sorted(Counter(words).items(), key=lambda pair: (-pair[1], pair[0]))) or _NOTHING  # type: ignore[arg-type]


def _row(number: int, one: Item, today: str) -> dict[str, str]:
    return {"序号": str(number), "编号": one.id, "收到": one.on, "渠道": one.channel, "类别": one.kind, "部门": one.department, "期限": one.due,
            "答复": one.answered or _NOTHING, "用时": f"{one.days}天" if one.days is not None else _NOTHING, "状态": one.state(today)}

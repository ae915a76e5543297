"""The log of feedback of a year, feedback/<year>.jsonl: what happened when, in chained lines that hold no personal data.

What people wrote, who they are and how to reach them is kept apart, in feedback/private/, which is neither published nor under version
control; the log holds its hash. So a person's data can be deleted without breaking the log.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from reportgen.core.errors import Refused, Unreadable
from reportgen.core.finding import Finding, Severity
from reportgen.core.pack import frozen
from reportgen.core.place import Place
from reportgen.core.plan import tight
from reportgen.files import write_whole
from reportgen.ledger import Entry, Log, Pen
from reportgen.rules.i501_personal_data import personal
from reportgen.workspace import Workspace

FOLDER = "feedback"
CHANNELS = ("邮件", "电话", "来信", "来访", "网站", "其他")
RECEIVED, ASSIGNED, ANSWERED = "收到", "转办", "答复"
_SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of feedback as it stands. due, answered: days; answered is "" while it is open. question, answer: what is told in public."""

    id: str
    on: str
    channel: str
    kind: str
    department: str
    due: str
    answered: str = ""
    question: str = ""
    answer: str = ""

    @property
    def days(self) -> int | None:
        """Days from receipt to answer; None while it is open."""
        return (date.fromisoformat(self.answered) - date.fromisoformat(self.on)).days if self.answered else None

    def state(self, today: str) -> str:
        """How it stands on a day."""
        if self.answered:
            return "已答复" if self.answered <= self.due else "逾期答复"
        left = (date.fromisoformat(self.due) - date.fromisoformat(today)).days
        return f"逾期{-left}天" if left < 0 else f"还有{left}天"


def log_of(workspace: Workspace, year: int) -> Log:
    """The log of a year."""
    path = workspace.root / FOLDER / f"{year}.jsonl"
    return Log(path, workspace.label(path), workspace.cache / "locks" / f"{year}-feedback")


def private_path(workspace: Workspace, id: str) -> Path:
    """Where what a person wrote is kept."""
    return workspace.root / FOLDER / "private" / f"{id}.json"


def add(workspace: Workspace, year: int, *, text: str, channel: str, kind: str, department: str, on: str, days: int, name: str = "", contact: str = "") -> Item:
    """Records what was received. days: within which it is to be answered. Raises: Refused if there is nothing to record."""
    if not text.strip():
        raise Refused("没有写收到的内容", hint="用 --text 写内容，或用 --file 指定文件")
    _day(on)
    _clean("责任部门", department)
    due = (date.fromisoformat(on) + timedelta(days=days)).isoformat()
    with log_of(workspace, year).open() as pen:
        id = f"{year}-{sum(entry['kind'] == RECEIVED for entry in pen.entries) + 1:03d}"
        told = {"id": id, "text": text.strip(), "name": name, "contact": contact, "salt": secrets.token_hex(16)}
        kept = json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"
        write_whole(private_path(workspace, id), kept)
        pen.write({"kind": RECEIVED, "id": id, "on": on, "channel": channel, "about": kind, "department": department, "due": due,
                   "sha256": hashlib.sha256(kept).hexdigest()})
        return _standing(pen.entries)[id]


def assign(workspace: Workspace, year: int, id: str, *, department: str, on: str, due: str = "") -> Item:
    """Passes it on to another department. due: another last day, "" to keep it. Raises: Refused if it is answered already."""
    _day(on)
    _clean("责任部门", department)
    with log_of(workspace, year).open() as pen:
        item = _open_item(pen, id, on)
        pen.write({"kind": ASSIGNED, "id": id, "on": on, "department": department, "due": _day(due) if due else item.due})
        return _standing(pen.entries)[id]


def answer(workspace: Workspace, year: int, id: str, *, text: str, on: str, question: str = "", public: str = "") -> Item:
    """Records the answer. question, public: what the public page says was asked and answered, both or neither.

    Raises: Refused if it is answered already, or if something to be published tells who wrote.
    """
    _day(on)
    if not text.strip():
        raise Refused("没有写答复的内容", hint="用 --text 写答复，或用 --file 指定文件")
    if bool(question) != bool(public):
        raise Refused("公开答复要把问题和答复都写上", hint="同时写 --question 和 --public，或都不写")
    with log_of(workspace, year).open() as pen:
        _open_item(pen, id, on)
        kept = _kept(workspace, id)
        for what, words in (("公开的问题", question), ("公开的答复", public)):
            _clean(what, words, kept)
        told = json.dumps({"id": id, "answer": text.strip(), "salt": secrets.token_hex(16)}, ensure_ascii=False, indent=1).encode() + b"\n"
        write_whole(private_path(workspace, f"{id}-answer"), told)
        pen.write({"kind": ANSWERED, "id": id, "on": on, "sha256": hashlib.sha256(told).hexdigest(), "question": question, "public": public})
        return _standing(pen.entries)[id]


def items(workspace: Workspace, year: int) -> tuple[Item, ...]:
    """Everything received in a year. Raises: Refused if the log is broken."""
    entries, found = log_of(workspace, year).read()
    if found:
        raise Refused("意见登记被改动过", at=Place(log_of(workspace, year).label), hint="先运行 reportgen verify", findings=found)
    return tuple(_standing(entries).values())


def written(workspace: Workspace, id: str) -> Mapping[str, str]:
    """What a person wrote, and who they are: for the office alone. Raises: Unreadable if it is not there (any more)."""
    kept = _kept(workspace, id)
    if not kept:
        raise Unreadable(f"没有 {id} 的原文", hint="原文在 feedback/private/ 下；按来信人要求删除的不能恢复")
    return kept


def public_answers(workspace: Workspace) -> list[dict[str, str]]:
    """What the public page tells, the latest first: of every year."""
    years = sorted((int(path.stem) for path in (workspace.root / FOLDER).glob("*.jsonl") if path.stem.isdecimal()), reverse=True)
    told = [one for year in years for one in items(workspace, year) if one.answer]
    return [{"question": one.question, "answer": one.answer, "kind": one.kind, "department": one.department, "on": one.answered}
            for one in sorted(told, key=lambda one: one.answered, reverse=True)]


def verify_feedback(workspace: Workspace, year: int) -> Iterator[Finding]:
    """What is wrong with a year's log, and with what is kept apart from it."""
    entries, found = log_of(workspace, year).read()
    yield from found
    for entry in entries:
        if "sha256" in entry.said:
            path = private_path(workspace, str(entry["id"]) + ("-answer" if entry["kind"] == ANSWERED else ""))
            if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() != entry["sha256"]:
                yield Finding("G302", "changed-feedback", Severity.ERROR, "意见或答复的原文在登记之后被改动过", Place(workspace.label(path)), "从备份恢复；要更正的，另记一条")


def _standing(entries: tuple[Entry, ...] | list[Entry]) -> dict[str, Item]:
    known: dict[str, Item] = {}
    for entry in entries:
        id = str(entry["id"])
        if entry["kind"] == RECEIVED:
            known[id] = Item(id, *(str(entry[key]) for key in ("on", "channel", "about", "department", "due")))
        elif entry["kind"] == ASSIGNED:
            old = known[id]
            known[id] = Item(id, old.on, old.channel, old.kind, str(entry["department"]), str(entry["due"]))
        else:
            old = known[id]
            known[id] = Item(id, old.on, old.channel, old.kind, old.department, old.due, str(entry["on"]), str(entry["question"]), str(entry["public"]))
    return known


def _open_item(pen: Pen, id: str, on: str) -> Item:
    known = _standing(pen.entries)
    if id not in known:
        raise Unreadable(f"没有编号为 {id} 的意见", hint=f"可用的有：{'、'.join(known) or '无'}")
    if known[id].answered:
        raise Refused(f"{id} 已在{known[id].answered}答复", hint="又有新的意见，另记一条")
    if on < known[id].on:
        raise Refused(f"日期 {on} 早于收到的日期 {known[id].on}", hint="检查 --on")
    return known[id]


def _kept(workspace: Workspace, id: str) -> Mapping[str, str]:
    path = private_path(workspace, id)
    return json.loads(path.read_bytes()) if path.is_file() else {}


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Unreadable(f"“{text}”不是日期", hint="写成 2026-01-05 的样子") from None


def _clean(what: str, words: str, kept: Mapping[str, str] = frozen({})) -> None:
    """Raises: Refused if words that others will read tell who wrote."""
    told = [kind for _, _, kind in personal(words)]
    told += [label for key, label in (("name", "来信人的姓名"), ("contact", "来信人的联系方式"))
             if len(own := tight(kept.get(key, ""))) >= _SHORTEST_NAME and own in tight(words)]
    if told:
        finding = Finding("G301", "personal-feedback", Severity.ERROR, f"{what}里有{'、'.join(dict.fromkeys(told))}", Place(FOLDER), "删去，改用“来信人”一类的说法")
        raise Refused(f"{what}里有个人信息，没有登记", hint="删去后再试", findings=(finding,))

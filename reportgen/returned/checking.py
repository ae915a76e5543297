"""Every bound number of a working copy: intact, changed, detached; and what was typed that is bound to nothing."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.core.errors import Unreadable
from reportgen.core.finding import Finding, Severity
from reportgen.core.place import Place
from reportgen.edition import snapshot_folder
from reportgen.files import reason
from reportgen.reading import read_figures
from reportgen.reading.extract.working import Line, Segment, WorkingCopy, working_copy
from reportgen.returned.besides import lost_alternatives
from reportgen.returned.wording import tight
from reportgen.workspace import Workspace

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Standing:
    """How many numbers are intact, changed, detached; and how many measures were typed in. findings: each of the last three."""

    intact: int
    changed: int
    detached: int
    new: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """What a file proves to be, in words, and what is wrong with it. intact: of a working copy of the present snapshot, by paragraph, its line.

    lost: alternative texts that were dropped when it was saved, by the relation of the picture or chart.
    """

    lines: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    intact: Mapping[int, Line] = field(default_factory=dict)
    printed: Mapping[int, str] = field(default_factory=dict)
    lost: Mapping[str, str] = field(default_factory=dict)

    def vouches(self, paragraph: int | None, span: str) -> bool:
        """Whether `span` stands in that paragraph in bound numbers only, all as printed: then it is the snapshot's, however a reader takes it."""
        line = self.intact.get(paragraph) if paragraph is not None else None
        if line is None or not span:
            return False
        return span in line.text and span not in "".join("\0" if one.n and one.text == self.printed[one.n] else one.text for one in line.tokens)


def verify_file(workspace: Workspace, path: Path) -> tuple[list[str], tuple[Finding, ...]]:
    """What a file proves to be: an output of this project unchanged, or a working copy number by number. Raises: Unreadable if it is neither."""
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise Unreadable(f"文件读不了（{reason(fault)}）", at=Place(path.name), hint="检查文件名和权限") from None
    proof = proved(workspace, path.name, data)
    if proof is None:
        raise Unreadable("不是本项目现有的成品：没有生成过，或者改动过", at=Place(path.name), hint=f"要核对其中的数字，运行 reportgen audit {path.name}")
    return list(proof.lines), (*proof.findings, *_lost(path.name, len(proof.lost)))


def _lost(name: str, count: int) -> Iterator[Finding]:
    if count:
        yield Finding("V112", "alternative-lost", Severity.WARNING, f"{count}幅图的替代文字在保存时丢了（LibreOffice 会这样）", Place(name),
                      "用 reportgen pdf 转成 PDF 时照原样补上；要发 Word 文件的，重新生成")


def proved(workspace: Workspace, name: str, data: bytes) -> Proof | None:
    """What a file's bytes prove to be; None if they are neither of the two."""
    built = _built(workspace, data)
    copy = working_copy(name, data) if Path(name).suffix.lower() == ".docx" else None
    if copy is None:
        return Proof((f"{name}：与 {built} 一字不差",)) if built else None
    standing = check_copy(name, copy)
    counted = f"绑定的数字{len(copy.numbers)}个：完好{standing.intact}，改过{standing.changed}，断开{standing.detached}；手写的{standing.new}"
    told = f"{name}：与 {built} 一字不差" if built else f"{name}：{copy.about['report']} {copy.about['year']}年度，快照 {copy.about['snapshot']}"
    stale = tuple(_stale(workspace, name, copy))
    intact = {} if stale else {line.number: line for line in copy.lines if not line.table}
    return Proof((told, counted), (*stale, *standing.findings), intact, copy.numbers, lost_alternatives(copy))


def _built(workspace: Workspace, data: bytes) -> str:
    """The output of build/ that has just these bytes; "" if none has."""
    digest = hashlib.sha256(data).hexdigest()
    for manifest in sorted((workspace.root / "build").glob("*/manifest.json")):
        try:
            outputs = json.loads(manifest.read_text("utf-8"))["outputs"]
            found = next((name for name, told in outputs.items() if told["sha256"] == digest), None)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
        if found:
            return workspace.label(manifest.parent / found)
    return ""


def _stale(workspace: Workspace, name: str, copy: WorkingCopy) -> Iterator[Finding]:
    """A copy of another snapshot than the present one."""
    year = copy.about["year"]
    folder = snapshot_folder(workspace, int(year)) if year.isdigit() else None
    now = folder.name if folder else "（没有）"
    if now != copy.about["snapshot"]:
        yield Finding("V109", "other-snapshot", Severity.WARNING, f"这份稿子用的是快照 {copy.about['snapshot']}，现行快照是 {now}", Place(name),
                      f"用 reportgen diff {copy.about['snapshot']} {now} 看哪些数变了，重新生成后再改")


def check_copy(name: str, copy: WorkingCopy) -> Standing:
    """Where the numbers of a working copy stand. name: of the file, for places."""
    at = {token.n: Place(name, paragraph=line.number) for line in copy.lines for token in line.tokens if token.n}
    changed = [n for n, text in copy.numbers.items() if n in copy.found and tight(copy.found[n]) != tight(text)]
    detached = [n for n in copy.numbers if n not in copy.found]
    typed = tuple(_typed(name, copy))
    findings = (*(_changed(copy, n, at.get(n, Place(name))) for n in changed), *(_detached(name, copy, detached)), *typed)
    return Standing(len(copy.numbers) - len(changed) - len(detached), len(changed), len(detached), len(typed), findings)


def _changed(copy: WorkingCopy, n: int, at: Place) -> Finding:
    """A number that somebody typed over."""
    now = copy.found[n]
    return Finding("V101", "number-changed", Severity.ERROR, f"{_called(copy, n)}印出的是“{copy.numbers[n]}”，被改成了“{now}”", at,
                   "数字以快照为准，没有采用；数据确实有误的，更正数据后重新冻结", figures=(copy.meant[n][0],), found=now, expected=copy.numbers[n])


def _detached(name: str, copy: WorkingCopy, lost: list[int]) -> Iterator[Finding]:
    for n in lost[:_SHOWN]:
        yield Finding("V102", "number-detached", Severity.WARNING, f"{_called(copy, n)}“{copy.numbers[n]}”不在文中了，或者与快照断开了", Place(name),
                      "删去的不用管；改写时丢掉了绑定的，用 reportgen import 会按原文补上", figures=(copy.meant[n][0],))
    if len(lost) > _SHOWN:
        yield Finding("V102", "number-detached", Severity.WARNING, f"另有{len(lost) - _SHOWN}个数字不在文中了", Place(name), "同上")


def _called(copy: WorkingCopy, n: int) -> str:
    id, _, form = copy.meant[n]
    return f"{{{{{id}{f'|{form}' if form else ''}}}}}"


def _typed(name: str, copy: WorkingCopy) -> Iterator[Finding]:
    """Measures in plain words that were not there before."""
    begun = False
    before = Counter(span for one in copy.paragraphs.values() for span in _measures(_plain_before(one.segments, one.text)))
    for line in copy.lines:
        begun = begun or bool(line.keys)
        if line.table or not begun:
            continue
        for span in _measures(_plain(line)):
            if before[span]:
                before[span] -= 1
            else:
                yield Finding("V103", "number-typed", Severity.WARNING, f"“{span}”是手写的，没有绑定快照", Place(name, paragraph=line.number),
                              "取回以后在正文中写成 {{指标名}}；不在状态数据里的写 {{literal:…}} 并登记出处")


def _plain(line: Line) -> str:
    return "".join("□" * len(token.text) if token.n else token.text for token in line.tokens)


def _plain_before(segments: tuple[Segment, ...], text: str) -> str:
    return "".join("□" * len(one.text) if one.kind == "number" else one.text for one in segments) if segments else text


def _measures(text: str) -> list[str]:
    return ["".join(one.span.split()) for one in read_figures(text) if one.measures]

"""A submission package proved by itself: offline, without the project, on any machine.

Every file against its hash, the snapshot against its root, every printed number against the figures beside it, and every document read
again against the numbers that it should print.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from reportgen.audit.files import read_file
from reportgen.core.errors import Unreadable
from reportgen.core.finding import Finding, Severity, ordered
from reportgen.core.place import Place
from reportgen.intake.root import named, root_of, sound
from reportgen.proof import compare_files
from reportgen.publish.archive import unzipped
from reportgen.publish.carried import carried
from reportgen.publish.package import MANIFEST, READ_ME, SHAPE, read_me
from reportgen.publish.recount import Stock, Verdict, judge, stock

_AGAIN = "不要采用这个包；请报送单位核实后重新生成"
_SHOWN = 6
_BROKEN = (KeyError, ValueError, TypeError, AttributeError, IndexError, ArithmeticError, RecursionError)
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Proved:
    """What a package is, and what is wrong with it. told: its manifest. numbers: how many were computed again, and how many only read again."""

    told: Mapping[str, object]
    code: str
    files: int
    recounted: int
    copied: int
    findings: tuple[Finding, ...]


def prove(path: Path, *, progress: Progress = lambda *_: None) -> Proved:
    """Prove a package. Raises: Unreadable if it is no package at all."""
    data = read_file(path)
    files = {normalize("NFC", name): part for name, part in unzipped(path.name, data).items()}
    told = _told(path.name, files)
    code = hashlib.sha256(files[MANIFEST]).hexdigest()
    found = [*_files(told, files, files[MANIFEST]), *_snapshot(told, files)]
    try:
        known = _stock(told, files)
        numbers = _json(files, told, "numbers.json")["reports"]
        counted, wrong = _numbers(told, numbers, known)
        found += wrong
        found += _documents(told, files, numbers, known, progress)
    except _BROKEN:
        counted = Counter()
        found.append(_finding("G126", "broken-data", "包里的数据文件读不了或不全，不能核对数字", str(told["data"])))
    return Proved(told, code, len(files), counted[Verdict.RIGHT] + counted[Verdict.WRONG], counted[Verdict.UNKNOWN], ordered(dict.fromkeys(found)))


def _told(name: str, files: Mapping[str, bytes]) -> Mapping[str, object]:
    """The manifest. Raises: Unreadable if it is not one of ours."""
    try:
        told = json.loads(files[MANIFEST])
        sound = told["shape"] == SHAPE and all(isinstance(about["sha256"], str) for about in told["files"].values())
        sound = sound and {"id", "root"} <= set(told["snapshot"]) and all(one["files"] for one in told["reports"])
        if sound and all(isinstance(told[key], str) for key in ("school", "edition", "data")) and isinstance(told["missing"], list):
            return told
    except _BROKEN:
        pass
    raise Unreadable("这个压缩包不是 reportgen 的报送材料包（没有可读的 manifest.json）", at=Place(name), hint="用 reportgen package 生成的压缩包；快照和成品在项目文件夹里核对")


def _files(told: Mapping[str, object], files: Mapping[str, bytes], manifest: bytes) -> Iterator[Finding]:
    stated = {normalize("NFC", name): about for name, about in told["files"].items()}  # type: ignore[attr-defined]
    for name, about in stated.items():
        if name not in files:
            yield _finding("G121", "missing-file", "清单上的文件不在包里", name)
        elif hashlib.sha256(files[name]).hexdigest() != about["sha256"]:
            yield _finding("G122", "changed-file", "文件与清单不符，生成之后被改动过", name)
    for name in files:
        if name not in stated and name not in (MANIFEST, READ_ME):
            yield _finding("G123", "added-file", "包里多出清单上没有的文件", name)
    if files.get(READ_ME) != read_me(told["files"], manifest):  # type: ignore[arg-type]
        yield _finding("G122" if READ_ME in files else "G121", "changed-file" if READ_ME in files else "missing-file", "说明与清单不符", READ_ME)


def _snapshot(told: Mapping[str, object], files: Mapping[str, bytes]) -> Iterator[Finding]:
    """The snapshot's own statement: its id and its root follow from it."""
    said: Mapping[str, str] = told["snapshot"]  # type: ignore[assignment]
    place = f"{told['data']}/snapshot.json"
    try:
        statement = files[place]
        right = sound(statement) and named(statement) == said["id"] and root_of(json.loads(statement)) == said["root"]
    except _BROKEN:
        right = False
    if not right:
        yield _finding("G124", "wrong-snapshot", f"快照 {said['id']} 的编号或根哈希与快照说明对不上", place)
    seal = files.get(f"{told['data']}/snapshot.sig")
    if seal is not None:
        from reportgen.ledger.seal import read_seal
        sealed = read_seal(seal)
        if sealed is None or (sealed["snapshot"], sealed["root"]) != (said["id"], said["root"]):
            yield _finding("G127", "bad-package-seal", "快照的封签无效，或封的不是这个快照", f"{told['data']}/snapshot.sig")


def _json(files: Mapping[str, bytes], told: Mapping[str, object], name: str) -> dict[str, object]:
    return json.loads(files[f"{told['data']}/{name}"])


def _stock(told: Mapping[str, object], files: Mapping[str, bytes]) -> Stock:
    year, last = int(str(told["year"])), told.get("last_year")
    own = {year: "", **({int(str(last)): f"-{last}"} if last is not None else {})}
    figures = {when: _json(files, told, f"figures{suffix}.json") for when, suffix in own.items()}
    series = {when: _json(files, told, f"series{suffix}.json") for when, suffix in own.items()}
    return stock(figures, series, year, str(_json(files, told, "numbers.json")["rounding"]))  # type: ignore[arg-type]


def _numbers(told: Mapping[str, object], numbers: Mapping[str, list[Mapping[str, object]]], known: Stock) -> tuple[Counter[Verdict], list[Finding]]:
    """How the printed numbers were judged, and one finding a report that prints wrong ones."""
    counted: Counter[Verdict] = Counter()
    found: list[Finding] = []
    for report in told["reports"]:  # type: ignore[attr-defined]
        verdicts = [(judge(one, report["scope"], known), one) for one in numbers[report["name"]]]
        counted.update(verdict for verdict, _ in verdicts)
        wrong = [f"“{one['text']}”（{one['figure']}）" for verdict, one in verdicts if verdict is Verdict.WRONG]
        if wrong:
            shown = "、".join(wrong[:_SHOWN]) + (f"等{len(wrong)}处" if len(wrong) > _SHOWN else "")
            found.append(_finding("G125", "wrong-number", f"《{report['title']}》印出的数与包里的指标不符：{shown}", f"{told['data']}/numbers.json"))
    return counted, found


def _documents(told: Mapping[str, object], files: Mapping[str, bytes], numbers: Mapping[str, list[Mapping[str, object]]], known: Stock,
               progress: Progress) -> Iterator[Finding]:
    """Every document read again, and what it carries with it."""
    reports: list[Mapping[str, object]] = told["reports"]  # type: ignore[assignment]
    for done, report in enumerate(reports):
        progress("重读文件", done, len(reports))
        here = {name: files[name] for one in report["files"].values() if (name := normalize("NFC", one)) in files}  # type: ignore[attr-defined]
        try:
            yield from (_reread(one) for one in compare_files((str(one["text"]) for one in numbers[str(report["name"])]), here))
        except Unreadable as stop:
            yield _finding("G126", "broken-data", f"文件读不了：{stop.message}", stop.at.file)
        for name, data in here.items():
            yield from (_finding("G125", "wrong-number", message, name) for message in carried(name, data, known, str(told["snapshot"]["id"])))  # type: ignore[index]
    progress("重读文件", len(reports), len(reports))


def _reread(one: Finding) -> Finding:
    return _finding("G125", "wrong-number", one.message, one.at.file)


def _finding(code: str, name: str, message: str, file: str) -> Finding:
    return Finding(code, name, Severity.ERROR, message, Place(file), _AGAIN)

"""An edited working copy taken back: prose into the sources, edits of numbers as findings, nothing guessed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path

from reportgen.core.errors import Unreadable
from reportgen.core.finding import Finding, Severity, ordered
from reportgen.core.place import Place
from reportgen.files import read_text, write_together
from reportgen.reading.extract.working import Line, Remembered, Token, WorkingCopy, working_copy
from reportgen.returned.besides import told_besides, told_setting
from reportgen.returned.checking import check_copy
from reportgen.returned.edits import Edit, last_line, merged
from reportgen.returned.paragraphs import Piece, escaped, opening, pieces, rebuild
from reportgen.returned.wording import changed, short, tight
from reportgen.workspace import Workspace

_BREAK = "\ue000"  # where a paragraph was split
_MARKS = {"heading": "## ", "item": "- ", "text": ""}


@dataclass(frozen=True, slots=True)
class Returned:
    """What an import would do, or did. texts: new text by path; before: the text now. authors: of tracked changes, by (file, line of the base)."""

    label: str
    texts: Mapping[Path, str]
    before: Mapping[Path, str]
    labels: Mapping[Path, str]
    findings: tuple[Finding, ...]
    paragraphs: int
    authors: tuple[str, ...] = ()

    def diff(self) -> Iterator[str]:
        """All changes as one unified diff."""
        for path, text in self.texts.items():
            yield from unified_diff(self.before[path].splitlines(), text.splitlines(), self.labels[path], self.labels[path], lineterm="", n=1)


def open_copy(path: Path) -> WorkingCopy:
    """The working copy in a file. Raises: Unreadable."""
    try:
        data = path.read_bytes()
    except OSError:
        raise Unreadable("文件读不了", at=Place(path.name), hint="检查文件名和权限") from None
    copy = working_copy(path.name, data)
    if copy is None:
        raise Unreadable("不是工作稿：里面没有绑定的数字和段落", at=Place(path.name),
                         hint="从 reportgen build 生成的草稿（不是终稿）改起；部门自己写的文稿用 reportgen intake")
    return copy


def take_back(workspace: Workspace, path: Path, *, accept: bool = False) -> Returned:
    """The edits of a working copy as changes of the sources; written only with `accept`. Raises: Unreadable."""
    copy = open_copy(path)
    taker = _Taker(path.name, copy)
    taker.run()
    found = [*(one for one in check_copy(path.name, copy).findings if one.code != "V102"), *taker.found]
    texts, before, labels = {}, {}, {}
    for file, edits in taker.edits.items():
        source = workspace.root / file
        text = read_text(workspace.root, source)
        new, lost = merged(copy.sources[file], text, edits)
        found += [_conflict(path.name, file, edit) for edit in lost]
        if new != text:
            texts[source], before[source], labels[source] = new, text, file
    if accept:
        write_together({source: text.encode() for source, text in texts.items()})
    authors = sorted({edit.author for edits in taker.edits.values() for edit in edits if edit.author})
    return Returned(path.name, texts, before, labels, ordered(found), sum(map(len, taker.edits.values())), tuple(authors))


def _conflict(name: str, file: str, edit: Edit) -> Finding:
    said = "".join(edit.lines).strip()
    return Finding("V106", "conflicting-edit", Severity.ERROR, f"{file} 的这一段在别处也改过，没有采用：{short(said) or '（删去）'}",
                   Place(name, paragraph=edit.paragraph), "对照两处改动，手工并成一处", also=(Place(file),))


@dataclass(slots=True)
class _Taker:
    """Goes through the file once; collects edits by source file and findings."""

    name: str
    copy: WorkingCopy
    edits: dict[str, list[Edit]] = field(default_factory=dict)
    found: list[Finding] = field(default_factory=list)

    def run(self) -> None:
        held = self._held()
        for n, lines in held.items():
            self._one(self.copy.paragraphs[n], lines)
        for n, known in self.copy.paragraphs.items():
            if n not in held:
                self._missing(known)
        self._moved(held)
        self._added()
        self.found += told_besides(self.name, self.copy)

    def _held(self) -> dict[int, list[Line]]:
        """Where each remembered paragraph stands now; several lines if it was split."""
        held: dict[int, list[Line]] = {}
        for line in self.copy.lines:
            for key in line.keys:
                if key in self.copy.paragraphs:
                    held.setdefault(key, []).append(line)
        return held

    # ── paragraphs that are still there ────────────────────────────────────

    def _one(self, known: Remembered, lines: list[Line]) -> None:
        first = lines[0]
        joined = len(first.keys) > 1 and first.keys[0] != known.n
        self.found += () if joined else told_setting(self.name, known, first)
        if joined:
            self._joined(known, first)
        elif known.kind == "fixed":
            if tight(known.text) != tight(first.text) and not first.table:
                self._fixed(known, first)
        elif not first.text.strip() and not first.holds and known.text.strip():
            self._delete(known, first)
        elif len(lines) > 1 or self._differs(known, first):
            self._edit(known, lines)

    def _joined(self, known: Remembered, line: Line) -> None:
        """A paragraph that now goes on from the one before: its words are that one's, unless the engine wrote one of the two."""
        if known.kind == "fixed":
            self._missing(known)
        elif self.copy.paragraphs[line.keys[0]].kind != "fixed":
            self._delete(known, line)

    def _differs(self, known: Remembered, line: Line) -> bool:
        printed = "".join(f"\0{one.n}\0" if one.kind == "number" else f"\1{one.said}\1" if one.kind == "note" else one.text for one in known.segments)
        return printed != "".join(f"\0{one.n}\0" if one.n else f"\1{one.said}\1" if one.note else one.text for one in line.tokens)

    def _edit(self, known: Remembered, lines: list[Line]) -> None:
        source, made, begin, end = self._place(known)
        tokens = [token for line in lines for token in (*([] if line is lines[0] else [Token(_BREAK)]), *line.tokens)]
        rebuilt = rebuild(source, begin, end, made, tokens, self.copy.numbers, self._bindings())
        self.found += [self._finding("V107", "lost-binding", Severity.WARNING, words, lines[0], "需要的话在正文中改回原来的写法")
                       for words in rebuilt.unclear]
        self.found += [self._finding("V108", "binding-kept", Severity.NOTE, f"重新打过的“{self.copy.numbers[one]}”仍按原来的绑定取回", lines[0], "")
                       for one in rebuilt.kept]
        start, stop = self._lines(known)
        whole = rebuilt.source.replace(_BREAK, "\n- " if known.kind == "item" else "\n\n")
        self._add(known.file, Edit(start, stop + 1, tuple(whole.split("\n")), lines[0].number, self._author(lines)))

    def _author(self, lines: list[Line]) -> str:
        return next((one for line in lines for one in (*(token.author for token in line.tokens), *line.gone) if one), "")

    def _fixed(self, known: Remembered, line: Line) -> None:
        where = f"{known.file}:{known.line}" if known.line else known.file
        said = f"“{short(line.text)}”是程序编排的（{f'原为“{known.text}”' if short(known.text) == known.text else changed(known.text, line.text)}），没有采用"
        self.found.append(self._finding("V105", "engine-text-changed", Severity.WARNING, said, line,
                                        f"要改的话改 {where}" if where else "这一处由程序生成，不能在 Word 中改"))

    # ── deleted, moved, added ──────────────────────────────────────────────

    def _missing(self, known: Remembered) -> None:
        if known.kind == "fixed":
            if known.text.strip():
                self.found.append(Finding("V105", "engine-text-changed", Severity.WARNING, f"“{short(known.text)}”是程序编排的，在 Word 中删去了，没有采用",
                                          Place(self.name), f"不要这一处的话改 {known.file}"))
            return
        self._delete(known, None)

    def _delete(self, known: Remembered, line: Line | None) -> None:
        start, end = self._lines(known)
        source = self._source_lines(known)
        alone = start == 0 or not source[start - 1].strip()  # the last of a list leaves the blank line below it
        blank = int(alone and end + 1 < len(source) and not source[end + 1].strip())
        self._add(known.file, Edit(start, end + 1 + blank, (), line.number if line else 0, self._author([line]) if line else ""))

    def _moved(self, held: Mapping[int, list[Line]]) -> None:
        """Paragraphs in another order than they were: the order is not taken."""
        order = [n for n, _ in sorted(held.items(), key=lambda one: one[1][0].number)]
        highest = 0
        for n in order:
            if n < highest and self.copy.paragraphs[n].kind != "fixed":
                line = held[n][0]
                self.found.append(self._finding("V104", "unplaced-paragraph", Severity.ERROR, f"“{short(line.text)}”换了位置，次序没有采用", line, "在源文中移动这一段"))
            highest = max(highest, n)

    def _added(self) -> None:
        begun, before = False, None
        lines = [line for line in self.copy.lines if not line.table]
        for place, line in enumerate(lines):
            begun = begun or bool(line.keys)
            if line.keys:
                before = self.copy.paragraphs.get(line.keys[-1])
            elif begun and (line.text.strip() or line.holds):
                after = next((self.copy.paragraphs.get(one.keys[0]) for one in lines[place + 1:] if one.keys), None)
                self._insert(line, before, after)

    def _insert(self, line: Line, before: Remembered | None, after: Remembered | None) -> None:
        if line.holds:
            self.found.append(self._finding("V104", "unplaced-paragraph", Severity.ERROR, "新放进的图片或图表没有取回", line, "图片放进小节的文件夹，正文中写 ::: 图片 文件名 题注"))
        text = _MARKS[line.kind] + self._typed(line)
        if not line.text.strip():
            return
        if before is not None and before.kind != "fixed":
            at = self._lines(before)[1] + 1
            self._add(before.file, Edit(at, at, ("", text), line.number, self._author([line])))
        elif after is not None and after.kind != "fixed":
            at = self._lines(after)[0]
            self._add(after.file, Edit(at, at, (text, ""), line.number, self._author([line])))
        else:
            self.found.append(self._finding("V104", "unplaced-paragraph", Severity.ERROR, f"说不准“{short(line.text)}”该放在哪一节，没有取回", line,
                                            f"把这一段贴进该放的小节：{text}"))

    def _typed(self, line: Line) -> str:
        """A line of its own as source."""
        bindings = self._bindings()
        return opening("".join(bindings.get(token.n, "") if token.n else escaped(token.text) for token in line.tokens).strip())

    # ── the sources ────────────────────────────────────────────────────────

    def _source_lines(self, known: Remembered) -> list[str]:
        return self.copy.sources[known.file].split("\n")

    def _lines(self, known: Remembered) -> tuple[int, int]:
        """First and last line of a paragraph in its source, 0-based."""
        start = self._start(known)
        starts = {self._start(one) for one in self.copy.paragraphs.values() if one.file == known.file and one.kind != "fixed"}
        return start, last_line(self._source_lines(known), start, starts)

    @staticmethod
    def _start(known: Remembered) -> int:
        return next((one.line for one in known.segments if one.line), known.line) - 1

    def _place(self, known: Remembered) -> tuple[str, list[Piece], int, int]:
        """The source, each segment's stretch of it, and where the paragraph begins and ends."""
        source = self.copy.sources[known.file]
        offsets, done = {}, 0
        for n, line in enumerate(source.split("\n"), 1):
            offsets[n] = done
            done += len(line) + 1
        start, stop = self._lines(known)
        begin = offsets[start + 1]
        end = offsets[stop + 1] + len(source.split("\n")[stop])
        return source, pieces(known.segments, source, offsets, begin, end), begin, end

    def _bindings(self) -> Mapping[int, str]:
        """The source of every bound number of the prose."""
        if not self._known:
            for known in self.copy.paragraphs.values():
                if any(one.kind == "number" for one in known.segments):
                    source, made, _, _ = self._place(known)
                    self._known.update({one.segment.n: source[one.start:one.end] for one in made if one.segment.kind == "number"})
        return self._known

    _known: dict[int, str] = field(default_factory=dict)

    def _add(self, file: str, edit: Edit) -> None:
        self.edits.setdefault(file, []).append(edit)

    def _finding(self, code: str, name: str, severity: Severity, message: str, line: Line, hint: str) -> Finding:
        return Finding(code, name, severity, message, Place(self.name, paragraph=line.number), hint)


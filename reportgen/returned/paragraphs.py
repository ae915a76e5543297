"""One edited paragraph as source again: what was kept keeps its source, what was typed is escaped, bindings stay."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from reportgen.reading.extract.working import Segment, Token

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>~^｛｝])")
_OPENING = re.compile(r"^(\s*)([#＃>＞:：+*-]|\d{1,2}(?=[.．)）]))")
_EMPTY = re.compile(r"(?<![*\\])\*{4}(?!\*)")  # bold of nothing
_BRACES = re.compile(r"[}｝]{2}")
_OPEN = re.compile(r"[{｛]{2}")


@dataclass(frozen=True, slots=True)
class Unit:
    """A character of a remembered paragraph, or a bound number, a footnote or a label as a whole. piece: index of its segment; index: which of its characters."""

    key: object
    piece: int
    index: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment with its stretch of source. whole: it stands or falls as one ({{…}})."""

    segment: Segment
    start: int
    end: int

    @property
    def whole(self) -> bool:
        return self.segment.kind != "text" or not self.segment.line


@dataclass(slots=True)
class Rebuilt:
    """The paragraph's source. unclear: what could not be put into it, in words. kept: numbers typed in plain that were bound again."""

    source: str
    unclear: list[str] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)


def pieces(segments: Sequence[Segment], source: str, offset: Mapping[int, int], begin: int, end: int) -> list[Piece]:
    """Each segment's stretch of the source. offset: where each line begins. begin, end: of the paragraph."""
    made: list[Piece] = []
    done = begin
    for segment in segments:
        start, stop = _stretch(segment, source, offset, done, end)
        made.append(Piece(segment, start, stop))
        done = max(done, stop)
    return made


def _stretch(segment: Segment, source: str, offset: Mapping[int, int], done: int, end: int) -> tuple[int, int]:
    if segment.kind == "text" and segment.line:
        start = offset[segment.line] + segment.column - 1
        escaped = start > done and source[start - 1] == "\\" and len(segment.text) == 1
        return start - escaped, min(end, start + len(segment.text))
    if segment.kind == "text" and segment.text == "\n":
        at = source.find("\\\n", done, end)
        return (at, at + 2) if at >= 0 else (done, done)
    if segment.kind == "note":
        at = source.find("^[", done, end)
        close = source.find("]", at, end) if at >= 0 else -1
        return (at, close + 1) if close >= 0 else (done, done)
    start = offset[segment.line] + segment.column - 1 if segment.line else None
    if start is None:
        opened = _OPEN.search(source, done, end)
        start = opened.start() if opened else done
    closed = _BRACES.search(source, start, end)
    return (start, closed.end()) if closed and _OPEN.match(source, start) else (done, done)


def units(made: Sequence[Piece]) -> list[Unit]:
    """The paragraph as what can be compared with what stands there now."""
    out: list[Unit] = []
    for n, piece in enumerate(made):
        segment = piece.segment
        if segment.kind == "number":
            out.append(Unit(("number", segment.n), n))
        elif segment.kind == "note":
            out.append(Unit(("note", segment.said), n))
        else:
            out += [Unit(character, n, index) for index, character in enumerate(segment.text)]
    return out


def now(tokens: Sequence[Token]) -> list[object]:
    """What stands there now, in the same terms."""
    return [("note", token.said) if token.note else ("number", token.n) if token.n else token.text for token in tokens]


def rebuild(source: str, begin: int, end: int, made: Sequence[Piece], tokens: Sequence[Token], printed: Mapping[int, str],
            bindings: Mapping[int, str]) -> Rebuilt:
    """The paragraph's source after the edits. printed, bindings: text and source of every bound number of the report, by n."""
    return _Rebuilder(source, begin, end, made, printed, bindings).run(units(made), now(tokens))


class _Rebuilder:
    """Writes the source from left to right: kept units as they were, the markup between them, and what was typed."""

    def __init__(self, source: str, begin: int, end: int, made: Sequence[Piece], printed: Mapping[int, str], bindings: Mapping[int, str]) -> None:
        self.source, self.begin, self.end, self.made, self.printed, self.bindings = source, begin, end, made, printed, bindings
        self.out: list[str] = []
        self.result = Rebuilt("")
        self.written = -1                # the last segment reached: the markup before it is out
        self.first = next((n for n, piece in enumerate(made) if piece.end > piece.start), len(made))  # what is typed comes after its "- " or "## "
        self.broken: set[int] = set()    # the {{…}} that were edited inside
        self.words: list[str] = []       # of the broken one that is being gathered
        self.gathered: int | None = None

    def run(self, old: list[Unit], new: list[object]) -> Rebuilt:
        codes = SequenceMatcher(None, [unit.key for unit in old], new, autojunk=False).get_opcodes()
        self.broken = self._edited_inside(old, codes)
        for tag, i1, i2, j1, j2 in codes:
            if tag == "equal":
                for unit in old[i1:i2]:
                    self._same(unit)
            elif (piece := self._inside(old, i1, i2)) is not None:
                self._gather(piece, [one for one in new[j1:j2] if isinstance(one, str)])
            else:
                self._close()
                self._reach(min(self.first, len(self.made)))
                self.out.append(self._typed(new[j1:j2], old[i1:i2]))
        self._close()
        self._reach(len(self.made))
        self.result.source = _EMPTY.sub("", "".join(self.out))
        return self.result

    def _edited_inside(self, old: list[Unit], codes: Sequence[tuple[str, int, int, int, int]]) -> set[int]:
        kept = [(i1, i2) for tag, i1, i2, _, _ in codes if tag == "equal"]
        places: dict[int, list[int]] = {}
        for n, unit in enumerate(old):
            if self.made[unit.piece].whole and isinstance(unit.key, str):
                places.setdefault(unit.piece, []).append(n)
        return {piece for piece, held in places.items() if not any(i1 <= held[0] and held[-1] < i2 for i1, i2 in kept)}

    def _inside(self, old: list[Unit], i1: int, i2: int) -> int | None:
        """The edited {{…}} that a change falls into; None if it falls outside of any."""
        hit = {unit.piece for unit in old[i1:i2]}
        if hit:
            return next(iter(hit)) if len(hit) == 1 and hit <= self.broken else None
        around = {unit.piece for unit in (old[max(i1 - 1, 0):i1] + old[i2:i2 + 1])}
        return next(iter(around)) if len(around) == 1 and around <= self.broken and 0 < i1 < len(old) else None

    def _same(self, unit: Unit) -> None:
        if unit.piece in self.broken:
            self._gather(unit.piece, [str(unit.key)])
            return
        self._close()
        self._reach(unit.piece)
        piece = self.made[unit.piece]
        if not piece.whole and piece.end - piece.start == len(piece.segment.text):
            self.out.append(self.source[piece.start + unit.index])
        elif unit.index == 0:
            self.out.append(self.source[piece.start:piece.end])

    def _gather(self, piece: int, words: list[str]) -> None:
        if self.gathered != piece:
            self._close()
            self.gathered = piece
        self.words += words

    def _close(self) -> None:
        """Writes the gathered {{…}}: a literal stays one with its new words, anything else becomes plain text."""
        if self.gathered is None:
            return
        self._reach(self.gathered)
        piece, said = self.made[self.gathered], "".join(self.words)
        if piece.segment.kind == "literal":
            self.out.append(f"{{{{literal:{said}}}}}" if said.strip() else "")
        else:
            self.out.append(escaped(said))
            self.result.unclear.append(f"“{piece.segment.text}”改成了“{said}”，它在源文中是 {self.source[piece.start:piece.end]}，按手写的文字取回")
        self.gathered, self.words = None, []

    def _typed(self, new: Sequence[object], old: Sequence[Unit]) -> str:
        """What was typed in place of `old`, with numbers that were only retyped bound again."""
        gone = [unit for unit in old if unit.key[0] == "note"]
        text = "".join(self._one(one, gone) for one in new)
        for n in (unit.key[1] for unit in old if unit.key[0] == "number"):
            if n in self.bindings and escaped(self.printed[n]) in text:
                text = text.replace(escaped(self.printed[n]), self.bindings[n], 1)
                self.result.kept.append(n)
        return text

    def _one(self, new: object, gone: list[Unit]) -> str:
        """A character, a number or a note that was not there. gone: notes that it may stand for; one with bindings stays as it was."""
        if not isinstance(new, tuple):
            return escaped(str(new))
        kind, told = new
        if kind == "number":
            return self.bindings.get(told, "")
        same = next((piece for piece in self.made if piece.segment.kind == "note" and piece.segment.said == told), None)
        before = same or (self.made[gone.pop(0).piece] if gone else None)
        source = self.source[before.start:before.end] if before else ""
        if same is None and "{{" in source:
            self.result.unclear.append(f"脚注改成了“{told}”，它在源文中有绑定的数字（{source}），没有采用")
        return source if same is not None or "{{" in source else f"^[{escaped(told)}]"

    def _reach(self, piece: int) -> None:
        """Writes the markup up to a segment."""
        while self.written < piece:
            left = self.made[self.written].end if self.written >= 0 else self.begin
            self.written += 1
            right = self.made[self.written].start if self.written < len(self.made) else self.end
            self.out.append(self.source[left:max(left, right)])


def escaped(text: str) -> str:
    """Typed text so that Markdown takes it as it is."""
    return _SPECIAL.sub(r"\\\1", text).replace("\n", "\\\n")


def opening(text: str) -> str:
    """A paragraph that does not begin like a list, a heading or a directive."""
    found = _OPENING.match(text)
    if not found:
        return text
    end = found.end()
    return f"{text[:end]}\\{text[end:]}" if text[found.start(2)].isdigit() else f"{text[:found.start(2)]}\\{text[found.start(2):]}"

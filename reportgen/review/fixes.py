"""Safe fixes: spaces and punctuation in the sources of the project, as rules propose them; never a digit, a letter, a word, or bound text."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from reportgen.core.finding import Finding
from reportgen.files import write_together
from reportgen.workspace import Workspace

_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Fixed:
    """One source, before and after. count: how many places changed."""

    path: str
    before: str
    after: str
    count: int

    def diff(self) -> Iterator[str]:
        """The change as a unified diff."""
        yield from unified_diff(self.before.splitlines(), self.after.splitlines(), self.path, self.path, lineterm="", n=0)


def fixes(findings: Iterable[Finding], texts: Mapping[str, str]) -> tuple[Fixed, ...]:
    """What can be mended without a person: where the source says just what was found, and only spaces and punctuation differ."""
    wanted: dict[str, dict[tuple[int, int, int], str]] = defaultdict(dict)
    for one in findings:
        at = one.at
        if one.fix is not None and one.waived is None and at.file in texts and None not in (at.line, at.start, at.end) and harmless(one.found, one.fix):
            wanted[at.file][at.line, at.start, at.end] = one.fix
    made = (_fixed(path, texts[path], places) for path, places in wanted.items())
    return tuple(one for one in made if one.count)


def harmless(old: str, new: str) -> bool:
    """Whether two texts differ in spaces and punctuation alone.

    >>> harmless("改革,推进", "改革，推进"), harmless("20", "二十"), harmless("就业率", "")
    (True, False, False)
    """
    return old != new and _words(old) == _words(new)


def _words(text: str) -> str:
    return "".join(character for character in text if unicodedata.category(character)[0] not in "PZ" and not character.isspace())


def _fixed(path: str, text: str, places: Mapping[tuple[int, int, int], str]) -> Fixed:
    lines, count = text.split("\n"), 0
    taken: dict[int, int] = {}
    for (line, start, end), new in sorted(places.items(), reverse=True):
        source = lines[line - 1] if line <= len(lines) else ""
        if end <= taken.get(line, len(source)) and harmless(source[start:end], new) and end <= len(source):
            lines[line - 1] = source[:start] + new + source[end:]
            taken[line] = start
            count += 1
    return Fixed(path, text, "\n".join(lines), count)


def write_fixes(workspace: Workspace, made: Iterable[Fixed]) -> None:
    """Every changed source, whole and together; line ends and a byte-order mark stay as they are."""
    files: dict[Path, bytes] = {}
    for one in made:
        path = workspace.root / one.path
        before = path.read_bytes()
        text = one.after.replace("\n", "\r\n") if b"\r\n" in before else one.after
        files[path] = (_MARK if before.startswith(_MARK) else b"") + text.encode()
    write_together(files)

"""Edits of one source file as stretches of lines, and how they go into the file as it is now."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_NEW_BLOCK = re.compile(r"\s*(?:[#＃]|[:：]{3})")


@dataclass(frozen=True, slots=True)
class Edit:
    """Lines start..end (0-based, end not included) of the base become `lines`. paragraph: of the Word file; author: of the edit, if tracked."""

    start: int
    end: int
    lines: tuple[str, ...]
    paragraph: int
    author: str = ""


def last_line(lines: Sequence[str], start: int, starts: Iterable[int]) -> int:
    """The last line of the block that begins at line `start`. starts: where blocks begin."""
    others = set(starts)
    end = start
    while end + 1 < len(lines) and lines[end + 1].strip() and end + 1 not in others and not _NEW_BLOCK.match(lines[end + 1]):
        end += 1
    return end


def merged(base: str, current: str, edits: Sequence[Edit]) -> tuple[str, list[Edit]]:
    """The current text with the edits of the base in it, and the edits that meet other changes of the same lines."""
    before, now = base.split("\n"), current.split("\n")
    blocks = SequenceMatcher(None, before, now, autojunk=False).get_matching_blocks()
    made, lost = list(now), []
    for edit in sorted(edits, key=lambda one: (one.start, one.end), reverse=True):
        shift = next((b - a for a, b, size in blocks if a <= edit.start and edit.end <= a + size and (edit.end > edit.start or size)), None)
        if shift is not None:
            made[edit.start + shift:edit.end + shift] = edit.lines
        elif not _already(now, edit):
            lost.append(edit)
    return "\n".join(made), lost


def _already(now: Sequence[str], edit: Edit) -> bool:
    """Whether somebody has made the same change."""
    wanted = [line for line in edit.lines if line.strip()]
    return bool(wanted) and any(list(now[n:n + len(wanted)]) == wanted for n in range(len(now) - len(wanted) + 1))

"""The board for the terminal: a department after the other, one line a section."""

from collections.abc import Iterator, Mapping, Sequence


def board_text(board: Mapping[str, object], states: Mapping[str, str]) -> str:
    """The board as `status` prints it. states: state → word."""
    rows: Sequence[Mapping[str, object]] = board["sections"]
    return "\n".join((*_lines(board, states, rows), "", f"截至{board['on']}，共{len(rows)}节：{counted(board['states'], states)}"))


def _lines(board: Mapping[str, object], states: Mapping[str, str], rows: Sequence[Mapping[str, object]]) -> Iterator[str]:
    for department in board["departments"]:
        late = f"　逾期{department['late']}节" if department["late"] else ""
        yield f"{department['department']}　{department['sections']}节：{counted(department['states'], states)}{late}"
        for row in rows:
            if row["department"] == department["department"]:
                yield f"  {row['id']}　{row['title']}　{row['state_shown']}{_turn(row)}"
                yield f"      {size(row)}　错误{row['errors']}　警告{row['warnings']}　{days(row)}　校验码 {row['code']}"
                if row["remark"]:
                    yield f"      {row['remark']}"


def counted(states: Mapping[str, int], words: Mapping[str, str]) -> str:
    """How many are in which state, those that occur."""
    return "，".join(f"{words[state]}{count}" for state, count in states.items() if count) or "—"


def size(row: Mapping[str, object]) -> str:
    """Characters (and how many are planned) and bound numbers."""
    planned = row["words_planned"]
    return f"{row['words']}字{f'（约定{planned[0]}—{planned[1]}）' if planned else ''}　数字{row['figures']}个"


def days(row: Mapping[str, object]) -> str:
    """How much time is left."""
    left = row["days_left"]
    if left is None:
        return "未定期限" if not row["due"] else str(row["due"])
    if row["state"] == "signed":
        return f"{row['due']}到期"
    return f"{row['due']}到期，{f'还有{left}天' if left > 0 else '今天到期' if left == 0 else f'已过{-left}天'}"


def _turn(row: Mapping[str, object]) -> str:
    return f"（等{row['next']}：{'、'.join(row['waiting']) or '无人可签'}）" if row["next"] else ""

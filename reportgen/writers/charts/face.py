"""The one typeface of charts: where it is, how wide its text is, where a line may break.

The picture must not depend on the fonts of a machine, so text is measured in the font that every writer embeds.
"""

import re
from functools import cache
from pathlib import Path

from pylopdf_fonts_zh_cn import sans_path

from reportgen.writers.typeface import advances

FAMILY = "Noto Sans SC"
LEADING = 1.3  # line height over size, as plotly sets lines

_CLOSING = "，。、；：！？）)】》”’％%…·"
_OPENING = "（([【《“‘"
_TERMS = ("学院", "学校", "工程", "技术", "管理", "服务", "产业", "行业", "教育", "信息", "制造", "设计", "艺术", "文化", "旅游",
          "经济", "建筑", "汽车", "轨道", "交通", "食品", "海洋", "机电", "医药", "健康", "主义", "科学", "研究", "职业", "企业",
          "单位", "社会", "组织", "公共", "批发", "零售", "运输", "设备", "经费", "收入", "支出", "教师", "学生", "材料", "智能")
_WORDS = re.compile(r"[0-9A-Za-z.+\-/_]+[年月届级]?|" + "|".join(_TERMS) + "|.", re.S)  # what a line break spares


@cache
def path() -> Path:
    """The font file."""
    return sans_path()


def width(text: str, size: float) -> float:
    """Width of one line of text; a character the font lacks counts as a full square."""
    known = advances(path())
    return sum(known.get(ord(char), 1000) for char in text) * size / 1000


def widest(lines: tuple[str, ...], size: float) -> float:
    """Width of the widest line."""
    return max((width(line, size) for line in lines), default=0)


def wrap(text: str, size: float, room: float, lines: int) -> tuple[str, ...] | None:
    """The text in at most so many lines of about equal width, none wider than `room`; None if it does not fit.

    >>> wrap("海洋与食品工程学院", 9, 50, 2)
    ('海洋与食品', '工程学院')
    """
    pieces = _pieces(text)
    best = _fill(pieces, size, room)
    if len(best) > lines or widest(best, size) > room:
        return None
    narrower = room
    while narrower > size and len(best) > 1:
        narrower -= size / 4
        tried = _fill(pieces, size, narrower)
        if len(tried) > len(best) or widest(tried, size) > narrower:
            break
        best = tried
    return best


def fitted(text: str, size: float, room: float, lines: int) -> tuple[str, ...]:
    """Like `wrap`, but a text that does not fit is cut and ends in an ellipsis."""
    whole = wrap(text, size, room, lines)
    if whole is not None:
        return whole
    kept = text
    while kept and wrap(kept + "…", size, room, lines) is None:
        kept = kept[:-1]
    return wrap(kept + "…", size, room, lines) or ("…",)


def _pieces(text: str) -> list[str]:
    """What a line break may not divide: words, and a character with the punctuation that clings to it."""
    pieces: list[str] = []
    for piece in _WORDS.findall(text):
        if pieces and (piece in _CLOSING or pieces[-1][-1] in _OPENING):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _fill(pieces: list[str], size: float, room: float) -> tuple[str, ...]:
    lines = [""]
    for piece in pieces:
        if lines[-1] and width(lines[-1] + piece, size) > room:
            lines.append("")
        lines[-1] += piece
    return tuple(line.strip() for line in lines)

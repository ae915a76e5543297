"""The blocks of a section's small Markdown: headings, paragraphs, lists, quotes, directives. Each knows its line and column.

Nothing is dropped: what is not supported stays in the text as it was typed, and is a finding.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.compose.faults import BROKEN_DIRECTIVE, LIST_NUMBERS, TYPED_ORDINAL, UNSUPPORTED_MARKDOWN
from reportgen.compose.span import Line, Span, joined
from reportgen.core.finding import Finding
from reportgen.core.place import Place

KINDS = ("表", "图", "案例", "图片", "分析")
_BLANK = re.compile(r"[\s\u3000]*$")
_DIRECTIVE = re.compile(r"\s*[:：]{3,}\s*(?:(表|图片|图|案例|分析)[\s\u3000]+(\S+)[\s\u3000]*(.*?))?[\s:：\u3000]*$")
_TITLE = re.compile(r"\s{0,3}([#＃]{1,6})(?:[\s\u3000]+|(?=[^\x00-\x7f＃])|$)(.*?)[\s#＃\u3000]*$")
_BULLET = re.compile(r"(\s*)[-*+][\s\u3000]+(?=\S)")
_ORDERED = re.compile(r"(\s*)(\d{1,2})(?:[.．](?![\d.．])|[)）])[\s\u3000]*(?=\S)")
_QUOTE = re.compile(r"\s{0,3}[>＞]\s?")
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]+[章节部]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]"
                      r"|\d{1,2}(?:[.．]\d{1,2})+[\s\u3000、]|\d{1,2}[.．、](?!\d)")
_REFUSED = (
    (re.compile(r"\s*\|.*\|\s*$"), "表格", "在 tables.yaml 中写表，正文里写 ::: 表 编号"),
    (re.compile(r"\s*(?:`{3,}|~{3,})"), "代码块", "删去这一行"),
    (re.compile(r"\s*(?:-{3,}|_{3,}|\*{3,}|={3,}|-(?:\s-){2,}|\*(?:\s\*){2,})\s*$"), "分隔线", "删去这一行"),
    (re.compile(r"\s*\[\^?[^\]]+\]:\s"), "文末定义", "脚注写成 ^[文字]，链接写成 [文字](网址)"),
)


@dataclass(frozen=True, slots=True)
class Title:
    """A heading; level is the number of #."""

    level: int
    span: Span
    at: Place


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph, or a quotation."""

    span: Span
    at: Place
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A list."""

    spans: tuple[Span, ...]
    ordered: bool
    at: Place


@dataclass(frozen=True, slots=True)
class Placed:
    """A directive: a table, chart, case, picture or analysis stands here. words: what follows the target (a caption)."""

    kind: str
    target: str
    words: Line
    at: Place


Raw = Title | Prose | Points | Placed


def scan(text: str, file: str, line: int = 1) -> tuple[tuple[Raw, ...], tuple[Finding, ...]]:
    """The blocks of one file. line: number of the text's first line in it."""
    scanner = _Scanner()
    for number, content in enumerate(text.split("\n"), line):
        scanner.take(Line(content.replace("\r", ""), Place(file, number, 1)))
    scanner.close()
    return tuple(scanner.blocks), tuple(scanner.found)


class _Scanner:
    """Takes lines one by one; `open` holds the lines of the block that is being read, `kind` what it is."""

    def __init__(self) -> None:
        self.blocks: list[Raw] = []
        self.found: list[Finding] = []
        self.kind = ""
        self.open: list[Line] = []
        self.items: list[list[Line]] = []
        self.numbers: list[int] = []
        self.indent = 0

    def take(self, line: Line) -> None:
        """Adds a line to the open block, or begins another."""
        if _BLANK.match(line.text):
            self.close(keep_list=True)
        elif match := _DIRECTIVE.match(line.text):
            self._directive(line, match)
        elif match := _TITLE.match(line.text):
            self._title(line, match)
        elif self._refused(line):
            self._extend("refused", line)
        elif match := _QUOTE.match(line.text):
            self._quote(line.cut(match.end()))
        elif match := _BULLET.match(line.text) or self._numbered(line):
            self._item(line, match)
        else:
            self._words(line)

    def close(self, keep_list: bool = False) -> None:
        """Ends the open block. keep_list: a blank line may stand between two items of one list."""
        if self.kind in ("prose", "quote"):
            self.blocks.append(Prose(joined(self.open), self.open[0].at, self.kind == "quote"))
        elif self.kind == "refused":
            self.blocks.extend(Prose(joined((line,)), line.at) for line in self.open)
        elif self.items and not keep_list:
            self._close_list()
        if not (self.items and keep_list):
            self.kind, self.open = "", []
        elif self.kind in ("points", "ordered"):
            self.kind += " paused"

    def _close_list(self) -> None:
        ordered = self.kind.startswith("ordered")
        first = self.items[0][0].at
        if ordered and self.numbers != list(range(1, len(self.numbers) + 1)):
            self.found.append(LIST_NUMBERS.at(first, "列表的序号不从 1 起连续，印出时会重新编号", "把序号改为 1. 2. 3.，或改写成段落"))
        self.blocks.append(Points(tuple(joined(lines) for lines in self.items), ordered, first))
        self.items, self.numbers = [], []

    def _extend(self, kind: str, line: Line) -> None:
        if self.kind != kind:
            self.close()
            self.kind = kind
        self.open.append(line)

    def _words(self, line: Line) -> None:
        if self.kind in ("points", "ordered"):
            self.items[-1].append(line)
        elif self.kind == "quote":
            self.open.append(line)
        else:
            self._extend("prose", line)

    def _quote(self, line: Line) -> None:
        if _BLANK.match(line.text):
            self.close()
        else:
            self._extend("quote", line)

    def _numbered(self, line: Line) -> re.Match[str] | None:
        """An ordered item; only "1." may break into a paragraph."""
        match = _ORDERED.match(line.text)
        return None if match and self.kind == "prose" and match[2] != "1" else match

    def _item(self, line: Line, match: re.Match[str]) -> None:
        ordered = match.re is _ORDERED
        kind = "ordered" if ordered else "points"
        if self.kind.removesuffix(" paused") != kind:
            self.close()
        self.kind = kind
        self.indent = self.indent if self.items else len(match[1])
        if len(match[1]) - self.indent >= 2:
            self.found.append(UNSUPPORTED_MARKDOWN.at(line.at, "列表里不能再套列表，这一项与上一级并列印出", "去掉缩进，或改用小标题"))
        if ordered:
            self.numbers.append(int(match[2]))
        self.items.append([line.cut(match.end())])

    def _title(self, line: Line, match: re.Match[str]) -> None:
        self.close()
        words = line.cut(match.start(2), match.end(2))
        if not words.text:
            self.found.append(UNSUPPORTED_MARKDOWN.at(line.at, "只有 # 没有标题文字", "写上标题，或删去这一行"))
            self.blocks.append(Prose(joined((line,)), line.at))
            return
        if ordinal := _ORDINAL.match(words.text):
            self.found.append(TYPED_ORDINAL.at(words.at, f"标题序号“{ordinal[0].strip()}”由程序编排，不必手写", "删去标题前的序号"))
        self.blocks.append(Title(len(match[1]), joined((words,)), line.at))

    def _directive(self, line: Line, match: re.Match[str]) -> None:
        self.close()
        if match[1]:
            self.blocks.append(Placed(match[1], match[2], line.cut(match.start(3), match.end(3)), line.at))

    def _refused(self, line: Line) -> bool:
        if line.text.lstrip().startswith((":::", "：：：")):
            self.found.append(BROKEN_DIRECTIVE.at(line.at, "“:::”后面的写法不认识", "写成 ::: 表 编号、::: 图 编号、::: 案例 编号、::: 图片 文件名 题注 或 ::: 分析 名称"))
            return True
        for pattern, what, hint in _REFUSED:
            if pattern.match(line.text):
                if self.kind != "refused":
                    self.found.append(UNSUPPORTED_MARKDOWN.at(line.at, f"正文不支持{what}，按原样印出", hint))
                return True
        return False


def placements(blocks: tuple[Raw, ...]) -> Iterator[Placed]:
    """The directives among blocks, in order."""
    return (block for block in blocks if isinstance(block, Placed))

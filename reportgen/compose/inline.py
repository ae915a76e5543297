"""The inlines of one run of text: bold, emphasis, links, footnotes, {{bindings}}. Everything else is text, literally."""

import re
from collections.abc import Callable, Iterator

from reportgen.compose import faults
from reportgen.compose.span import BREAK, Span
from reportgen.core.document import Break, Emphasis, Footnote, Inline, Link, Strong, Text
from reportgen.core.finding import Finding
from reportgen.core.place import Place

Bind = Callable[[str, str, Place], Inline]

_TOKEN = re.compile(r"""
    \\(?P<escape>[\\`*_{}\[\]()\#+\-.!<>|~^:&$"'=@%])
  | (?P<binding>[{｛]{2}(?P<body>[^{}｛｝]*)[}｝]{2})
  | \^\[(?P<note>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]
  | (?P<image>!\[[^\[\]]*\]\([^()]*\))
  | (?P<old_note>\[\^[^\[\]]+\])
  | \[(?P<label>(?:[^\[\]\\]|\\.)+)\]\((?P<url>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)
  | \*\*\*(?=[^\s*])(?P<both>[^*]+)(?<=\S)\*\*\*
  | \*\*(?=[^\s*])(?P<strong>(?:(?!\*\*).)+)(?<=\S)\*\*
  | (?<![0-9A-Za-z*])\*(?=[^\s*])(?P<emphasis>[^*]+)(?<=\S)\*(?!\*)
  | (?P<html></?[A-Za-z][^<>]*>|<!--.*?-->|&(?:[A-Za-z]{2,8}|\#\d{1,5});)
  | (?P<code>`[^`]+`|~~[^~]+~~|__[^_]+__)
  | (?P<directive>[:：]{3,}[\s\u3000]*(?:表|图片|图|案例|分析)[\s\u3000])
  | (?P<braces>[{｛]{2,}|[}｝]{2,})
  | (?P<loose>\*\*)
  | (?P<break>\n)
""", re.X | re.S)
_NESTED = {"note": Footnote, "strong": Strong, "emphasis": Emphasis}
_SAFE_URL = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+$")
_DEEPEST = 6
_LITERAL = {
    "image": (faults.UNSUPPORTED_MARKDOWN, "正文不支持这种插图写法，按原样印出", "另起一行写 ::: 图片 文件名 题注"),
    "old_note": (faults.UNSUPPORTED_MARKDOWN, "正文不支持编号脚注，按原样印出", "写成 ^[脚注文字]"),
    "html": (faults.HTML_IN_TEXT, "HTML 代码不起作用，按原样印出", "删去代码，只留文字"),
    "code": (faults.UNSUPPORTED_MARKDOWN, "正文不支持代码、删除线和下划线，按原样印出", "删去符号；加粗用 **文字**"),
    "directive": (faults.BROKEN_DIRECTIVE, "“:::”要单独占一行", "在它前后各空一行"),
    "braces": (faults.BROKEN_BRACES, "花括号不成对", "写成 {{指标名}}，左右各两个，中间不再出现花括号"),
    "loose": (faults.LOOSE_MARK, "“**”没有成对，按原样印出", "加粗写成 **文字**，星号与文字之间不留空格"),
}


def inlines(span: Span, bind: Bind, found: list[Finding]) -> tuple[Inline, ...]:
    """The inlines of `span`. bind: makes the inline of a binding from its content, its source and its place."""
    return tuple(_Parser(span, bind, found).run(0, len(span.text), 0))


class _Parser:
    def __init__(self, span: Span, bind: Bind, found: list[Finding]) -> None:
        self.span, self.bind, self.found = span, bind, found

    def run(self, start: int, end: int, depth: int) -> Iterator[Inline]:
        """The inlines between two offsets."""
        done = start
        for match in _TOKEN.finditer(self.span.text, start, end) if depth <= _DEEPEST else ():
            literal = _LITERAL.get(match.lastgroup or "")
            if literal:
                fault, message, hint = literal
                self.found.append(fault.at(self.span.at(match.start()), f"{message}：{_short(match[0])}", hint))
                continue
            yield from self._text(done, match.start())
            yield from self._token(match, depth)
            done = match.end()
        yield from self._text(done, end)

    def _token(self, match: re.Match[str], depth: int) -> Iterator[Inline]:
        at = self.span.at(match.start())
        if match["binding"]:
            yield self.bind(match["body"], match[0], at)
        elif match["escape"]:
            yield Text(match["escape"], self.span.at(match.start("escape")))
        elif match["break"]:
            yield Break()
        elif match["both"]:
            yield Strong((Emphasis(tuple(self.run(*match.span("both"), depth + 1))),))
        elif match["label"]:
            yield from self._link(match, depth)
        else:
            kind = next(kind for kind in _NESTED if match[kind] is not None)
            yield _NESTED[kind](tuple(self.run(*match.span(kind), depth + 1)))

    def _link(self, match: re.Match[str], depth: int) -> Iterator[Inline]:
        label = tuple(self.run(*match.span("label"), depth + 1))
        if _SAFE_URL.match(match["url"]):
            yield Link(match["url"], label)
            return
        self.found.append(faults.BAD_LINK.at(self.span.at(match.start()), f"链接地址不能用：{_short(match['url'])}", "写完整的网址，以 https:// 开头"))
        yield from label

    def _text(self, start: int, end: int) -> Iterator[Text]:
        """One text a source line, so that a place in it can be counted."""
        edges = (start, *self.span.seams(start, end), end)
        for left, right in zip(edges, edges[1:], strict=False):
            if left < right:
                yield Text(self.span.text[left:right].replace(BREAK, ""), self.span.at(left))


def _short(text: str) -> str:
    return text if len(text) <= 24 else text[:23] + "…"

"""The tags of a form's template: where they stand, which are broken, and what the template engine's complaints mean."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from io import BytesIO
from traceback import walk_tb
from zipfile import ZipFile

from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError
from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml$")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_LONE = re.compile(r"(?<!\{)\{\s*([^{}%]+?)\s*\}(?!\})")
_WIDE = re.compile(r"[｛｝％]{2}|[｛{][｛％]|[％｝][｝}]")
_NAMES = {"document": "正文", "header": "页眉", "footer": "页脚", "footnotes": "脚注"}
_MEANINGS = (  # what jinja2 says, and what it means
    (r"Encountered unknown tag '(.+?)'", "不认识的标签“{}”"),
    (r"Jinja was looking for the following tags: (.+?)\.", "少了收尾的标签 {}"),
    (r"'(.+?)' is undefined", "没有字段“{}”"),
    (r"has no attribute '(.+?)'", "没有字段“{}”"),
    (r"No filter named '(.+?)'", "没有过滤器“{}”"),
    (r"No test named '(.+?)'", "没有“{}”这种判断"),
    (r"got '(.+?)'", "标签里“{}”的位置不对"),
    (r"unexpected '(.+?)'", "标签里多了“{}”"),
    (r"unexpected char '(.+?)'", "标签里不能有“{}”"),
)
_SHOWN = 36


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the template. number: among the paragraphs of its part, from 1; text: all its words."""

    part: str
    number: int
    text: str

    @property
    def where(self) -> str:
        """"正文第3段“甲方：{{ 学校 }}”"."""
        shown = self.text if len(self.text) <= _SHOWN else self.text[:_SHOWN - 1] + "…"
        return f"{self.part}第{self.number}段“{shown}”"


def lines(template: bytes) -> tuple[Line, ...]:
    """Every paragraph with words, part by part."""
    found = []
    with ZipFile(BytesIO(template)) as package:
        for name in sorted(package.namelist()):
            if match := _PARTS.match(name):
                kind = _NAMES[match[1].rstrip("0123456789")]
                paragraphs = etree.fromstring(package.read(name), _PARSER).iter(f"{_W}p")
                texts = ("".join(one.text or "" for one in p.iter(f"{_W}t")) for p in paragraphs)
                found += [Line(kind, n, text) for n, text in enumerate(texts, 1) if text.strip()]
    return tuple(found)


def broken(known: Collection[Line], fields: Collection[str]) -> Iterator[tuple[Line, str]]:
    """Paragraphs whose tags are not whole, with what is wrong; fields: names that the form has."""
    for line in known:
        rest = _TAG.sub("", line.text)
        if any(mark in rest for mark in ("{{", "}}", "{%", "%}")):
            yield line, "标签没有写完整，{{ 要有 }}，{% 要有 %}"
        elif _WIDE.search(rest):
            yield line, "标签用了全角的括号，要用半角的 {{ }}"
        elif lone := next((name for name in _LONE.findall(rest) if name.split(".")[0] in fields), ""):
            yield line, f"“{lone}”少了一层括号，要写 {{{{ {lone} }}}}"


def meaning(fault: TemplateError) -> str:
    """The complaint in Chinese."""
    said = fault.message or ""
    return next((words.format(found[1]) for pattern, words in _MEANINGS if (found := re.search(pattern, said))), f"写法有误（{said}）")


def place(fault: TemplateError, source: str, known: Collection[Line]) -> Line | None:
    """The paragraph a complaint is about. source: what the engine was given, one paragraph a line."""
    number = fault.lineno if isinstance(fault, TemplateSyntaxError) else _runtime_line(fault)
    rows = source.split("\n")
    row = rows[number - 1] if number and number <= len(rows) else ""
    name = re.search(r"'([^' ]+)' is undefined|attribute '(.+?)'", fault.message or "") if isinstance(fault, UndefinedError) else None
    tags = [re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", tag)) for tag in _TAG.findall(row)]
    wanted = [tag for tag in tags if name is None or (name[1] or name[2]) in tag] or tags
    return next((line for tag in wanted for line in known if _bare(tag) in _bare(line.text)), None)


def _bare(text: str) -> str:
    """Without blanks, and without the letter that says how far a tag reaches ({%p …)."""
    return re.sub(r"(\{[{%])(?:tr|tc|p|r)(?=[^\w]|for|if|else|end)", r"\1", re.sub(r"\s+", "", text))


def _runtime_line(fault: BaseException) -> int | None:
    found = [number for frame, number in walk_tb(fault.__traceback__) if frame.f_code.co_filename in ("<template>", "<unknown>")]
    return found[-1] if found else None

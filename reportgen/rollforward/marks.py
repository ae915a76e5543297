"""Marks on carried-over sentences: words of direction that the data contradict, claims nobody can take over unseen, typed numbers.

A mark stands behind its sentence as 【待核：…】 or 【待改：…】; it is a leftover, so no final report goes out with one.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportgen.audit import known_figures
from reportgen.build import load_sources, unchecked
from reportgen.core.document import Block, Items, Number, Paragraph, Quote, Text, nested
from reportgen.core.document import inlines as all_inlines
from reportgen.core.errors import ReportgenError
from reportgen.core.place import Place
from reportgen.core.plan import tight
from reportgen.core.reading import Extract, Piece, Spot
from reportgen.edition import open_year
from reportgen.files import write_together
from reportgen.reading import read_figures
from reportgen.reading.document import judge
from reportgen.reading.topics import Topics
from reportgen.workspace import Workspace

_MARK = re.compile(r"【待(?:核|改)：(?!这里引用了)[^】]*】")
_CLAIM = re.compile(r"首次|首批|首个|连续[两二三四五六七八九十\d]+个?(?:学)?年|(?:位居|排名|名列|位列|居)[^，。；]{0,12}(?:第[一二三四五六七八九十\d]+|前[列茅三十\d])|历史新高|再创新高|(?:最高|最多|最大)(?=的)?")
_LITERAL = re.compile(r"[{｛]{2}\s*literal\s*[:：]\s*([^}｝]*)[}｝]{2}")
_SENTENCE = re.compile(r"[^。！？；\n]*(?:[。！？；]|$)")
_AGAINST = re.compile(r"(?:较|比|与|同)(?:上一?年度?|去年|上一?届|上一?学年)[^，。；]{0,12}?(?:提高|提升|上升|增长|增加|扩大|下降|降低|减少|回落|下滑|持平)")


@dataclass(frozen=True, slots=True)
class Marked:
    """What was marked: (file, line, sentence, mark). compared: whether this year's data were there to compare with."""

    marks: tuple[tuple[str, int, str, str], ...]
    compared: bool


def mark(workspace: Workspace) -> Marked:
    """Marks the sections of a project anew; earlier marks are taken away first. Typed numbers are marked only where nobody attested them."""
    sources = load_sources(workspace)
    texts = {path: text for path, text in sources.texts.items() if path.startswith("chapters/") and path.endswith(".md")}
    plain = {path: _MARK.sub("", text) for path, text in texts.items()}
    vouched = {words for one in sources.attested for words in one.says}
    write_together({workspace.root / path: text.encode() for path, text in plain.items() if text != texts[path]})
    wrong = _contradicted(workspace)
    made: list[tuple[str, int, str, str]] = []
    new: dict[str, str] = {}
    for path, text in plain.items():
        lines = text.split("\n")
        for n, line in enumerate(lines, 1):
            lines[n - 1], found = _line(line, (wrong or {}).get((path, n), ()), vouched, compared=wrong is not None)
            made += [(path, n, sentence, said) for sentence, said in found]
        if "\n".join(lines) != text:
            new[path] = "\n".join(lines)
    write_together({workspace.root / path: text.encode() for path, text in new.items()})
    return Marked(tuple(made), wrong is not None)


def _line(line: str, wrong: tuple[tuple[int, str], ...], vouched: set[str], *, compared: bool) -> tuple[str, list[tuple[str, str]]]:
    """The line with marks behind its sentences, and what was marked."""
    if re.match(r"\s*(?:[#＃]|[:：]{3})", line):
        return line, []
    out, found = [], []
    for match in _SENTENCE.finditer(line):
        sentence = match[0]
        said = [message for column, message in wrong if match.start() <= column < match.end()]
        said += [] if compared else [f"“{one[0]}”，数据冻结后核对" for one in _AGAINST.finditer(_outside(sentence))]
        said += [f"“{one[0]}”是否仍成立" for one in _CLAIM.finditer(_outside(sentence))]
        typed = [one for one in _LITERAL.findall(sentence) if tight(one) not in vouched and any(read.measures for read in read_figures(one))]
        said += [f"{'、'.join(typed)}是上年手写的数"] if typed else []
        marks = "".join(f"【{'待改' if one in [message for _, message in wrong] else '待核'}：{one}】" for one in dict.fromkeys(said))
        found += [(sentence, one) for one in dict.fromkeys(said)]
        out.append(sentence + marks)
    return "".join(out), found


def _outside(sentence: str) -> str:
    """The sentence with its bindings blanked."""
    return re.sub(r"[{｛]{2}[^}｝]*[}｝]{2}", lambda one: "□" * len(one[0]), sentence)


def _contradicted(workspace: Workspace) -> Mapping[tuple[str, int], tuple[tuple[int, str], ...]] | None:
    """By file and line: (0-based column, why) of words that this year's data contradict; None without data to compare with."""
    sources = load_sources(workspace)
    try:
        opened = open_year(workspace, sources.project, sources.project.year)
    except ReportgenError:
        return None
    if opened.figures.previous is None:
        return None
    topics = Topics(known_figures(opened.figures, opened.pack.rounding))
    found: dict[tuple[str, int], dict[int, str]] = {}
    for report in unchecked(workspace, sources, opened):
        for block in nested(report.document.blocks()):
            for at, message in _wrong_words(block, topics, report.document.title):
                found.setdefault((at.file, at.line or 0), {})[(at.column or 1) - 1] = message
    return {place: tuple(sorted(one.items())) for place, one in found.items()}


def _wrong_words(block: Block, topics: Topics, title: str) -> Iterator[tuple[Place, str]]:
    """The place and the reason of each word of direction in a block that is wrong."""
    if not isinstance(block, Paragraph | Quote | Items):
        return
    leaves = [one for one in all_inlines(block) if isinstance(one, Text | Number)]
    text = "".join(one.text for one in leaves)
    piece = Piece(text, Spot("body"))
    for judged in judge(Extract("text", title, (piece,)), topics):
        for one in (*judged.claims, *(found for found in judged.comparisons if found.verdict == "direction_error")):
            if (at := _at(leaves, one.start)) is not None:
                yield at, one.message or f"应为{one.expected}"


def _at(leaves: list[Text | Number], offset: int) -> Place | None:
    """The source place of a character of the printed text; None if it was not typed."""
    for one in leaves:
        if offset < len(one.text):
            typed = isinstance(one, Text) and one.at.file and one.at.column
            return Place(one.at.file, one.at.line, one.at.column + offset) if typed else None
        offset -= len(one.text)
    return None

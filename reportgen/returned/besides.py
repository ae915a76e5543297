"""What else changed in an edited copy, and cannot be taken into the sources: each such thing is told, none is lost in silence."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher, get_close_matches

from reportgen.core.finding import Finding, Severity
from reportgen.core.place import Place
from reportgen.reading.extract.besides import Held
from reportgen.reading.extract.working import Line, Remembered, WorkingCopy
from reportgen.returned.wording import changed, short, tight

_KINDS = {"picture": "图片", "chart": "图表"}
_WHERE = {"cover": ("封面或声明页", "封面由 project.yaml、report.yaml 和版式编排，在那里改"), "margin": ("页眉或页脚", "页眉页脚由版式编排，改 templates/ 下的版式")}
_LEVEL = "标题用 ## 或 ###，列表用 - 开头，在小节的源文里改"


def told_besides(name: str, copy: WorkingCopy) -> Iterator[Finding]:
    """Findings of everything that is not a word of the text. name: of the file."""
    yield from _tables(name, copy)
    yield from _comments(name, copy)
    if copy.besides.told:
        yield from _drawings(name, copy)
        yield from _outside(name, copy)
        yield from _boxes(name, copy)


def told_setting(name: str, known: Remembered, line: Line) -> Iterator[Finding]:
    """A paragraph of the sources that was made a heading, a list or neither, or whose words were set apart by hand."""
    if known.level is None:
        return
    kind = "heading" if known.level else known.kind if known.kind == "item" else line.kind if known.kind == "fixed" and not line.level else "text"
    if not line.table and (line.kind, line.level) != (kind, known.level):
        yield _finding("V105", "engine-text-changed", f"“{short(line.text)}”的样式改过（{_called(kind, known.level)}→{_called(line.kind, line.level)}），没有采用", Place(name, paragraph=line.number), _LEVEL)
    if line.dressed.strip():
        yield _finding("V110", "format-changed", f"“{short(line.dressed)}”加粗、变斜、加线或标了颜色，没有采用", Place(name, paragraph=line.number), "正文里加粗写 **文字**；其余的字形由版式定")


def _called(kind: str, level: int) -> str:
    return f"{level}级标题" if level else {"item": "列表"}.get(kind, "正文")


def _tables(name: str, copy: WorkingCopy) -> Iterator[Finding]:
    """Tables in order; one that is gone, came, or holds other words."""
    then, now = [(file, tight(words)) for file, words in copy.tables], [tight(one) for one in copy.tables_now]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, [words for _, words in then], now, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        pairs = min(i2 - i1, j2 - j1)
        for (file, words), other in zip(then[i1:i1 + pairs], now[j1:j1 + pairs], strict=True):
            yield _finding("V105", "engine-text-changed", f"表里的文字改过，没有采用：{changed(words, other)}", Place(name), f"表由 {file} 编排，要改的话改那里" if file else "这张表由程序生成，不能在 Word 中改")
        for file, words in then[i1 + pairs:i2]:
            yield _finding("V105", "engine-text-changed", f"表“{short(words)}”删去了，没有采用", Place(name), f"不要这张表的话，在 {file} 里去掉 ::: 表" if file else "这张表由程序生成", Severity.ERROR)
        for words in now[j1 + pairs:j2]:
            yield _finding("V104", "unplaced-paragraph", f"新加的表没有取回：“{short(words)}”", Place(name), "表写在 tables.yaml 中，正文里写 ::: 表 编号", Severity.ERROR)


def _drawings(name: str, copy: WorkingCopy) -> Iterator[Finding]:
    """Pictures and charts in order."""
    then, now = copy.besides.drawings, copy.besides.drawings_now
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, [_key(one) for one in then], [_key(one) for one in now], autojunk=False).get_opcodes():
        if tag != "equal":
            yield from _redrawn(name, copy, then[i1:i2], now[j1:j2])


def lost_alternatives(copy: WorkingCopy) -> dict[str, str]:
    """Alternative texts that a word processor dropped on saving, by the relation of the picture or chart: LibreOffice does so with charts."""
    then, now = copy.besides.drawings, copy.besides.drawings_now
    same = SequenceMatcher(None, [_key(one) for one in then], [_key(one) for one in now], autojunk=False).get_matching_blocks()
    pairs = ((then[block.a + n], now[block.b + n]) for block in same for n in range(block.size))
    return {other.relation: one.alt for one, other in pairs if one.alt and not other.alt}


def _key(one: Held) -> tuple[str, str]:
    return one.kind, one.identity


def _redrawn(name: str, copy: WorkingCopy, gone: Sequence[Held], come: Sequence[Held]) -> Iterator[Finding]:
    """Of one stretch: those of a kind are taken for the same ones, with other contents; the rest is gone, or told where its paragraph is."""
    for kind, called in _KINDS.items():
        before, after = ([one for one in some if one.kind == kind] for some in (gone, come))
        for one, other in zip(before, after, strict=False):
            said = f"{called}“{_shown(copy, one)}”" + ("里的数据改过，没有采用" if kind == "chart" else "换了，或者保存时压缩过，没有采用")
            yield _finding("V105", "engine-text-changed", said, Place(name, paragraph=other.line), _remedy(copy, one, "改"))
        for one in before[len(after):]:
            yield _finding("V105", "engine-text-changed", f"{called}“{_shown(copy, one)}”在 Word 中删去了，没有采用", Place(name), _remedy(copy, one, "删"), Severity.ERROR)


def _shown(copy: WorkingCopy, one: Held) -> str:
    """Its caption, which stands below it, or else its alternative text."""
    caption = copy.paragraphs.get(one.n + 1)
    return short(caption.text if caption and caption.kind == "fixed" and caption.text.startswith("图") else one.alt or "没有说明")


def _remedy(copy: WorkingCopy, one: Held, what: str) -> str:
    known = copy.paragraphs.get(one.n)
    where = (f"{known.file}:{known.line}" if known.line else known.file) if known else ""
    if what == "删":
        return f"不要的话，删去 {where} 处的 :::" if where else "它由版式编排"
    return "图表的数据以快照为准，不在 Word 中改" if one.kind == "chart" else f"换了的话，把新的图片放进小节的文件夹，改 {where or '版式'}"


def _outside(name: str, copy: WorkingCopy) -> Iterator[Finding]:
    """Words of the cover, of headers and footers: those that are not there any more, each beside what came in its place."""
    then, now = (Counter({(where, tight(words)): 1 for where, words in some}) for some in (copy.besides.outside, copy.besides.outside_now))
    come = [one for one in now - then]
    for where, words in then - now:
        close = get_close_matches(words, [other for place, other in come if place == where], 1, 0.3)
        if close:
            come.remove((where, close[0]))
        place, remedy = _WHERE[where]
        yield _finding("V105", "engine-text-changed", f"{place}的“{short(words)}”" + (f"改成了“{short(close[0])}”" if close else "不在了") + "，没有采用", Place(name), remedy)
    for where, words in come:
        yield _finding("V105", "engine-text-changed", f"{_WHERE[where][0]}加了“{short(words)}”，没有采用", Place(name), _WHERE[where][1])


def _boxes(name: str, copy: WorkingCopy) -> Iterator[Finding]:
    for words, number in copy.besides.boxes:
        yield _finding("V104", "unplaced-paragraph", f"文本框里的话没有取回：“{short(words)}”", Place(name, paragraph=number), "需要的话写进正文", Severity.ERROR)


def _comments(name: str, copy: WorkingCopy) -> Iterator[Finding]:
    for one in copy.besides.comments:
        yield _finding("V111", "comment-left", f"{one.author or '有人'}批注：“{short(one.text)}”", Place(name, paragraph=one.at), "批注不进正文；按批注改好正文，或与批注的人商定")


def _finding(code: str, name: str, message: str, at: Place, hint: str, severity: Severity = Severity.WARNING) -> Finding:
    return Finding(code, name, severity, message, at, hint)

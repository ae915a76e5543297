"""# J115 draft-form 文稿的格式不规范

**查什么**：部门交来的 Word 文稿（不是完整的年报）里有没有仿标题（没有用标题样式，只加粗、放大或只打了序号）、手打的序号、连续的空段、用空格缩进、正文混用字体、题注手打的表格。

**为什么**：汇总时要一处处重排，目录也做不出来。

**怎么改**：用标题样式和自动编号，段落间距和缩进用段落格式；用 `reportgen intake` 收稿，这些会自动整理。

**程度**：由年度包的 `rules.yaml` 规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
import re
from collections import Counter

from reportgen.core.filefacts import ParagraphFact
from reportgen.core.place import Place
from reportgen.core.rulebook import Requirement
from reportgen.rules.wordings import asked, told

_ORDINAL = re.compile(r"^\s*(?:第[一二三四五六七八九十\d]+[章节部]|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.．、]\s*(?!\d)|挑战[一二三四五六七八九十])")
_END = re.compile(r"[。；，：！？]\s*$")
_LONGEST, _SHARE = 40, 0.1
Places = list[Place]


def check_file(text: Manuscript) -> Iterator[Finding]:
    paragraphs = text.facts.paragraphs if text.facts and text.facts.format == "docx" and not text.whole else ()
    for rule in asked(text, "draft-form") if paragraphs else ():
        for what, places, hint in _problems(rule, text, paragraphs):
            if places:
                yield told(rule, "J115", "draft-form", f"{what}，共{len(places)}处", at=places[0], also=tuple(places[1:]), hint=hint)


def _problems(rule: Requirement, text: Manuscript, paragraphs: tuple[ParagraphFact, ...]) -> Iterator[tuple[str, Places, str]]:
    usual = Counter({one.points: 0 for one in paragraphs})
    for one in paragraphs:
        usual[one.points] += len(one.text)
    body = usual.most_common(1)[0][0]
    heads = [one for one in paragraphs if _looks_like_heading(one, body)]
    yield "仿标题（没有用标题样式）", [one.at for one in heads], "改用标题样式"
    yield "手打的标题序号", [one.at for one in paragraphs if (one in heads or one.level) and _ORDINAL.match(one.text)], "改用自动编号"
    yield "连续的空段", list(_blank_runs(paragraphs, int(rule.get("blanks", 2)))), "用段前段后间距代替空段"
    yield "用空格缩进", [one.at for one in paragraphs if one.typed_indent and len(one.text.strip()) > _LONGEST], "用首行缩进代替空格"
    yield "正文混用字体", _mixed(paragraphs), "正文统一用一种字体"
    yield "题注手打的表格", [one.at for one in (text.facts.tables if text.facts else ()) if not one.headed], "题注用“插入题注”，勾选重复标题行"


def _looks_like_heading(one: ParagraphFact, body: float) -> bool:
    """Whether it is set or numbered as a heading without being one. The centred title of a draft is none."""
    words = one.text.strip()
    if one.level is not None or not words or len(words) > _LONGEST or _END.search(words) or one.centred:
        return False
    return bool(one.bold or (one.points > body + 0.5) or _ORDINAL.match(words))


def _blank_runs(paragraphs: tuple[ParagraphFact, ...], least: int) -> Iterator[Place]:
    run: list[ParagraphFact] = []
    for one in (*paragraphs, None):
        if one is not None and not one.text.strip() and not one.centred:
            run.append(one)
        else:
            if len(run) >= least:
                yield run[0].at
            run = []


def _mixed(paragraphs: tuple[ParagraphFact, ...]) -> Places:
    """Where prose is set in another font than most of it."""
    prose = [one for one in paragraphs if len(one.text) > _LONGEST and not one.level]
    fonts = Counter(one.font for one in prose)
    usual = fonts.most_common(1)[0][0] if fonts else ""
    return [one.at for one in prose if one.fonts - {usual}]

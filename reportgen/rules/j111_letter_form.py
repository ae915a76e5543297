"""# J111 letter-form 公文格式

**查什么**：有发文字号的 Word 文件（报送函、报告），查天头、订口、版心，正文字体字号，标题字号和居中，版面行数，页码，主送机关，发文字号，附件说明和成文日期，是否照 GB/T 9704。

**为什么**：报送公文格式不对，收文机关可以退回。

**怎么改**：按提示调整，或用 `reportgen form` 生成。

**程度**：由年度包的 `rules.yaml` 规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
import re
from decimal import Decimal

from reportgen.core.filefacts import FileFacts, ParagraphFact
from reportgen.core.place import NOWHERE, Place
from reportgen.core.rulebook import Requirement
from reportgen.rules.wordings import asked, told

_NUMBER = re.compile(r"^\s*[^\s〔〕\[\]（）()]{1,14}[〔\[（(【［](\d{2,4})[〕\]）)】］](第?)(0?)\d+号(?:\s+签发人[：:].*)?\s*$")
_STRICT = re.compile(r"^\s*\S{1,14}〔20\d{2}〕[1-9]\d*号(?:\s|$)")
_DATE = re.compile(r"^\s*20\d\d年\d{1,2}月\d{1,2}日\s*$")
_SIDES = (("top", "天头", 0), ("right", "右边距", 1), ("bottom", "下边距", 2), ("left", "订口", 3))
_FIRST, _LINES = 14, 22
Problem = tuple[str, Place]


def check_file(text: Manuscript) -> Iterator[Finding]:
    if text.facts is None or text.facts.format != "docx":
        return
    told_of = [one for one in text.facts.paragraphs if one.text.strip()]
    number = next((n for n, one in enumerate(told_of[:_FIRST]) if _NUMBER.match(one.text)), None)
    if number is None:
        return
    for rule in asked(text, "letter-form"):
        for message, at in (*_page(rule, text.facts), *_wording(told_of, number), *_faces(rule, told_of[number + 1:])):
            yield told(rule, "J111", "letter-form", message, at=at if at.file else Place(text.name), hint="按 GB/T 9704 调整")


def _page(rule: Requirement, facts: FileFacts) -> Iterator[Problem]:
    margins = facts.sheets[0].margins if facts.sheets else None
    for key, name, side in _SIDES:
        span: tuple[Decimal | None, Decimal | None] | None = rule.get(key)
        if margins and span and not float(span[0] or 0) <= margins[side] <= float(span[1] or 999):
            yield f"{name}是{margins[side]:g}毫米，应为{span[0]}—{span[1]}毫米", NOWHERE
    if "page-field" not in facts.claims:
        yield "没有页码", NOWHERE
    elif "even-odd" not in facts.claims:
        yield "页码没有分单双页（单页居右、双页居左）", NOWHERE


def _wording(told_of: list[ParagraphFact], number: int) -> Iterator[Problem]:
    head = told_of[number]
    if not _STRICT.match(head.text):
        yield f"发文字号“{head.text.strip()}”写法不对，年份用六角括号、写全，序号不加“第”、不编虚位", head.at
    title = next((one for one in told_of[number + 1:number + 4] if one.centred or one.points >= 20), None)
    after = told_of[told_of.index(title) + 1:] if title else told_of[number + 1:]
    addressee = next((one for one in after if not one.centred), None)
    if title is None or not title.centred:
        yield "标题没有居中", title.at if title else head.at
    if addressee is not None and not addressee.text.rstrip().endswith("："):
        yield "标题之下没有主送机关，或末尾不是全角冒号", addressee.at
    elif addressee is not None and (addressee.indented or addressee.typed_indent):
        yield "主送机关要顶格", addressee.at
    for one in after:
        if re.match(r"^\s*附件[：:]", one.text) and one.text.rstrip().endswith(("。", "；", "，")):
            yield "附件名称后面不加标点", one.at
    if not any(_DATE.match(one.text) for one in after):
        yield "没有单独一行的成文日期（用阿拉伯数字写全年月日）", NOWHERE


def _faces(rule: Requirement, body: list[ParagraphFact]) -> Iterator[Problem]:
    fonts, points = tuple(rule.get("fonts", ())), float(rule.get("points", 16))
    title = next((one for one in body[:3] if one.centred), None)
    if title is not None and title.points and abs(title.points - float(rule.get("title_points", 22))) > 0.1:
        yield f"标题是{title.points:g}磅，应为2号（22磅）小标宋", title.at
    prose = [one for one in body if len(one.text) > 40 and not one.centred]
    for name, wrong, right in (("字体", [one for one in prose if one.font and one.font not in fonts], "仿宋"),
                               ("字号", [one for one in prose if one.points and abs(one.points - points) > 0.1], "3号（16磅）")):
        if wrong:
            yield f"正文{name}是{wrong[0].font if name == '字体' else f'{wrong[0].points:g}磅'}，应为{right}，共{len(wrong)}段", wrong[0].at

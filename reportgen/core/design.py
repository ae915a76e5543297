"""What the writers need of a look, in one place: they refuse without it, and `look check` lists it all at once.

`PARAMETERS` is styles.yaml; `needs` the styles of base.docx; `FIELDS` what its cover may name; `LIBRARY` what report.typ builds on;
`CLASSES` what the page's style sheet must dress.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a parameter of styles.yaml holds."""

    LENGTH = "数"
    FLAG = "true 或 false"
    WORDS = "文字"
    COLOUR = "颜色"
    COLOURS = "六种颜色"
    FACES = "字体名"
    ANY = "任何内容"


FACES = ("title", "heading", "heading2", "body", "table")
INKS = ("ink", "muted", "rule", "accent", "tint")
TOTAL = "{total}"   # in the form of page numbers: how many pages the text has
SERIES = 6   # colours of a chart's series
Shape = Mapping[str, object]   # name → Kind, words to choose from, or a shape again; a name with "?" may be missing


def _lengths(*names: str) -> dict[str, object]:
    return dict.fromkeys(names, Kind.LENGTH)


_HEADING = {**_lengths("size_pt", "before_pt", "after_pt", "line_pt"), "face": FACES, "colour": INKS, "align?": ("left", "center"), "bold?": Kind.FLAG,
            "page_break?": Kind.FLAG, "rule?": Kind.FLAG}
PARAMETERS: Shape = {
    "numbering": ("official", "decimal"),
    "cover": ("line", "band"),
    "page": {**_lengths("width_mm", "height_mm", "top_mm", "bottom_mm", "left_mm", "right_mm", "header_mm", "footer_mm"), "number?": Kind.WORDS},
    "edges": {"rule": Kind.FLAG, "number": ("center", "right", "outer"), "face": FACES, "colour": INKS},
    "body": _lengths("size_pt", "line_pt", "indent_chars"),
    "headings": {str(level): _HEADING for level in (1, 2, 3, 4)},
    "cards?": _lengths("height_pt", "below_pt", "value_pt"),
    "table": _lengths("size_pt", "row_pt", "line_pt") | _lengths("turn_below_pt?"),
    "caption": _lengths("size_pt", "line_pt", "before_pt", "after_pt"),
    "note": _lengths("size_pt", "line_pt"),
    "chart": _lengths("width_pt", "height_pt", "most_pt"),
    "photo": _lengths("width_pt", "height_pt"),
    "fonts": {"docx": dict.fromkeys((*FACES, "latin"), Kind.WORDS), "open": {"serif": Kind.WORDS, "sans": Kind.WORDS},
              "pdf?": {f"{name}?": Kind.FACES for name in FACES}},
    "docx?": {"charts?": ("native", "picture"), "chart_font?": Kind.WORDS},
    "colours": {**dict.fromkeys(INKS, Kind.COLOUR), "series": Kind.COLOURS},
    "own?": Kind.ANY,
}

# ── base.docx ──────────────────────────────────────────────────────────────

PARAGRAPH, CHARACTER, TABLE = "paragraph", "character", "table"
FIELDS = {"owner": "校名或企业名（题目以它开头时）", "title": "题目", "subtitle": "年度", "organisation": "编写单位", "date": "日期", "facts": "数据快照等小字"}


@dataclass(frozen=True, slots=True)
class Need:
    """A named style. use: what it is for, in a reader's words. listed: its paragraphs are numbered, so it needs a list definition."""

    name: str
    use: str
    kind: str = PARAGRAPH
    listed: bool = False


_ALWAYS = (
    Need("Title", "封面题目"), Need("正文首行缩进", "正文段落"), Need("heading 1", "部分的标题"), Need("heading 2", "二级标题"), Need("heading 3", "三级标题"),
    Need("heading 4", "四级标题"), Need("Quote", "引文"), Need("List Number", "编号列表", listed=True), Need("List Bullet", "项目列表"), Need("间隔", "两表之间的空"),
    Need("声明标题", "责任声明的题目"), Need("声明正文", "责任声明的文字"), Need("声明签署", "责任声明的签署行"),
    Need("TOC Heading", "“目录”二字"), Need("toc 1", "目录一级"), Need("toc 2", "目录二级"), Need("toc 3", "目录三级"), Need("table of figures", "图、表、案例目录"),
    Need("图片", "放图的段落"), Need("caption", "表题"), Need("图题", "图题"), Need("图注", "图下的注"), Need("表单位", "表右上角的单位"), Need("图表注", "表下的注"),
    Need("表格文字", "表中文字"), Need("表头", "表头"), Need("表格居中", "表中居中的字"), Need("表格数字", "表中数字"), Need("表格合计", "合计行"),
    Need("三线表", "正文里的表", TABLE), Need("全框表", "附件的指标表", TABLE),
    Need("案例正文", "案例的文字"), Need("案例编号", "案例里的编号列表", listed=True), Need("案例列表", "案例里的项目列表"), Need("案例标题", "案例的题目"),
    Need("案例副标题", "案例的副题"), Need("案例署名", "案例的单位和作者"), Need("案例小标题", "案例里的小标题"), Need("案例图片", "案例里放图的段落"),
    Need("案例图题", "案例里的图题"), Need("案例图注", "案例里图下的注"),
    Need("header", "书眉"), Need("书眉标题", "书眉右边的部分标题", CHARACTER), Need("空页眉", "各部分首页的书眉"), Need("footer", "页脚"),
    Need("footnote text", "脚注"), Need("footnote reference", "脚注号", CHARACTER), Need("Strong", "加粗", CHARACTER), Need("Emphasis", "强调", CHARACTER),
    Need("Hyperlink", "链接", CHARACTER), Need("数据", "绑定的数字", CHARACTER), Need("数据强调", "加粗里的数字", CHARACTER),
)
_CARDS = (Need("卡片数字", "数据卡片的数字"), Need("卡片名称", "数据卡片的名称"), Need("卡片变化", "数据卡片的变化"))
_SIDES = (Need("单页页脚", "单页的页码"), Need("双页页脚", "双页的页码"))


def needs(design: Mapping) -> Iterator[Need]:
    """The styles that the base.docx of a look with this styles.yaml must have."""
    yield from _ALWAYS
    if "cards" in design:
        yield from _CARDS
    if design["edges"]["number"] == "outer":
        yield from _SIDES


# ── report.typ and report.html.j2 ──────────────────────────────────────────

LIBRARY = "common.typ"          # what report.typ imports, to call `report` with its cover
PAGE = "common.html.j2"         # what report.html.j2 extends
FACTS = "<facts>"               # the label under which a template that does not use the library must say its pages
CLASSES = {"case": "案例框", "cards": "数据卡片", "note": "图表的注", "unit": "表的单位", "scroll": "可横向滚动的表", "official": "指标表", "r": "数字格", "n": "带来源的数字"}

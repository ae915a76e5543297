"""Makes base.docx, the Word side of a look, from its styles.yaml: named styles, page setup, numbering and the cover.

Run it in a look's folder (`python ../common/make_base.py`) after changing styles.yaml. A school may also open base.docx in Word and
redesign any style or the cover by hand; the writer finds styles by their names, and never looks at this script.
"""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import yaml

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
MIXED = "http://schemas.openxmlformats.org/markup-compatibility/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PARTS = ("document", "styles", "settings", "numbering", "fontTable")
# What Windows and WPS have when an official face is missing.
SUBSTITUTES = {"方正小标宋简体": "华文中宋,宋体", "仿宋_GB2312": "仿宋,FangSong", "楷体_GB2312": "楷体,KaiTi", "黑体": "SimHei", "宋体": "SimSun",
               "楷体": "KaiTi", "微软雅黑": "Microsoft YaHei"}


def twips(points: float) -> int:
    """Points as Word measures them."""
    return round(points * 20)


def mm(length: float) -> int:
    """Millimetres as twips."""
    return round(length * 1440 / 25.4)


class Sheet:
    """The style sheet as XML, one method a kind of style."""

    def __init__(self, design: dict) -> None:
        self.design, self.fonts, self.colours = design, design["fonts"]["docx"], design["colours"]
        self.body = design["body"]["size_pt"]

    def colour(self, name: str) -> str:
        """A colour of styles.yaml as Word writes it; "paper" is white."""
        return "FFFFFF" if name == "paper" else self.colours[name].lstrip("#").upper()

    def run(self, font: str = "", size: float = 0, colour: str = "", bold: bool = False, more: str = "") -> str:
        """Run properties in schema order."""
        out = f'<w:rFonts w:eastAsia="{self.fonts[font]}"/>' if font else ""
        out += "<w:b/>" if bold else ""
        out += f'<w:color w:val="{self.colour(colour)}"/>' if colour else ""
        out += f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else ""
        return f"<w:rPr>{out}{more}</w:rPr>" if out or more else ""

    def style(self, id: str, name: str, paragraph: str = "", run: str = "", *, base: str = "Normal", follow: str = "",
              kind: str = "paragraph", custom: bool = True, more: str = "") -> str:
        """One style; paragraph and run are its properties as XML."""
        custom_attribute = ' w:customStyle="1"' if custom else ""
        default = ' w:default="1"' if name in ("Normal", "Default Paragraph Font", "Normal Table") else ""
        based = f'<w:basedOn w:val="{base}"/>' if base and not default else ""
        return (f'<w:style w:type="{kind}"{default}{custom_attribute} w:styleId="{id}"><w:name w:val="{name}"/>{based}'
                + (f'<w:next w:val="{follow}"/>' if follow else "") + '<w:uiPriority w:val="1"/>' + "<w:qFormat/>" * (kind == "paragraph")
                + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "") + run + more + "</w:style>")

    def spacing(self, line: float = 0, before: float = 0, after: float = 0) -> str:
        """Fixed line pitch; line 0 leaves the line to what stands in it (a picture)."""
        rule = f'w:line="{twips(line)}" w:lineRule="exact"' if line else 'w:line="240" w:lineRule="auto"'
        return f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}" {rule}/>'

    def defaults(self) -> str:
        """Body face and size, Chinese as the language; no theme."""
        latin = self.fonts["latin"]
        return (f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{latin}" w:eastAsia="{self.fonts["body"]}" w:hAnsi="{latin}" '
                f'w:cs="{latin}"/><w:kern w:val="2"/><w:sz w:val="{self.body * 2}"/><w:szCs w:val="{self.body * 2}"/>'
                '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>')

    def text(self) -> list[str]:
        """Body text, quotations, lists, the statement page."""
        body, indent = self.design["body"], f'<w:ind w:firstLineChars="200" w:firstLine="{twips(2 * self.body)}"/>'
        wide = twips(2 * self.body)
        hanging = hanging_indent(self.body)
        numbered = '<w:numPr><w:numId w:val="{}"/></w:numPr>'
        return [
            self.style("Normal", "Normal", '<w:widowControl/><w:snapToGrid w:val="0"/>' + self.spacing(body["line_pt"]) + '<w:jc w:val="both"/>',
                       custom=False),
            self.style("BodyIndent", "正文首行缩进", indent),
            self.style("Quote", "Quote", f'<w:ind w:left="{wide}" w:right="{wide}" w:firstLineChars="200" w:firstLine="{wide}"/>',
                       self.run("heading2"), custom=False),
            self.style("ListNumber", "List Number", numbered.format(1) + hanging, custom=False),
            self.style("ListBullet", "List Bullet", numbered.format(2) + hanging, custom=False),
            self.style("StatementTitle", "声明标题", '<w:keepNext/>' + self.spacing(40, 60, 40) + '<w:jc w:val="center"/>',
                       self.run("title", 22, self.design["headings"][1]["colour"]), follow="StatementText"),
            self.style("StatementText", "声明正文", self.spacing(30), self.run(size=14), base="BodyIndent"),
            self.style("StatementSign", "声明签署", self.spacing(26, 14) + f'<w:ind w:left="{twips(200)}"/><w:jc w:val="left"/>', self.run(size=14)),
            self.style("Gap", "间隔", self.spacing(1), self.run(size=1)),
        ]

    def heading(self, level: int) -> str:
        """Word's own heading style of a level, so that every program knows it."""
        spec = self.design["headings"][level]
        edge = f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="5" w:color="{self.colour(spec["colour"])}"/></w:pBdr>' if spec.get("rule") else ""
        paragraph = ("<w:keepNext/><w:keepLines/>" + edge + self.spacing(spec["line_pt"], spec["before_pt"], spec["after_pt"])
                     + f'<w:jc w:val="{spec.get("align", "left")}"/><w:outlineLvl w:val="{level - 1}"/>')
        return self.style(f"Heading{level}", f"heading {level}", paragraph, self.run(spec["face"], spec["size_pt"], spec["colour"], bold=spec.get("bold", False)),
                          follow="BodyIndent", custom=False)

    def contents(self) -> list[str]:
        """目录 and the lists after it: dot leaders to the page number."""
        leader = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{self.measure}"/></w:tabs>'
        line = self.design["body"]["line_pt"]

        def entry(id: str, name: str, indent: float, before: float, run: str = "") -> str:
            return self.style(id, name, leader + self.spacing(line, before) + f'<w:ind w:left="{twips(indent)}"/><w:jc w:val="left"/>', run,
                              custom=False)
        return [
            self.style("TOCHeading", "TOC Heading", "<w:keepNext/>" + self.spacing(28, 14, 12) + '<w:jc w:val="center"/>',
                       self.run("heading", 16, "ink"), custom=False),
            entry("TOC1", "toc 1", 0, 5, self.run("heading")), entry("TOC2", "toc 2", 12, 0), entry("TOC3", "toc 3", 30, 0, self.run(size=11)),
            self.style("TableofFigures", "table of figures", leader + self.spacing(18) + '<w:jc w:val="left"/>', self.run(size=10.5), custom=False),
        ]

    def pictures(self) -> list[str]:
        """Pictures, captions, units and notes."""
        caption, note = self.design["caption"], self.design["note"]
        centred = '<w:jc w:val="center"/>'
        tiny = self.run(size=1)  # a picture's line is as high as the picture, not higher
        return [
            self.style("Picture", "图片", "<w:keepNext/>" + self.spacing(0, caption["before_pt"]) + centred, tiny, follow="Legend"),
            self.style("Caption", "caption", "<w:keepLines/>" + self.spacing(caption["line_pt"], caption["before_pt"], caption["after_pt"]) + centred,
                       self.run("heading", caption["size_pt"]), custom=False, follow="BodyIndent"),
            self.style("Legend", "图题", self.spacing(caption["line_pt"], caption["after_pt"], caption["before_pt"] + 4), base="Caption",
                       follow="BodyIndent"),
            self.style("Unit", "表单位", "<w:keepNext/>" + self.spacing(note["line_pt"]) + '<w:jc w:val="right"/>',
                       self.run("table", note["size_pt"], "muted")),
            self.style("LegendNote", "图注", '<w:jc w:val="center"/>', base="Note"),
            self.style("Note", "图表注", self.spacing(note["line_pt"], 3, caption["before_pt"] + 4) + "<w:contextualSpacing/>",
                       self.run("table", note["size_pt"], "muted")),
        ]

    def tables(self) -> list[str]:
        """Three-line and full-grid tables and the paragraphs in their cells."""
        table = self.design["table"]
        pad = twips((table["row_pt"] - table["line_pt"]) / 2) - 10  # leaves room for the rules, which Word counts in

        def cell(id: str, name: str, align: str, run: str = "") -> str:
            return self.style(id, name, self.spacing(table["line_pt"]) + f'<w:jc w:val="{align}"/>', run, base="TableText")

        def look(id: str, name: str, borders: str) -> str:
            margins = f'<w:tblCellMar><w:top w:w="{pad}" w:type="dxa"/><w:left w:w="80" w:type="dxa"/><w:bottom w:w="{pad}" w:type="dxa"/>' \
                      '<w:right w:w="80" w:type="dxa"/></w:tblCellMar>'
            return self.style(id, name, kind="table", base="TableNormal",
                              more=f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders>{margins}</w:tblPr>")
        ink, rule = self.colour("ink"), self.colour("rule")
        thick = "".join(f'<w:{side} w:val="single" w:sz="8" w:space="0" w:color="{ink}"/>' for side in ("top", "bottom"))
        full = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{rule if side.startswith("inside") else ink}"/>'
                       for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
        return [
            self.style("TableText", "表格文字", self.spacing(table["line_pt"]) + '<w:jc w:val="left"/>', self.run("table", table["size_pt"])),
            cell("TableHead", "表头", "center", self.run("heading")), cell("TableCentre", "表格居中", "center"),
            cell("TableNumber", "表格数字", "right"), cell("TableTotal", "表格合计", "right", self.run("heading", bold=True)),
            look("ThreeLine", "三线表", thick), look("FullGrid", "全框表", full),
        ]

    def case(self) -> list[str]:
        """One box: all its paragraphs have the same borders and indents, so Word draws them as one.

        They have none above and below: LibreOffice counts those of each paragraph when it looks whether that fits on the page, and takes it
        to the next page, with all that is kept with it, where only they have no room.
        """
        def side(name: str, size: int, space: int, colour: str) -> str:
            return f'<w:{name} w:val="single" w:sz="{size}" w:space="{space}" w:color="{self.colour(colour)}"/>'
        box = (f'<w:pBdr>{side("left", 24, 9, "accent")}{side("right", 4, 10, "tint")}</w:pBdr>'
               f'<w:shd w:val="clear" w:color="auto" w:fill="{self.colour("tint")}"/>')
        line, caption, sides = self.design["body"]["line_pt"], self.design["caption"], f'w:left="{twips(self.body)}" w:right="{twips(self.body)}"'
        flush = f'<w:ind {sides} w:firstLineChars="0" w:firstLine="0"/>'

        def style(id: str, name: str, paragraph: str, run: str = "", follow: str = "CaseText") -> str:
            return self.style(id, name, paragraph, run, base="CaseText", follow=follow)
        return [
            self.style("CaseText", "案例正文", box + f'<w:ind {sides} w:firstLineChars="200" w:firstLine="{twips(2 * self.body)}"/>',
                       self.run("heading2")),
            style("CaseNumber", "案例编号", '<w:numPr><w:numId w:val="3"/></w:numPr>', follow="CaseNumber"),
            style("CaseBullet", "案例列表", '<w:numPr><w:numId w:val="4"/></w:numPr>', follow="CaseBullet"),
            style("CaseTitle", "案例标题", "<w:keepNext/><w:keepLines/>" + self.spacing(line + 4, 11, 3) + flush + '<w:jc w:val="left"/>',
                  self.run("heading", 13, "accent")),
            style("CaseSubtitle", "案例副标题", "<w:keepNext/>" + flush + '<w:jc w:val="left"/>', self.run("heading2", 12)),
            style("CaseByline", "案例署名", "<w:keepNext/>" + self.spacing(16, 0, 4) + flush + '<w:jc w:val="left"/>',
                  self.run("table", self.design["note"]["size_pt"], "muted")),
            style("CaseHeading", "案例小标题", "<w:keepNext/>" + self.spacing(line, 4, 2) + flush + '<w:jc w:val="left"/>', self.run("heading")),
            style("CasePicture", "案例图片", "<w:keepNext/>" + self.spacing(0, caption["before_pt"]) + flush + '<w:jc w:val="center"/>', self.run(size=1), "CaseCaption"),
            style("CaseNote", "案例图注", self.spacing(self.design["note"]["line_pt"], 3, caption["before_pt"] + 4) + flush
                  + '<w:contextualSpacing/><w:jc w:val="center"/>',
                  self.run("table", self.design["note"]["size_pt"], "muted")),
            style("CaseCaption", "案例图题", self.spacing(caption["line_pt"], caption["after_pt"], caption["before_pt"] + 4) + flush + '<w:jc w:val="center"/>',
                  self.run("heading", caption["size_pt"])),
        ]

    def cards(self) -> list[str]:
        """The cards at the head of a part, in a look that has them."""
        look = self.design.get("cards")
        if not look:
            return []
        left = '<w:jc w:val="left"/>'
        return [
            self.style("CardValue", "卡片数字", "<w:keepNext/>" + self.spacing(26, 8) + left, self.run("heading", look["value_pt"], "accent", bold=True)),
            self.style("CardName", "卡片名称", "<w:keepNext/>" + self.spacing(14) + left, self.run("heading", 9.5)),
            self.style("CardChange", "卡片变化", "<w:keepNext/>" + self.spacing(12) + left, self.run("table", 8.5, "muted")),
        ]

    def cover(self) -> list[str]:
        """The cover: rules, names, date. On a band of colour they are white and stand left."""
        band = self.design["cover"] == "band"
        side = f'<w:jc w:val="{"left" if band else "center"}"/>'
        over = "paper" if band else ""

        def rule(where: str, kind: str, size: int, colour: str) -> str:
            return f'<w:pBdr><w:{where} w:val="{kind}" w:sz="{size}" w:space="1" w:color="{self.colour(colour)}"/></w:pBdr>'
        return [
            self.style("CoverRule", "封面线", self.spacing(10)),
            self.style("CoverOwner", "封面校名", self.spacing(40, 190 if band else 72, 8 if band else 14) + side,
                       self.run("heading" if band else "title", 20 if band else 26, over or "accent")),
            self.style("CoverShortRule", "封面短线", ("" if band else rule("top", "single", 13, "accent")) + self.spacing(10 if band else 90)),
            self.style("Title", "Title", self.spacing(50) + side, self.run("title", 32, over or "ink", bold=band), custom=False),
            self.style("Subtitle", "Subtitle", self.spacing(34, 6 if band else 24) + side, self.run("heading" if band else "heading2", 17 if band else 20, over or "ink"),
                       custom=False),
            self.style("CoverName", "封面单位", self.spacing(34, 190 if band else 150) + side, self.run("heading", 16, "accent" if band else "ink")),
            self.style("CoverDate", "封面日期", self.spacing(30, 0, 24) + side, self.run("body", 14 if band else 16, "muted" if band else "ink")),
            self.style("CoverFact", "封面信息", self.spacing(16) + side, self.run("table", 9, "muted")),
        ]

    def edges(self) -> list[str]:
        """Header, footer, footnotes and the character styles."""
        edges, note = self.design["edges"], self.design["note"]
        rule = f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="{self.colour("rule")}"/></w:pBdr>' if edges["rule"] else ""
        number, face = edges["colour"] if edges["face"] == "heading" else "ink", edges["face"]

        def footer(id: str, name: str, side: str, indent: str = "") -> str:
            mark = f'<w:pBdr><w:top w:val="single" w:sz="12" w:space="3" w:color="{self.design["colours"]["series"][1].lstrip("#").upper()}"/></w:pBdr>'
            short = f'<w:ind w:left="{self.measure - twips(54)}"/>' if edges["number"] == "right" else indent
            return self.style(id, name, (mark if edges["number"] == "right" else "") + self.spacing(14) + short + f'<w:jc w:val="{side}"/>',
                              self.run(face, 10 if edges["number"] == "right" else 10.5, number), custom=name != "footer")
        superscript = '<w:vertAlign w:val="superscript"/>'
        return [
            self.style("Header", "header", rule + f'<w:tabs><w:tab w:val="right" w:pos="{self.measure}"/></w:tabs>' + self.spacing(14)
                       + '<w:jc w:val="left"/>', self.run(face, 9, "muted"), custom=False),
            self.style("BareHeader", "空页眉", self.spacing(14)),
            footer("Footer", "footer", "center"),
            footer("FooterOdd", "单页页脚", "right", f'<w:ind w:right="{twips(self.body)}"/>'),
            footer("FooterEven", "双页页脚", "left", f'<w:ind w:left="{twips(self.body)}"/>'),
            self.style("HeaderPart", "书眉标题", run=self.run(colour=edges["colour"]), kind="character", base="", custom=True),
            self.style("FootnoteText", "footnote text", self.spacing(note["line_pt"]) + '<w:jc w:val="left"/>', self.run(size=note["size_pt"]),
                       custom=False),
            self.style("FootnoteReference", "footnote reference", run=f"<w:rPr>{superscript}</w:rPr>", kind="character", base="", custom=False),
            self.style("Strong", "Strong", run=self.run("heading", bold=True), kind="character", base="", custom=False),
            self.style("Emphasis", "Emphasis", run=self.run("heading2"), kind="character", base="", custom=False),
            self.style("Hyperlink", "Hyperlink", run=self.run(colour="accent", more='<w:u w:val="single"/>'), kind="character", base="",
                       custom=False),
            self.style("Figure", "数据", kind="character", base=""),
            self.style("FigureStrong", "数据强调", kind="character", base="Strong"),
        ]

    @property
    def measure(self) -> int:
        """Width of the text: a whole number of body characters, as the grid wants it."""
        page = self.design["page"]
        width = (page["width_mm"] - page["left_mm"] - page["right_mm"]) / 25.4 * 72
        return twips(round(width / self.body) * self.body)

    def xml(self) -> str:
        """The whole style sheet."""
        base = [self.style("DefaultParagraphFont", "Default Paragraph Font", kind="character", base="", custom=False),
                self.style("TableNormal", "Normal Table", kind="table", base="", custom=False,
                           more='<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
                                '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>')]
        styles = base + self.text() + [self.heading(level) for level in (1, 2, 3, 4)] + self.contents() + self.pictures() + self.tables() \
            + self.case() + self.cards() + self.cover() + self.edges()
        return f"{HEAD}<w:styles {W}>{self.defaults()}{''.join(styles)}</w:styles>"


def fonts(design: dict) -> str:
    """The font table: official names, each with what stands in for it."""
    def one(name: str) -> str:
        other = SUBSTITUTES.get(name)
        return (f'<w:font w:name="{name}">' + (f'<w:altName w:val="{other}"/>' if other else "")
                + f'<w:charset w:val="{"86" if other else "00"}"/><w:family w:val="{"modern" if name == "黑体" else "roman"}"/></w:font>')
    return f"{HEAD}<w:fonts {W}>{''.join(one(name) for name in dict.fromkeys(design['fonts']['docx'].values()))}</w:fonts>"


def numbering(size: float) -> str:
    """Numbered and bulleted lists, hanging in the text; in a case flush, because its paragraphs share one box."""
    hanging, flush = hanging_indent(size), f'<w:ind w:left="{twips(size)}" w:right="{twips(size)}" w:firstLine="{twips(2 * size)}"/>'

    def abstract(id: int, style: str, kind: str, text: str) -> str:
        suffix, indent = ("space", flush) if style.startswith("Case") else ("tab", hanging)
        return (f'<w:abstractNum w:abstractNumId="{id}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
                f'<w:numFmt w:val="{kind}"/><w:pStyle w:val="{style}"/><w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
                f"<w:pPr>{indent}</w:pPr></w:lvl></w:abstractNum>")
    lists = (("ListNumber", "decimal", "%1."), ("ListBullet", "bullet", "•"), ("CaseNumber", "decimal", "%1."), ("CaseBullet", "bullet", "•"))
    return (f"{HEAD}<w:numbering {W}>" + "".join(abstract(n, *one) for n, one in enumerate(lists, 1))
            + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, len(lists) + 1)) + "</w:numbering>")


def hanging_indent(size: float) -> str:
    """Mark after two characters, text after three and a third."""
    return f'<w:ind w:left="{twips(size * 10 / 3)}" w:hanging="{twips(size * 4 / 3)}"/>'


def settings() -> str:
    """Chinese typesetting, the newest layout rules, and nothing that makes Word ask."""
    compat = "".join(f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>' for name, value in (
        ("compatibilityMode", 15), ("overrideTableStyleFontSizeAndJustification", 1), ("enableOpenTypeFeatures", 1),
        ("doNotFlipMirrorIndents", 1)))
    return (f'{HEAD}<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="compressPunctuation"/>'
            "<w:compat><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/>"
            f'<w:useFELayout/>{compat}</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
            '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>')


def document(design: dict, measure: int) -> str:
    """The cover with its fields, and the page setup that every section takes."""
    page = design["page"]

    def paragraph(style: str, text: str = "") -> str:
        run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'
    left, width = mm(page["left_mm"]), mm(page["width_mm"])
    height = mm(page["height_mm"]) - mm(page["top_mm"]) - mm(page["bottom_mm"])
    lines = height // twips(design["body"]["line_pt"])  # the grid shares out the whole height, or LibreOffice shortens the page
    section = (f'<w:sectPr><w:pgSz w:w="{width}" w:h="{mm(page["height_mm"])}"/><w:pgMar w:top="{mm(page["top_mm"])}" w:right="{width - left - measure}" '
               f'w:bottom="{mm(page["bottom_mm"])}" w:left="{left}" w:header="{mm(page["header_mm"])}" w:footer="{mm(page["footer_mm"])}" '
               f'w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="{height // lines}"/></w:sectPr>')
    fields = (("CoverOwner", "owner"), ("CoverShortRule", ""), ("Title", "title"), ("Subtitle", "subtitle"), ("CoverName", "organisation"),
              ("CoverDate", "date"), ("CoverFact", "facts"))
    cover = [band(design) if design["cover"] == "band" else paragraph("CoverRule"), *(paragraph(style, f"{{{{ {field} }}}}" if field else "") for style, field in fields)]
    names = f'{W} xmlns:r="{R}" xmlns:wp="{DRAWING}/wordprocessingDrawing" xmlns:a="{DRAWING}/main" xmlns:wps="{SHAPE}" xmlns:mc="{MIXED}"'
    return f'{HEAD}<w:document {names}><w:body>' + f"{''.join(cover)}{section}</w:body></w:document>"


def band(design: dict) -> str:
    """The first paragraph of a cover with two bands of colour behind it, from edge to edge of the page."""
    accent, second = (design["colours"]["accent"], design["colours"]["series"][1])
    width, emu = design["page"]["width_mm"], 36000

    def shape(n: int, colour: str, top: float, height: float) -> str:
        size = f'cx="{round(width * emu)}" cy="{round(height * emu)}"'
        return (f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{n}" '
                f'behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset>'
                f'</wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>{round(top * emu)}</wp:posOffset></wp:positionV><wp:extent {size}/><wp:effectExtent l="0" t="0" '
                f'r="0" b="0"/><wp:wrapNone/><wp:docPr id="{9000 + n}" name="band{n}" descr="封面色块"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{SHAPE}"><wps:wsp><wps:cNvSpPr/><wps:spPr>'
                f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{colour.lstrip("#").upper()}"/>'
                '</a:solidFill><a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent>')
    runs = "".join(f"<w:r>{one}</w:r>" for one in (shape(1, accent, 0, 172), shape(2, second, 172, 3)))
    return f'<w:p><w:pPr><w:pStyle w:val="CoverRule"/></w:pPr>{runs}</w:p>'


def package(design: dict) -> dict[str, str]:
    """Every part of base.docx by name."""
    def relations(*targets: tuple[str, str]) -> str:
        rows = "".join(f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(targets, 1))
        return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'
    sheet = Sheet(design)
    overrides = "".join(f'<Override PartName="/word/{part}.xml" ContentType="{CONTENT}.{part + ".main" * (part == "document")}+xml"/>' for part in PARTS)
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
                               f'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{overrides}<Override '
                               'PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
        "_rels/.rels": relations((f"{R}/officeDocument", "word/document.xml"), (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")),
        "docProps/core.xml": f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"/>',
        "word/_rels/document.xml.rels": relations(*((f"{R}/{part}", f"{part}.xml") for part in PARTS[1:])),
        "word/document.xml": document(design, sheet.measure), "word/styles.xml": sheet.xml(), "word/settings.xml": settings(),
        "word/numbering.xml": numbering(sheet.body), "word/fontTable.xml": fonts(design),
    }


def make(styles: str) -> bytes:
    """base.docx for that styles.yaml; the same text gives the same bytes."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, text in sorted(package(yaml.safe_load(styles)).items()):
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 3
            archive.writestr(entry, text)
    return out.getvalue()


if __name__ == "__main__":
    Path("base.docx").write_bytes(make(Path("styles.yaml").read_text("utf-8")))

"""报送公文 by GB/T 9704-2012, 上行文: 22 lines of 28 characters, margins 37, 35, 28, 26 mm.

The grid is one of lines (579 twips, 22 of them in 225 mm), and 16-point text is set 0.25 point closer, so that 28 characters fill 156 mm;
a grid of characters would pull large titles apart, and LibreOffice sets 14 characters a line on it.
"""

import re

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor, Twips
from paper import FANG, HEI, KAI, SONG, TITLE, field, plain, saved, say

LINE, CHARACTER, MEASURE = 579, 315, 8844  # twips
MARK, MARK_BEFORE = 1120, 84               # 发文机关标志: its line and the space above; over it stand the lines for 份号, 密级, 紧急程度, used or not
RED = "FF0000"
CENTRED, RIGHT, LEFT, BOTH = "center", "right", "left", "both"
# name: face, size, alignment, further paragraph properties
STYLES = {
    "公文份号": (FANG, 16, LEFT, ""),
    "公文密级": (HEI, 16, LEFT, ""),
    "公文标志": (TITLE, 44, CENTRED, ""),
    "公文空行": (FANG, 16, LEFT, ""),
    "公文文号": (FANG, 16, LEFT, ""),
    "公文签发": (KAI, 16, LEFT, ""),
    "公文标题": (TITLE, 22, CENTRED, ""),
    "公文主送": (FANG, 16, BOTH, ""),
    "公文正文": (FANG, 16, BOTH, f'<w:ind w:firstLineChars="200" w:firstLine="{2 * CHARACTER}"/>'),
    "公文一级": (HEI, 16, BOTH, f'<w:ind w:firstLineChars="200" w:firstLine="{2 * CHARACTER}"/>'),
    "公文二级": (KAI, 16, BOTH, f'<w:ind w:firstLineChars="200" w:firstLine="{2 * CHARACTER}"/>'),
    "公文附件": (FANG, 16, LEFT, f'<w:ind w:left="{5 * CHARACTER}" w:hanging="{3 * CHARACTER}"/>'),
    "公文附件列": (FANG, 16, LEFT, f'<w:ind w:left="{round(6.5 * CHARACTER)}" w:hanging="{round(4.5 * CHARACTER)}"/>'),
    "公文落款": (FANG, 16, LEFT, ""),
    "公文附注": (FANG, 16, BOTH, f'<w:ind w:left="{2 * CHARACTER}" w:firstLine="0"/>'),
    "版记抄送": (FANG, 14, LEFT, '<w:ind w:left="1120" w:right="280" w:hanging="840"/>'),
    "版记印发": (FANG, 14, LEFT, '<w:ind w:left="280" w:right="280"/>'),
    "版记末": (FANG, 1, LEFT, ""),
    "公文页码": (SONG, 14, LEFT, ""),
}
# a box at the foot of the text, as wide as it; Word and LibreOffice float a table only if it is narrower. Text is kept from under it by blank
# lines: LibreOffice sets a box that text flows around 2.6 mm too high
BOX = f"""<w:drawing {nsdecls("w", "wp", "a")} xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0">
<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>
<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV><wp:extent cx="{MEASURE * 635}" cy="{970 * 635}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>
<wp:wrapNone/><wp:docPr id="101" name="版记" descr="版记"/><wp:cNvGraphicFramePr/><a:graphic>
<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>
<a:xfrm><a:off x="0" y="0"/><a:ext cx="{MEASURE * 635}" cy="{970 * 635}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>
<wps:txbx><w:txbxContent/></wps:txbx><wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:spAutoFit/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"""


def letter() -> bytes:
    """报送公文."""
    document = page()
    mark(document)
    title(document)
    body(document)
    attachments(document)
    signature(document)
    say(document, "公文附注", "{% if 联系人 %}（联系人：{{ 联系人 }}{% if 联系电话 %}，联系电话：{{ 联系电话 }}{% endif %}）{% endif %}").paragraph_format.keep_with_next = True
    even(document)
    imprint(document)
    return saved(document, letter=True)


def page():
    """The empty page with its styles and page numbers."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    section.footer_distance = Mm(25.6)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(LINE))
    for name, look in STYLES.items():
        style(document, name, *look)
    document.settings.odd_and_even_pages_header_footer = True
    numbers(document, section)
    return document


def style(document, name: str, face: str, size: float, align: str, more: str) -> None:
    """A paragraph style on the grid."""
    made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = None
    plain(made, face, size, SONG if face == SONG else "Times New Roman")
    if size == 16:
        spacing = parse_xml(f'<w:spacing {nsdecls("w")} w:val="-5"/>')
        made.element.rPr.insert_element_before(spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs")
    if size == 44:
        made.font.color.rgb = RGBColor.from_string(RED)
    line = {1: 14, 14: 280 if name == "公文页码" else 480, 44: MARK}.get(size, LINE)
    properties = made.element.get_or_add_pPr()
    off_grid = '<w:snapToGrid w:val="0"/>' if size != 16 else ""
    for piece in ("<w:keepNext/>" if name in ("公文一级", "公文二级") else "", "<w:keepLines/>" if name.startswith("公文附件") else "", '<w:widowControl w:val="0"/>', '<w:kinsoku w:val="1"/>', '<w:overflowPunct w:val="0"/>', '<w:autoSpaceDE w:val="0"/>', '<w:autoSpaceDN w:val="0"/>', off_grid,
                  f'<w:spacing w:before="{MARK_BEFORE if size == 44 else 0}" w:after="0" w:line="{line}" w:lineRule="exact"/>', more, f'<w:jc w:val="{align}"/>'):
        if piece:
            properties.append(parse_xml(re.sub(r"^<w:(\w+)", rf"<w:\1 {nsdecls('w')}", piece)))


def numbers(document, section, *, last: bool = False) -> None:
    """Page numbers of a section. last: of the one that ends with 版记; it has none if a blank page stands before that."""
    for footer, side in ((section.footer, RIGHT), (section.even_page_footer, LEFT)):
        footer.is_linked_to_previous = False
        line = footer.paragraphs[0]
        if last:
            line.text, line.style = "{%p if 版记面 != '隔面' %}", document.styles["公文页码"]
            line = footer.add_paragraph()
        number(document, line, side)
        if last:
            for text in ("{%p else %}", "", "{%p endif %}"):
                footer.add_paragraph(text, style="公文页码")


def number(document, line, side: str) -> None:
    """— 1 —, a character's width from the outer edge."""
    line.style = document.styles["公文页码"]
    line.paragraph_format.alignment = {RIGHT: 2, LEFT: 0}[side]
    setattr(line.paragraph_format, f"{side}_indent", Pt(14))
    line.add_run("— ")
    field(line, "PAGE")
    line.add_run(" —")


def blank(document, count: int = 1) -> None:
    """Empty lines."""
    for _ in range(count):
        say(document, "公文空行", "")


def tabbed(line, *stops: tuple[str, int]):
    """A paragraph with tab stops (kind, twips)."""
    tabs = "".join(f'<w:tab w:val="{kind}" w:pos="{place}"/>' for kind, place in stops)
    line._p.get_or_add_pPr().insert_element_before(parse_xml(f"<w:tabs {nsdecls('w')}>{tabs}</w:tabs>"), "w:spacing", "w:ind", "w:jc", "w:rPr")
    return line


def mark(document) -> None:
    """份号、密级、紧急程度; 发文机关标志 35 mm below the edge of the text; 发文字号 and 签发人 above the red line."""
    say(document, "公文份号", "{{ 份号 }}")
    say(document, "公文密级", "{{ 密级 }}")
    say(document, "公文密级", "{{ 紧急程度 }}")
    say(document, "公文标志", "{{r 标志 }}")
    blank(document, 2)
    for text in ("{%p for 行 in 签发人前行 %}", "{{ 行 }}", "{%p endfor %}"):
        tabbed(say(document, "公文签发", f"\t{text}" if "p " not in text else text), (LEFT, MEASURE - 12 * CHARACTER))
    line = tabbed(say(document, "公文文号", "　{{ 发文字号 }}\t"), (RIGHT, MEASURE - CHARACTER))
    line.add_run("签发人：")
    name = line.add_run("{{ 签发人末行 }}")
    plain_run(name, KAI)
    edge = f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="16" w:space="11" w:color="{RED}"/></w:pBdr>'
    line._p.get_or_add_pPr().insert_element_before(parse_xml(edge), "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def plain_run(run, face: str) -> None:
    """A run in another Chinese face."""
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def title(document) -> None:
    """Two lines below the red one; each line of the title by itself."""
    blank(document, 2)
    for text in ("{%p for 行 in 题目行 %}", "{{ 行 }}", "{%p endfor %}"):
        say(document, "公文标题", text)
    blank(document)


def body(document) -> None:
    """主送机关, and the text in its levels."""
    say(document, "公文主送", "{{ 主送机关 }}：")
    numerals = '"一二三四五六七八九十"'
    for name, text in (("公文正文", "{%p for 段 in 文字.正文 %}"),
                       ("公文正文", f'{{%p if 段[1:2] == "、" and 段[0] in {numerals} %}}'), ("公文一级", "{{ 段 }}"),
                       ("公文正文", f'{{%p elif 段[0] == "（" and 段[1] in {numerals} %}}'), ("公文二级", "{{ 段 }}"),
                       ("公文正文", "{%p else %}"), ("公文正文", "{{ 段 }}"), ("公文正文", "{%p endif %}"), ("公文正文", "{%p endfor %}")):
        say(document, name, text)


def attachments(document) -> None:
    """附件说明: one without a number, several with."""
    blank(document)
    stops = ((LEFT, 5 * CHARACTER), (LEFT, round(6.5 * CHARACTER)))
    for name, text in (("公文附件", "{%p for 件 in 附件说明 %}"), ("公文附件", "{%p if not 件.序号 %}"), ("公文附件", "附件：{{ 件.名称 }}"),
                       ("公文附件", "{%p elif loop.first %}"), ("公文附件列", "附件：{{ 件.序号 }}\t{{ 件.名称 }}"),
                       ("公文附件", "{%p else %}"), ("公文附件列", "\t{{ 件.序号 }}\t{{ 件.名称 }}"),
                       ("公文附件", "{%p endif %}"), ("公文附件", "{%p endfor %}")):
        made = say(document, name, text)
        if "\t" in text:
            tabbed(made, *stops)


def signature(document) -> None:
    """署名 over the middle of the date, which ends four characters from the edge; room for the seal."""
    blank(document, 2)
    middle = MEASURE - 4 * 320 - 1120
    tabbed(say(document, "公文落款", "\t{{ 发文机关署名 }}"), (CENTRED, middle)).paragraph_format.keep_with_next = True
    tabbed(say(document, "公文落款", "\t{{ 成文日期 }}"), (RIGHT, MEASURE - 4 * 320)).paragraph_format.keep_with_next = True


def even(document) -> None:
    """What brings 版记 to the last page, which is an even one.

    版记面 says how: 同面, below the text, from which blank lines keep it (the last one holds the box); 另面, on the back of the text's last page; 隔面, on the next even page,
    with a blank one before it, both without numbers.
    """
    for text in ("{%p if 版记面 == '同面' %}", "{%p for _ in range(1 + 抄送|length // 26) %}", "", "{%p endfor %}"):
        say(document, "公文空行", text).paragraph_format.keep_with_next = True
    say(document, "版记末", "{%p elif 版记面 == '隔面' %}")
    numbers(document, document.add_section(WD_SECTION.NEW_PAGE), last=True)
    holder = document.paragraphs[-1]
    holder.style = document.styles["版记末"]
    holder.add_run("{{ '' }}")  # LibreOffice, saving a restyled template, drops an empty paragraph that holds a break
    for name, text in (("公文空行", ""), ("公文空行", "{%p endif %}"), ("公文空行", "{%p if 版记面 != '同面' %}"), ("版记末", "{{ '' }}"), ("公文空行", "{%p endif %}")):
        say(document, name, text)
    document.paragraphs[-2].add_run().add_break(WD_BREAK.PAGE)


def imprint(document) -> None:
    """版记 at the foot of the page: between lines of 0.35 mm, with one of 0.25 mm inside, all as wide as the text."""
    thick, thin = 8, 6  # eighths of a point
    grid = document.add_table(rows=0, cols=1)
    properties = grid._tbl.tblPr
    for child in list(properties):
        properties.remove(child)
    edges = "".join(f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>' for side, size in
                    (("top", thick), ("bottom", thick), ("insideH", thin)))
    for piece in (f'<w:tblW w:w="{MEASURE}" w:type="dxa"/>', f"<w:tblBorders>{edges}</w:tblBorders>", '<w:tblLayout w:type="fixed"/>',
                  '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'):
        properties.append(parse_xml(re.sub(r"^<w:(\w+)", rf"<w:\1 {nsdecls('w')}", piece)))
    grid._tbl.tblGrid.gridCol_lst[0].w = Twips(MEASURE)
    for name, text in (("版记抄送", "{%tr if 抄送 %}"), ("版记抄送", "抄送：{{ 抄送 }}。"), ("版记抄送", "{%tr endif %}"),
                       ("版记印发", "{{ 印发机关 }}\t{{ 印发日期 }}印发")):
        cell = grid.add_row().cells[0]
        cell.width = Twips(MEASURE)
        line = cell.paragraphs[0]
        line.style = document.styles[name]
        line.add_run(text)
        if "\t" in text:
            tabbed(line, (RIGHT, MEASURE - 280))
    box = parse_xml(BOX)
    box.find(f".//{qn('w:txbxContent')}").extend((grid._tbl, parse_xml(f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="版记末"/></w:pPr></w:p>')))
    say(document, "公文空行", "").add_run()._r.append(box)

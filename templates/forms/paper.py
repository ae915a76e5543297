"""Paper for the forms: the page, its styles, tables, and a file without traces. The scripts beside it draw on it."""

import re
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT as VERTICAL
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.enum.text import WD_TAB_ALIGNMENT as TAB
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Mm, Pt

TABLE_ORDER = ("tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook")  # as the schema has it
CENTER = WD_TABLE_ALIGNMENT.CENTER
TITLE, HEI, KAI, FANG, SONG, LATIN = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体", "Times New Roman"
SUBSTITUTES = {TITLE: "华文中宋,宋体", FANG: "仿宋,FangSong", KAI: "楷体,KaiTi", HEI: "SimHei", SONG: "SimSun"}
# name: face, size, fixed line, before, after, alignment, first-line indent in characters
STYLES = {
    "表单标题": (TITLE, 22, 34, 0, 4, ALIGN.CENTER, 0),
    "表单副题": (KAI, 14, 24, 0, 10, ALIGN.CENTER, 0),
    "表单正文": (FANG, 15, 27, 0, 0, ALIGN.JUSTIFY, 2),
    "声明正文": (FANG, 16, 32, 0, 0, ALIGN.JUSTIFY, 2),
    "声明签署": (FANG, 16, 32, 8, 0, ALIGN.LEFT, 0),
    "表单条目": (HEI, 15, 27, 4, 0, ALIGN.LEFT, 2),
    "表单抬头": (HEI, 15, 27, 0, 0, ALIGN.LEFT, 0),
    "表单署名": (FANG, 14, 32, 0, 0, ALIGN.LEFT, 0),
    "表单报告": (HEI, 13, 22, 10, 6, ALIGN.LEFT, 0),
    "表单栏目": (FANG, 11, 19, 0, 3, ALIGN.LEFT, 0),
    "表单说明": (FANG, 10.5, 17, 4, 0, ALIGN.LEFT, 0),
    "表头": (HEI, 10.5, 14, 1.5, 1.5, ALIGN.CENTER, 0),
    "表中": (FANG, 10.5, 14, 1.5, 1.5, ALIGN.CENTER, 0),
    "表左": (FANG, 10.5, 14, 1.5, 1.5, ALIGN.LEFT, 0),
    "表右": (FANG, 10.5, 14, 1.5, 1.5, ALIGN.RIGHT, 0),
    "表小": (FANG, 9, 12, 1, 1, ALIGN.LEFT, 0),
    "表中小": (FANG, 9, 12, 1, 1, ALIGN.CENTER, 0),
    "表组": (KAI, 10.5, 14, 1.5, 1.5, ALIGN.LEFT, 0),
    "表签": (FANG, 10.5, 16, 11, 2, ALIGN.RIGHT, 0),
    "页脚字": (FANG, 9, 13, 0, 0, ALIGN.CENTER, 0),
}

HEADINGS = ("表单条目", "表单报告")  # no page ends with one


# ── the page ───────────────────────────────────────────────────────────────

def sheet(footer: str, *, wide: bool = False):
    """An empty A4 document with the forms' styles and a footer."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = (Mm(22), Mm(20)) if wide else (Mm(25), Mm(20))
    section.left_margin, section.right_margin = (Mm(20), Mm(20)) if wide else (Mm(27), Mm(25))
    section.footer_distance = Mm(11)
    plain(document.styles["Normal"], FANG, 12)
    for name, look in STYLES.items():
        style(document, name, *look)
    line = section.footer.paragraphs[0]
    line.style = document.styles["页脚字"]
    line.add_run(footer + "　第 ")
    field(line, "PAGE")
    line.add_run(" 页")
    return document


def plain(one, face: str, size: float, latin: str = LATIN) -> None:
    """Faces and size of a style, without the theme's."""
    fonts = one.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name, value in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", face)):
        fonts.set(qn(f"w:{name}"), value)
    one.font.size = Pt(size)


def style(document, name: str, face: str, size: float, line: float, before: float, after: float, align, indent: int) -> None:
    """One paragraph style."""
    made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = document.styles["Normal"]
    plain(made, face, size)
    look = made.paragraph_format
    look.line_spacing_rule, look.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    look.space_before, look.space_after, look.alignment = Pt(before), Pt(after), align
    if name in HEADINGS:
        look.keep_with_next = True
    if indent:
        look.first_line_indent = Pt(indent * size)
        look.element.pPr.ind.set(qn("w:firstLineChars"), str(indent * 100))


def say(document, name: str, text: str):
    """A paragraph of a style."""
    return document.add_paragraph(text, style=name)


def field(line, code: str) -> None:
    """A field with a first result."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("text", "1"), ("end", "")):
        run = line.add_run("1" if kind == "text" else "")
        if kind in ("begin", "separate", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif not kind:
            mark = OxmlElement("w:instrText")
            mark.text = f" {text} "
            run._r.append(mark)


# ── tables ─────────────────────────────────────────────────────────────────

def table(document, widths: tuple[int, ...], *, lines: bool = True):
    """A table of fixed column widths in millimetres, without rows."""
    grid = document.add_table(rows=0, cols=len(widths))
    grid.autofit, grid.alignment = False, CENTER
    properties = grid._tbl.tblPr
    if lines:
        edges = "".join(f'<w:{edge} w:val="single" w:sz="{8 if edge[0] != "i" else 4}" w:space="0" w:color="000000"/>'
                        for edge in ("top", "left", "bottom", "right", "insideH", "insideV"))
        properties.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{edges}</w:tblBorders>"))
    properties.append(parse_xml(f'<w:tblCellMar {nsdecls("w")}><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'))
    width = properties.find(qn("w:tblW"))
    width.set(qn("w:type"), "dxa")
    width.set(qn("w:w"), str(round(sum(widths) * 1440 / 25.4)))
    properties[:] = sorted(properties, key=lambda one: TABLE_ORDER.index(one.tag.rsplit("}")[-1]))
    for column, millimetres in zip(grid._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Mm(millimetres)
    grid.widths = widths
    return grid


def row(grid, cells, *, height: float, head: bool = False) -> None:
    """A row of (text, columns, style); a text may be (style, line, …): several paragraphs."""
    added = grid.add_row()
    properties = added._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    added.height = Mm(height)
    if head:
        properties.append(OxmlElement("w:tblHeader"))
    at = 0
    for text, span, name in cells:
        cell = added.cells[at] if span == 1 else added.cells[at].merge(added.cells[at + span - 1])
        cell.vertical_alignment = VERTICAL.CENTER
        cell.width = Emu(sum(one.w for one in grid._tbl.tblGrid.gridCol_lst[at:at + span]))
        at += span
        lines = [(name, text)] if isinstance(text, str) else [(text[0], line) for line in text[1:]]
        for n, (kind, line) in enumerate(lines):
            paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
            paragraph.style = grid._parent.part.document.styles[kind]
            paragraph.add_run(line)


def loop(grid, what: str, cells, *, height: float) -> None:
    """A row for each of a list: the row between two that hold the loop's marks."""
    count = len(grid.widths)
    row(grid, ((f"{{%tr for {what} %}}", count, "表左"),), height=5)
    row(grid, tuple((text, 1, name) for text, name in cells), height=height)
    row(grid, (("{%tr endfor %}", count, "表左"),), height=5)


def opinion(grid, title: str, words: str, signed: bool, spans: tuple[int, int]) -> None:
    """A row with a label, the lines of a list, and a line to sign."""
    lines = (("表左", f"{{%p for 行 in {words} %}}"), ("表左", "{{ 行 }}"), ("表左", "{%p endfor %}")) if words else ()
    lines += (("表签", "签字（盖章）：　　　　　　　　　　　年　　月　　日"),) if signed else ()
    row(grid, ((title, spans[0], "表头"), ("", spans[1], "表左")), height=17 if signed else 9)
    cell = grid.rows[-1].cells[-1]
    cell.vertical_alignment = VERTICAL.BOTTOM if signed else VERTICAL.CENTER
    for n, (kind, line) in enumerate(lines):
        paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
        paragraph.style = grid._parent.part.document.styles[kind]
        paragraph.add_run(line)


def sign(document, words: tuple[str, ...], widths: tuple[int, ...]) -> None:
    """A line of things to sign, side by side."""
    grid = table(document, widths, lines=False)
    row(grid, tuple((word, 1, "表左") for word in words), height=12)


# ── the file ───────────────────────────────────────────────────────────────

def saved(document, *, letter: bool = False) -> bytes:
    """The document's bytes: no traces of time or editor, parts in order of name. letter: with odd and even pages, each character a full square."""
    properties = document.core_properties
    properties.author = "reportgen"
    properties.created = properties.modified = datetime(2025, 1, 1)
    for one in [one for one in properties._element if one.tag.rsplit("}")[-1] in ("title", "subject", "description", "keywords", "lastModifiedBy", "category")]:
        properties._element.remove(one)
    out = BytesIO()
    document.save(out)
    made = BytesIO()
    with ZipFile(BytesIO(out.getvalue())) as source, ZipFile(made, "w") as target:
        for name in sorted(one for one in source.namelist() if not one.startswith(("docProps/thumbnail", "customXml/", "word/stylesWithEffects"))):
            kept = settings(letter) if name == "word/settings.xml" else clean(name, source.read(name))
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, 0o600 << 16
            target.writestr(entry, kept)
    return made.getvalue()


def clean(name: str, data: bytes) -> bytes:
    """A part without the editor's traces, the theme's faces and the relations of parts that are left out."""
    match name:
        case "word/fontTable.xml":
            return fonts()
        case "[Content_Types].xml":
            return re.sub(rb"<(?:Override|Default) [^>]*(?:customXml|jpeg|stylesWithEffects)[^>]*/>", b"", data)
        case "word/styles.xml":
            return re.sub(rb' w:\w+Theme="[^"]*"| w:cstheme="[^"]*"', b"", data).replace(b'w:eastAsia="en-US"', b'w:eastAsia="zh-CN"')
        case "word/document.xml":
            return re.sub(rb' w:rsid\w*="[^"]*"', b"", data)
    return re.sub(rb"<Relationship [^>]*(?:thumbnail|customXml|stylesWithEffects)[^>]*/>", b"", data) if name.endswith(".rels") else data


def settings(letter: bool) -> bytes:
    """Settings of a new Chinese document."""
    return (f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:settings {nsdecls("w")}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
            f'{"<w:evenAndOddHeaders/>" if letter else ""}<w:characterSpacingControl w:val="{"doNotCompress" if letter else "compressPunctuation"}"/>'
            '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>').encode()


def fonts() -> bytes:
    """The font table: official faces with what stands in for them."""
    known = "".join(f'<w:font w:name="{face}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>' for face, other in SUBSTITUTES.items())
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {nsdecls("w")}>{known}</w:fonts>'.encode()

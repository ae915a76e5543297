"""Small Word files made for the tests: each test writes its own body."""

import io
import zipfile
from collections.abc import Mapping
from functools import cache
from xml.sax.saxutils import escape

from PIL import Image

from reportgen.core.finding import Finding
from reportgen.intake.drafts import Draft, Names, markdown, read_draft, tables_yaml
from reportgen.intake.drafts.model import Table

_SPACES = ('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
           'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
           'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
           'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
           'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
           'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"')
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
STYLES = f"""<w:styles {_SPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="24"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="ti"><w:name w:val="Title"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="paragraph" w:styleId="toc1"><w:name w:val="toc 1"/><w:basedOn w:val="a"/></w:style></w:styles>"""
NUMBERING = f"""<w:numbering {_SPACES}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>"""
LONG = "学校坚持立德树人，把思想政治工作贯穿教育教学全过程，形成全员、全过程、全方位育人的格局。"


def r(text: str, look: str = "") -> str:
    """A run; look: the content of its w:rPr."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*runs: str, look: str = "", **properties: str) -> str:
    """A paragraph of runs, or of plain texts in one look. properties: style, jc, list (numId), depth."""
    own = f'<w:pStyle w:val="{properties["style"]}"/>' if "style" in properties else ""
    own += f'<w:numPr><w:ilvl w:val="{properties.get("depth", "0")}"/><w:numId w:val="{properties["list"]}"/></w:numPr>' if "list" in properties else ""
    own += f'<w:jc w:val="{properties["jc"]}"/>' if "jc" in properties else ""
    return f"<w:p><w:pPr>{own}</w:pPr>{''.join(one if one.startswith('<w:') or one.startswith('<m:') else r(one, look) for one in runs)}</w:p>"


def tbl(*rows: str) -> str:
    """A table of rows made by `tr`."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def tr(*cells: str, look: str = "") -> str:
    """A row; a cell is its text, or a made w:tc."""
    return f"<w:tr><w:trPr>{look}</w:trPr>{''.join(one if one.startswith('<w:tc>') else tc(one) for one in cells)}</w:tr>"


def tc(text: str, *, span: int = 1, merge: str = "", content: str = "") -> str:
    """A cell. merge: restart or continue, with the cell above."""
    own = (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "") + (f'<w:vMerge w:val="{merge}"/>' if merge else "")
    return f"<w:tc><w:tcPr>{own}</w:tcPr>{content or p(text)}</w:tc>"


def drawing(link: str, *, alt: str = "", crop: str = "") -> str:
    """A run with an inline picture."""
    return (f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{alt}"/><a:graphic><a:graphicData><pic:pic><pic:blipFill>'
            f'<a:blip r:embed="{link}"/>{crop}</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>')


def textbox(*paragraphs: str) -> str:
    """A run with a text box as Word writes it: twice, for new and for old programs."""
    inner = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp>'
            f'</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>'
            '</mc:Fallback></mc:AlternateContent></w:r>')


@cache
def png(width: int = 60, height: int = 40, colour: str = "teal") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


@cache
def jpeg(colour: str = "navy") -> bytes:
    """A JPEG that says where it was taken."""
    image = Image.new("RGB", (64, 48), colour)
    exif = Image.Exif()
    exif[0x010F] = "某品牌相机"
    exif[0x013B] = "张某"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def docx(*body: str, parts: Mapping[str, bytes | str] = {}, links: Mapping[str, tuple[str, str]] = {}) -> bytes:
    """A whole file. parts: further parts by name below word/; links: relationship id → (kind, target)."""
    known = {"s": ("styles", "styles.xml"), "n": ("numbering", "numbering.xml"), **links}
    def one(id: str, kind: str, target: str) -> str:
        mode = ' TargetMode="External"' if "://" in target else ""
        return f'<Relationship Id="{id}" Type="{_KINDS}{kind}" Target="{target}"{mode}/>'
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
                               '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="png" ContentType="image/png"/>'
                               '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{rels}">{one("d", "officeDocument", "word/document.xml")}</Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{rels}">{"".join(one(id, *link) for id, link in known.items())}</Relationships>',
        "word/document.xml": f"<w:document {_SPACES}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>",
        "word/styles.xml": STYLES, "word/numbering.xml": NUMBERING, **{f"word/{name}": data for name, data in parts.items()}}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def part(root: str, inner: str) -> str:
    """A further XML part: w:comments, w:footnotes, w:hdr."""
    return f"<{root} {_SPACES}>{inner}</{root}>"


NAMES = Names(lambda count, suffix: f"bt-{count}{suffix}", lambda count: f"bt-biao{count}")


def read(data: bytes, *, changes: str = "accept", case: bool = False, name: str = "稿.docx") -> tuple[Draft, tuple[Finding, ...]]:
    """The draft and its findings; it must have been taken."""
    draft, found = read_draft(name, data, NAMES, changes=changes, case=case)
    assert draft is not None, found
    return draft, found


def text(data: bytes, **how: object) -> str:
    """The Markdown of a file that loses nothing."""
    draft, found = read(data, **how)
    assert not [one for one in found if one.code == "N128"], found
    return markdown(draft.blocks)


def tables(data: bytes, **how: object) -> str:
    """The entries for tables.yaml."""
    draft, found = read(data, **how)
    assert not [one for one in found if one.code == "N128"], found
    return tables_yaml(block for block in draft.blocks if isinstance(block, Table))


def codes(found: tuple[Finding, ...]) -> list[str]:
    return [one.code for one in found]

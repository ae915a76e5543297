"""Small files of every format out of a specimen's fences, opened as `check --file` opens them."""

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from PIL import ExifTags, Image
from pypdf import PdfReader, PdfWriter

from reportgen.core.manuscript import Manuscript
from reportgen.core.pack import Pack
from reportgen.core.plan import Project
from reportgen.inspection import open_manuscript
from reportgen.writers.pdf.fonts import fonts

_SPACES = " ".join(f'xmlns:{name}="{uri}"' for name, uri in {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main", "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "v": "urn:schemas-microsoft-com:vml", "o": "urn:schemas-microsoft-com:office:office"}.items())
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_TYPES = ('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
          '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
          'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>')
_STYLES = "".join(f'<w:style w:type="paragraph" w:styleId="H{level}"><w:name w:val="heading {level}"/></w:style>' for level in (1, 2, 3)) + \
    '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'


def inspected(files: Mapping[str, str], pack: Pack, project: Project) -> Manuscript:
    """The specimen's file. `name` says what it is called; otherwise it is 文稿 with its format."""
    format = next(one for one in ("docx", "html", "pdf", "txt") if one in files)
    data = {"docx": _word, "html": lambda known: known["html"].encode(), "pdf": _pdf, "txt": lambda known: known["txt"].encode()}[format](files)
    with TemporaryDirectory() as folder:
        path = Path(folder) / files.get("name", f"文稿.{format}").strip()
        path.write_bytes(data + b" " * int(files.get("padding", "0")))
        made, why = open_manuscript(path, pack, project)
    assert made is not None, why
    return made


def _word(files: Mapping[str, str]) -> bytes:
    """The fence is the inside of w:body; a line that does not begin with < is a plain paragraph, `# ` a heading."""
    body = "".join(line if line.startswith("<") else _paragraph(line) for line in files["docx"].splitlines() if line)
    parts = {"[Content_Types].xml": _TYPES, "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
             "word/styles.xml": f"<w:styles {_SPACES}>{_STYLES}</w:styles>"}
    parts |= {name: text.replace("SPACES", _SPACES) for name, text in files.items() if name.startswith(("word/", "docProps/"))}
    related = [line.split() for line in files.get("related", "").splitlines()]
    parts["word/_rels/document.xml.rels"] = _relations(related)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        for line in files.get("media", "").splitlines():
            archive.writestr(line.split()[0], _picture(*line.split()))
    return out.getvalue()


def _relations(related: list[list[str]]) -> str:
    """Lines `id kind target [External]`."""
    entries = "".join(f'<Relationship Id="{id}" Type="{_KIND}{kind}" Target="{target}"{"".join(f""" TargetMode="{one}" """ for one in mode)}/>'
                      for id, kind, target, *mode in related)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entries}</Relationships>'


def _paragraph(line: str) -> str:
    level = len(line) - len(line.lstrip("#"))
    style = f'<w:pPr><w:pStyle w:val="H{level}"/></w:pPr>' if level else ""
    return f'<w:p>{style}<w:r><w:t xml:space="preserve">{line.lstrip("#").removeprefix(" ") if level else line}</w:t></w:r></w:p>'


def _picture(name: str, size: str, *tags: str) -> bytes:
    width, height = (int(one) for one in size.split("x"))
    image, exif = Image.new("RGB", (width, height), "#4b8f8c"), Image.Exif()
    if "GPS" in tags:
        exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
        exif[ExifTags.IFD.GPSInfo] = {1: "N", 2: (22.0, 30.0, 0.0)}
    if "camera" in tags:
        exif[ExifTags.Base.Make] = "Camera"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def _pdf(files: Mapping[str, str]) -> bytes:
    """The fence is a Typst source; `standards` what it claims, `encrypted` and `turned` what is done to it afterwards."""
    with TemporaryDirectory() as folder:
        source = Path(folder) / "a.typ"
        source.write_text('#set text(font: "Noto Serif SC")\n' + files["pdf"], "utf-8")
        data = typst.Compiler(source, root=folder, font_paths=fonts(), ignore_system_fonts=True).compile(
            format="pdf", pdf_standards=files.get("standards", "").split(), timestamp=datetime(2025, 12, 1, tzinfo=UTC))
    if not {"encrypted", "turned"} & set(files):
        return data
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    if "turned" in files:
        writer.pages[0].rotate(180)
    if "encrypted" in files:
        writer.encrypt("", "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()

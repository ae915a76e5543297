"""A structural linter for DOCX packages: what Word refuses or repairs, and what validators let pass.

`faults(data)` returns one sentence a fault; an empty list means a sound package.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from tests.writers.docx_lint_more import more_faults

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

# Order of children as the schema has it (ECMA-376 Part 1, 17), for the elements in which Word minds it.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku "
           "wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing "
           "mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color "
           "spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd "
             "tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden ins del trPrChange",
    "tcBorders": "top start left bottom end right insideH insideV tl2br tr2bl",
    "tblBorders": "top start left bottom end right insideH insideV",
    "pBdr": "top left bottom right between bar",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt "
              "vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal rsid pPr rPr "
             "tblPr trPr tcPr tblStylePr",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "settings": "zoom removePersonalInformation defaultTabStop evenAndOddHeaders characterSpacingControl footnotePr endnotePr compat docVars "
                "themeFontLang clrSchemeMapping shapeDefaults decimalSymbol listSeparator",
}
REPEATED = {"headerReference", "footerReference", "bookmarkStart", "bookmarkEnd", "tr", "tblStylePr"}
REFERRED = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table", "basedOn": "", "next": "paragraph"}


def faults(data: bytes) -> list[str]:
    """Every fault found in the package."""
    with ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    found = [f"{name}: twice in the package" for name, n in Counter(name.lower() for name in names).items() if n > 1]
    trees = {name: etree.fromstring(blob) for name, blob in parts.items() if name.endswith((".xml", ".rels"))}
    found += _types(trees["[Content_Types].xml"], names)
    found += _relations(trees, set(names))
    story = {name: tree for name, tree in trees.items() if name.startswith("word/") and name.endswith(".xml")}
    for name, tree in story.items():
        checks = (_order, _tables, _fields, *(() if name == "word/comments.xml" else (_placeholders,)), _traces)  # a comment may say what to write
        found += [f"{name}: {fault}" for check in checks for fault in check(tree)]
    found += _ids(story)
    found += _references(story)
    found += more_faults(trees)
    return found


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _val(element: etree._Element, name: str = "val") -> str | None:
    return element.get(W + name)


def _types(types: etree._Element, names: list[str]) -> Iterator[str]:
    defaults = {one.get("Extension").lower() for one in types.iter(TYPES + "Default")}
    overrides = [one.get("PartName") for one in types.iter(TYPES + "Override")]
    yield from (f"[Content_Types].xml: {name} twice" for name, n in Counter(map(str.lower, overrides)).items() if n > 1)
    yield from (f"[Content_Types].xml: {name} is overridden but missing" for name in overrides if name.lstrip("/") not in names)
    for name in names:
        if name != "[Content_Types].xml" and "/" + name not in overrides and name.rpartition(".")[2].lower() not in defaults:
            yield f"{name}: no content type"
        if name.startswith("word/") and name.endswith(".xml") and "/" + name not in overrides:
            yield f"{name}: a Word part needs its own content type"


def _relations(trees: dict[str, etree._Element], names: set[str]) -> Iterator[str]:
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder, file = posixpath.split(name.replace("_rels/", "", 1) if name.startswith("_rels/") else name.replace("/_rels/", "/"))
        ids = [one.get("Id") for one in tree]
        yield from (f"{name}: {id} twice" for id, n in Counter(ids).items() if n > 1)
        for one in tree:
            target = one.get("Target")
            if one.get("TargetMode") == "External":
                if not re.fullmatch(r"[!-~]+", target):
                    yield f"{name}: {one.get('Id')} has a blank or a Chinese character in its address"
            elif posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") not in names:
                yield f"{name}: {one.get('Id')} leads to {target}, which is missing"
        source = posixpath.join(folder, file.removesuffix(".rels")).lstrip("/")
        if source in trees:
            used = {value for element in trees[source].iter() for key, value in element.attrib.items() if key.startswith(R)}
            yield from (f"{source}: {id} has no relationship" for id in sorted(used - set(ids)))
    for name, tree in trees.items():
        rels = posixpath.join(posixpath.dirname(name), "_rels", posixpath.basename(name) + ".rels")
        if rels not in trees and any(key.startswith(R) for element in tree.iter() for key in element.attrib):
            yield f"{name}: uses relationships but has none"


def _order(tree: etree._Element) -> Iterator[str]:
    for element in tree.iter():
        if not isinstance(element.tag, str) or not element.tag.startswith(W) or _name(element) not in ORDER:
            continue
        order = {name: n for n, name in enumerate(ORDER[_name(element)].split())}
        children = [_name(child) for child in element]
        yield from (f"{_name(element)}: unknown child {child}" for child in children if child not in order)
        places = [order[child] if child not in ("headerReference", "footerReference") else 0 for child in children if child in order]
        if places != sorted(places):
            yield f"{_name(element)}: children out of order: {' '.join(children)}"
        yield from (f"{_name(element)}: {child} twice" for child, n in Counter(children).items() if n > 1 and child not in REPEATED)
    for paragraph in tree.iter(W + "p", W + "r"):
        properties = paragraph.findall(W + ("pPr" if _name(paragraph) == "p" else "rPr"))
        if len(properties) > 1 or properties and paragraph[0] is not properties[0]:
            yield f"{_name(paragraph)}: properties are not the first child"


def _tables(tree: etree._Element) -> Iterator[str]:
    for table in tree.iter(W + "tbl"):
        grid = table.find(W + "tblGrid")
        if grid is None or not len(grid):
            yield "tbl: no tblGrid"
            continue
        widths = [int(_val(column, "w")) for column in grid]
        merged: set[int] = set()
        for row in table.iter(W + "tr"):
            column, reaching = 0, set()
            for cell in row.findall(W + "tc"):
                properties = cell.find(W + "tcPr")
                span = properties.find(W + "gridSpan")
                covered = int(_val(span)) if span is not None else 1
                width = int(_val(properties.find(W + "tcW"), "w"))
                if width != sum(widths[column:column + covered]):
                    yield f"tc: width {width} is not that of its columns"
                merge = properties.find(W + "vMerge")
                if merge is not None:
                    if _val(merge) == "continue" and column not in merged:
                        yield "tc: vMerge continues nothing"
                    reaching.add(column)
                if not len(cell) or cell[-1].tag != W + "p":
                    yield "tc: does not end in a paragraph"
                column += covered
            if column != len(widths):
                yield f"tr: covers {column} of {len(widths)} columns"
            merged = reaching
        if table.getnext() is not None and table.getnext().tag == W + "tbl":
            yield "tbl: two tables touch, Word joins them"


def _fields(tree: etree._Element) -> Iterator[str]:
    """Complex fields open, separate and close in this order, and have a result."""
    open_fields: list[str] = []
    for element in tree.iter(W + "fldChar", W + "instrText"):
        if _name(element) == "instrText":
            if not open_fields or open_fields[-1] != "begin":
                yield f"instrText outside a field: {element.text}"
            continue
        kind = _val(element, "fldCharType")
        if kind == "begin":
            open_fields.append(kind)
        elif not open_fields or kind == "separate" and open_fields[-1] != "begin":
            yield f"fldChar {kind} without begin"
        elif kind == "separate":
            open_fields[-1] = kind
        else:
            if open_fields.pop() != "separate":
                yield "field without result"
        if _val(element, "dirty") is not None:
            yield "fldChar dirty: Word would ask"
    if open_fields:
        yield "field not closed"
    if tree.find(f".//{W}updateFields") is not None:
        yield "updateFields: Word would ask"


def _placeholders(tree: etree._Element) -> Iterator[str]:
    for text in tree.iter(W + "p"):
        whole = "".join(text.itertext())
        if re.search(r"\{\{|\}\}|\{%|%\}", whole):
            yield f"left-over placeholder: {whole[:40]}"


def _traces(tree: etree._Element) -> Iterator[str]:
    """No revision ids, no theme fonts (they beat the named ones)."""
    for element in tree.iter():
        for key in element.attrib:
            local = etree.QName(key).localname
            if local.startswith("rsid") or local.endswith(("Theme", "ThemeFill")) and "Font" in _name(element):
                yield f"{_name(element)}: {local}"


def _twice(values: Iterator[str], what: str) -> Iterator[str]:
    return (f"{what} {value} twice" for value, n in Counter(values).items() if n > 1)


def _ids(story: dict[str, etree._Element]) -> Iterator[str]:
    everything = [element for tree in story.values() for element in tree.iter()]

    def having(tag: str, key: str) -> Iterator[str]:
        return (element.get(key) for element in everything if element.tag == tag)
    yield from _twice(having(W + "bookmarkStart", W + "id"), "bookmark id")
    yield from _twice(having(W + "bookmarkStart", W + "name"), "bookmark")
    yield from _twice(having(WP + "docPr", "id"), "docPr id")
    yield from _twice(having(W + "style", W + "styleId"), "style")
    yield from _twice(having(W + "num", W + "numId"), "numId")
    yield from _twice((_val(note, "id") for note in story.get("word/footnotes.xml", ()) if _name(note) == "footnote"), "footnote")
    if sorted(having(W + "bookmarkStart", W + "id")) != sorted(having(W + "bookmarkEnd", W + "id")):
        yield "bookmarks: starts and ends do not pair"
    yield from (f"bookmark {name}: not a name" for name in having(W + "bookmarkStart", W + "name") if not re.fullmatch(r"[^\W\d]\w{0,39}", name))


def _references(story: dict[str, etree._Element]) -> Iterator[str]:
    styles = {_val(style, "styleId"): _val(style, "type") for style in story["word/styles.xml"].iter(W + "style")}
    numbers = {_val(number, "numId") for number in story["word/numbering.xml"].iter(W + "num")}
    bookmarks = {_val(mark, "name") for tree in story.values() for mark in tree.iter(W + "bookmarkStart")}
    notes = {_val(note, "id") for note in story["word/footnotes.xml"].iter(W + "footnote")} if "word/footnotes.xml" in story else set()
    for name, tree in story.items():
        for element in tree.iter():
            kind = _name(element) if isinstance(element.tag, str) else ""
            if kind in REFERRED and (_val(element) not in styles or REFERRED[kind] not in ("", styles[_val(element)])):
                yield f"{name}: {kind} {_val(element)} is no {REFERRED[kind]} style"
            if kind == "numId" and _val(element) not in numbers:
                yield f"{name}: list {_val(element)} is not defined"
            if kind == "hyperlink" and _val(element, "anchor") and _val(element, "anchor") not in bookmarks:
                yield f"{name}: link to {_val(element, 'anchor')}, which is no bookmark"
            if kind == "instrText" and (found := re.match(r"\s*(?:PAGE)?REF (\S+)", element.text)) and found[1] not in bookmarks:
                yield f"{name}: field refers to {found[1]}, which is no bookmark"
            if kind == "footnoteReference" and _val(element, "id") not in notes:
                yield f"{name}: footnote {_val(element, 'id')} is missing"
    body = story["word/document.xml"].find(W + "body")
    if body[-1].tag != W + "sectPr":
        yield "word/document.xml: the body does not end with its section"

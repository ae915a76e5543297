"""base.docx against what the Word writer needs, and against the page that styles.yaml describes."""

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from reportgen.core.design import FIELDS, Need, needs
from reportgen.core.finding import Finding, Severity
from reportgen.core.place import Place
from reportgen.intake.drafts.gate import open_document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KINDS = {"paragraph": "段落样式", "character": "字符样式", "table": "表格样式"}
_FIELD = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_AGAIN = "改过 styles.yaml 的，在版式文件夹里运行 python ../common/make_base.py 重新生成；在 Word 里设计的，照着改"
_SLACK = 30   # twips that two page setups may differ by


def word_faults(path: str, data: bytes, design: Mapping) -> tuple[Finding, ...]:
    """Everything that base.docx lacks. path: as findings name it."""
    parts, refused = open_document(path, data)
    if parts is None:
        return refused
    trees = {name: etree.fromstring(parts[f"word/{name}.xml"]) if f"word/{name}.xml" in parts else etree.Element(f"{W}none")
             for name in ("document", "styles", "numbering")}
    wanted = tuple(needs(design))
    return (*_styles(path, trees["styles"], wanted), *_lists(path, trees["styles"], trees["numbering"], wanted),
            *_cover(path, trees["document"]), *_page(path, trees["document"], design), *_sizes(path, trees["styles"], design))


def _by_name(styles: etree._Element) -> dict[str, etree._Element]:
    return {one.find(f"{W}name").get(f"{W}val", ""): one for one in styles.iter(f"{W}style") if one.find(f"{W}name") is not None}


def _styles(path: str, styles: etree._Element, wanted: Iterable[Need]) -> Iterator[Finding]:
    known = _by_name(styles)
    for need in wanted:
        kind = _KINDS[need.kind]
        if need.name not in known:
            yield _error("Y111", "missing-style", f"没有样式“{need.name}”（{need.use}）", path,
                         f"在 Word 里新建{kind}，名称写“{need.name}”；或用 make_base.py 重新生成 base.docx")
        elif (found := known[need.name].get(f"{W}type", "paragraph")) != need.kind:
            yield _error("Y112", "wrong-style-kind", f"样式“{need.name}”应是{kind}，实为{_KINDS.get(found, '编号样式')}", path, f"删去后按{kind}重新建")


def _lists(path: str, styles: etree._Element, numbering: etree._Element, wanted: Iterable[Need]) -> Iterator[Finding]:
    known = _by_name(styles)
    linked = {one.get(f"{W}val") for one in numbering.iter(f"{W}pStyle")}
    for need in wanted:
        if need.listed and need.name in known and known[need.name].get(f"{W}styleId") not in linked:
            yield _error("Y113", "list-without-number", f"样式“{need.name}”没有关联编号，列表印不出序号", path,
                         "在 Word 的“定义新多级列表”里把第1级链接到这个样式")


def _cover(path: str, document: etree._Element) -> Iterator[Finding]:
    text = "\n".join("".join(one.itertext(f"{W}t")) for one in document.iter(f"{W}p"))
    named = set(_FIELD.findall(text))
    for field in sorted(named - set(FIELDS)):
        yield _error("Y114", "unknown-cover-field", f"封面的 {{{{ {field} }}}} 不是可用的字段", path, f"可用：{'、'.join(FIELDS)}")
    for field, use in FIELDS.items():
        if field not in named:
            severity = Severity.ERROR if field == "title" else Severity.WARNING
            yield Finding("Y115", "missing-cover-field", severity, f"封面没有 {{{{ {field} }}}}（{use}），Word 文件的封面不会印它", Place(path),
                          f"在封面上写 {{{{ {field} }}}}，两层花括号，设好字体字号")


def _page(path: str, document: etree._Element, design: Mapping) -> Iterator[Finding]:
    page, size = design["page"], design["body"]["size_pt"]
    wide, left = page["width_mm"], page["left_mm"]
    measure = round((wide - left - page["right_mm"]) / 25.4 * 72 / size) * size * 25.4 / 72
    wanted = {("pgSz", "w"): wide, ("pgSz", "h"): page["height_mm"], ("pgMar", "left"): left, ("pgMar", "right"): wide - left - measure,
              ("pgMar", "top"): page["top_mm"], ("pgMar", "bottom"): page["bottom_mm"]}
    names = {"w": "纸宽", "h": "纸高", "left": "左边距", "right": "右边距", "top": "上边距", "bottom": "下边距"}
    section = next(document.iter(f"{W}sectPr"), None)
    for (tag, side), length in wanted.items():
        element = None if section is None else section.find(f"{W}{tag}")
        found = 0 if element is None else int(element.get(f"{W}{side}", 0))
        if abs(found - length * 1440 / 25.4) > _SLACK:
            yield _error("Y116", "other-page-setup", f"{names[side]}是 {found / 1440 * 25.4:.1f} 毫米，styles.yaml 里是 {length:.1f} 毫米，"
                         "Word 和 PDF 的页码会对不上", path, _AGAIN)


def _sizes(path: str, styles: etree._Element, design: Mapping) -> Iterator[Finding]:
    """Sizes of the headings, which designers change most."""
    known = _by_name(styles)
    for level, spec in design["headings"].items():
        size = known[name].find(f"{W}rPr/{W}sz") if (name := f"heading {level}") in known else None
        if size is not None and int(size.get(f"{W}val", 0)) != round(spec["size_pt"] * 2):
            yield Finding("Y117", "other-size", Severity.WARNING, f"“{name}”是 {int(size.get(f'{W}val', 0)) / 2:g} 磅，styles.yaml 里是 {spec['size_pt']:g} 磅",
                          Place(path), _AGAIN)


def _error(code: str, name: str, message: str, path: str, hint: str) -> Finding:
    return Finding(code, name, Severity.ERROR, message, Place(path), hint)

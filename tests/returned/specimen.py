"""A working copy of one section, and hands that edit it as people do in Word."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from reportgen.compose import compose, read_cases, read_plan
from reportgen.core.report import Report, Source
from reportgen.reading.extract.package import open_word, parsed
from reportgen.writers.docx import write_docx
from tests.compose import specimen
from tests.writers.specimen import look

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FILE = specimen.FILE
TEXT = """\
## 去向落实

{{届}}毕业生{{grad_total}}，**毕业去向落实率**为{{placement_rate}}，{{placement_rate|较上届}}，见{{表:jobs}}。

举办招聘会{{literal:46场}}，服务学生\\*全体\\*。^[据台账。]

- 第一项工作
- 第二项工作，落实{{placed}}{{grad_total}}

::: 表 jobs

最后一段。
"""
TABLE = "jobs:\n  title: 去向落实情况\n  columns: [指标, 单位, 本年]\n  rows: [毕业生人数, 毕业去向落实率]\n"
Hand = Callable[[etree._Element], None]


def project(folder: Path, text: str = TEXT) -> Path:
    """The section as a project has it."""
    path = folder / FILE
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    return path


def report(text: str = TEXT, *, draft: bool = True) -> Report:
    texts = specimen.texts(text, tables=TABLE)
    plan, _ = read_plan(texts, "school")
    document, found = compose(specimen.PROJECT, plan, specimen.pack(), specimen.figures(), texts, read_cases(texts)[0], {})
    assert not found, found
    sources = tuple(Source(path, words) for path, words in texts.items())
    return Report("school", specimen.PROJECT, plan, specimen.pack(), specimen.figures(), replace(document, draft=draft), sources)


def copy(text: str = TEXT, **options: bool) -> bytes:
    return write_docx(report(text), look(), {}, **options).data


def edited(data: bytes, *hands: Hand) -> bytes:
    """The file after some hands have been at its body."""
    out = BytesIO()
    body = parsed("稿.docx", open_word("稿.docx", data).parts["word/document.xml"])
    for hand in hands:
        hand(body[0])
    with ZipFile(BytesIO(data)) as before, ZipFile(out, "w") as after:
        for name in before.namelist():
            after.writestr(name, etree.tostring(body) if name == "word/document.xml" else before.read(name))
    return out.getvalue()


def paragraph(body: etree._Element, words: str) -> etree._Element:
    """The body's paragraph with these words, the contents aside."""
    return next(one for one in body.iterfind(f"{W}p") if words in text(one) and one.find(f".//{W}bookmarkStart") is not None and one.find(f"{W}hyperlink") is None)


def text(element: etree._Element) -> str:
    return "".join(element.itertext(f"{W}t"))


def run(words: str, tag: str = "t") -> etree._Element:
    made = etree.Element(f"{W}r")
    inner = etree.SubElement(made, f"{W}{tag}")
    inner.text = words
    inner.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def retyped(old: str, new: str) -> Hand:
    """Some words of one run, typed over."""
    def hand(body: etree._Element) -> None:
        found = next(one for one in body.iter(f"{W}t") if old in (one.text or "") and not any(parent.tag == f"{W}hyperlink" for parent in one.iterancestors()))
        found.text = found.text.replace(old, new)
    return hand


def tracked(old: str, new: str, author: str) -> Hand:
    """The same with changes tracked."""
    def hand(body: etree._Element) -> None:
        found = next(one for one in body.iter(f"{W}t") if old in (one.text or "")).getparent()
        before, after = text(found).split(old)
        gone, come = etree.Element(f"{W}del", {f"{W}author": author}), etree.Element(f"{W}ins", {f"{W}author": author})
        gone.append(run(old, "delText"))
        come.append(run(new))
        for one in (run(before), gone, come, run(after)):
            found.addprevious(one)
        found.getparent().remove(found)
    return hand


def deleted(words: str) -> Hand:
    def hand(body: etree._Element) -> None:
        body.remove(paragraph(body, words))
    return hand


def added(words: str, after: str) -> Hand:
    """A new paragraph after another, in its style."""
    def hand(body: etree._Element) -> None:
        before = paragraph(body, after)
        made = etree.Element(f"{W}p")
        made.append(deepcopy(before.find(f"{W}pPr")))
        made.append(run(words))
        before.addnext(made)
    return hand


def doubled(words: str) -> Hand:
    """The bookmark of a paragraph opened twice and closed once, as LibreOffice does with one that holds nothing."""
    def hand(body: etree._Element) -> None:
        mark = next(one for one in paragraph(body, words).iter(f"{W}bookmarkStart") if one.get(f"{W}name").startswith("_rgp_"))
        again = deepcopy(mark)
        again.set(f"{W}id", "9999")
        mark.addprevious(again)
    return hand


def joined(words: str) -> Hand:
    """A paragraph pulled up to the end of the one before it."""
    def hand(body: etree._Element) -> None:
        found = paragraph(body, words)
        before = found.getprevious()
        before.extend(one for one in found if one.tag != f"{W}pPr")
        body.remove(found)
    return hand


def unbound(words: str) -> Hand:
    """A number cut out of its control and bookmark and typed again, as pasting without formats does."""
    def hand(body: etree._Element) -> None:
        control = next(one for one in body.iter(f"{W}sdt") if text(one) == words)
        start, end = control.getprevious(), control.getnext()
        control.addprevious(run(words))
        for one in (start, control, end):
            one.getparent().remove(one)
    return hand


def tabled(words: str | None) -> Hand:
    """A table of one cell after the last one; without words, the last table taken out."""
    def hand(body: etree._Element) -> None:
        last = body.findall(f"{W}tbl")[-1]
        if words is None:
            body.remove(last)
            return
        made = etree.Element(f"{W}tbl")
        cell = etree.SubElement(etree.SubElement(made, f"{W}tr"), f"{W}tc")
        etree.SubElement(cell, f"{W}p").append(run(words))
        last.addnext(made)
    return hand


def boxed(words: str, at: str) -> Hand:
    """A text box that hangs at a paragraph."""
    def hand(body: etree._Element) -> None:
        box = etree.SubElement(etree.SubElement(etree.Element(f"{W}r"), f"{W}pict"), f"{W}txbxContent")
        etree.SubElement(box, f"{W}p").append(run(words))
        paragraph(body, at).append(box.getparent().getparent())
    return hand


def styled(words: str, style: str) -> Hand:
    def hand(body: etree._Element) -> None:
        paragraph(body, words).find(f"{W}pPr/{W}pStyle").set(f"{W}val", style)
    return hand


def dressed(words: str) -> Hand:
    """Some words set bold by hand."""
    def hand(body: etree._Element) -> None:
        found = next(one for one in body.iter(f"{W}t") if words in (one.text or "")).getparent()
        look = etree.Element(f"{W}rPr")
        etree.SubElement(look, f"{W}b")
        found.insert(0, look)
    return hand


def unnoted(body: etree._Element) -> None:
    """The first footnote taken out."""
    mark = next(body.iter(f"{W}footnoteReference")).getparent()
    mark.getparent().remove(mark)


def rewritten(data: bytes, parts: dict[str, Callable[[bytes], bytes]]) -> bytes:
    """The file with some parts rewritten."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(out, "w") as after:
        for name in before.namelist():
            after.writestr(name, parts.get(name, bytes)(before.read(name)))
    return out.getvalue()

"""Typst at work in a fresh folder: the template, its JSON files, the pictures; and its complaints in Chinese."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from reportgen.core.errors import ReportgenError
from reportgen.core.look import Look
from reportgen.writers.pdf.fonts import fonts, fonts_with

STANDARDS = ["a-3a", "ua-1"]
_KEPT_FOR = 10  # compilations, by the bindings
_PACKAGE = re.compile(r'"@[\w-]+/')
_CAUSES = (
    (r"failed to (?:decode|parse|load) (?:image|SVG)|unknown image format", "图片无法解码", "换一张完好的 PNG 或 JPEG 图片"),
    (r"missing alt text|alternative text", "有图片没有替代文字", "给图片写一句说明内容的替代文字"),
    (r"could not be displayed|no suitable glyph|not contained in|not available in any font", "有字符在字库里没有字形", "换用通用写法的字"),
    (r"maximum .*depth exceeded|did not converge", "版面无法收敛", "检查模板 report.typ 的最近改动"),
)


@dataclass(frozen=True, slots=True)
class Printed:
    """The PDF, and what the template says of it: {"pages", "headings", "anchors", …}."""

    data: bytes
    facts: Mapping


def compile_pdf(look: Look, values: Mapping[str, str], files: Mapping[str, bytes], *, created: datetime,
                captions: Mapping[str, str]) -> Printed:
    """Print `values`, each the text of a JSON file of its name, by the look's template; nothing but these, our fonts and the look's, and the given time enters.

    files: name → bytes, plain files beside the template. captions: what a reader calls them, for messages.
    Raises: ReportgenError, whatever Typst complains of.
    """
    library = {name: text for name, text in look.shared.items() if name.endswith(".typ")}
    if any(_PACKAGE.search(text) for text in (look.typst, *library.values())):
        raise ReportgenError("模板 report.typ 引用了网上的程序包（@…/…），不允许", hint="把需要的代码直接写进模板")
    with TemporaryDirectory(prefix="reportgen-") as folder:
        root = Path(folder)
        for name, data in files.items():
            (root / name).write_bytes(data)
        for name, value in values.items():
            (root / f"{name}.json").write_text(value, encoding="utf-8")
        for name, text in (library | {"report.typ": look.typst}).items():
            (root / name).write_text(text, encoding="utf-8")
        try:
            return _compiled(root, created, _fonts(look, root))
        except typst.TypstError as fault:
            raise _explained(fault, captions) from fault


def _fonts(look: Look, root: Path) -> typst.Fonts:
    """Our faces, and before them the look's own."""
    if not look.fonts:
        return fonts()
    folder = root / "fonts"
    folder.mkdir()
    for name, data in look.fonts.items():
        (folder / name).write_bytes(data)
    return fonts_with(str(folder))


def _compiled(root: Path, created: datetime, faces: typst.Fonts) -> Printed:
    compiler = typst.Compiler(root / "report.typ", root=root, font_paths=faces, ignore_system_fonts=True)
    data, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=STANDARDS, timestamp=created)
    facts = json.loads(compiler.query("<facts>", field="value", one=True))
    return Printed(data, facts | {"warnings": tuple(warning.message for warning in warnings)})


def _explained(fault: typst.TypstError, captions: Mapping[str, str]) -> ReportgenError:
    whole = "\n".join((fault.message, fault.diagnostic, *fault.hints))
    where = next((caption for name, caption in captions.items() if name in whole), "")
    for pattern, sentence, hint in _CAUSES:
        if re.search(pattern, whole, re.IGNORECASE):
            return ReportgenError(f"PDF 没有生成：{where}{sentence}（{fault.message}）", hint=hint)
    return ReportgenError(f"PDF 没有生成：{where}排版程序报告“{fault.message}”", hint="检查版式模板 templates/…/report.typ 和 styles.yaml 的最近改动")


def creation_time(year: int) -> datetime:
    """The time written into the file: a fact of the edition, never the clock."""
    return datetime(year, 12, 1, tzinfo=UTC)


def forget() -> None:
    """Typst lets go of what it keeps of documents it has set: that which so many compilations have not used."""
    for _ in range(_KEPT_FOR + 1):
        typst.compile(b" ", format="svg", font_paths=fonts(), ignore_system_fonts=True)

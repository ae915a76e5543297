"""Every rule has a Markdown page of specimens beside this file: texts, and the findings they must give.

A specimen is a heading and fenced blocks: ```md the section's text, or ```chapters/…/part.yaml any file by its path;
```问题 the expected findings of this rule, one a line: `line:column severity`, or `- severity` without a place; empty if none.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.core.finding import Finding
from reportgen.core.pack import AnnexRow, AnnexTable, Term
from reportgen.core.plan import ReportPlan
from reportgen.core.report import Report, Source
from reportgen.compose import compose, read_attested, read_cases, read_plan
from reportgen.reading import read_figures
from reportgen.rules import rules
from tests.compose import specimen

HERE = Path(__file__).parent
_PIECE = re.compile(r"^## (?P<title>[^\n]+)$|^```(?P<name>\S+)\n(?P<text>.*?)^```$", re.M | re.S)


def pages() -> list[Path]:
    return sorted(HERE.glob("*.md"))


def specimens() -> Iterator[tuple[str, str, dict[str, str]]]:
    for page in pages():
        shown: dict[str, dict[str, str]] = {}
        for piece in _PIECE.finditer(page.read_text("utf-8")):
            if piece["title"]:
                shown[piece["title"].strip()] = {}
            else:
                shown[next(reversed(shown))][piece["name"]] = piece["text"]
        yield from ((page.stem, title, files) for title, files in shown.items())


def report(files: Mapping[str, str]) -> Report:
    texts = specimen.texts(files.get("md", ""), annex="annex" in files)
    texts |= {name: text for name, text in files.items() if "/" in name}
    plan, _ = read_plan(texts, "school")
    cases, _ = read_cases(texts)
    pack = replace(specimen.pack(), terms=TERMS, annex=(ANNEX,))
    document, _ = compose(specimen.PROJECT, plan, pack, specimen.figures(), texts, cases, {})
    sources = tuple(Source(path, text, _author(plan, path)) for path, text in texts.items())
    return Report("school", specimen.PROJECT, plan, pack, specimen.figures(), document, sources, attested=read_attested(texts)[0])


TERMS = (Term("过时-岗位实习", "顶岗实习", "岗位实习", "现称岗位实习", "error", "《[^》]*顶岗实习[^》]*》"),
         Term("绝对-第一", "全国第一", "", "须有出处", "warning"))


ANNEX = AnnexTable("score", 1, "计分卡", ("序号", "指标", "单位", "{year}年"),
                   (AnnexRow("1", "毕业生人数", "人", "grad_total", sums=("placed", "patents")), AnnexRow("2", "授权专利数", "项", "patents")))


def _author(plan: ReportPlan, path: str) -> str:
    return next((one.lead for part in plan.parts for one in part.sections if f"{part.folder}/{one.file}" == path), "")


def told(finding: Finding) -> str:
    at = finding.at
    return f"{at.line}:{at.column} {finding.severity}" if at.line else f"- {finding.severity}"


@pytest.mark.parametrize(("stem", "title", "files"), list(specimens()), ids=lambda value: value if isinstance(value, str) else "")
def test_specimen(stem: str, title: str, files: dict[str, str]) -> None:
    rule = next(one for one in rules() if one.code.lower() == stem.split("_")[0])
    found = tuple(rule.check(report(files), read_figures))
    assert [told(one) for one in found] == files["问题"].split("\n")[:-1]
    assert all(one.code == rule.code and one.name == rule.name and one.hint for one in found)


def test_every_rule_has_specimens_that_it_flags_and_that_it_passes() -> None:
    shown = {stem: [] for stem in (page.stem for page in pages())}
    for stem, _, files in specimens():
        shown[stem].append(bool(files["问题"].strip()))
    assert set(shown) == {f"{one.code.lower()}_{one.name.replace('-', '_')}" for one in rules() if one.check}
    assert all(set(verdicts) == {True, False} for verdicts in shown.values()), shown

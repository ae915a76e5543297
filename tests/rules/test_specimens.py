"""Every rule has a Markdown page of specimens beside this file: texts, and the findings they must give.

A specimen is a heading and fenced blocks: ```md the section's text, or ```chapters/…/part.yaml any file by its path;
```rules what the year asks in place of the sample pack's own rules of these kinds; ```firm makes it an enterprise's report, with who agreed to publication; ```问题 the expected findings of this rule, one a line:
`line:column severity`, `¶3 severity` in a Word file (paragraphs counted from 0), or `- severity` without a place; empty if none.
A file that was finished by hand: ```docx the body of a Word file, ```html a page, ```pdf a Typst source, with ```docProps/core.xml and the
like for further parts, ```name what the file is called.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from reportgen.core.figure import SCHOOL
from reportgen.core.finding import Finding, ordered
from reportgen.core.pack import AnnexRow, AnnexTable, Pack
from reportgen.core.plan import ReportPlan
from reportgen.core.report import Report, Source
from reportgen.compose import compose, read_attested, read_cases, read_plan
from reportgen.pack import load_pack
from reportgen.pack.rulebook import read_requirements
from reportgen.reading import read_figures
from reportgen.rules import Rule, rules
from reportgen.rules.passages import manuscript
from reportgen.yamlplaces import Reader, load
from tests.compose import specimen
from tests.rules.files import inspected

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
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
    pictures = {path: specimen.picture() for path in re.findall(r"cases/\S+\.png", files.get("pictures", ""))}
    project, scope = specimen.PROJECT, SCHOOL
    if "firm" in files:
        firm = replace(project.enterprises[0], consent=files["firm"].strip())
        project, scope, plan = replace(project, enterprises=(firm,)), firm.name, replace(plan, each="enterprise")
    document, _ = compose(project, plan, pack(files), specimen.figures(), texts, cases, pictures, scope=scope)
    sources = tuple(Source(path, text, _author(plan, path)) for path, text in texts.items())
    return Report("school", project, plan, pack(files), specimen.figures(), document, sources, attested=read_attested(texts)[0])


def pack(files: Mapping[str, str]) -> Pack:
    """The specimens' pack with the sample's rules; those of the kinds that a specimen states itself are replaced."""
    sample = _sample()
    own, requirements = _stated(files.get("rules", "")), sample.requirements
    kinds = {one.check for one in own}
    return replace(specimen.pack(), terms=sample.terms, papers=sample.papers, annex=(ANNEX,), edition=sample.edition,
                   required_parts=tuple(files.get("required", "人才培养").split()),
                   requirements=(*own, *(one for one in requirements if one.check not in kinds)))


@cache
def _sample() -> Pack:
    found, _ = load_pack(ROOT / "data_contracts", 2025)
    assert found is not None
    return found


def _stated(text: str):
    reader = Reader()
    node, broken = load("rules.yaml", text)
    made = read_requirements(dict(node.items()), {"house": next(one.basis for one in _sample().requirements if one.basis)}, reader)
    assert not (*broken, *reader.findings), reader.findings
    return made


ANNEX = AnnexTable("score", 1, "计分卡", ("序号", "指标", "单位", "{year}年"),
                   (AnnexRow("1", "毕业生人数", "人", "grad_total", sums=("placed", "patents")), AnnexRow("2", "授权专利数", "项", "patents")))


def _author(plan: ReportPlan, path: str) -> str:
    return next((one.lead for part in plan.parts for one in part.sections if f"{part.folder}/{one.file}" == path), "")


def told(finding: Finding) -> str:
    at = finding.at
    if at.paragraph is not None:
        return f"¶{at.paragraph} {finding.severity}"
    return f"{at.line}:{at.column} {finding.severity}" if at.line else f"- {finding.severity}"


def found_by(rule: Rule, files: Mapping[str, str]) -> tuple[Finding, ...]:
    """What a rule finds in a specimen: a file, or a report."""
    if {"docx", "html", "pdf", "txt"} & set(files):
        text = inspected(files, pack(files), specimen.PROJECT)
        return tuple(finding for check in (rule.check_text, rule.check_file) if check for finding in check(text))
    made = report(files)
    return (*(rule.check(made, read_figures) if rule.check else ()), *(rule.check_text(manuscript(made)) if rule.check_text else ()))


@pytest.mark.parametrize(("stem", "title", "files"), list(specimens()), ids=lambda value: value if isinstance(value, str) else "")
def test_specimen(stem: str, title: str, files: dict[str, str]) -> None:
    rule = next(one for one in rules() if one.code.lower() == stem.split("_")[0])
    found = ordered(found_by(rule, files))
    assert [told(one) for one in found] == files["问题"].split("\n")[:-1]
    assert all(one.code == rule.code and one.name == rule.name and one.hint for one in found)


def test_every_rule_has_specimens_that_it_flags_and_that_it_passes() -> None:
    shown = {stem: [] for stem in (page.stem for page in pages())}
    for stem, _, files in specimens():
        shown[stem].append(bool(files["问题"].strip()))
    assert set(shown) == {f"{one.code.lower()}_{one.name.replace('-', '_')}" for one in rules() if one.here}
    assert all(set(verdicts) == {True, False} for verdicts in shown.values()), shown

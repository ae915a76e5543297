"""The pages say of each finding what the program says of it, and docs/规则一览.md is what the pages say."""

import re
from pathlib import Path

from reportgen.compose import known_faults
from reportgen.core.finding import Severity
from reportgen.rules import rules
from tests.cli.project import ROOT
from tests.cli.rule_list import FAMILIES, PAPER, overview, paragraph

_PAIRS = (
    re.compile(r"""(?:Finding|Fault)\(\s*["'](?P<code>[A-Z]\d{3})["'],\s*["'](?P<name>[a-z0-9-]+)["']"""),
    re.compile(r"""code=["'](?P<code>[A-Z]\d{3})["'],\s*name=["'](?P<name>[a-z0-9-]+)["']"""),
    re.compile(r"""_finding\(\s*["'](?P<code>[A-Z]\d{3})["'],\s*["'](?P<name>[a-z0-9-]+)["']"""),
    re.compile(r"""(?:told|worded)\([^"']*["'](?P<code>[A-Z]\d{3})["'],\s*["'](?P<name>[a-z0-9-]+)["']"""),
    re.compile(r"^(?P<code>[A-Z]\d{3}) (?P<name>[a-z0-9-]+) ", re.M),
)
_FAMILIES = re.compile(r"^x(?P<code>\d{3}) (?P<name>[a-z0-9-]+) ", re.M)  # of the YAML reader: of packs (P), of projects (A) and of looks (Y)


def names_in(source: str) -> set[tuple[str, str]]:
    """Every code with the name that a source gives it."""
    found = {(match["code"], match["name"]) for pattern in _PAIRS for match in pattern.finditer(source)}
    return found | {(letter + match["code"], match["name"]) for match in _FAMILIES.finditer(source) for letter in "APY"}


def test_pages_bear_the_names_that_the_program_uses() -> None:
    used = {pair for path in (ROOT / "reportgen").rglob("*.py") for pair in names_in(path.read_text("utf-8"))}
    assert len(used) > 120 and used - {(one.code, one.name) for one in rules()} == set()


def test_a_name_that_differs_is_seen() -> None:
    assert names_in('Finding("T201", "bare-numbers", x)') == {("T201", "bare-numbers")}
    assert names_in("x101 broken-yaml  no YAML\n") == {("A101", "broken-yaml"), ("P101", "broken-yaml"), ("Y101", "broken-yaml")}
    assert names_in('fail(at, "…", code="P120", name="no-pack")') == {("P120", "no-pack")}


def test_no_page_speaks_of_a_code_that_nobody_uses() -> None:
    text = "".join(path.read_text("utf-8") for path in (ROOT / "reportgen").rglob("*.py"))
    known = {code for code, _ in names_in(text)}
    assert [one.code for one in rules() if one.code not in known and not re.search(rf"[\"']{one.code}[\"']|# {one.code} ", text)] == []


def test_every_page_is_short_and_chinese() -> None:
    for one in rules():
        assert 4 <= len(one.page.strip().splitlines()) <= 20, one.code
        assert paragraph(one.page, "查什么") and paragraph(one.page, "为什么"), one.code
        assert paragraph(one.page, "怎么改") or paragraph(one.page, "改写成"), one.code
        assert not re.search(r"\b[A-Za-z]{2,}(?: [A-Za-z]{2,}){2,}\b", re.sub(r"`[^`]*`", "", one.page.partition("\n")[2])), one.code


def test_pages_of_authors_faults_say_how_much_they_matter() -> None:
    """A page says 程度 where the fault does not stop a final report, and only there."""
    pages = {one.code: one.page for one in rules()}
    assert {one.code: bool(paragraph(pages[one.code], "程度")) for one in known_faults()} == \
        {one.code: one.severity is not Severity.ERROR for one in known_faults()}


def test_pages_of_warnings_and_notes_say_that_they_do_not_block() -> None:
    called = re.compile(r"""\b(?:warn|note|remark)\(\s*["']([A-Z]\d{3})["']""")
    mild = {code for path in (ROOT / "reportgen").rglob("*.py") for code in called.findall(path.read_text("utf-8"))}
    assert len(mild) > 5 and [one.code for one in rules() if one.code in mild and not paragraph(one.page, "程度")] == []


def test_codes_and_families() -> None:
    codes = [one.code for one in rules()]
    assert len(codes) == len(set(codes)) and {code[0] for code in codes} <= set(FAMILIES)


def test_the_paper_is_what_the_pages_say() -> None:
    """If this fails: python -m tests.cli.rule_list"""
    assert Path(PAPER).read_text("utf-8") == overview()

"""Every code a finding can carry has a page that `reportgen rule` prints."""

import re
from pathlib import Path

from reportgen.rules import Rule, named, rules, run, run_on_file
from reportgen.rules.passages import manuscript
from tests.rules.test_specimens import report

ROOT = Path(__file__).parents[2] / "reportgen"
_CODE = re.compile(r"""["']([A-EG-Z]\d{3})["']""")  # F…: symbols of Word's fonts, no family of rules


def test_every_code_in_the_source_has_a_page() -> None:
    used = {code for path in ROOT.rglob("*.py") for code in _CODE.findall(path.read_text("utf-8"))}
    assert used - {one.code for one in rules()} == set()


def test_pages_say_what_why_and_how() -> None:
    for one in rules():
        assert one.page.strip().startswith(f"# {one.code} {one.name}"), one.code
        assert "**查什么**" in one.page and "**怎么改**" in one.page or "**改写成**" in one.page, one.code


def test_a_rule_is_found_by_code_and_by_name() -> None:
    assert named("t201") == named("bare-number") != ()
    assert named("X999") == ()


def test_a_rule_that_breaks_is_itself_a_finding(monkeypatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError
    monkeypatch.setattr("reportgen.rules.rules", lambda: (Rule("T999", "broken", "", broken),))
    (only,) = run(report({"md": "正文。\n"}), lambda text: ())
    assert only.code == "R001" and "T999" in only.message


def test_a_rule_that_breaks_on_a_file_is_a_finding_too(monkeypatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError
    monkeypatch.setattr("reportgen.rules.rules", lambda: (Rule("T999", "broken", "", check_file=broken),))
    (only,) = run_on_file(manuscript(report({"md": "正文。\n"})))
    assert only.code == "R001" and "T999" in only.message

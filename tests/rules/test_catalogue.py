"""Every rule of the catalogue is covered by a check, or listed with the reason why not: in one place, and in one only."""

import re
from functools import cache
from pathlib import Path

import pytest

from reportgen.pack import load_pack
from reportgen.pack.demands import KINDS
from reportgen.pack.rulebook import WORDING
from reportgen.rules import rules

ROOT = Path(__file__).parents[2]
SIZES = {"L": 17, "S": 11, "T": 4, "N": 18, "P": 14, "U": 10, "I": 13, "D": 5, "G": 5, "A": 5, "F": 6, "W": 9}
MISTAKES = 39
CATALOGUE = {f"{family}-{number:02}" for family, size in SIZES.items() for number in range(1, size + 1)} | {f"E{number:02}" for number in range(1, MISTAKES + 1)}
_COVERED = re.compile(r"\*\*对应\*\*：(.*)")
_LISTED = re.compile(r"^\| ([A-Z]-?\d\d) \| [^|]+ \| ([^|]{20,}) \|$", re.M)


@cache
def covered() -> dict[str, str]:
    """Catalogue id → what covers it."""
    pack, _ = load_pack(ROOT / "data_contracts", 2025)
    assert pack is not None
    known = {id: one.code for one in (*pack.requirements, *pack.terms) for id in one.covers}
    return known | {id: one.code for one in rules() for line in _COVERED.findall(one.page) for id in line.strip().split("、")}


@cache
def listed() -> tuple[str, ...]:
    return tuple(id for id, _ in _LISTED.findall((ROOT / "docs/rules-not-checked.md").read_text("utf-8")))


def test_the_catalogue_has_117_rules_and_39_mistakes() -> None:
    assert sum(SIZES.values()) == 117 and len(CATALOGUE) == 117 + 39


def test_every_one_is_covered_or_listed_and_none_is_both() -> None:
    assert len(listed()) == len(set(listed()))
    assert {*covered(), *listed()} == CATALOGUE and set(covered()) & set(listed()) == set()


def test_most_are_covered() -> None:
    assert len(covered()) >= 135


@pytest.mark.parametrize("kind", [*KINDS, *WORDING])
def test_every_kind_of_check_that_packs_may_ask_for_is_a_rule(kind: str) -> None:
    if kind != "rectify":  # deadlines of the review, no check
        assert kind in {one.name for one in rules() if one.here}


def test_every_rule_that_asks_the_pack_can_be_asked_for() -> None:
    """A rule file that reads a kind which no pack can state would never run."""
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "reportgen/rules").glob("*.py"))
    asked = set(re.findall(r"""(?:asked|required|wordings)\((?:text|report|report, |text, )?,?\s*["']([a-z-]+)["']""", sources))
    assert asked and asked <= {*KINDS, *WORDING}

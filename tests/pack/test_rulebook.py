"""Rules as data: read against the shape of their kind, laid over by later years and the province, faults with their lines."""

from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.core.finding import Severity
from reportgen.core.pack import Pack
from reportgen.core.rulebook import Weight
from reportgen.pack import load_pack
from tests.pack.specimen import CITATION, PACK, write

BASES = "gb: {title: GB/T 15835—2011, link: https://example.org, confidence: high, checked_on: 2026-11-24}\n"
RULES = """案例: {check: case-form, level: warning, basis: gb, clause: 第三条, words: [500, 1500], sections: {背景: 背景|起因}}
要点-党建: {check: missing-point, level: error, basis: gb, point: 党的建设, any: [党建], part: 人才培养}
"""
WORDS = "- {code: 过时-甲, pattern: 甲乙, instead: 丙, reason: 改称丙, severity: error, basis: gb, unless: 《甲乙》}\n"
STYLE = "- {code: 标点-逗号, check: punctuation, pattern: '(?<=[一-龥]),', fix: ，, reason: 全角, severity: block, basis: gb, where: [body]}\n"
NEXT = PACK.replace("edition:", "extends: 2024\nedition:", 1).replace("label: 2024年度", "label: 2025年度")


def files(folder: Path, **more: str) -> Path:
    """The tiny pack with rules. Names of further files: 2025/rules.yaml and the like, or those of 2024 by themselves."""
    contracts = write(folder)
    known = {"2024/bases.yaml": BASES, "2024/rules.yaml": RULES, "2024/words.yaml": WORDS, "2024/style.yaml": STYLE, "2024/papers.yaml": "某方案: {number: 国发〔2019〕4号}\n"}
    for name, text in (known | more).items():
        path = contracts / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return contracts


def loaded(contracts: Path, year: int = 2024) -> Pack:
    pack, findings = load_pack(contracts, year)
    assert pack is not None, findings
    return pack


def faults(folder: Path, **more: str) -> list[str]:
    return [f"{one.code} {one.at.file.partition('/')[2]}:{one.at.line}" for one in load_pack(files(folder, **more), 2024)[1]]


def test_a_rule_has_its_values_its_weight_and_what_it_rests_on(tmp_path: Path) -> None:
    pack = loaded(files(tmp_path))
    case, point = pack.requirements
    assert case.get("words") == (Decimal(500), Decimal(1500)) and case.get("sections") == {"背景": "背景|起因"} and case.get("photos") is None
    assert (case.severity, point.severity, case.source) == (Severity.WARNING, Severity.ERROR, "GB/T 15835—2011 第三条")
    comma, old = pack.terms
    assert (old.check, old.unless, comma.check, comma.fix, comma.level, comma.severity, comma.where) == \
        ("term", "《甲乙》", "punctuation", "，", Weight.BLOCK, Severity.ERROR, ("body",))
    assert [(one.name, one.number) for one in pack.papers] == [("某方案", "国发〔2019〕4号")]


def test_a_later_year_changes_a_rule_by_its_code_and_ends_another(tmp_path: Path) -> None:
    contracts = files(tmp_path, **{"2025/pack.yaml": NEXT, "2025/rules.yaml": "案例: {words: [300, ~]}\n要点-党建: {level: 'off'}\n",
                                   "2025/words.yaml": "过时-甲: {severity: warning}\n"})
    now, before = loaded(contracts, 2025), loaded(contracts)
    assert now.requirements[0].get("words") == (Decimal(300), None) and now.requirements[0].get("sections") == before.requirements[0].get("sections")
    assert now.requirements[1].level is Weight.OFF and now.terms[1].severity is Severity.WARNING and before.terms[1].severity is Severity.ERROR


def test_a_province_is_laid_on_top_of_every_year(tmp_path: Path) -> None:
    contracts = files(tmp_path, **{"2024/provinces/某省/rules.yaml": "案例: {words: [300, 1000], clause: 省厅通知}\n", "2025/pack.yaml": NEXT + "province: 某省\n",
                                   "2025/rules.yaml": "案例: {words: [400, 1200]}\n", "2025/provinces/某省/words.yaml": "- {code: 省-一, pattern: 某, reason: 省里不用, severity: error}\n"})
    now = loaded(contracts, 2025)
    assert (now.province, now.requirements[0].get("words"), now.requirements[0].source) == ("某省", (Decimal(300), Decimal(1000)), "GB/T 15835—2011 省厅通知")
    assert [one.code for one in now.terms] == ["标点-逗号", "过时-甲", "省-一"] and loaded(contracts).requirements[0].get("words") == (Decimal(500), Decimal(1500))


@pytest.mark.parametrize(("name", "text", "expected"), [
    ("rules.yaml", RULES + "错: {check: no-such, level: error, basis: gb}\n", "P137"),
    ("rules.yaml", RULES + "错: {check: case-form, level: error, basis: 没有}\n", "P138"),
    ("rules.yaml", RULES + "错: {check: case-form, level: grave, basis: gb}\n", "P106"),
    ("rules.yaml", RULES + "错: {check: case-form, level: error, basis: gb, words: 500}\n", "P106"),
    ("rules.yaml", RULES + "错: {check: case-form, level: error, basis: gb, words: [900, 500]}\n", "P106"),
    ("rules.yaml", RULES + "错: {check: case-form, level: error, basis: gb, word: [1, 2]}\n", "P103"),
    ("rules.yaml", RULES + "错: {check: missing-point, level: error, basis: gb, point: 甲}\n", "P104"),
    ("rules.yaml", RULES + "错: {check: missing-point, level: error, basis: gb, point: 甲, any: ['(']}\n", "P106"),
    ("words.yaml", WORDS + "- {code: 错, pattern: '[', reason: 无, severity: error}\n", "P106"),
    ("words.yaml", WORDS + "- {code: 错, pattern: 甲, reason: 无, severity: error, check: no-such}\n", "P106"),
    ("style.yaml", STYLE + "- {code: 错, pattern: 甲, reason: 无, severity: error, fix: 乙}\n", "P139"),
    ("style.yaml", STYLE + "- {code: 错, pattern: 甲, reason: 无, severity: error, where: [nowhere]}\n", "P106"),
    ("papers.yaml", "某方案: {numbers: 国发〔2019〕4号}\n", "P103")])
def test_a_fault_is_told_with_its_line(tmp_path: Path, name: str, text: str, expected: str) -> None:
    assert faults(tmp_path, **{f"2024/{name}": text}) == [f"{expected} 2024/{name}:{text.count(chr(10))}"]


def test_a_province_that_nobody_knows(tmp_path: Path) -> None:
    assert faults(tmp_path, **{"2024/pack.yaml": PACK + "province: 无省\n"}) == [f"P128 2024/pack.yaml:{(PACK + 'x').count(chr(10)) + 1}"]
    assert faults(tmp_path, **{"2024/pack.yaml": PACK + "province: ../../2024\n"})[0].startswith("P128")


def test_what_must_be_cited_must_be_cited_by_a_province_too(tmp_path: Path) -> None:
    found = faults(tmp_path, **{"2024/pack.yaml": PACK + "province: 某省\n", "2024/provinces/某省/indicators/a.yaml": "total: {name: 毕业生总数}\n"})
    assert found == ["P130 2024/provinces/某省/indicators/a.yaml:1"] and CITATION

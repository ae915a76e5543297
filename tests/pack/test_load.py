"""A pack's faults: all at once, each with its line, in Chinese."""

from datetime import date
from pathlib import Path

import pytest

from reportgen.core.period import PeriodKind
from reportgen.pack import load_pack
from tests.pack.specimen import ANNEX, FILES, PACK, PLACED, RATE, TOTAL, indicator, load, said, write


def test_the_specimen_is_sound(tmp_path: Path) -> None:
    pack, findings = load(tmp_path)
    assert findings == () and pack is not None
    assert list(pack.indicators) == ["total", "placed", "rate"]
    assert pack.indicators["rate"].formula == "placed / total * 100"
    assert dict(pack.indicators["rate"].options)["就业者"] == "placed / placed * 100"
    assert [(row.indicator, row.indent, row.at_most) for row in pack.annex[0].rows] == [("total", 0, ()), ("placed", 1, ("total",))]


def test_periods_follow_from_the_edition(tmp_path: Path) -> None:
    pack, _ = load(tmp_path, y2024__pack=PACK.replace("{kind: 届, of: cohort}", "{kind: 届, of: cohort, shift: -3}"))
    assert pack.periods["届"].kind is PeriodKind.COHORT
    assert (pack.periods["届"].start, pack.periods["届"].end) == (date(2020, 9, 1), date(2021, 8, 31))
    assert str(pack.periods["时点"]) == "截至2024年8月31日"
    assert str(pack.periods["财年"]) == "2023年"


@pytest.mark.parametrize(("before", "after", "expected"), [
    ("unit: 人", "unt: 人", ["P104", "P103"]),                  # the missing key (at the definition), and the unknown one
    ("  unit: 人\n", "", ["P104"]),
    ("  citation: {source: 某函, confidence: high, checked_on: 2026-11-24}\n", "", ["P104"]),
    ("checked_on: 2026-11-24", "checked_on: 去年", ["P106"]),
    ("decimals: 0", "decimals: 零", ["P106"]),
    ("period: 届", "period: 届次", ["P127"]),
    ("population: 毕业生", "population: 毕业升", ["P127"]),
    ("sql: SELECT count(*) FROM grads", "note: 无", ["P131", "P103"]),
    ("sql: SELECT count(*) FROM grads", "formula: placed +", ["P122"]),
    ("sql: SELECT count(*) FROM grads", "formula: placed + nobody", ["P123"]),
    ("sql: SELECT count(*) FROM grads", "formula: rate * 2", ["P124"]),
    ("name: 毕业生人数", "name: 落实人数", ["P126"]),
    ("name: 毕业生人数", "name: 毕业生：人数", ["P134"]),
    ("FROM grads", "FROM grads WHERE firm = $scope", ["P133"]),
    ("  sql:", "  scoped: true\n  sql:", ["P133", "P123"]),             # and a formula that may not use it
])
def test_a_fault_in_a_definition(tmp_path: Path, before: str, after: str, expected: list[str]) -> None:
    assert before in TOTAL
    pack, findings = load(tmp_path, y2024__indicators__grads=TOTAL.replace(before, after) + PLACED + RATE)
    assert pack is None
    assert [one.code for one in findings] == expected
    assert all(one.at.line and one.hint for one in findings)


def test_an_unknown_key_is_named_with_its_line_and_the_key_that_was_meant(tmp_path: Path) -> None:
    text = TOTAL + PLACED.replace("decimals", "decimal") + RATE
    _, findings = load(tmp_path, y2024__indicators__grads=text)
    line = text.splitlines().index("  decimal: 0") + 1
    assert said(findings)[-1] == f"2024/indicators/grads.yaml:{line} P103"
    assert findings[-1].message == "不认识的键“decimal”" and findings[-1].hint == "改成“decimals”"


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    _, findings = load(tmp_path, y2024__indicators__grads=TOTAL.replace("  unit: 人\n", "") + PLACED.replace("届", "年") + RATE,
                       y2024__annex=ANNEX.replace("under: total", "under: nobody"))
    assert said(findings) == ["2024/annex.yaml:8 P106", "2024/indicators/grads.yaml:2 P104", "2024/indicators/grads.yaml:14 P127"]


def test_a_choice_that_is_not_among_the_options(tmp_path: Path) -> None:
    _, findings = load(tmp_path, y2024__pack=PACK.replace("rate.denominator: 毕业生", "rate.denominator: 全体"))
    assert [one.code for one in findings] == ["P125"] and "毕业生、就业者" in findings[0].hint


def test_a_choice_that_nobody_made_and_one_that_nobody_asked_for(tmp_path: Path) -> None:
    _, findings = load(tmp_path, y2024__pack=PACK.replace("rate.denominator", "rate.nominator"))
    assert said(findings) == ["2024/indicators/grads.yaml:31 P125", "2024/pack.yaml:9 P125"]


def test_a_variant_that_was_not_chosen_is_checked_too(tmp_path: Path) -> None:
    _, findings = load(tmp_path, y2024__indicators__grads=TOTAL + PLACED + RATE.replace("placed / placed * 100", "placed / nobody)"))
    assert [one.code for one in findings] == ["P122"]
    _, findings = load(tmp_path, y2024__indicators__grads=TOTAL + PLACED + RATE.replace("placed / placed * 100", "placed / nobody"))
    assert [one.code for one in findings] == ["P123"]


def test_a_printed_row_without_a_definition(tmp_path: Path) -> None:
    _, findings = load(tmp_path, y2024__annex=ANNEX.replace("    placed:", "    nobody:"))
    assert said(findings) == ["2024/annex.yaml:8 P123"] and "nobody" in findings[0].message


def test_one_id_in_two_files(tmp_path: Path) -> None:
    _, findings = load(tmp_path, y2024__indicators__more=indicator("placed", "formula: total + 0", name="又一个"))
    assert [one.code for one in findings] == ["P121"] and "grads.yaml 第 12 行" in findings[0].message


def test_a_school_formula_cannot_use_what_is_counted_per_enterprise(tmp_path: Path) -> None:
    own = indicator("ent_hires", "sql: SELECT count(*) FROM grads WHERE firm = $scope", name="录用人数", more="  scoped: true\n")
    _, findings = load(tmp_path, y2024__indicators__more=own + indicator("sum", "formula: ent_hires * 2"))
    assert [one.code for one in findings] == ["P123"] and "按企业计算" in findings[0].message


def test_words_with_a_broken_pattern(tmp_path: Path) -> None:
    _, findings = load(tmp_path, y2024__words="- {code: 甲, pattern: '(未完', reason: 理由, severity: error}\n")
    assert said(findings) == ["2024/words.yaml:1 P106"] and "正则" in findings[0].message


def test_a_file_saved_in_another_encoding(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "2024" / "annex.yaml").write_bytes(ANNEX.encode("gb18030"))
    _, findings = load_pack(folder, 2024)
    assert [one.code for one in findings] == ["P101"] and "UTF-8" in findings[0].hint


def test_a_year_without_a_pack(tmp_path: Path) -> None:
    pack, findings = load_pack(write(tmp_path), 2031)
    assert pack is None and [one.code for one in findings] == ["P120"]


def test_the_version_is_the_hash_of_every_file(tmp_path: Path) -> None:
    one, _ = load(tmp_path / "a")
    same, _ = load(tmp_path / "b")
    other, _ = load(tmp_path / "c", y2024__annex=FILES["2024/annex.yaml"] + "# 注\n")
    assert one.version == same.version != other.version and len(one.version) == 64


def test_what_a_broken_file_lacks_is_no_finding_of_its_own(tmp_path: Path) -> None:
    folder = write(tmp_path)
    table = next((folder / "2024" / "tables").glob("*.yaml"))
    table.write_text("id: grads\n\ttitle: 毕业生\n", "utf-8")
    _, findings = load_pack(folder, 2024)
    broken = [one for one in findings if one.at.file.endswith(table.name)]
    assert [(one.code, one.at.line) for one in broken] == [("P101", 2)] and "制表符" in broken[0].message

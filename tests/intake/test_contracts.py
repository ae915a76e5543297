"""Contracts as the quality office writes them: what is wrong is said with its line."""

import pytest

from reportgen.pack.contracts import read_contracts
from reportgen.yamlplaces import Reader, load
from tests.intake.specimen import CITATION, MAJORS, PEOPLE, contracts


def faults(text: str, *more: str) -> list[str]:
    reader = Reader()
    nodes = {}
    for number, one in enumerate((text, *more)):
        node, findings = load(f"tables/{number}.yaml", one)
        reader.findings.extend(findings)
        nodes[node.get("id").value] = node
    read_contracts(nodes, reader)
    return [f"{one.code} {one.at}" for one in reader.findings]


@pytest.mark.parametrize(("old", "new", "wanted"), [
    ("type: code", "type: codes", ["P106 tables/0.yaml:9:28"]),
    ("key: [code]", "key: [cod]", ["P140 tables/0.yaml:7:1"]),
    ("unit: 人", "units: 人", ["P103 tables/0.yaml:11:61"]),
    ("period: 时点", "period: 时间", ["P106 tables/0.yaml:4:9"]),
    ("max: 5000", "max: 五千", ["P106 tables/0.yaml:11:91"]),
    ("department: 教务处\n", "", ["P104 tables/0.yaml:1:1"]),
    ("name: 专业名称,", "name: 专业名称, headers: [专业代码],", ["P141 tables/0.yaml:10:3"]),
    ("name: 专业名称,", "name: 专业名称, refers: people.nobody,", ["P140 tables/0.yaml:10:3"]),
    (CITATION, "citation: {source: 某函}\n", ["P104 tables/0.yaml:12:11", "P104 tables/0.yaml:12:11"])])
def test_faults_with_their_lines(old: str, new: str, wanted: list[str]) -> None:
    assert faults(MAJORS.replace(old, new, 1), PEOPLE) == wanted


@pytest.mark.parametrize(("check", "wanted"), [
    ("{id: a, column: students}", ["P143"]), ("{id: a, column: students, sql: SELECT 1}", ["P143"]),
    ("{id: a, column: students, sum: [girls]}", ["P140"]), ("{id: a, column: students, at_most: code, severity: fatal}", ["P106"])])
def test_a_check_that_cannot_be_understood(check: str, wanted: list[str]) -> None:
    assert [one.split()[0] for one in faults(f"{MAJORS}checks:\n  - {check}\n", PEOPLE)] == wanted


def test_codes_with_other_spellings_and_headings_with_the_name_first() -> None:
    column = contracts()["people"].column("dept")
    assert column.codes == ("机电学院", "信息学院") and dict(column.spellings) == {"机电系": "机电学院"}
    assert column.headers == ("所属部门", "所属系部")


def test_no_key_and_a_single_row_are_not_the_same() -> None:
    keyless = contracts(MAJORS.replace("key: [code]\n", ""), PEOPLE)["majors"]
    single = contracts(MAJORS.replace("key: [code]", "key: []"), PEOPLE)["majors"]
    assert (keyless.key, keyless.single, single.key, single.single) == ((), False, (), True)

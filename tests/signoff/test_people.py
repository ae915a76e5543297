"""people.yaml: who may sign what; and what is wrong with a faulty one."""

import pytest

from reportgen.core.errors import Unreadable
from reportgen.people import Level, read_people
from tests.corrections.specimen import TEXTS


def test_levels_departments_and_days() -> None:
    people = read_people(TEXTS["people.yaml"])
    assert people.data.required and people.corrections and people.exists and people.data.due[Level.FILL].isoformat() == "2025-10-15"
    assert people.people["丙"].roles == (Level.COLLATE, Level.SCHOOL) and people.data.collated["grads"] == "教务处"


def test_corrections_may_be_free_and_signing_is_not_asked_for_unless_it_is() -> None:
    people = read_people("corrections: {required: false}\n")
    assert not people.corrections and not people.data.required


@pytest.mark.parametrize(("text", "codes"), [
    ("people: [{name: 甲, department: 教务处}]", ["A104"]),
    ("people: [{name: 甲, department: 教务处, roles: [校长]}]", ["A106"]),
    ("people: [{name: 甲, department: 乙, roles: [填报]}, {name: 甲, department: 丙, roles: [归口]}]", ["A106"]),
    ("signoff: {due: {填报: 十月}, requierd: true}", ["A103", "A106"]),
    ("people: {甲: 教务处", ["A101"]),
])
def test_faults_are_told_all_at_once(text: str, codes: list[str]) -> None:
    with pytest.raises(Unreadable) as refused:
        read_people(text)
    assert sorted(one.code for one in refused.value.findings) == codes and refused.value.at.file == "people.yaml"

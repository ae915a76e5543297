"""people.yaml: who fills in, collates and signs for the school; and what the project asks for.

Without the file nobody can sign, nothing has to be signed, and corrections after a final report need their reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from reportgen.core.errors import Unreadable
from reportgen.core.finding import errors
from reportgen.core.pack import Contract, frozen
from reportgen.files import read_text
from reportgen.workspace import Workspace
from reportgen.yamlplaces import Node, Reader, load

FILE = "people.yaml"


class Level(StrEnum):
    """The three levels, lowest first: the department that fills in, the one that collates, the school."""

    FILL = "填报"
    COLLATE = "归口"
    SCHOOL = "校级"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign. name: unique in the file."""

    name: str
    department: str
    roles: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class People:
    """Who signs what. collated: table → the department that collates it; `default` for the others.

    required: no final report while a table lacks a signature. due: last day of each level. corrections: after a final report, data
    change only with reason, request and approval. exists: whether there is a people.yaml at all.
    """

    people: Mapping[str, Person] = field(default_factory=lambda: frozen({}))
    required: bool = False
    due: Mapping[Level, date] = field(default_factory=lambda: frozen({}))
    collated: Mapping[str, str] = field(default_factory=lambda: frozen({}))
    default: str = ""
    corrections: bool = True
    exists: bool = False

    def office(self, contract: Contract, level: Level) -> str:
        """The department that signs a table at a level; "" if any with the role may."""
        if level is Level.FILL:
            return contract.department
        return self.collated.get(contract.id, self.default) if level is Level.COLLATE else ""

    def may(self, person: Person, contract: Contract, level: Level) -> bool:
        """Whether the person has the role, and is of the department that signs."""
        return level in person.roles and self.office(contract, level) in ("", person.department)


def load_people(workspace: Workspace) -> People:
    """The project's people.yaml. Raises: Unreadable, with all findings, if it is faulty."""
    path = workspace.root / FILE
    return read_people(read_text(workspace.root, path)) if path.is_file() else People()


def read_people(text: str) -> People:
    """The text of a people.yaml. Raises: Unreadable, with all findings."""
    root, found = load(FILE, text, "A")
    reader = Reader(found, "A")
    top = reader.fields(root, optional=("signoff", "corrections", "people"))
    asked = reader.fields(top["signoff"], optional=("required", "due", "collate")) if "signoff" in top else {}
    collate = reader.fields(asked["collate"], optional=("default", "tables")) if "collate" in asked else {}
    rules = reader.fields(top["corrections"], optional=("required",)) if "corrections" in top else {}
    made = People(frozen(_people(reader, top.get("people"))), reader.flag(asked.get("required")), frozen(_due(reader, asked.get("due"))),
                  frozen(_collated(reader, collate.get("tables"))), reader.text(collate.get("default")),
                  reader.flag(rules.get("required"), True), True)
    if errors(reader.findings):
        first = reader.findings[0]
        raise Unreadable(first.message, at=first.at, hint=first.hint, findings=tuple(reader.findings))
    return made


def _people(reader: Reader, node: Node | None) -> dict[str, Person]:
    known: dict[str, Person] = {}
    for one in node or ():
        told = reader.fields(one, ("name", "department", "roles"))
        name = reader.text(told.get("name")).strip()
        roles = tuple(Level(reader.choice(role, tuple(Level), Level.FILL)) for role in _listed(told.get("roles")))
        if name in known:
            reader.fail(one.at, f"“{name}”写了两次", "同名的人加上部门区别，如 王芳（教务处）；一人有几种职责的，写在一个 roles 里")
        known[name] = Person(name, reader.text(told.get("department")), roles)
    return known


def _listed(node: Node | None) -> tuple[Node, ...]:
    return () if node is None else (node,) if isinstance(node.value, str) else tuple(node)


def _due(reader: Reader, node: Node | None) -> dict[Level, date]:
    told = reader.fields(node, optional=tuple(Level)) if node is not None else {}
    return {Level(level): reader.day(day) for level, day in told.items()}


def _collated(reader: Reader, node: Node | None) -> dict[str, str]:
    """Table → department, from department → tables."""
    return {table: office for office, tables in (node.items() if node is not None else ()) for table in reader.texts(tables)}

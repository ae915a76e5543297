"""people.yaml: who writes, fills in, collates and signs for the school; and what the project asks for.

Without the file nobody can sign, nothing has to be signed, and corrections after a final report need their reason.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from reportgen.core.errors import Unreadable
from reportgen.core.finding import Finding, Severity, errors
from reportgen.core.pack import Contract, frozen
from reportgen.core.place import NOWHERE, Place
from reportgen.files import read_text
from reportgen.workspace import Workspace
from reportgen.yamlplaces import Node, Reader, load

FILE = "people.yaml"


class Level(StrEnum):
    """What a person may sign for. Data pass the levels of DATA, sections those of TEXT, lowest first."""

    FILL = "填报"
    WRITE = "执笔"
    HEAD = "部门负责人"
    COLLATE = "归口"
    SCHOOL = "校级"


DATA = (Level.FILL, Level.COLLATE, Level.SCHOOL)
TEXT = (Level.WRITE, Level.HEAD, Level.COLLATE, Level.SCHOOL)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign. name: unique in the file."""

    name: str
    department: str
    roles: tuple[Level, ...]
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Signing:
    """How one kind of thing is signed. required: no final report while a signature is missing. due: last day of each level.

    collated: id → the department that collates it; `default` for the others. places: where the file says so.
    """

    required: bool = False
    due: Mapping[Level, date] = field(default_factory=lambda: frozen({}))
    collated: Mapping[str, str] = field(default_factory=lambda: frozen({}))
    default: str = ""
    places: Mapping[str, Place] = field(default_factory=lambda: frozen({}))

    def collator(self, *ids: str) -> str:
        """The department that collates the first of these ids that has one; the default's without."""
        return next((self.collated[id] for id in ids if id in self.collated), self.default)


@dataclass(frozen=True, slots=True)
class People:
    """Who signs what. data, sections: how tables and sections are signed.

    corrections: after a final report, data change only with reason, request and approval. scan, consent: a final report needs the
    scanned statement, and the consent of the people in cases and of enterprises. review: it needs a review that was passed. exists: whether
    there is a people.yaml at all.
    """

    people: Mapping[str, Person] = field(default_factory=lambda: frozen({}))
    data: Signing = Signing()
    sections: Signing = Signing()
    corrections: bool = True
    scan: bool = False
    consent: bool = False
    exists: bool = False
    review: bool = False

    def office(self, contract: Contract, level: Level) -> str:
        """The department that signs a table at a level; "" if any with the role may."""
        if level is Level.FILL:
            return contract.department
        return self.data.collator(contract.id) if level is Level.COLLATE else ""

    def strangers(self, known: Iterable[str]) -> tuple[Finding, ...]:
        """People and collators of departments that nobody knows. known: departments that write, support, fill in or collate."""
        departments = {one for one in known if one}
        named = {signing.default for signing in (self.data, self.sections)} | {*self.data.collated.values(), *self.sections.collated.values()}
        return tuple(Finding("H702", "unknown-department", Severity.WARNING, f"“{one.name}”的部门“{one.department}”不牵头、不配合、不填报也不归口任何内容",
                             one.at, "写错的改正；确有这个部门的，在分工（part.yaml）或归口里用上它", department=one.department)
                     for one in self.people.values() if one.department not in departments | named and Level.SCHOOL not in one.roles)


def load_people(workspace: Workspace) -> People:
    """The project's people.yaml. Raises: Unreadable, with all findings, if it is faulty."""
    path = workspace.root / FILE
    return read_people(read_text(workspace.root, path)) if path.is_file() else People()


def read_people(text: str) -> People:
    """The text of a people.yaml. Raises: Unreadable, with all findings."""
    root, found = load(FILE, text, "A")
    reader = Reader(found, "A")
    top = reader.fields(root, optional=("signoff", "sections", "final", "corrections", "people"))
    rules = reader.fields(top["corrections"], optional=("required",)) if "corrections" in top else {}
    final = reader.fields(top["final"], optional=("statement", "consent", "review")) if "final" in top else {}
    made = People(frozen(_people(reader, top.get("people"))), _signing(reader, top.get("signoff"), DATA, "tables"),
                  _signing(reader, top.get("sections"), (), "parts"), reader.flag(rules.get("required"), True),
                  reader.flag(final.get("statement"), True), reader.flag(final.get("consent"), True), True, reader.flag(final.get("review")))
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
        known[name] = Person(name, reader.text(told.get("department")), roles, one.at)
    return known


def _listed(node: Node | None) -> tuple[Node, ...]:
    return () if node is None else (node,) if isinstance(node.value, str) else tuple(node)


def _signing(reader: Reader, node: Node | None, dated: tuple[Level, ...], things: str) -> Signing:
    """`required`, `due` of the levels that have a day, and who collates which `things`."""
    asked = reader.fields(node, optional=("required", "due", "collate") if dated else ("required", "collate")) if node is not None else {}
    collate = reader.fields(asked["collate"], optional=("default", things)) if "collate" in asked else {}
    due = reader.fields(asked["due"], optional=dated) if "due" in asked else {}
    collated, places = _collated(reader, collate.get(things))
    return Signing(reader.flag(asked.get("required")), frozen({Level(level): reader.day(day) for level, day in due.items()}), frozen(collated),
                   reader.text(collate.get("default")), frozen(places))


def _collated(reader: Reader, node: Node | None) -> tuple[dict[str, str], dict[str, Place]]:
    """Thing → department, from department → things; and where each is said. Two departments for one thing contradict each other."""
    known: dict[str, str] = {}
    places: dict[str, Place] = {}
    for office, listed in node.items() if node is not None else ():
        for one in _listed(listed):
            id = reader.text(one)
            if known.get(id, office) != office:
                reader.fail(one.at, f"“{id}”既归{known[id]}又归{office}", f"只留一个归口部门（另一处在第{places[id].line}行）")
            known[id], places[id] = office, one.at
    return known, places

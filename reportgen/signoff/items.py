"""What is signed, whatever it is: a signature holds for the content it was given to, and for nothing else.

A return voids every signature before it; another content voids those of its item.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from reportgen.core.finding import Finding
from reportgen.core.pack import frozen
from reportgen.ledger import Entry
from reportgen.people import Level, People, Person

SIGN, RETURN = "签字", "退回"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to sign and where it stands.

    department: whose it is. levels: lowest first. offices: the department that signs at a level ("" if any person with the role may).
    persons: who alone may sign at a level, if that is laid down. authors: whose draft it is. content: its hash; "" if there is nothing
    to sign. signed: valid signatures by level. voided: signatures that the present content has lost, and what changed.
    returned: the return that awaits an answer. history: every line of the log on it.
    """

    id: str
    title: str
    department: str
    levels: tuple[Level, ...]
    offices: Mapping[Level, str]
    content: str
    persons: Mapping[Level, str] = field(default_factory=lambda: frozen({}))
    authors: tuple[str, ...] = ()
    signed: Mapping[Level, Entry] = field(default_factory=lambda: frozen({}))
    voided: tuple[tuple[Entry, str], ...] = ()
    returned: Entry | None = None
    history: tuple[Entry, ...] = ()

    @property
    def next(self) -> Level | None:
        """The level whose turn it is; None if all have signed, or there is nothing to sign."""
        return next((level for level in self.levels if level not in self.signed), None) if self.content else None

    @property
    def complete(self) -> bool:
        """Nothing is left to sign."""
        return self.next is None

    @property
    def blank(self) -> bool:
        """Nothing has been made yet that could be signed."""
        return not self.content

    @property
    def record(self) -> Mapping[str, object]:
        """What a line of the log says of its content."""
        return {"content": self.content}

    def times(self, kind: str) -> int:
        """How many lines of a kind the log has on it."""
        return sum(entry["kind"] == kind for entry in self.history)

    def may(self, person: Person, level: Level) -> bool:
        """Whether the person has the role, is of the department that signs, and is not kept out by a name that is laid down."""
        return (level in person.roles and self.offices.get(level, "") in ("", person.department)
                and self.persons.get(level, person.name) == person.name)


@dataclass(frozen=True, slots=True)
class Trade:
    """One kind of sign-off: its levels and its words. key: the log's field that holds an item's id. list: the command that lists them."""

    key: str
    levels: tuple[Level, ...]
    what: str
    list: str
    mend: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where everything of one kind stands in a year. snapshot: the current one's id. findings: what is wrong with log and people."""

    trade: Trade
    people: People
    snapshot: str
    items: Mapping[str, Item]
    findings: tuple[Finding, ...] = ()


def held(history: Iterable[Entry], content: str, changed: Callable[[Entry], str]) -> dict[str, object]:
    """The fields of an Item that follow from the log: signed, voided, returned, history. changed: what differs since an entry, in words."""
    lines = tuple(history)
    latest: dict[Level, Entry] = {}
    for entry in lines:
        latest = {} if entry["kind"] == RETURN else {**latest, Level(str(entry["level"])): entry}
    signed = {level: entry for level, entry in latest.items() if content and entry["content"] == content}
    lost = tuple((entry, changed(entry)) for level, entry in latest.items() if level not in signed) if content else ()
    returned = lines[-1] if lines and lines[-1]["kind"] == RETURN else None
    return {"signed": frozen(signed), "voided": lost, "returned": returned, "history": lines}

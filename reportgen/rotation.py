"""Whose turn it is: the colleges write enterprise reports with their firms by rotation."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportgen.core.plan import Enterprise, Project
from reportgen.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Turn:
    """A firm in its college's rotation. last: the year of its last published report; None if it has none. due: it is its turn."""

    college: str
    firm: Enterprise
    last: int | None
    due: bool


def rotation(workspace: Workspace, project: Project) -> tuple[Turn, ...]:
    """Every firm by college, the one longest without a report first: that one is due. Without a college all firms are one group."""
    published = _published(workspace, project.year)
    groups: dict[str, list[tuple[int, Enterprise]]] = {}
    for firm in project.enterprises:
        years = [*(year for year in firm.reported if year < project.year), *published.get(firm.name, ())]
        groups.setdefault(firm.college, []).append((max(years, default=0), firm))
    return tuple(_turns(groups))


def _turns(groups: Mapping[str, list[tuple[int, Enterprise]]]) -> Iterator[Turn]:
    for college, firms in groups.items():
        for place, (last, firm) in enumerate(sorted(firms, key=lambda one: one[0])):
            yield Turn(college, firm, last or None, place == 0)


def _published(workspace: Workspace, year: int) -> dict[str, list[int]]:
    """Earlier years of which a report of the firm was published, by its name."""
    found: dict[str, list[int]] = {}
    for path in sorted(workspace.contracts.glob("*/published.json")):
        try:
            told = json.loads(path.read_text("utf-8"))
            names = [one if isinstance(one, str) else str(one["name"]) for one in told["reports"]]
        except (OSError, ValueError, KeyError, TypeError):
            continue
        for name in names if path.parent.name.isdecimal() and int(path.parent.name) < year else ():
            found.setdefault(name.rsplit("/", 1)[-1], []).append(int(path.parent.name))
    return found

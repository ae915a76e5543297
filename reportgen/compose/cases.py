"""Typical cases: cases/<slug>/case.md, a head in YAML between two --- lines, then the small Markdown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.compose import faults
from reportgen.core.finding import Finding
from reportgen.core.pack import frozen
from reportgen.core.place import Place
from reportgen.yamlplaces import Node, Reader, load

CASE_FILE = re.compile(r"cases/([^/]+)/case\.md$")
SLUG = re.compile(r"[\w\-]{1,60}$")
_RULE = re.compile(r"-{3,}\s*$")


@dataclass(frozen=True, slots=True)
class PictureNote:
    """What a case's head says of a picture. alt: what is to be seen on it; credit: printed below it; rights: for the office's record."""

    caption: str = ""
    alt: str = ""
    credit: str = ""
    rights: str = ""


@dataclass(frozen=True, slots=True)
class CaseText:
    """A case as written. body begins at line `first` of the file. pictures: by file name. consent: to its publication, as written."""

    id: str
    title: str
    subtitle: str
    department: str
    author: str
    file: str
    body: str
    first: int
    pictures: Mapping[str, PictureNote] = field(default_factory=lambda: frozen({}))
    at: Place = Place()
    theme: str = ""
    consent: str = ""


def read_cases(texts: Mapping[str, str]) -> tuple[Mapping[str, CaseText], tuple[Finding, ...]]:
    """Every case by id. texts: project path → text."""
    known: dict[str, CaseText] = {}
    found: list[Finding] = []
    for path, text in texts.items():
        if not (match := CASE_FILE.match(path)):
            continue
        case = _case(path, match[1], text, found)
        if case.id in known:
            found.append(faults.DUPLICATE_ID.at(case.at, f"案例编号“{case.id}”重复", "换一个编号", also=(known[case.id].at,)))
        else:
            known[case.id] = case
    return frozen(known), tuple(found)


def _case(path: str, slug: str, text: str, found: list[Finding]) -> CaseText:
    head, body, first = _parted(text)
    node, broken = load(path, head, "A")
    reader = Reader(broken, "A")
    fields = reader.fields(node, ("title", "department"), ("id", "subtitle", "author", "theme", "pictures", "consent"))
    id = reader.text(fields.get("id"), slug)
    if not SLUG.match(id):
        found.append(faults.BAD_ID.at(fields["id"].at if "id" in fields else Place(path, 1, 1), f"案例编号“{id}”含有不能用的字符",
                                      "编号只用字母、数字、汉字、下划线和短横"))
    made = CaseText(id, *(reader.text(fields.get(key)) for key in ("title", "subtitle", "department", "author")), path, body, first,
                    frozen(_pictures(fields.get("pictures"), reader)), fields["consent"].at if "consent" in fields else Place(path, 1, 1),
                    reader.text(fields.get("theme")), reader.text(fields.get("consent")))
    found.extend(reader.findings)
    return made


def _parted(text: str) -> tuple[str, str, int]:
    """The head with a blank first line, so that its places are the file's; the body; the number of its first line."""
    lines = text.split("\n")
    if not _RULE.match(lines[0]):
        return "", text, 1
    end = next((n for n, line in enumerate(lines[1:], 1) if _RULE.match(line)), len(lines))
    return "\n".join(("", *lines[1:end])), "\n".join(lines[end + 1:]), end + 2


def _pictures(node: Node | None, reader: Reader) -> dict[str, PictureNote]:
    """pictures: [{file, caption, alt, credit, rights}, …]."""
    made = {}
    for one in node or ():
        fields = reader.fields(one, ("file",), ("caption", "alt", "credit", "rights"))
        made[reader.text(fields.get("file"))] = PictureNote(*(reader.text(fields.get(key)) for key in ("caption", "alt", "credit", "rights")))
    return made

"""mapping.yaml: what people have answered where an export can be read in several ways. Asked once, then used; never guessed.

    sheets:  - {sheet: 教师情况, table: staff}                              which table a sheet is (with file: only in that file);
                                                                            table: 不读 leaves it out
    columns: - {table: staff, heading: 所在单位, column: dept}              which column a heading is; column: 不读 leaves it out
    values:  - {table: staff, column: hours, text: 约300, value: 300}       what a text of that column counts as; value: "" is nothing
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from reportgen.core.finding import Finding
from reportgen.core.pack import Contract
from reportgen.core.place import Place
from reportgen.intake.codes import note
from reportgen.intake.headings import full
from reportgen.yamlplaces import Node, Reader, load

Question = tuple[str, ...]
UNREAD = "不读"
_PLAIN = re.compile(r"[\w（—][\w（）()—.%％-]*\Z")


class Answers:
    """The answers of a year. file: where more are to be written.

    known: ("sheets", file, sheet) → table; ("columns", table, heading as `full`) → column; ("values", table, column, text) → value.
    places: where each stands.
    """

    def __init__(self, file: str = "", known: Mapping[Question, str] | None = None, places: Mapping[Question, Place] | None = None) -> None:
        self.file, self._known, self._places = file, dict(known or {}), dict(places or {})
        self._used: set[Question] = set()
        self._headings: dict[str, dict[str, str]] = {}
        for (kind, table, heading, *_), column in self._known.items():
            if kind == "columns":
                self._headings.setdefault(heading, {})[table] = column

    def sheet(self, file: str, name: str) -> str:
        """The table that this sheet is; `UNREAD`; "" if nobody said. An answer for its file counts before one for every file."""
        return self._known.get(("sheets", file, name.strip())) or self._known.get(("sheets", "", name.strip()), "")

    def heading(self, text: str) -> Mapping[str, str]:
        """Table → the column that this heading (groups above it joined by |) is there, or `UNREAD`."""
        return self._headings.get(full(text), {})

    def values(self, table: str, column: str) -> Mapping[str, str]:
        """Text as trimmed → what it counts as, of one column."""
        return {question[3]: value for question, value in self._known.items() if question[:3] == ("values", table, column)}

    def used_sheet(self, file: str, name: str) -> None:
        """What was said of this sheet took part."""
        self._used.update({("sheets", file, name.strip()), ("sheets", "", name.strip())})

    def used_headings(self, table: str, texts: Iterable[str]) -> None:
        """What was said of these headings took part."""
        self._used.update(("columns", table, full(text)) for text in texts)

    def used_value(self, table: str, column: str, text: str) -> None:
        """What was said of this text took part."""
        self._used.add(("values", table, column, text))

    def unused(self) -> Iterator[Finding]:
        """Answers to questions that the export does not ask."""
        for question, at in self._places.items():
            if question not in self._used:
                yield note("K163", "这一条没有用上：本次导出里没有这样的工作表、表头或写法", at, "核对名称；不再需要的删去")

    def as_json(self) -> list[list[str]]:
        """The answers that took part, for the manifest."""
        return sorted([*question, value] for question, value in self._known.items() if question in self._used)


def read_answers(file: str, text: str, contracts: Mapping[str, Contract]) -> tuple[Answers, tuple[Finding, ...]]:
    """The text of a mapping.yaml, checked against the contracts; every fault with its line. An empty text has no answers."""
    root, found = load(file, text)
    reader = Reader(found)
    top = reader.fields(root, optional=("sheets", "columns", "values"))
    known: dict[Question, str] = {}
    places: dict[Question, Place] = {}
    for told, at in _entries(reader, top.get("sheets"), ("sheet", "table"), ("file",)):
        question = "sheets", told.get("file", ""), told["sheet"].strip()
        known[question], places[question] = _table(reader, told["table"], contracts, at, unread=True), at
    for told, at in _entries(reader, top.get("columns"), ("table", "heading", "column")):
        question = "columns", _table(reader, told["table"], contracts, at), full(told["heading"])
        known[question], places[question] = _column(reader, contracts.get(question[1]), told["column"], at, unread=True), at
    for told, at in _entries(reader, top.get("values"), ("table", "column", "text", "value")):
        table = _table(reader, told["table"], contracts, at)
        question = "values", table, _column(reader, contracts.get(table), told["column"], at), told["text"]
        known[question], places[question] = told["value"], at
    return Answers(file, known, places), tuple(reader.findings)


def _entries(reader: Reader, node: Node | None, required: tuple[str, ...],
             optional: tuple[str, ...] = ()) -> Iterator[tuple[dict[str, str], Place]]:
    """The complete entries of a list."""
    for one in node or ():
        told = {key: reader.text(value) for key, value in reader.fields(one, required, optional).items()}
        if all(key in told for key in required):
            yield told, one.at


def _table(reader: Reader, id: str, contracts: Mapping[str, Contract], at: Place, *, unread: bool = False) -> str:
    if id not in contracts and not (unread and id == UNREAD):
        _unknown(reader, f"没有表“{id}”", contracts, at)
    return id


def _column(reader: Reader, contract: Contract | None, id: str, at: Place, *, unread: bool = False) -> str:
    names = [one.id for one in contract.columns] if contract else []
    if contract and id not in names and not (unread and id == UNREAD):
        _unknown(reader, f"表“{contract.id}”没有列“{id}”", names, at)
    return id


def _unknown(reader: Reader, message: str, known: Iterable[str], at: Place) -> None:
    reader.fail(at, message, f"可用：{'、'.join(sorted(known))}", code="P140", name="bad-reference")


def to_paste(answers: Answers, section: str, **entry: str) -> str:
    """Where to write an answer, and its line, ready to paste."""
    inner = ", ".join(f"{key}: {_scalar(value)}" for key, value in entry.items())
    return f"在 {answers.file or 'mapping.yaml'} 的 {section}: 下加一行  - {{{inner}}}"


def _scalar(text: str) -> str:
    """A text as a YAML flow scalar that reads back as itself."""
    if _PLAIN.match(text) and text != "null":
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

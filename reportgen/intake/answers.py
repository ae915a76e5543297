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

UNREAD = "不读"
_PLAIN = re.compile(r"[\w（—][\w（）()—.%％-]*\Z")


class Answers:
    """The answers of a year. file: where more are to be written."""

    def __init__(self, file: str = "", *, sheets: Mapping[tuple[str, str], str] | None = None, columns: Mapping[tuple[str, str], str] | None = None,
                 values: Mapping[tuple[str, str, str], str] | None = None, places: Mapping[tuple[str, ...], Place] | None = None) -> None:
        self.file = file
        self._sheets, self._columns, self._values = dict(sheets or {}), dict(columns or {}), dict(values or {})
        self._places, self._used = dict(places or {}), set[tuple[str, ...]]()
        self._headings: dict[str, dict[str, str]] = {}
        for (table, heading), column in self._columns.items():
            self._headings.setdefault(heading, {})[table] = column

    def sheet(self, file: str, name: str) -> str:
        """The table that this sheet is; `UNREAD`; "" if nobody said. An answer for its file counts before one for every file."""
        return self._sheets.get((file, name.strip())) or self._sheets.get(("", name.strip()), "")

    def heading(self, text: str) -> Mapping[str, str]:
        """Table → the column that this heading (groups above it joined by |) is there, or `UNREAD`."""
        return self._headings.get(full(text), {})

    def values(self, table: str, column: str) -> Mapping[str, str]:
        """Text as trimmed → what it counts as, of one column."""
        return {text: value for (of, name, text), value in self._values.items() if (of, name) == (table, column)}

    def use(self, *key: str) -> None:
        """An answer was taken, if there is one: (file, sheet), (table, heading) or (table, column, text)."""
        self._used.add(key)

    def unused(self) -> Iterator[Finding]:
        """Answers to questions that the export does not ask."""
        for key, at in self._places.items():
            if key not in self._used:
                yield note("K163", "这一条没有用上：本次导出里没有这样的工作表、表头或写法", at, "核对名称；不再需要的删去")

    def as_json(self) -> list[list[str]]:
        """The answers that were used, for the manifest."""
        known: dict[tuple[str, ...], str] = {**self._sheets, **self._columns, **self._values}
        return sorted([*key, known[key]] for key in self._used if key in known)


def read_answers(file: str, text: str, contracts: Mapping[str, Contract]) -> tuple[Answers, tuple[Finding, ...]]:
    """The text of a mapping.yaml, checked against the contracts; every fault with its line. An empty text has no answers."""
    root, found = load(file, text)
    reader = Reader(found)
    top = reader.fields(root, optional=("sheets", "columns", "values"))
    sheets, columns, values, places = {}, {}, {}, {}
    for told, at in _entries(reader, top.get("sheets"), ("sheet", "table"), ("file",)):
        key = told.get("file", ""), told["sheet"].strip()
        sheets[key], places[key] = _table(reader, told["table"], contracts, at, unread=True), at
    for told, at in _entries(reader, top.get("columns"), ("table", "heading", "column")):
        key = _table(reader, told["table"], contracts, at), full(told["heading"])
        columns[key], places[key] = _column(reader, contracts.get(key[0]), told["column"], at, unread=True), at
    for told, at in _entries(reader, top.get("values"), ("table", "column", "text", "value")):
        table = _table(reader, told["table"], contracts, at)
        key = table, _column(reader, contracts.get(table), told["column"], at), told["text"]
        values[key], places[key] = told["value"], at
    return Answers(file, sheets=sheets, columns=columns, values=values, places=places), tuple(reader.findings)


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

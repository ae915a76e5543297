"""Where each table's sign-off stands: a signature holds for the content it was given to, and for nothing else.

data_contracts/<year>/signoff.jsonl is the log. A return voids every signature before it; another content voids those of its table.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.core.errors import Refused
from reportgen.core.finding import Finding, Severity, errors
from reportgen.core.pack import Contract, Pack, frozen
from reportgen.core.place import Place
from reportgen.edition import snapshot_folder, sound_pack, verify_records
from reportgen.ledger import Entry, manifest_tables, read_table, signoff_log, what_changed
from reportgen.people import Level, People, load_people
from reportgen.workspace import Workspace

SIGN, RETURN = "签字", "退回"
CRITERIA = ("规范性", "完整性", "合理性", "真实性", "及时性")
GOOD, FAIR, BAD = CONCLUSIONS = ("符合", "基本符合", "不符合")


@dataclass(frozen=True, slots=True)
class Table:
    """One contract table and its sign-off.

    rows, sha256: as frozen; None and "" if the snapshot does not hold it. signed: valid signatures by level. voided: signatures that
    the present content has lost, and what changed. returned: the return that awaits an answer. history: every line of the log on it.
    """

    contract: Contract
    collator: str
    rows: int | None
    sha256: str
    content: str
    signed: Mapping[Level, Entry]
    voided: tuple[tuple[Entry, str], ...]
    returned: Entry | None
    history: tuple[Entry, ...]

    @property
    def next(self) -> Level | None:
        """The level whose turn it is; None if all have signed, or there is nothing to sign."""
        return next((level for level in Level if level not in self.signed), None) if self.rows is not None else None

    @property
    def complete(self) -> bool:
        """Nothing is left to sign."""
        return self.next is None

    def times(self, kind: str) -> int:
        """How many lines of a kind the log has on it."""
        return sum(entry["kind"] == kind for entry in self.history)


@dataclass(frozen=True, slots=True)
class Standing:
    """The whole year: its pack, the people, the current snapshot and every table."""

    pack: Pack
    people: People
    snapshot: str
    tables: Mapping[str, Table]
    findings: tuple[Finding, ...]


def standing(workspace: Workspace, year: int, entries: Iterable[Entry] | None = None) -> Standing:
    """Where the year stands; of the log as read, or of these entries. Raises: Refused if nothing is frozen."""
    pack, _ = sound_pack(workspace, year)
    people = load_people(workspace)
    folder = snapshot_folder(workspace, year)
    if folder is None:
        raise Refused(f"{year}年度还没有冻结的数据快照", at=Place(workspace.label(workspace.snapshots(year))),
                      hint=f"先运行 reportgen freeze 导出文件夹 --year {year}")
    found: tuple[Finding, ...] = ()
    if entries is None:
        entries, found = signoff_log(workspace, year).read()
    known = tuple(entries)
    held = manifest_tables(folder)
    tables = {id: _table(folder, contract, people, held.get(id), tuple(one for one in known if one["table"] == id))
              for id, contract in pack.contracts.items()}
    return Standing(pack, people, folder.name, frozen(tables), found)


def _table(folder: Path, contract: Contract, people: People, held: Mapping[str, object] | None, history: tuple[Entry, ...]) -> Table:
    collator = people.office(contract, Level.COLLATE)
    if held is None:
        return Table(contract, collator, None, "", "", frozen({}), (), _pending(history), history)
    latest: dict[Level, Entry] = {}
    for entry in history:
        latest = {} if entry["kind"] == RETURN else {**latest, Level(str(entry["level"])): entry}
    content = read_table(folder, contract.id).content
    signed = {level: entry for level, entry in latest.items() if entry["content"] == content}
    lost = tuple((entry, _changes(folder, entry, contract)) for level, entry in latest.items() if level not in signed)
    return Table(contract, collator, int(held["rows"]), str(held["sha256"]), content, frozen(signed), lost, _pending(history), history)


def _pending(history: tuple[Entry, ...]) -> Entry | None:
    """The last return, unless the table has been submitted again since."""
    for entry in reversed(history):
        if entry["kind"] == RETURN:
            return entry
        if entry["level"] == Level.FILL:
            return None
    return None


def _changes(folder: Path, entry: Entry, contract: Contract) -> str:
    """What changed between the content that was signed and the present one, if the old snapshot is still there."""
    signed = folder.parent / str(entry["snapshot"])
    words = what_changed(read_table(signed, contract.id), read_table(folder, contract.id), contract) if signed.is_dir() else ""
    return words or "内容与签字时不同（当时的快照已不在，说不出哪里不同）"


def loose_ends(year: int, state: Standing, *, final: bool = False) -> Iterator[Finding]:
    """What is not settled: lost signatures and open returns; for a final report every missing signature, as an error."""
    severity = Severity.ERROR if final else Severity.WARNING
    for id, table in state.tables.items():
        at = Place(f"data_contracts/{year}/signoff.jsonl")
        department = table.contract.department
        if table.returned is not None:
            yield Finding("D703", "returned-table", severity, f"“{table.contract.title}”已退回，还没有重新报送：{table.returned['reason']}",
                          Place(at.file, table.returned.no), f"改正后重新冻结，再运行 reportgen data sign --table {id}", department=department)
        elif table.voided:
            entry, words = table.voided[0]
            levels = "、".join(str(one["level"]) for one, _ in table.voided)
            yield Finding("D702", "voided-signature", severity, f"“{table.contract.title}”签字后内容变了（{words}），{levels}签字作废",
                          Place(at.file, entry.no), f"核对后重新签字：reportgen data sign --table {id}", department=department)
        elif final and not table.complete:
            missing = "、".join(level for level in Level if level not in table.signed)
            yield Finding("D701", "unsigned-table", severity, f"“{table.contract.title}”还缺{missing}签字", at,
                          "用 reportgen data status 看进度，请有关部门签字", department=department)


def final_findings(workspace: Workspace, year: int) -> tuple[Finding, ...]:
    """What stops a final report: broken records; and, where the project asks for signatures, tables without them."""
    broken = errors(verify_records(workspace, year))
    if not load_people(workspace).required:
        return broken
    return (*broken, *loose_ends(year, standing(workspace, year), final=True))

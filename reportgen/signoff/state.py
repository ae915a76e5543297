"""Data sign-off: where each table stands. data_contracts/<year>/signoff.jsonl is the log."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.core.errors import Refused
from reportgen.core.finding import Finding, Severity, errors
from reportgen.core.pack import Contract, Pack, frozen
from reportgen.core.place import Place
from reportgen.edition import snapshot_folder, sound_pack, verify_records
from reportgen.ledger import Entry, manifest_tables, read_table, signoff_log, what_changed
from reportgen.pack import provisional
from reportgen.people import DATA, Level, People, load_people
from reportgen.signoff.items import Item, Standing, Trade, held
from reportgen.workspace import Workspace

CRITERIA = ("规范性", "完整性", "合理性", "真实性", "及时性")
GOOD, FAIR, BAD = CONCLUSIONS = ("符合", "基本符合", "不符合")
TABLES = Trade("table", DATA, "数据表", "data status", "改正数据后重新冻结")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Item):
    """One contract table and its sign-off. rows, sha256: as frozen; None and "" if the snapshot does not hold it."""

    contract: Contract
    rows: int | None
    sha256: str

    @property
    def collator(self) -> str:
        """The department that collates it."""
        return self.offices[Level.COLLATE]

    @property
    def record(self) -> Mapping[str, object]:
        """The content, and the file that held it."""
        return {"sha256": self.sha256, "content": self.content}


@dataclass(frozen=True, slots=True, kw_only=True)
class Data(Standing):
    """The year's tables and the pack that says what they are."""

    pack: Pack

    @property
    def tables(self) -> Mapping[str, Table]:
        """Every table of the contracts by id."""
        return self.items


def standing(workspace: Workspace, year: int, entries: Iterable[Entry] | None = None) -> Data:
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
    frozen_tables = manifest_tables(folder)
    tables = {id: _table(folder, contract, people, frozen_tables.get(id), tuple(one for one in known if one["table"] == id))
              for id, contract in pack.contracts.items()}
    return Data(trade=TABLES, people=people, snapshot=folder.name, items=frozen(tables), findings=found, pack=pack)


def _table(folder: Path, contract: Contract, people: People, told: Mapping[str, object] | None, history: tuple[Entry, ...]) -> Table:
    content = read_table(folder, contract.id).content if told else ""
    return Table(id=contract.id, title=contract.title, department=contract.department, levels=DATA, content=content,
                 offices=frozen({level: people.office(contract, level) for level in DATA}), contract=contract,
                 rows=int(told["rows"]) if told else None, sha256=str(told["sha256"]) if told else "",
                 **held(history, content, lambda entry: _changes(folder, entry, contract)))


def _changes(folder: Path, entry: Entry, contract: Contract) -> str:
    """What changed between the content that was signed and the present one, if the old snapshot is still there."""
    signed = folder.parent / str(entry["snapshot"])
    words = what_changed(read_table(signed, contract.id), read_table(folder, contract.id), contract) if signed.is_dir() else ""
    return words or "内容与签字时不同（当时的快照已不在，说不出哪里不同）"


def loose_ends(year: int, state: Data, *, final: bool = False) -> Iterator[Finding]:
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
            missing = "、".join(level for level in DATA if level not in table.signed)
            yield Finding("D701", "unsigned-table", severity, f"“{table.contract.title}”还缺{missing}签字", at,
                          "用 reportgen data status 看进度，请有关部门签字", department=department)


def final_findings(workspace: Workspace, year: int) -> tuple[Finding, ...]:
    """What stops a final report: broken records, a pack without its notice; and, where the project asks for signatures, tables without them."""
    broken = (*errors(verify_records(workspace, year)), *provisional(sound_pack(workspace, year)[0], Severity.ERROR))
    if not load_people(workspace).data.required:
        return broken
    return (*broken, *loose_ends(year, standing(workspace, year), final=True))

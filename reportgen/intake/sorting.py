"""The sheets of an export sorted to their tables, as they arrive; headers, years and missing tables looked at."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from reportgen.core.finding import Finding, errors
from reportgen.core.pack import Contract, Edition
from reportgen.core.place import Place
from reportgen.intake.answers import UNREAD, Answers
from reportgen.intake.codes import fail, warn
from reportgen.intake.codes import note as remark
from reportgen.intake.conform import Part, Table, conform, part_of
from reportgen.intake.export import ExportFile, Read
from reportgen.intake.headers import Catalogue, Header, find_header
from reportgen.intake.questions import header_findings, on_its_side, standing_inside, which_table
from reportgen.intake.sheets import Sheet, is_large, refused
from reportgen.intake.years import other_years

_COVER_ROWS = 15
_TURN_BACK = "选中整张表复制，在空白工作表里用“选择性粘贴”勾选“转置”，让列名横排在一行里，再另存"
Conformed = tuple[Table, tuple[Finding, ...]]


@dataclass(slots=True)
class Sorted:
    """What an export holds. parts: by table, in the contracts' order. early: tables of one sheet, conformed while later ones were still being read."""

    files: list[ExportFile] = field(default_factory=list)
    parts: dict[str, list[Part]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    early: dict[str, Conformed] = field(default_factory=dict)

    def conformed(self, contract: Contract, edition: Edition, answers: Answers) -> Conformed:
        """The table of that contract from all of its sheets."""
        parts = self.parts[contract.id]
        known = self.early.get(contract.id)
        return known if known is not None and known[0].parts == parts else conform(contract, parts, edition, answers)


def sorted_out(read: Iterable[Read], contracts: Mapping[str, Contract], edition: Edition, answers: Answers, *, where: Place) -> Sorted:
    """Every sheet with the table it belongs to. where: the export as a whole."""
    at = _Sorting(Catalogue(contracts, answers), edition)
    for one in read:
        match one:
            case ExportFile():
                at.close()
                at.done.files.append(one)
            case Finding():
                at.findings.append(one)
            case Sheet():
                at.sheets.append(at.placed(one))
    at.close()
    done = at.done
    done.findings.extend(_missing({*done.parts, *at.asked}, at.catalogue, done.findings, where, at.known))
    done.parts = {id: done.parts[id] for id in contracts if id in done.parts}
    return done


@dataclass(frozen=True, slots=True)
class _Placed:
    """A sheet looked at. asked: the tables it could be, where it could be several."""

    sheet: Sheet
    part: Part | None
    findings: tuple[Finding, ...]
    asked: tuple[str, ...] = ()


@dataclass(slots=True)
class _Sorting:
    """Sorting at work. findings, sheets: of the file that is being read, which count only if it can be read to its end."""

    catalogue: Catalogue
    edition: Edition
    done: Sorted = field(default_factory=Sorted)
    asked: set[str] = field(default_factory=set)
    known: list[Sheet] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    sheets: list[_Placed] = field(default_factory=list)

    def placed(self, sheet: Sheet) -> _Placed:
        """What the sheet is; conformed at once if it is the first of its table, and not so large that the reader had better be gone by then."""
        answers = self.catalogue.answers
        header, rivals = find_header(sheet, self.catalogue)
        if rivals:
            return _Placed(sheet, None, (which_table(sheet, header, rivals, self.catalogue),), tuple(one.id for one in (header.contract, *rivals)))
        if header is None and (turned := _turned(sheet, self.catalogue)):
            return turned
        found = tuple(_sheet_findings(sheet, header, self.catalogue, self.edition))
        if header is None:
            return _Placed(sheet, None, found)
        answers.used_sheet(sheet.file, sheet.name)
        answers.used_headings(header.contract.id, header.texts)
        part = part_of(sheet, header)
        if header.contract.id not in self.done.early and not is_large(sheet.rows):
            self.done.early[header.contract.id] = conform(header.contract, [part], self.edition, answers)
        return _Placed(sheet, part, found)

    def close(self) -> None:
        """The file has been read."""
        self.done.findings.extend(self.findings)
        for one in () if refused(self.findings) else self.sheets:
            self.known.append(one.sheet)
            self.asked.update(one.asked)
            self.done.findings.extend(one.findings)
            if one.part is not None:
                self.done.parts.setdefault(one.part.header.contract.id, []).append(one.part)
        self.findings, self.sheets = [], []


def _turned(sheet: Sheet, catalogue: Catalogue) -> _Placed | None:
    """A sheet that bears a table's name and has its rows and columns exchanged."""
    owner, name = catalogue.named(sheet)
    turned = on_its_side(sheet, catalogue) if owner and sheet.rows and catalogue.answers.sheet(sheet.file, sheet.name) != UNREAD else None
    if turned is None or turned[0].id != owner:
        return None
    fault = fail("K112", f"工作表“{sheet.name}”是“{name}”，但行和列颠倒了：列名从这一格起竖着排，记录横着排", turned[1], _TURN_BACK,
                 department=turned[0].department)
    return _Placed(sheet, None, (fault,), (owner,))


def _sheet_findings(sheet: Sheet, header: Header | None, catalogue: Catalogue, edition: Edition) -> Iterator[Finding]:
    if header is not None:
        yield from header_findings(sheet, header, catalogue.answers)
        yield from other_years(sheet, header.top, edition, header.contract)
        return
    if catalogue.answers.sheet(sheet.file, sheet.name) == UNREAD:
        catalogue.answers.used_sheet(sheet.file, sheet.name)
        yield remark("K114", "按 mapping.yaml 未读入", sheet.at())
        return
    yield from other_years(sheet, _COVER_ROWS, edition)
    owner, name = catalogue.named(sheet)
    if owner and sheet.rows:
        yield fail("K112", f"工作表“{sheet.name}”应是“{name}”，但找不到它的表头", sheet.at(),
                   "表头各列用平台原有的名称；确有新写法时加进契约的 headers", department=catalogue.contracts[owner].department)
    else:
        yield remark("K114", "不是契约中的表，未读入", sheet.at())


def _missing(found: Set[str], catalogue: Catalogue, findings: list[Finding], where: Place, sheets: Sequence[Sheet]) -> Iterator[Finding]:
    if not found:
        if errors(findings):
            return
        yield fail("K119", "没有可读的导出表", where, "把平台导出的 .xlsx、.xls 或 .csv 放进这个文件夹")
        return
    for id, contract in catalogue.contracts.items():
        if id not in found:
            report = fail if contract.required else warn
            at, hint = _where_it_may_be(contract, sheets, catalogue)
            yield report("K110", f"缺少“{contract.title}”", where, hint, also=at, department=contract.department)


def _where_it_may_be(contract: Contract, sheets: Sequence[Sheet], catalogue: Catalogue) -> tuple[tuple[Place, ...], str]:
    """Where the headings of a missing table stand, if they do, and what to do."""
    for sheet in sheets:
        if inside := standing_inside(sheet, contract, catalogue):
            return (inside,), f"工作表“{inside.sheet}”的 {inside.cell} 像是它的表头，一张工作表只放一张表：把它移到单独的工作表"
    for sheet in sheets:
        turned = on_its_side(sheet, catalogue)
        if turned and turned[0].id == contract.id:
            return (turned[1],), f"工作表“{sheet.name}”从 {turned[1].cell} 起像是它的列名，竖着排：{_TURN_BACK}"
    return (), f"放入{contract.department}导出的“{contract.sheets[0]}”"

"""# S312 annex-form 指标表的行、次序、单位

**查什么**：学校年报有没有附当年的指标表；成品文件里六张表的行是否齐全、次序和措辞是否照年度包的 `annex.yaml`、单位有没有改。

**为什么**：上报系统逐行核对，删一行、改一个单位，整张表退回。

**怎么改**：`report.yaml` 写 `annex: true`；成品文件里被删改的行按原样恢复，没有数据的填“—”并说明原因。

**程度**：由年度包的 `rules.yaml` 规定。
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript, Passage
from reportgen.core.pack import AnnexTable
from reportgen.core.place import Place
from reportgen.core.report import Report
from reportgen.core.rulebook import Requirement
from reportgen.rules import Read
from reportgen.rules.places import kind_of, required
from reportgen.rules.wordings import asked, told

_ENOUGH = 0.3  # a table of a file with this share of a table's rows is that table, or goes on with it
_DROPPED = re.compile(r"^其中[：:]?|[\s\u3000]")
Row = list[Passage]


def check(report: Report, read: Read) -> Iterator[Finding]:
    for rule in required(report, "annex-form") if kind_of(report) == "school" else ():
        if report.pack.annex and not report.plan.annex:
            yield told(rule, "S312", "annex-form", f"没有附当年的{len(report.pack.annex)}张指标表", at=report.plan.at, hint="在 report.yaml 中写 annex: true")


def check_file(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "annex-form") if text.whole and not text.scope else ():
        tables = _tables(text)
        for wanted in text.pack.annex:
            yield from _judged(rule, wanted, _rows_of(wanted, tables), Place(text.name))


def _tables(text: Manuscript) -> Mapping[object, dict[int, Row]]:
    """The rows of each table of the file."""
    tables: dict[object, dict[int, Row]] = defaultdict(lambda: defaultdict(list))
    for one in text.seen("cell"):
        tables[one.table][one.row].append(one)
    return tables


def _rows_of(wanted: AnnexTable, tables: Mapping[object, dict[int, Row]]) -> list[tuple[str, Row]]:
    """The rows that have a name of this table, from every table of the file that is part of it."""
    names = {_plain(row.name) for row in wanted.rows}
    made: list[tuple[str, Row]] = []
    for rows in tables.values():
        named = [(name, row) for row in rows.values() for name in [_name(row, names)] if name]
        if len(set(name for name, _ in named)) >= _ENOUGH * len(names) or (made and named):
            made += named
    return made


def _name(row: Row, names: set[str]) -> str:
    return next((plain for one in row if (plain := _plain(one.text)) in names), "")


def _plain(text: str) -> str:
    return _DROPPED.sub("", text)


def _judged(rule: Requirement, wanted: AnnexTable, rows: list[tuple[str, Row]], at: Place) -> Iterator[Finding]:
    title = f"表{wanted.number}“{wanted.name}”"
    if not rows:
        yield told(rule, "S312", "annex-form", f"没有找到{title}", at=at, hint="按当年通知附上；表题和行的措辞照原样")
        return
    names, known = [_plain(row.name) for row in wanted.rows], [name for name, _ in rows]
    for tag, a, b, _, _ in SequenceMatcher(None, names, known, autojunk=False).get_opcodes():
        for name in names[a:b] if tag in ("delete", "replace") else ():
            moved = known.count(name) >= names.count(name)
            yield told(rule, "S312", "annex-form", f"{title}的“{name}”{'不在原来的位置' if moved else '一行缺少，或措辞改了'}", at=rows[0][1][0].at,
                       hint="按当年通知的次序和措辞恢复")
    units = {_plain(row.name): row.unit for row in wanted.rows if row.unit}
    for name, row in rows:
        if len(row) > 2 and name in units and names.count(name) == 1 and units[name] not in [one.text.strip() for one in row]:
            yield told(rule, "S312", "annex-form", f"{title}“{name}”的单位应为“{units[name]}”", at=row[0].at, hint="恢复为通知的单位，数也要随单位换算")

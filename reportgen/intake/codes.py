"""Every finding this room can raise. The catalogue below is read by the program: code, name, what it means.

K101 not-a-workbook       the file is no .xlsx, .xls or .csv
K102 encrypted            the workbook asks for a password
K103 oversized            it unpacks to too much, too densely, or to too many parts
K104 doctype              a part declares a DOCTYPE
K105 macro                it carries macros
K106 external-link        it refers to other workbooks, or is itself a link to somewhere else
K107 embedded-object      it carries embedded objects
K108 unreadable           the parser cannot read it
K109 bad-encoding         a CSV in no known encoding
K110 missing-table        no sheet of a required table
K111 missing-column       a column of the contract is not in the sheet
K112 no-header            a sheet bears the table's name, its header is not found
K113 double-column        two columns of a sheet answer to one column of the contract
K114 unread-sheet         a sheet that belongs to no table (note)
K115 hidden-sheet         a hidden sheet is left out (note)
K116 unread-column        a column that no contract knows (note)
K117 empty-table          a header without rows
K118 unread-file          a file that is no export (note)
K119 no-export            nothing to read in the export folder
K120 empty-required       a required cell is empty
K121 wrong-type           a number, date, flag … expected
K122 out-of-range         below the least or above the most the contract allows
K123 percent-range        a percentage outside 0 to 100
K124 unknown-code         not one of the codes
K125 unknown-reference    a value the referred table does not hold
K126 outside-period       a date outside the statistical period
K127 error-cell           #N/A, #REF! …
K128 uncached-formula     a formula whose result was never calculated
K129 header-unit          the sheet's unit is not the contract's; the values are converted (warning)
K130 identical-row        the same row twice; the second is dropped (warning)
K131 double-key           two different rows with one key
K132 shared-value         two rows share what must be unique
K133 contradicting-row    one thing stated twice, differently
K134 several-rows         more than one row where the table has one
K135 fraction             a percentage given as a fraction
K136 other-unit           the sheet has a column in a unit that cannot be turned into the contract's
K140 wrong-total          a 合计 row that is not the sum of its column
K141 failed-check         a check of the contract
K142 broken-check         a check whose SQL fails: a fault in the contract
K143 unit-slip            a value far from last year's, as if in another unit
K150 other-year           the sheet says it is of another year
K151 last-year            the sheet's rows are last year's
K152 moved-total          a total that moved by more than the pack's threshold against last year (warning)
K153 other-school         the table names another school than project.yaml (warning)
K160 more-alike           how many further findings of the same kind are left out
K161 two-tables           a sheet that could be several tables: people are asked
K162 two-columns          a heading that could be several columns: people are asked
K163 unused-answer        an answer in mapping.yaml to a question that the export does not ask (note)
K170 changed-file         a frozen file is not what was frozen
K171 lost-file            a frozen file is gone
K172 added-file           a file that was not frozen
K173 broken-manifest      a manifest that cannot be read or does not match its id
K174 newer-snapshot       a snapshot of a newer program's format
K180 already-frozen       the same content is frozen already (note)
"""

import re
from collections.abc import Iterable

from reportgen.core.finding import Finding, Severity
from reportgen.core.place import NOWHERE, Place

NAMES: dict[str, str] = dict(re.findall(r"^(K\d{3}) ([a-z-]+)", __doc__ or "", re.MULTILINE))
_LIMIT = 50


def fail(code: str, message: str, at: Place = NOWHERE, hint: str = "", *, severity: Severity = Severity.ERROR,
         also: tuple[Place, ...] = (), department: str = "", found: str = "", expected: str = "") -> Finding:
    """A finding of this room; its name comes from the catalogue above."""
    return Finding(code, NAMES[code], severity, message, at, hint, also=also, department=department, found=found, expected=expected)


def warn(code: str, message: str, at: Place = NOWHERE, hint: str = "", *, also: tuple[Place, ...] = (), department: str = "",
         found: str = "", expected: str = "") -> Finding:
    """A finding that does not stop the freeze."""
    return fail(code, message, at, hint, severity=Severity.WARNING, also=also, department=department, found=found, expected=expected)


def note(code: str, message: str, at: Place = NOWHERE, hint: str = "") -> Finding:
    """Information."""
    return fail(code, message, at, hint, severity=Severity.NOTE)


def limited(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """At most 50 findings of one kind (the caller passes one kind of one column), then one that counts the rest."""
    known = tuple(findings)
    if len(known) <= _LIMIT:
        return known
    next_one = known[_LIMIT]
    rest = fail("K160", f"从这里起同类问题还有 {len(known) - _LIMIT} 处，未逐一列出", next_one.at, "先改正已列出的各处，再运行一次",
                severity=next_one.severity, department=next_one.department)
    return (*known[:_LIMIT], rest)

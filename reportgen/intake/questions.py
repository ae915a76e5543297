"""What a sheet leaves open or has wrong before a single row is read: which table it is, which column a heading is.

Nothing is guessed: a question names the choices and the line to paste into mapping.yaml.
"""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from reportgen.core.finding import Finding
from reportgen.core.pack import Column, Contract
from reportgen.core.place import Place
from reportgen.core.unit import unit
from reportgen.intake.address import position
from reportgen.intake.answers import UNREAD, Answers, to_paste
from reportgen.intake.codes import fail, note, warn
from reportgen.intake.headers import Catalogue, Header, find_header
from reportgen.intake.headings import joined, plain
from reportgen.intake.sheets import Sheet

_SEARCHED = 2_000  # rows in which the headings of a missing table are looked for
_DEEPEST = 3  # rows of one header
_LONGEST = 120  # rows that the headings of a table on its side may take


def which_table(sheet: Sheet, header: Header, rivals: Iterable[Contract], catalogue: Catalogue) -> Finding:
    """A sheet that could be several tables, or holds several."""
    answers, known, at = catalogue.answers, (header.contract, *rivals), sheet.at(header.body - 1, 0)
    rows = sorted((row, one.title) for one in known if (row := _first_row(sheet, one, catalogue)) is not None)
    if len(rows) == len(known) and all(below - above > _DEEPEST for (above, _), (below, _) in pairwise(rows)):
        names = "、".join(f"“{title}”（第{row}行起）" for row, title in rows)
        return fail("K161", f"工作表“{sheet.name}”里有几张表：{names}", at, "一张工作表只放一张表：把它们分别移到单独的工作表", department=header.contract.department)
    names = "、".join(f"“{one.title}”（{one.id}）" for one in known)
    where = {"file": sheet.file} if sheet.alone else {}
    paste = to_paste(answers, "sheets", **where, sheet=sheet.name, table=header.contract.id)
    return fail("K161", f"工作表“{sheet.name}”既像{names}，分不清是哪一张", at, f"确认后{paste}（table 写确认的编号；都不是就写 {UNREAD}）",
                department=header.contract.department)


def _first_row(sheet: Sheet, contract: Contract, catalogue: Catalogue) -> int | None:
    """The row of a sheet where the headings of a table stand."""
    place = standing_inside(sheet, contract, catalogue)
    return place and position(place.cell)[0] + 1


def header_findings(sheet: Sheet, header: Header, answers: Answers) -> Iterator[Finding]:
    """What is wrong with the header: missing, doubled, unclear, unknown columns, other units."""
    yield from _missing(sheet, header, answers)
    yield from _doubles(sheet, header, answers)
    yield from _unclear(sheet, header, answers)
    contract, row = header.contract, header.body - 1
    for column in contract.columns:
        if column.id in header.columns and (found := _other_unit(sheet, header, column, answers)):
            yield found
    for index, text in unread(header).items():
        yield note("K116", f"{contract.title}的列“{text}”不在契约中，未读入", sheet.at(row, index))


def _other_unit(sheet: Sheet, header: Header, column: Column, answers: Answers) -> Finding | None:
    """A column in another unit than the contract's: converted where that is possible, else refused until people say that it is right."""
    contract, index, stated = header.contract, header.columns[column.id], header.stated(column)
    at = sheet.at(header.body - 1, index)
    if header.factor(column) is not None:
        return warn("K129", f"{contract.title}“{column.name}”的单位是“{stated}”，契约的是“{column.unit}”，已换算", at,
                    "核对单位；长期如此可改契约的 unit", department=contract.department)
    if not stated or unit(stated).of == unit(column.unit).of or contract.id in answers.heading(header.texts[index]):
        return None
    paste = to_paste(answers, "columns", table=contract.id, heading=header.texts[index], column=column.id)
    return fail("K136", f"{contract.title}“{column.name}”的单位是“{stated}”，契约的是“{column.unit}”，不能换算", at,
                f"按“{column.unit}”重新导出；只是表头写错了的，{paste}", department=contract.department, found=stated, expected=column.unit)


def standing_inside(sheet: Sheet, contract: Contract, catalogue: Catalogue) -> Place | None:
    """Where the headings of a table stand in a sheet that was read as another one: below it or beside it."""
    for index, row in enumerate(sheet.rows[:_SEARCHED]):
        for depth in (1, 2) if sum(cell != "" for cell in row) >= 2 and all(isinstance(cell, str) for cell in row) else ():
            match = catalogue.match(joined(sheet.rows[index:index + depth])).get(contract.id)
            places = {column: place for column, place, _ in match.found} if match else {}
            if len(places) >= 2 and len(places) * 2 > len(contract.columns):
                return sheet.at(index, min(places.values()))
    return None


def on_its_side(sheet: Sheet, catalogue: Catalogue) -> tuple[Contract, Place] | None:
    """The table whose headings a sheet has one below the other, its records running across; and where the first heading stands."""
    columns = [list(column) for column in zip(*sheet.rows[:_LONGEST], strict=True)]
    header, rivals = find_header(replace(sheet, rows=columns), catalogue)
    return None if header is None or rivals else (header.contract, sheet.at(min(header.columns.values()), header.top))


def unread(header: Header) -> dict[int, str]:
    """Sheet columns with a heading that no contract column is, nor may be."""
    read = {*header.columns.values(), *(index for _, index in header.doubles), *(index for index, _ in header.unclear)}
    return {index: text for index, text in enumerate(header.texts) if text and index not in read}


def _missing(sheet: Sheet, header: Header, answers: Answers) -> Iterator[Finding]:
    contract, left = header.contract, {index: text for index, text in unread(header).items() if index not in header.unread}
    for column in header.missing():
        like = _like(column, left.values())
        paste = like and to_paste(answers, "columns", table=contract.id, heading=like, column=column.id)
        yield fail("K111", f"{contract.title}缺少列“{column.name}”", sheet.at(header.body - 1, 0),
                   f"表中的“{like}”若就是这一列，{paste}；不是的，补上“{column.name}”列" if like else f"补上“{column.name}”列后重新导出",
                   department=contract.department)


def _doubles(sheet: Sheet, header: Header, answers: Answers) -> Iterator[Finding]:
    contract, row = header.contract, header.body - 1
    for id, index in header.doubles:
        first, again = header.texts[header.columns[id]], header.texts[index]
        hint = "只保留一列"
        if first != again:
            hint += f"；两列都要留的，说明哪一列不读：{to_paste(answers, 'columns', table=contract.id, heading=again, column=UNREAD)}"
        yield fail("K113", f"{contract.title}有两列都是“{contract.column(id).name}”", sheet.at(row, index), hint,
                   also=(sheet.at(row, header.columns[id]),), department=contract.department)


def _unclear(sheet: Sheet, header: Header, answers: Answers) -> Iterator[Finding]:
    contract = header.contract
    for index, ids in header.unclear:
        names = "、".join(f"“{contract.column(id).name}”（{id}）" for id in ids)
        paste = to_paste(answers, "columns", table=contract.id, heading=header.texts[index], column=ids[0])
        yield fail("K162", f"{contract.title}的表头“{header.texts[index]}”既可能是{names}", sheet.at(header.body - 1, index),
                   f"确认后{paste}（column 写确认的编号；都不是就写 {UNREAD}）", department=contract.department)


def _like(column: Column, texts: Iterable[str]) -> str | None:
    """The unread heading that is nearly one of the column's."""
    by_form = {plain(text): text for text in texts}
    near = [form for heading in column.headers for form in difflib.get_close_matches(plain(heading), by_form, 1, 0.6)]
    return by_form[near[0]] if near else None

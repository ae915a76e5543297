"""A Word draft, from bytes to blocks: gate, body, captions, headings, lists; and the proof that nothing was lost."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportgen.core.finding import Finding
from reportgen.core.place import Place
from reportgen.intake.drafts.body import Body, read_body
from reportgen.intake.drafts.captions import Names, Placed, placed, references
from reportgen.intake.drafts.codes import fail, note, quoted, warn
from reportgen.intake.drafts.gate import open_document
from reportgen.intake.drafts.lists import listed
from reportgen.intake.drafts.model import Block, Draft, Heading, Piece, Points, Prose, Table, Tally, edited, even, plain
from reportgen.intake.drafts.package import Broken, Package
from reportgen.intake.drafts.runs import ACCEPT
from reportgen.intake.drafts.titles import titled
from reportgen.intake.drafts.witness import letters, lost, second_reading, tally_in, tally_out, words_in, words_out

_SCAN = 20  # characters: with fewer of them and a picture, it is a scan
_DEEPEST = 2  # levels of headings below a section's own


def read_draft(name: str, data: bytes, names: Names, *, changes: str = "", case: bool = False) -> tuple[Draft | None, tuple[Finding, ...]]:
    """The draft of one section or case; None and the reasons if it cannot be taken in.

    changes: "accept" or "reject"; with "" a draft with tracked changes is not taken. names: how its pictures and tables are called.
    """
    parts, refused = open_document(name, data)
    if parts is None:
        return None, refused
    try:
        package = Package(parts)
        body = read_body(package, name, changes or ACCEPT)
    except Broken:
        return None, (fail("N108", "文稿损坏，内容读不出来", Place(name), "用 Word 打开，另存后再交来"),)
    except RecursionError:
        return None, (fail("N108", "文稿的内部结构嵌套太深，读不出来", Place(name), "用 Word 打开，把内容复制到新文档再交来"),)
    found = [*body.found, *_noted(body, changes)]
    words = words_in(package, changes or ACCEPT)
    if stop := _unusable(name, words, tally_in(package, changes or ACCEPT).pictures) or (() if changes else _undecided(name, body)):
        return None, (*found, *stop) if body.noted.revisions else stop
    draft, more = _assembled(name, data, package, body, names, changes or ACCEPT, case, words)
    return draft, (*found, *more)


def _unusable(name: str, words: tuple[str, ...], pictures: int) -> tuple[Finding, ...]:
    size = sum(letters(words).values())
    if size < _SCAN and pictures:
        return (fail("N106", "文稿里只有图片，没有文字，像是扫描件", Place(name), "请原部门交可以编辑的文稿"),)
    return () if size else (fail("N107", "文稿是空的", Place(name), "检查是不是交错了文件"),)


def _undecided(name: str, body: Body) -> tuple[Finding, ...]:
    count = len(body.noted.revisions)
    return (fail("N111", f"文稿里有{count}处修订，没有说明接受还是拒绝", Place(name), "加上 --changes accept（全部接受）或 --changes reject（全部拒绝）"),) if count else ()


def _noted(body: Body, changes: str) -> Iterator[Finding]:
    """What was met in the text and wants a person."""
    told = {"accept": "已按接受处理", "reject": "已按拒绝处理"}.get(changes, "还没有处理")
    for at, kind, text in body.noted.revisions:
        yield warn("N112", f"修订：{kind}{quoted(text)}，{told}", at, "与作者核实")
    for at, about, said in body.noted.comments:
        yield warn("N113", f"批注{f'（在{quoted(about)}处）' if about else ''}：{quoted(said)}，没有转入", at, "按批注核实后再定稿")
    for at, text in body.noted.hidden:
        yield warn("N117", f"隐藏的文字没有转入：{quoted(text)}", at, "要用的，在 Word 中取消隐藏")
    for at, why, text in body.noted.marked:
        yield warn("N118", f"{quoted(text)}标着{why}，文字照转", at, "多半是待核实的内容，核实后再定稿")
    for at, text in body.noted.formulas:
        yield warn("N126", f"公式转成了文字：{quoted(text)}", at, "对照原稿看一遍")


def _assembled(name: str, data: bytes, package: Package, body: Body, names: Names, changes: str, case: bool,
               words: tuple[str, ...]) -> tuple[Draft, list[Finding]]:
    made = placed(body.items, names)
    heads = titled(made.items)
    texts = listed(heads.items)
    found = [*made.found, *texts.found]
    added, dropped = [*body.noted.added, *made.added], [*body.dropped, *made.dropped, *heads.cut, *texts.dropped]
    left_out = [*heads.top, *heads.credits]
    dropped += [line.text for line in left_out]
    blocks = tuple(_shaped(texts.blocks, case, added, dropped, found))
    blocks = tuple(_referring(blocks, dropped, found))
    if not case:
        found += [note("N115", f"{'署名' if line in heads.credits else '文件标题'}{quoted(line.text)}没有写进正文", line.at, "节的标题和执笔人写在 part.yaml；正文从下一级写起")
                  for line in left_out]
    found += _repairs(name, heads.faked, heads.numbered, len(texts.dropped))
    said = tuple(words_out(blocks))
    found += lost(name, words, said, dropped=dropped, added=added)
    found += second_reading(name, data, changes, said, dropped=(*dropped, *(text for _, _, text in body.noted.revisions)))
    before, after = tally_in(package, changes), tally_out(texts.blocks)
    found += _uncounted(name, before, after, body, made)
    after = replace(after, paragraphs=after.paragraphs + len(left_out) + body.pages)
    return Draft(name, heads.top, heads.credits, blocks, words, tuple(one for one in dropped if one.strip()), before, after), found


def _uncounted(name: str, before: Tally, after: Tally, body: Body, made: Placed) -> list[Finding]:
    """Pictures, tables and footnotes in and out; those that could not be used were told."""
    pairs = (("图片", before.pictures, after.pictures + made.lost_pictures + body.linked), ("表格", before.tables, after.tables + body.opened + made.joined),
             ("脚注", before.notes, after.notes))
    return [fail("N128", f"{what}进来{came}个，转出{went}个", Place(name), "对照原稿检查；请把文稿发给维护人员") for what, came, went in pairs if came != went]


def _repairs(name: str, faked: int, numbered: int, marks: int) -> list[Finding]:
    said = [text for count, text in ((faked, f"认出{faked}个没有用标题样式的标题"), (numbered, f"去掉{numbered}处手工编号"),
                                     (marks, f"{marks}处手工的列表符号改成列表")) if count]
    return [note("N130", "、".join(said), Place(name), "标题、编号由程序统一编排")] if said else []


# ── shape ──────────────────────────────────────────────────────────────────

def _shaped(blocks: Iterable[Block], case: bool, added: list[str], dropped: list[str], found: list[Finding]) -> Iterator[Block]:
    """What the small Markdown cannot hold takes another form: deep headings, tables in a case; a table without a title takes the heading's."""
    above = ""
    for block in blocks:
        if isinstance(block, Heading):
            above = plain(block.pieces)
            yield from _heading(block, case, found)
        elif isinstance(block, Table) and case:
            found.append(warn("N151", f"案例里不放表格，表格{block.number}改成了列表", block.at, "对照原稿看一遍；要留表的，移到引用案例的小节里"))
            yield from _as_list(block, added, dropped)
        elif isinstance(block, Table) and not plain(block.title):
            title = above or "待补表题"
            added.append(title)
            yield replace(block, title=(Piece(title),))
        else:
            yield block


def _heading(block: Heading, case: bool, found: list[Finding]) -> Iterator[Block]:
    if case or block.level <= _DEEPEST:
        yield replace(block, pieces=even(block.pieces))
        return
    found.append(warn("N127", f"标题层次太多，{quoted(plain(block.pieces))}改成了加粗的段落", block.at, "减少标题的层次"))
    yield Prose(tuple(replace(piece, bold=True) for piece in block.pieces), block.at)


def _as_list(table: Table, added: list[str], dropped: list[str]) -> Iterator[Block]:
    """A row an item: 第一格：列名 值；列名 值."""
    yield from (Prose(one, table.at) for one in (table.title,) if plain(one))
    if not table.rows:
        yield Points(tuple(Prose(one, table.at) for one in table.columns), False, table.at)
        return
    dropped.extend(plain(column) for column in table.columns)
    items = []
    for row in table.rows:
        pieces = row[0]
        for number, (column, cell) in enumerate(zip(table.columns[1:], row[1:], strict=True)):
            joint = f"{'；' if number else '：'}{plain(column)} "
            added.append(joint)
            pieces = (*pieces, Piece(joint), *cell)
        items.append(Prose(tuple(replace(piece, text=piece.text.replace("\n", " ")) for piece in pieces), table.at))
    yield Points(tuple(items), False, table.at)
    if table.unit:
        added.append("单位：")
        yield Prose((Piece(f"单位：{table.unit}"),), table.at)
    yield from (Prose(one, table.at) for one in table.notes)


def _referring(blocks: tuple[Block, ...], dropped: list[str], found: list[Finding]) -> Iterator[Block]:
    """Typed numbers of tables and pictures become references."""
    for place, block in enumerate(blocks):
        if isinstance(block, Prose):
            yield replace(block, pieces=_referred(block, blocks, place, dropped, found))
        elif isinstance(block, Points):
            yield replace(block, items=tuple(replace(one, pieces=_referred(one, blocks, place, dropped, found)) for one in block.items))
        else:
            yield block


def _referred(prose: Prose, blocks: tuple[Block, ...], place: int, dropped: list[str], found: list[Finding]) -> tuple[Piece, ...]:
    text = plain(prose.pieces)
    edits = references(text, blocks, place, prose.at, found)
    dropped.extend(text[start:end] for start, end, _ in edits)
    return edited(prose.pieces, edits)


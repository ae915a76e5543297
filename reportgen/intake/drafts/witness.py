"""Nothing gets lost: what is in the file is counted by other code than what reads it, and pandoc reads it a second time."""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from reportgen.core.finding import Finding
from reportgen.core.place import Place
from reportgen.intake.drafts.codes import fail, note, quoted
from reportgen.intake.drafts.model import Block, Picture, Pieces, Table, Tally
from reportgen.intake.drafts.package import MC, A, Element, M, Package, V, W
from reportgen.intake.drafts.passages import passages
from reportgen.intake.drafts.runs import ACCEPT, chosen

_TEXT = (W + "t", M + "t")
_GAPS = (W + "br", W + "tab")
_SKIPPED = ("Image", "RawInline", "RawBlock", "Code", "Math")
_OWN_WAY = ("So", "Pd", "Co")
Letters = Counter[str]


def letters(texts: Iterable[str]) -> Letters:
    """How often each character stands in the texts; blanks and invisible ones left out, full and half width alike."""
    made: Letters = Counter()
    for text in texts:
        made.update(one for one in unicodedata.normalize("NFKC", text) if not one.isspace() and unicodedata.category(one) != "Cf")
    return made


# ── in ─────────────────────────────────────────────────────────────────────

def words_in(package: Package, changes: str) -> tuple[str, ...]:
    """Every text of the body and of the notes it refers to, tracked changes resolved, paragraph by paragraph."""
    roots = [package.body, *_notes(package)]
    return tuple(text for root in roots for one in root.iter(W + "p") if (text := _words(one, changes)).strip())


def _notes(package: Package) -> Iterator[Element]:
    for kind in ("footnote", "endnote"):
        wanted = {one.get(W + "id") for one in package.body.iter(f"{W}{kind}Reference")}
        side = package.side(kind + "s")
        yield from (one for one in (() if side is None else side.findall(W + kind)) if one.get(W + "id") in wanted)


def _words(paragraph: Element, changes: str) -> str:
    """The words of a paragraph itself: those of text boxes in it are paragraphs of their own."""
    made = []
    kinds = (*_TEXT, *_GAPS) if changes == ACCEPT else (*_TEXT, *_GAPS, W + "delText")
    for one in paragraph.iter(*kinds):
        above = list(one.iterancestors())
        nearest = next(step for step in above if step.tag == W + "p")
        if nearest is paragraph and not any(_gone(step, changes) for step in above):
            made.append(" " if one.tag in _GAPS else one.text or "")
    return "".join(made)


def _gone(element: Element, changes: str) -> bool:
    if element.tag == W + "tr":
        marks = element.find(W + "trPr")
        return marks is not None and marks.find(W + ("del" if changes == ACCEPT else "ins")) is not None
    above = element.getparent()
    if above is not None and above.tag == MC + "AlternateContent":
        return chosen(above) is not element
    removed = ("del", "moveFrom") if changes == ACCEPT else ("ins", "moveTo")
    return element.tag in [W + name for name in removed]


def tally_in(package: Package, changes: str) -> Tally:
    """What is in the file. Paragraphs: with words, outside tables and notes; broken by hand, a paragraph counts as one."""
    def live(*tags: str) -> list[Element]:
        return [one for one in package.body.iter(*tags) if not any(_gone(step, changes) for step in one.iterancestors())]
    words = words_in(package, changes)
    paragraphs = [one for one in live(W + "p") if _words(one, changes).strip() and not any(step.tag == W + "tbl" for step in one.iterancestors())]
    return Tally(len(paragraphs), sum(letters(words).values()), len(live(A + "blip", V + "imagedata")), len(live(W + "tbl")),
                 len(live(W + "footnoteReference", W + "endnoteReference")))


# ── out ────────────────────────────────────────────────────────────────────

def words_out(blocks: Iterable[Block]) -> Iterator[str]:
    """Every text of the blocks, footnotes too; references and bindings are ours and do not count."""
    for block in blocks:
        for one in passages(block):
            yield from _said(one.pieces)
        if isinstance(block, Table):
            yield block.unit


def _said(pieces: Pieces) -> Iterator[str]:
    yield "".join(piece.text for piece in pieces if not piece.source)
    for piece in pieces:
        yield from _said(piece.note)


def tally_out(blocks: Iterable[Block]) -> Tally:
    """What came of it; captions and notes of tables are paragraphs too, charts that became tables are no tables."""
    known = list(blocks)
    pieces = [one for block in known for passage in passages(block) for one in passage.pieces]
    paragraphs = sum(passage.what not in ("cell", "head") and bool(passage.pieces) for block in known for passage in passages(block))
    return Tally(paragraphs, sum(letters(words_out(known)).values()), sum(isinstance(one, Picture) for one in known),
                 sum(isinstance(one, Table) and one.number > 0 for one in known), sum(bool(piece.note) for piece in pieces))


# ── compared ───────────────────────────────────────────────────────────────

def lost(name: str, before: Iterable[str], after: Iterable[str], *, dropped: Iterable[str], added: Iterable[str]) -> tuple[Finding, ...]:
    """What is in the file and neither in the text nor left out on purpose; and the other way round."""
    have, made, gone, new = letters(before), letters(after), letters(dropped), letters(added)
    found = []
    if missing := have - (made + gone):
        found.append(fail("N128", f"转入后少了{sum(missing.values())}个字：{_shown(missing)}", Place(name), "对照原稿补上；请把文稿发给维护人员"))
    if surplus := made - (have + new):
        found.append(fail("N128", f"转入后多了{sum(surplus.values())}个字：{_shown(surplus)}", Place(name), "对照原稿删去重复的；请把文稿发给维护人员"))
    return tuple(found)


def _shown(letters: Letters) -> str:
    return quoted("".join(letters.elements()))


def second_reading(name: str, data: bytes, changes: str, made: Iterable[str], *, dropped: Iterable[str]) -> tuple[Finding, ...]:
    """Pandoc's reading against ours: what it sees must be in our text, or left out on purpose. Signs and hyphens it reads in its own way."""
    import pypandoc
    try:
        tree = json.loads(pypandoc.convert_text(data, "json", format="docx", extra_args=["--sandbox", f"--track-changes={changes}"]))
    except (RuntimeError, OSError, ValueError):
        return (note("N132", "pandoc 读不了这份文稿，没有作第二遍核对", Place(name), "对照原稿看一遍"),)
    missing = letters(_strings(tree["blocks"])) - (letters(made) + letters(dropped))
    missing = Counter({one: count for one, count in missing.items() if unicodedata.category(one) not in _OWN_WAY})
    if not missing:
        return ()
    return (fail("N128", f"与 pandoc 的读法相比少了{sum(missing.values())}个字：{_shown(missing)}", Place(name), "对照原稿补上；请把文稿发给维护人员"),)


def _strings(node: object) -> Iterator[str]:
    if isinstance(node, list):
        for one in node:
            yield from _strings(one)
    elif isinstance(node, dict):
        kind = node.get("t")
        if kind == "Str":
            yield str(node["c"])
        elif kind == "Table":  # its caption may be the description for blind readers, which is no text of the page
            yield from _strings(node["c"][2:])
        elif kind not in _SKIPPED:
            yield from _strings(node.get("c", []))

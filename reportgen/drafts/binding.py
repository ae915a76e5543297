"""The figures of a draft against the snapshot: every passage is read and compared, and its bindings are proposed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reportgen.compose.binding import Binder
from reportgen.compose.words import text_words
from reportgen.core.document import Number, Text
from reportgen.core.figure import SCHOOL, Figures
from reportgen.core.finding import Finding
from reportgen.core.pack import Pack
from reportgen.core.place import NOWHERE, Place
from reportgen.core.plan import Project
from reportgen.core.reading import WRONG, Context
from reportgen.drafts.targets import Target
from reportgen.intake.drafts import Draft, Ground, Passage, Proposal, edits, passages, propose, rebuilt, words_out
from reportgen.intake.drafts.codes import fail, note, quoted, warn
from reportgen.intake.drafts.model import Block, Heading, Pieces, Prose, edited, plain
from reportgen.reading import compare, read_figures
from reportgen.reading.topics import Topics


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of the draft, for the review: where, in which passage, and what is proposed."""

    at: Place
    text: str
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Bound:
    """A draft with its figures bound. rows: every figure, in order."""

    blocks: tuple[Block, ...]
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]


def ground_for(project: Project, pack: Pack, figures: Figures, target: Target, *, literals: bool = False) -> Ground:
    """What bindings of that section rest on; only those are proposed that the composer binds without a finding."""
    words = text_words(project, pack, target.scope)
    years = {word: said for word, said in words.items() if any(one.isdigit() for one in said)}

    def render(body: str) -> str | None:
        found: list[Finding] = []
        made = Binder(figures, target.scope, words, {}, found, rounding=pack.rounding).bind(body, body, NOWHERE)
        return made.text if not found and isinstance(made, Number | Text) else None
    return Ground(figures, target.scope, years, render, literals, generic=not target.own)


def bind(draft: Draft, ground: Ground, known: Topics, target: Target, enterprises: Iterable[str]) -> Bound:
    """Every figure of the draft, judged and bound."""
    named = [name for name in enterprises if any(name in text for text in draft.texts)]
    scopes = (target.scope,) if target.scope != SCHOOL else tuple(named) if len(named) == 1 else ()
    title = "".join(line.text for line in draft.title[:1]) or (target.heads[-1] if target.heads else "")
    binder = _Binder(ground, known, Context(title=title, headings=target.heads, scopes=scopes))
    blocks = tuple(binder.block(block) for block in draft.blocks)
    return Bound(blocks, tuple(binder.rows), tuple(_findings(draft.name, binder.rows, ground)))


class _Binder:
    """Goes through the blocks; headings and the paragraph before are the context of what follows."""

    def __init__(self, ground: Ground, known: Topics, context: Context) -> None:
        self.ground, self.known, self.context = ground, known, context
        self.top = context.headings
        self.path: list[tuple[int, str]] = []
        self.before = ""
        self.rows: list[Row] = []

    def block(self, block: Block) -> Block:
        """The block with its figures bound."""
        made = rebuilt(block, [self._pieces(one.pieces, one) for one in passages(block)])
        text = "".join(plain(one.pieces) for one in passages(block))
        if isinstance(block, Heading):
            self.path = [*(step for step in self.path if step[0] < block.level), (block.level, text)]
            self.before = ""
        elif isinstance(block, Prose):
            self.before = text
        return made

    def _pieces(self, pieces: Pieces, passage: Passage) -> Pieces:
        text = "".join("　" * len(piece.text) if piece.source else piece.text for piece in pieces)
        proposals = self._proposed(text, passage) if text.strip() else ()
        self.rows.extend(Row(passage.at, text, one) for one in proposals)
        made = edited(pieces, edits(proposals))
        return tuple(replace(piece, note=self._pieces(piece.note, replace(passage, what="note"))) if piece.note else piece for piece in made)

    def _proposed(self, text: str, passage: Passage) -> tuple[Proposal, ...]:
        reads = read_figures(text)
        if not reads:
            return ()
        context = replace(self.context, headings=(*self.top, *(text for _, text in self.path)), before=self.before if passage.what == "text" else "",
                          row=passage.row, column=passage.column, unit=passage.unit)
        compared = compare(text, self.known, context=context, figures=reads) if any(read.measures for read in reads) else ()
        return propose(text, reads, compared, self.ground)


def missing_figures(draft: Draft) -> tuple[Finding, ...]:
    """Measures that the draft's own text holds and the blocks do not."""
    before = _measures(draft.texts)
    gone = before - _measures(words_out(draft.blocks)) - _measures(draft.dropped)
    if not gone:
        return ()
    return (fail("N128", f"转入后少了{sum(gone.values())}个数字：{quoted('、'.join(gone))}", Place(draft.name), "对照原稿补上；请把文稿发给维护人员"),)


def _measures(texts: Iterable[str]) -> Counter[str]:
    return Counter("".join(read.span.split()) for text in texts for read in read_figures(text.strip()) if read.measures)


def _findings(name: str, rows: Iterable[Row], ground: Ground) -> Iterator[Finding]:
    unbound = 0
    for row in rows:
        one = row.proposal
        at = replace(row.at, start=one.start, end=one.end)
        if one.verdict in WRONG:
            done = f"已改写成 {one.source}，印出{one.printed}" if one.source else "没有改动：请改写这句话"
            said = f"，{one.message}" if one.message else ""
            yield warn("N140", f"文稿写{quoted(one.span)}，快照为{one.expected or '另一个数'}{said}", at, f"{done}；快照有误的，先更正数据",
                       figures=(one.indicator,) if one.indicator else ())
        elif one.verdict == "ambiguous":
            yield warn("N141", f"{quoted(one.span)}{one.message}", at, "写明是哪一个：" + "、".join(f"{{{{{id}}}}}" for id in one.candidates), figures=one.candidates)
        unbound += one.verdict in ("unbound", "derived_ok") and not one.source
    if unbound:
        yield note("N142", f"还有{unbound}个数字没有绑定指标", Place(name), "逐个看核对表；确非统计数字的写 {{literal:…}}，或加 --accept-literals 一次标上（检查时见 T201）")


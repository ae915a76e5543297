"""`compare`: every measure of a text against what is known, with a verdict. Never resolved by taking any equal value."""

from collections.abc import Sequence
from decimal import localcontext

from reportgen.core.reading import Comparison, Context, Known, ReadFigure
from reportgen.reading.changes import added, change, excess, is_added, is_excess, is_multiple, multiple
from reportgen.reading.claims import claims
from reportgen.reading.figures import read_figures
from reportgen.reading.saying import unbound
from reportgen.reading.shares import is_mean, is_share, mean, share
from reportgen.reading.statement import of_others, statement
from reportgen.reading.sums import is_total, remainders, total
from reportgen.reading.topics import Topics
from reportgen.reading.walk import Walk

_DIGITS = 100  # so that no number of a text, however long, is rounded by being compared


def compare(text: str, known: Sequence[Known] | Topics, *, context: str | Context | None = None,
            figures: Sequence[ReadFigure] | None = None) -> tuple[Comparison, ...]:
    """Each measure of `text` judged against the known figures, and each claim of direction that they contradict, in order.

    context: what stands over and before the text (a string counts as its heading). figures: of the text, if already read.
    """
    measures, contradicted = judged(text, known, context=context, figures=figures)
    return tuple(sorted((*measures, *contradicted), key=lambda one: one.start))


def judged(text: str, known: Sequence[Known] | Topics, *, context: str | Context | None = None,
           figures: Sequence[ReadFigure] | None = None) -> tuple[tuple[Comparison, ...], tuple[Comparison, ...]]:
    """The measures of `text`, one comparison each; and the claims without a figure that are false."""
    topics = known if isinstance(known, Topics) else Topics(known)
    around = Context(headings=(context,)) if isinstance(context, str) else context or Context()
    walk = Walk(text, read_figures(text) if figures is None else figures, topics, around)
    with localcontext(prec=_DIGITS):
        found = remainders(walk, [_judged(walk, read) for read in walk.figures()])
        return tuple(found), tuple(claims(walk))


def _judged(walk: Walk, read: ReadFigure) -> Comparison:
    if walk.named(read) or walk.apart() or walk.planned(read) or walk.required(read):
        return unbound(read)
    if walk.elsewhere(read):
        return of_others(walk, read)
    if read.kind == "change":
        return change(walk, read)
    if read.start in walk.members:
        return statement(walk, read)
    if is_share(walk, read):
        return share(walk, read)
    if is_multiple(walk, read):
        return multiple(walk, read)
    if is_added(walk, read):
        return added(walk, read)
    if is_total(walk, read):
        return total(walk, read)
    if is_excess(walk, read) and (found := excess(walk, read)).verdict != "unbound":
        return found
    result = statement(walk, read)
    if result.verdict != "unbound":
        return result
    return mean(walk, read) if is_mean(walk, read) else result

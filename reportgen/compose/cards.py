"""The cards at the head of a part: the figures that its sections are about, set large."""

from reportgen.compose.binding import Binder
from reportgen.core.document import Card, Cards, Number
from reportgen.core.figure import Absent
from reportgen.core.plan import PartPlan

MOST = 4


def part_cards(part: PartPlan, binder: Binder) -> tuple[Cards, ...]:
    """One row of cards; none if nothing can be shown.

    The plan's own choice (part.yaml: cards), where an unknown name is a finding as in any text; without one the first figure that each
    section must use, then the second, as far as they have values.
    """
    names = part.cards or tuple(dict.fromkeys(_assigned(part)))
    made = [card for name in names[:MOST if part.cards else None] if (card := _card(part, name, binder, chosen=bool(part.cards)))]
    return (Cards(tuple(made[:MOST]), part.at),) if made else ()


def _assigned(part: PartPlan) -> list[str]:
    depth = max((len(section.figures) for section in part.sections), default=0)
    return [section.figures[n] for n in range(depth) for section in part.sections if n < len(section.figures)]


def _card(part: PartPlan, name: str, binder: Binder, *, chosen: bool) -> Card | None:
    """A card; None for a figure without a value. What cannot be said of its change is left out."""
    before = len(binder.found)
    figure = binder.figure(name, part.at)
    if figure is None or isinstance(figure.value, Absent):
        if not chosen:
            del binder.found[before:]
        return None
    value = binder.bind(figure.id, name, part.at)
    told = len(binder.found)
    change = binder.bind(f"{figure.id}|较上年", "", part.at)
    del binder.found[told:]
    return Card(figure.name, (value,), (change,) if isinstance(change, Number) else ())

"""What the figure reader says of a piece of text; rules and audits work on these."""

from dataclasses import dataclass
from decimal import Decimal

MEASURES = frozenset({"quantity", "change", "range", "ratio"})


@dataclass(frozen=True, slots=True)
class ReadFigure:
    """One figure as it stands in a text; text[start:end] == span.

    value: in base form (万/亿 folded, % as a fraction); a pair for ranges and ratios; text for dates; None if it has none.
    unit: after folding ("元", "%", "平方米"; None if bare). approx: none · about · over · nearly · at_least · at_most · range.
    kind: quantity · change · range · ratio (measures), or year · date · ordinal · section_number · law_ref ·
    doc_number · phone · name_part (recognised, but nothing that a snapshot measures).
    direction: for a change, "up" or "down" if the verb says so.
    """

    start: int
    end: int
    span: str
    value: Decimal | tuple[Decimal, Decimal] | str | None
    unit: str | None
    approx: str
    kind: str
    direction: str | None = None

    @property
    def measures(self) -> bool:
        return self.kind in MEASURES

"""The right side of the page: a card for each figure of the snapshot that the texts speak of, with every place that does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from reportgen.core.audited import Audited, Judged
from reportgen.core.figure import Figure, Figures, Series
from reportgen.core.show import Rounding, show
from reportgen.writers.audit.wording import VERDICTS, called, tone, where

_RANK = {"wrong": 0, "unsure": 1, "right": 2, "free": 3}
_FREE, _SUMS, _UNSURE = "快照未涉及的数", "由文中其他数推算的", "指代不明的数"


@dataclass(slots=True)
class _Card:
    """What is known, and the places (link, document, figure) that speak of it."""

    id: str
    known: Figure | Series | str
    places: list[tuple[str, Audited, Judged]] = field(default_factory=list)


class Cards:
    """Grows while the texts are printed. several: places are told with their file."""

    def __init__(self, figures: Figures, origins: Mapping[tuple[str, str], str], rounding: Rounding, *, several: bool) -> None:
        self.figures, self.origins, self.rounding, self.several = figures, origins, rounding, several
        self._cards: dict[object, _Card] = {}

    def card(self, place: str, document: Audited, one: Judged) -> str:
        """The id of the card that a figure belongs to; the card remembers the place."""
        key, known = self._known(one)
        card = self._cards.setdefault(key, _Card(f"k{len(self._cards)}", known))
        card.places.append((place, document, one))
        return card.id

    def _known(self, one: Judged) -> tuple[object, Figure | Series | str]:
        if one.figure is not None:
            figure = self.figures.get((one.figure.id, one.figure.scope), one.figure)
            return (figure.id, figure.scope), figure
        series = next((known for known in self.figures.all_series() if known.id == one.comparison.indicator), None)
        if series is not None:
            return series.id, series
        loose = {"unsure": _UNSURE, "free": _FREE}.get(tone(one.verdict), _SUMS)
        return loose, loose

    def printed(self) -> str:
        """All cards: those with something wrong first, then in the order of the text."""
        return "".join(self._card(card) for card in sorted(self._cards.values(), key=lambda card: (card.known == _FREE, _rank(card))))

    def _card(self, card: _Card) -> str:
        tones = sorted({tone(one.verdict) for _, _, one in card.places}, key=_RANK.__getitem__)
        body = card.known if isinstance(card.known, str) else ""
        head = f"<h3>{escape(body)}</h3>" if body else "".join(
            self._figure(card.known) if isinstance(card.known, Figure) else self._series(card.known))
        places = "".join(_place(*place, named=self.several) for place in card.places)
        return f'<section class="card {tones[0]}" id="{card.id}" data-tones="{" ".join(tones)}">{head}<ul>{places}</ul></section>'

    def _figure(self, figure: Figure) -> Iterator[str]:
        yield f"<h3>{escape(called(figure))} <small>{escape(figure.id)}</small></h3>"
        last = self.figures.before(figure)
        before = f"<span>上年 {escape(show(last, rounding=self.rounding))}</span>" if last else ""
        yield f'<p class="value"><span>{escape(str(figure.period))}</span>{escape(show(figure, rounding=self.rounding))} {before}</p>'
        origin = self.origins.get((figure.id, figure.scope), "")
        yield _facts({"口径": figure.definition, **dict([origin.split("：", 1)] if "：" in origin else []), "部门": figure.department})

    def _series(self, series: Series) -> Iterator[str]:
        yield f"<h3>{escape(series.name)} <small>{escape(series.id)}</small></h3>"
        yield _facts({"口径": series.definition, "分组": f"按{series.dimension}，{len(series.points)}组", "部门": series.department})


def _rank(card: _Card) -> int:
    return min(_RANK[tone(one.verdict)] for _, _, one in card.places)


def _facts(facts: Mapping[str, str]) -> str:
    return "<dl>" + "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in facts.items() if text) + "</dl>"


def _place(place: str, document: Audited, one: Judged, *, named: bool) -> str:
    found = one.comparison
    file = f"<span>{escape(document.file)}</span> " if named else ""
    told = found.message or (f"应为{found.expected}" if tone(one.verdict) == "wrong" else "")
    binding = f"　写法 <code>{escape(one.binding)}</code>" if one.binding and tone(one.verdict) in ("wrong", "unsure") else ""
    return (f'<li class="{tone(one.verdict)}" data-tone="{tone(one.verdict)}">{file}<a href="#{place}">{escape(where(document, one))} {escape(found.span)}</a> '
            f"<b>{VERDICTS[one.verdict]}</b>{'：' + escape(told) if told else ''}{binding}</li>")

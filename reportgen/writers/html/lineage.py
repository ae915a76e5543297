"""The register of figures that a page shows, and where each comes from."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from reportgen.core.document import Block, Chart, Number
from reportgen.core.errors import ReportgenError
from reportgen.core.figure import SCHOOL, Absent, Figure, Figures, Series, Value
from reportgen.core.lineage import Derivation
from reportgen.core.show import ABSENT_TEXT, Rounding, rounded, show
from reportgen.core.unit import convert
from reportgen.turns import Turns
from reportgen.writers.html.outline import slug

_Key = tuple[str, str, int]
Lineage = Mapping[tuple[str, str], Derivation]
_PRINTED = re.compile(r"(-?\d+(?:\.(\d+))?)(\D.*)?")
_LONGEST = 8  # decimals of an exact value that a person reads
_SCALES = tuple(map(Decimal, (1, 10_000, 100_000_000)))
_SIGNS = str.maketrans({"*": "×", "/": "÷"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure of one year as the register prints it.

    value: exact, "" if absent or a series. text: as prose prints it. formula: with names for ids. inputs: names, texts and
    anchors ("" without an entry) of what it is computed from. counted: the rows behind it, if that is known. shown: every text it stood for. use: anchor of its first use in the text ("" if charts only).
    previous: anchor of last year's entry, if that is there too. alike: an earlier year's, defined as this year's is.
    """

    anchor: str
    year: int
    figure: Figure | Series
    value: str
    text: str
    formula: str
    inputs: tuple[tuple[str, str, str], ...]
    counted: Derivation | None = None
    shown: tuple[str, ...] = ()
    use: str = ""
    previous: str = ""
    alike: bool = False

    @property
    def precise(self) -> str:
        """The value for people: an endless fraction is cut."""
        whole, point, fraction = self.value.partition(".")
        return self.value if len(fraction) <= _LONGEST else whole + point + fraction[:_LONGEST] + "…"

    @property
    def absent(self) -> str:
        """Why there is no value; "" if there is one."""
        value = getattr(self.figure, "value", None)
        return value.reason if isinstance(value, Absent) else ""


@dataclass(frozen=True, slots=True)
class Trace:
    """What a number's text links to: its figures' anchors, the exact value ("" if derived), and its own anchor or ""."""

    anchors: tuple[str, ...]
    value: str
    title: str
    use: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a number's text tells wherever it stands: the figures behind it, the exact value ("" if derived), and what is shown of them."""

    keys: tuple[_Key, ...]
    text: str
    exact: str
    title: str


class Register:
    """Collects figures as the page uses them, and prints them in the pack's order, with what this year's are derived from."""

    def __init__(self, figures: Figures, *, scope: str = SCHOOL, rounding: Rounding = Rounding.HALF_UP, lineage: Lineage = MappingProxyType({}),
                 turns: Turns | None = None) -> None:
        self._years: dict[int, Figures] = {}
        while figures is not None:
            self._years[figures.year], figures = figures, figures.previous
        self._year = next(iter(self._years))
        self._scope, self._rounding, self._lineage, self._turns = scope or SCHOOL, rounding, lineage, turns or Turns()
        self._keys: dict[str, _Key] = {}
        self._shown: dict[str, dict[str, None]] = {}
        self._made: tuple[Entry, ...] = ()

    def trace(self, number: Number) -> Trace | None:
        """What stands behind a number of the text; it counts as a use. None for a “—” that no figure stands behind.

        Raises: ReportgenError if any other text names a figure that the snapshot does not have: a fault of ours.
        """
        return self._use(self._known(number))

    def known(self, block: Block, numbers: tuple[Number, ...]) -> tuple[Known | None, ...]:
        """What is known of a block's numbers whatever stands around it. Raises: as `trace`."""
        return self._turns.held("known numbers", (block, self._years[self._year]), (self._scope, self._rounding), lambda: tuple(map(self._known, numbers)))

    def traces(self, known: tuple[Known | None, ...]) -> tuple[Trace | None, ...]:
        """What stands behind these numbers; they count as used."""
        return tuple(map(self._use, known))

    def _known(self, number: Number) -> Known | None:
        basis = number.basis or ((number.figure, self._year),)
        found = dict.fromkeys(key for id, year in basis if (key := self._key(id, number.scope, year)))
        if number.text != ABSENT_TEXT and len(found) < len(set(basis)):
            raise ReportgenError(f"“{number.text}”引用的指标“{number.figure}”不在数据快照中，无法写明来源", at=number.at)
        if not found:
            return None
        figure = self._figure(next(iter(found)))
        value = _value(figure, number.form)
        exact = _exact(value) if len(found) == 1 and self._prints(figure, value, number.text) else ""
        return Known(tuple(found), number.text, exact, f"{figure.name}（{figure.period}）")

    def _use(self, known: Known | None) -> Trace | None:
        if known is None:
            return None
        self._made = ()
        anchors = tuple(dict.fromkeys(map(self._named, known.keys)))
        first = anchors[0]
        use = "" if self._shown[first] else f"u{first[1:]}"
        self._shown[first].setdefault(known.text)
        return Trace(anchors, known.exact, known.title, use)

    def _prints(self, figure: Figure | Series, value: Value | None, text: str) -> bool:
        """Whether the text is that value, rounded and perhaps in 万 or 亿; a sum, a rank or a remark is not."""
        printed = _PRINTED.fullmatch(text)
        if printed is None or not isinstance(value, Decimal):
            return False
        places, whole = len(printed[2] or ""), Decimal(printed[1])
        scales = (convert(Decimal(1), printed[3], figure.unit),) if printed[3] else _SCALES
        exact, shown = value, rounded(value, figure.decimals, self._rounding)
        return any(rounded(one / scale, places, self._rounding) == whole for one in (exact, shown) for scale in scales if scale)

    def chart(self, chart: Chart) -> tuple[tuple[str, str], ...]:
        """Anchors and names of the figures that a chart draws."""
        self._made = ()
        anchors = dict.fromkeys(self._anchor(id, chart.scope, self._year) for id in chart.figures)
        return tuple((anchor, self._figure(self._keys[anchor]).name) for anchor in anchors if anchor)

    def entries(self) -> tuple[Entry, ...]:
        """Every figure used: this year's in the pack's order, each followed by its earlier years."""
        self._made = self._made or self._entries()
        return self._made

    def _entries(self) -> tuple[Entry, ...]:
        self._register_inputs()
        order = {key: n for n, key in enumerate(self._years[self._year])}
        by_pack = sorted(self._keys.items(), key=lambda item: (order.get(item[1][:2], len(order)), item[1][:2], -item[1][2]))
        anchors = {key: anchor for anchor, key in by_pack}
        return tuple(self._entry(anchor, key, anchors.get((*key[:2], key[2] - 1), "")) for anchor, key in by_pack)

    def _register_inputs(self) -> None:
        waiting = [key for key in self._keys.values() if key[2] == self._year]
        while waiting:
            _, scope, year = key = waiting.pop()
            known = len(self._keys)
            for id in getattr(self._figure(key), "inputs", ()):
                anchor = self._anchor(id, scope, year)
                if len(self._keys) > known:
                    known += 1
                    waiting.append(self._keys[anchor])

    def snapshots(self) -> dict[int, str]:
        """The snapshot of each year that was looked into."""
        return {year: self._years[year].snapshot for year in sorted({key[2] for key in self._keys.values()} | {self._year})}

    def _entry(self, anchor: str, key: _Key, previous: str) -> Entry:
        figure, shown, year = self._figure(key), tuple(self._shown[anchor]), key[2]
        named = tuple(self._anchor(id, figure.scope, year) if year == self._year else "" for id in getattr(figure, "inputs", ()))
        counted = self._lineage.get(key[:2]) if year == self._year else None
        return self._turns.held("entry", (figure, self._years[self._year], counted), (anchor, year, shown, previous, named, self._rounding), lambda: Entry(
            anchor, year, figure, _exact(getattr(figure, "value", None)), self._text(figure), self._formula(figure, year), tuple(self._inputs(figure, year)),
            counted, shown, f"u{anchor[1:]}" if shown else "", previous, self._alike(figure, key)))

    def _alike(self, figure: Figure | Series, key: _Key) -> bool:
        now = self._find(key[0], key[1], self._year)
        return key[2] != self._year and now is not None and _meaning(now) == _meaning(figure)

    def _text(self, figure: Figure | Series) -> str:
        if isinstance(figure, Series):
            return f"按{figure.dimension}分列，{len(figure.points)}项"
        return show(figure, rounding=self._rounding)

    def _formula(self, figure: Figure | Series, year: int) -> str:
        """The formula as people read it: names for ids, × and ÷."""
        def name(found: re.Match[str]) -> str:
            one = self._years[year].find(found[0], figure.scope)
            return one.name if one else found[0]
        return re.sub(r"[A-Za-z_]\w*", name, getattr(figure, "formula", "").translate(_SIGNS))

    def _inputs(self, figure: Figure | Series, year: int) -> Iterable[tuple[str, str, str]]:
        for id in getattr(figure, "inputs", ()):
            one = self._find(id, figure.scope, year)
            if one is not None:
                yield one.name, self._text(one), self._anchor(id, figure.scope, year) if year == self._year else ""

    def _anchor(self, id: str, scope: str, year: int) -> str:
        """The figure's anchor, registered; "" if there is no such figure."""
        key = self._key(id, scope, year)
        return self._named(key) if key else ""

    def _key(self, id: str, scope: str, year: int) -> _Key | None:
        figure = self._find(id, scope or self._scope, year)
        return (figure.id, figure.scope, year) if figure is not None else None

    def _named(self, key: _Key) -> str:
        """The anchor of a figure, registered."""
        id, scope, year = key
        base = _base(id, year if year != self._year else None)
        anchor = base if self._keys.get(base, key) == key else slug(f"{base}-{scope}")
        self._keys[anchor] = key
        self._shown.setdefault(anchor, {})
        return anchor

    def _figure(self, key: _Key) -> Figure | Series:
        figure = self._find(*key)
        assert figure is not None
        return figure

    def _find(self, id: str, scope: str, year: int) -> Figure | Series | None:
        figures = self._years.get(year)
        if figures is None:
            return None
        return figures.get((id, scope)) or figures.get((id, SCHOOL)) or figures.series(id, scope)


@cache
def _base(id: str, year: int | None) -> str:
    return slug(f"f-{id}" if year is None else f"f-{id}-{year}")


def _value(figure: Figure | Series, label: str) -> Value | None:
    """A figure's value; a series' value at the category of that label."""
    if isinstance(figure, Series):
        return next((point.value for point in figure.points if point.label == label), None)
    return figure.value


def _meaning(figure: Figure | Series) -> tuple[str, ...]:
    return figure.definition, getattr(figure, "formula", ""), figure.department, figure.citation


def _exact(value: Value | None) -> str:
    return format(value, "f") if isinstance(value, Decimal) else ""

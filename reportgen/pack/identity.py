"""What a definition means, in one word: `id:digest` of its unit, period, population and computation, or `id@since`.

Two years' figures compare if these words are equal. Wording, citations, places and the years themselves do not enter; the definitions
that a formula uses do, so that a change below is a change above. Where the meaning changes and the computation does not, or the other
way round, the pack says so by `since:` or `convert:`.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from reportgen.core.formula import BadFormula, parse, printed
from reportgen.core.pack import Breakdown, Edition, Indicator
from reportgen.core.period import Period
from reportgen.core.unit import unit

_LENGTH = 8


def identified(indicators: Mapping[str, Indicator], periods: Mapping[str, Period], edition: Edition) -> dict[str, Indicator]:
    """The indicators with their `definition_id`."""
    namer = _Namer(indicators, periods, edition)
    return {id: replace(one, definition_id=namer.name(id)) for id, one in indicators.items()}


def identified_series(series: Mapping[str, Breakdown], periods: Mapping[str, Period], edition: Edition) -> dict[str, Breakdown]:
    """The breakdowns with their `definition_id`."""
    return {id: replace(one, definition_id=_named(one, (*_setting(one, periods, edition), _flat(one.sql), one.dimension, str(one.scale))))
            for id, one in series.items()}


class _Namer:
    """Names definitions, inputs first; a circle of formulas (which is a finding) ends at the plain id."""

    def __init__(self, indicators: Mapping[str, Indicator], periods: Mapping[str, Period], edition: Edition) -> None:
        self.indicators, self.periods, self.edition = indicators, periods, edition
        self.known: dict[str, str] = {}

    def name(self, id: str) -> str:
        """The definition's word; the id itself if it is not defined."""
        if id in self.known or id not in self.indicators:
            return self.known.get(id, id)
        self.known[id] = id
        one = self.indicators[id]
        self.known[id] = _named(one, (*_setting(one, self.periods, self.edition), self._computation(one)))
        return self.known[id]

    def _computation(self, one: Indicator) -> str:
        if not one.formula:
            return _flat(one.sql)
        try:
            return printed(parse(one.formula), self.name)
        except BadFormula:
            return one.formula


def _named(one: Indicator | Breakdown, meaning: tuple[str, ...]) -> str:
    if one.since:
        return f"{one.id}@{one.since}"
    return f"{one.id}:{hashlib.sha256(chr(0).join(meaning).encode()).hexdigest()[:_LENGTH]}"


def _setting(one: Indicator | Breakdown, periods: Mapping[str, Period], edition: Edition) -> tuple[str, ...]:
    return unit(one.unit).name, _relative(periods.get(one.period), edition), one.population


def _relative(period: Period | None, edition: Edition) -> str:
    """A period as it lies to the report's data year, so that it is the same one every year."""
    if period is None:
        return ""
    year = edition.data_year.end.year
    return f"{period.kind} " + " ".join(f"{day.year - year}-{day.month}-{day.day}" for day in (period.start, period.end))


def _flat(sql: str) -> str:
    return " ".join(sql.split())

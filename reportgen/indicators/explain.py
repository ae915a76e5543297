"""Where a figure comes from: definition, formula with its inputs' values, SQL, tables, and rows of the workbook.

P154 unknown-name     no figure has this id, name or alias
P155 ambiguous-name   several figures do
"""

import difflib
from dataclasses import dataclass
from types import MappingProxyType

import duckdb

from reportgen.core.figure import SCHOOL, Absent, Figure, Figures, Value
from reportgen.core.finding import Finding, Severity
from reportgen.core.formula import parse, printed
from reportgen.core.lineage import Derivation
from reportgen.core.pack import Indicator, Pack
from reportgen.indicators.lineage import Example, Letters, definition_of, derivations, examples

_EXAMPLES = 3
_LONGEST = 12


@dataclass(frozen=True, slots=True)
class Explanation:
    """One figure's derivation.

    formula: with the inputs' names; filled: with their exact values, as far as they end (both "" for a figure that SQL counts).
    inputs: the same of each input, down to figures that SQL counts. counted: the query and the workbook rows that enter; examples: the first of them.
    choice: the pack's choice that decided between several readings, as (key, chosen, all of them); None if there is one reading.
    last: the figure a year earlier, converted if it was defined otherwise; None if nothing compares.
    """

    figure: Figure
    definition: Indicator
    formula: str = ""
    filled: str = ""
    inputs: tuple["Explanation", ...] = ()
    counted: Derivation | None = None
    examples: tuple[Example, ...] = ()
    choice: tuple[str, str, tuple[str, ...]] | None = None
    last: Figure | None = None


def explain(name: str, pack: Pack, figures: Figures, connection: duckdb.DuckDBPyConnection,
            scope: str = SCHOOL, *, letters: Letters = MappingProxyType({})) -> tuple[Explanation | None, tuple[Finding, ...]]:
    """The derivation of the figure that `name` (id, name or alias) means in `scope`.

    letters: where each column stands in the exported sheets. None, with a finding that says what could be meant, if it means no figure or several.
    """
    found = figures.candidates(name, scope)
    if len(found) != 1:
        return None, (_unclear(name, found, figures, scope),)
    return _Teller(pack, figures, connection, letters).tell(found[0]), ()


def _unclear(name: str, found: tuple[Figure, ...], figures: Figures, scope: str) -> Finding:
    if found:
        which = "、".join(f"{one.id}（{one.scope}：{one.name}）" for one in found)
        return Finding("P155", "ambiguous-name", Severity.ERROR, f"“{name}”可以指几个指标：{which}", hint="改用其中一个的代号")
    near = difflib.get_close_matches(name, figures.names(scope), 3, 0.5)
    return Finding("P154", "unknown-name", Severity.ERROR, f"没有指标“{name}”",
                   hint=f"是不是要找：{'、'.join(near)}" if near else "用 reportgen figures 查看全部指标")


@dataclass(frozen=True, slots=True)
class _Teller:
    """What every step of one explanation needs."""

    pack: Pack
    figures: Figures
    connection: duckdb.DuckDBPyConnection
    letters: Letters

    def tell(self, figure: Figure) -> Explanation:
        """The figure's derivation, and that of each of its inputs."""
        definition = definition_of(figure, self.pack)
        choice = (definition.choice, self.pack.choices[definition.choice], tuple(definition.options)) if definition.choice else None
        last = self.figures.before(figure)
        if definition.uncollected:
            return Explanation(figure, definition, choice=choice, last=last)
        if definition.sql:
            counted = derivations([figure], self.pack, self.connection, self.letters).get((figure.id, figure.scope), Derivation(definition.sql))
            return Explanation(figure, definition, counted=counted, examples=examples(counted.stretches, _EXAMPLES, self.connection),
                               choice=choice, last=last)
        inputs = tuple(self._input(id, figure) for id in figure.inputs)
        by_id = {definition_of(one, self.pack).id: one for one in inputs}
        expression = parse(definition.formula)
        return Explanation(
            figure, definition, printed(expression, lambda id: by_id[id].name),
            printed(expression, lambda id: _exact(by_id[id].value)), tuple(self.tell(one) for one in inputs), choice=choice, last=last)

    def _input(self, id: str, figure: Figure) -> Figure:
        return self.figures.get((id, figure.scope)) or self.figures[(id, SCHOOL)]

def _exact(value: Value) -> str:
    """All digits if they end soon, else twelve decimals and an ellipsis."""
    if isinstance(value, Absent):
        return value.reason
    text = format(value, "f")
    whole, _, places = text.partition(".")
    return text if len(places) <= _LONGEST else f"{whole}.{places[:_LONGEST]}…"

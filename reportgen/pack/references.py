"""What the definitions say of one another: names, formulas, printed rows, choices.

P123 unknown-figure    a formula, or a printed row, names an id that is not defined
P124 circular-formula  formulas that need one another
P125 bad-choice        a choice that nothing asks for
P126 ambiguous-name    one name or alias for two figures
P132 unknown-population a population said to be part of one that is not declared
"""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from reportgen.core.formula import BadFormula, names, parse
from reportgen.core.pack import Indicator, Pack
from reportgen.core.place import Place
from reportgen.pack.sources import Sources
from reportgen.yamlplaces import Reader


def check_references(pack: Pack, sources: Sources, reader: Reader) -> None:
    """Every fault between definitions, told to `reader`."""
    _check_formulas(pack, sources, reader)
    _check_circles(pack, reader)
    _check_names(pack, reader)
    _check_annex(pack, sources, reader)
    _check_choices(pack, sources, reader)
    for name, wider in pack.populations.items():
        if wider and wider not in pack.populations:
            reader.fail(_at(sources, "populations", name), f"统计对象“{name}”的上级“{wider}”没有声明", f"在 populations 下写“{wider}: \"\"”",
                        code="P132", name="unknown-population")


def _at(sources: Sources, section: str, key: str) -> Place:
    node = sources.pack.get(section)
    return node.keys.get(key, node.at) if node is not None else sources.pack.at


def _needs(indicator: Indicator) -> tuple[str, ...]:
    """The ids its formula uses; those of every variant, chosen or not."""
    texts = indicator.options.values() if indicator.options and not indicator.sql else (indicator.formula,)
    return tuple(dict.fromkeys(id for text in texts for id in _names(text)))


def _names(text: str) -> Iterator[str]:
    try:
        yield from names(parse(text))
    except BadFormula:
        return  # told where it was read


def _check_formulas(pack: Pack, sources: Sources, reader: Reader) -> None:
    for indicator in pack.indicators.values():
        node = sources.indicators[indicator.id].get("formula")
        for id in _needs(indicator) if node is not None else ():
            other = pack.indicators.get(id)
            if other is None:
                reader.fail(node.at, f"公式里的“{id}”没有定义", f"改成已有的指标代号，或先定义“{id}”", code="P123", name="unknown-figure")
            elif other.scoped and not indicator.scoped:
                reader.fail(node.at, f"“{id}”是按企业计算的，全校的公式不能用", "全校的数另写 sql 汇总", code="P123", name="unknown-figure")


def _check_circles(pack: Pack, reader: Reader) -> None:
    needs = {id: {need for need in _needs(one) if need in pack.indicators} for id, one in pack.indicators.items()}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        circle = list(reversed(error.args[1]))
        path = " → ".join(pack.indicators[id].name for id in circle)
        reader.fail(pack.indicators[circle[0]].at, f"公式绕成了圈：{path}", "其中一个改用 sql 直接计数", code="P124", name="circular-formula")


def _check_names(pack: Pack, reader: Reader) -> None:
    known: dict[tuple[str, bool], Indicator] = {}
    for indicator in pack.indicators.values():
        for name in dict.fromkeys((indicator.id, indicator.name, *indicator.aliases)):
            other = known.setdefault((name, indicator.scoped), indicator)
            if other is not indicator:
                reader.fail(indicator.at, f"“{name}”既指“{indicator.name}”，又指“{other.name}”（{other.at}）",
                            "改名，或从其中一个的 aliases 里删去", code="P126", name="ambiguous-name")


def _check_annex(pack: Pack, sources: Sources, reader: Reader) -> None:
    for table in pack.annex:
        rows = sources.annex[table.key].get("rows")
        for row in table.rows:
            for id in (row.indicator, *row.sums, *row.at_most):
                if id not in pack.indicators:
                    reader.fail(rows.keys[row.indicator], f"{table.name}的行“{row.name}”用到的“{id}”没有定义",
                                f"在 indicators/ 下定义“{id}”，或改成已有的代号", code="P123", name="unknown-figure")


def _check_choices(pack: Pack, sources: Sources, reader: Reader) -> None:
    asked = {indicator.choice for indicator in pack.indicators.values()}
    for key in pack.choices:
        if key not in asked:
            reader.fail(_at(sources, "choices", key), f"没有指标用到口径选择“{key}”", "核对写法，或删去这一行", code="P125", name="bad-choice")

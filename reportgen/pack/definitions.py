"""indicators/*.yaml: definitions of figures and series.

P122 bad-formula    a formula that is no arithmetic over ids
P125 bad-choice     a variant that the pack does not choose, or chooses by a name that is not there
P127 unknown-word   a period or population that pack.yaml does not declare
P131 no-source      none of `sql`, `formula` and `uncollected`, or several
P133 bad-scope      `$scope` in a definition for the whole school, or SQL for each enterprise without it
P134 bad-name       a name or alias with a sign that means something between {{ and }}
P135 bad-conversion `convert` with both a factor and a reason why there is none, or a factor of zero
"""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportgen.core.figure import Conversion
from reportgen.core.formula import BadFormula, parse
from reportgen.core.pack import Breakdown, Indicator, frozen
from reportgen.core.place import Place
from reportgen.pack.citation import read_citation
from reportgen.yamlplaces import Node, Reader

_SIGNS = "{}｛｝|｜:："
_SOURCES = ("sql", "formula", "uncollected")
_COMMON = ("name", "unit", "decimals", "period", "population", "definition", "department", "citation")


@dataclass(frozen=True, slots=True)
class Words:
    """What definitions may refer to: periods and populations by key, and the pack's choices."""

    periods: Iterable[str]
    populations: Iterable[str]
    choices: Mapping[str, str]


def read_indicator(id: str, node: Node, words: Words, reader: Reader) -> Indicator:
    """One figure's definition, its variant chosen."""
    fields = reader.fields(node, _COMMON, ("aliases", *_SOURCES, "combines", "scoped", "extra", "since", "convert"))
    stated = [key for key in _SOURCES if key in fields]
    source = stated[0] if stated else ""
    if len(stated) != 1:
        reader.fail(node.at, f"“{id}”应写 sql、formula、uncollected 之一", "计数、求和写 sql，比例和合计写 formula，没有采集的写 uncollected 和原因",
                    code="P131", name="no-source")
    text, choice, options = _variant(fields.get(source), words, reader)
    for one in (options.values() or (text,)) if source == "formula" else ():
        if one:
            _check_formula(one, fields[source].at, reader)
    scoped = reader.flag(fields.get("scoped"))
    if source == "sql" and text:
        _check_scope(text, scoped, node, reader)
    extra = {name: reader.text(sql) for name, sql in (fields["extra"].items() if "extra" in fields else ())}
    return Indicator(
        id, **_common(fields, words, reader), sql=text if source == "sql" else "", formula=text if source == "formula" else "",
        aliases=_named(fields.get("aliases"), reader), combines=reader.flag(fields.get("combines")), scoped=scoped,
        extra=frozen(extra), choice=choice, options=frozen(options), at=_at(node), uncollected=text if source == "uncollected" else "",
        since=reader.text(fields.get("since")), convert=_conversion(fields.get("convert"), reader))


def read_breakdown(id: str, node: Node, words: Words, reader: Reader) -> Breakdown:
    """One series' definition."""
    fields = reader.fields(node, (*_COMMON, "dimension", "sql"), ("scoped", "scale", "since"))
    sql, scoped = reader.text(fields.get("sql")).strip(), reader.flag(fields.get("scoped"))
    _check_scope(sql, scoped, node, reader)
    return Breakdown(id, **_common(fields, words, reader), dimension=reader.text(fields.get("dimension")), sql=sql, scoped=scoped,
                     scale=reader.integer(fields.get("scale"), 100), at=_at(node), since=reader.text(fields.get("since")))


def _conversion(node: Node | None, reader: Reader) -> Conversion | None:
    """`convert: {from: id, factor?: number, never?: reason}`."""
    if node is None:
        return None
    fields = reader.fields(node, ("from",), ("factor", "never"))
    factor, never = reader.decimal(fields.get("factor")), reader.text(fields.get("never"))
    if never and factor is not None or factor == 0:
        reader.fail(node.at, "convert 里 factor 与 never 只能写一个，factor 不能是 0", "能换算的写 factor（只差单位的不写），不能换算的写 never 和理由",
                    code="P135", name="bad-conversion")
    return Conversion(reader.text(fields.get("from")), factor, never)


def _check_scope(sql: str, scoped: bool, node: Node, reader: Reader) -> None:
    if sql and ("$scope" in sql) != scoped:
        reader.fail(_at(node), "按企业计算的 SQL 里没有 $scope" if scoped else "全校的 SQL 里用了 $scope",
                    "写 scoped: true 并在 WHERE 中用 $scope 选出一家企业；全校的数两样都不写", code="P133", name="bad-scope")


def _named(node: Node | None, reader: Reader) -> tuple[str, ...]:
    """Names as people type them between {{ and }}."""
    found = reader.texts(node)
    for name in found:
        if any(sign in name for sign in _SIGNS):
            reader.fail(node.at, f"名称“{name}”里有在 {{{{…}}}} 中另有含义的符号", f"去掉 {' '.join(_SIGNS)}", code="P134", name="bad-name")
    return found


def _at(node: Node) -> Place:
    """The line of the definition's own key: its mapping starts one line below."""
    return Place(node.at.file, (node.at.line or 2) - 1, 1)


def _common(fields: Mapping[str, Node], words: Words, reader: Reader) -> dict[str, object]:
    for key, known, what in (("period", words.periods, "统计时段"), ("population", words.populations, "统计对象")):
        word = reader.text(fields.get(key))
        if key in fields and word not in known:
            near = difflib.get_close_matches(word, known, 1, 0.5)
            reader.fail(fields[key].at, f"{what}“{word}”没有在 pack.yaml 中声明",
                        f"改成“{near[0]}”" if near else f"在 pack.yaml 的 {key}s 下声明它", code="P127", name="unknown-word")
    _named(fields.get("name"), reader)
    texts = {key: reader.text(fields.get(key)) for key in _COMMON if key not in ("decimals", "citation")}
    texts["definition"] = "".join(texts["definition"].split("\n"))
    return texts | {"decimals": reader.integer(fields.get("decimals")), "citation": read_citation(fields.get("citation"), reader)}


def _variant(node: Node | None, words: Words, reader: Reader) -> tuple[str, str, dict[str, str]]:
    """The text to use; and if it is one of several, the choice's key and all of them."""
    if node is None or not isinstance(node.value, Mapping):
        return reader.text(node).strip(), "", {}
    fields = reader.fields(node, ("choice", "options"))
    if len(fields) < 2:
        return "", "", {}
    key, options = reader.text(fields["choice"]), {name: reader.text(text).strip() for name, text in fields["options"].items()}
    chosen = words.choices.get(key)
    if chosen in options:
        return options[chosen], key, options
    if chosen is None:
        reader.fail(fields["choice"].at, f"pack.yaml 的 choices 里没有“{key}”", f"在 choices 下写“{key}: {next(iter(options), '')}”",
                    code="P125", name="bad-choice")
    else:
        reader.fail(fields["options"].at, f"choices 为“{key}”选了“{chosen}”，这里没有这种写法", f"可选：{'、'.join(options)}",
                    code="P125", name="bad-choice")
    return "", key, options


def _check_formula(text: str, at: Place, reader: Reader) -> None:
    try:
        parse(text)
    except BadFormula as error:
        reader.fail(at, f"公式第 {error.position + 1} 个字符处：{error.message}", "只用指标代号、数和 + - * / ( )", code="P122", name="bad-formula")

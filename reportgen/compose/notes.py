"""Notes under tables and charts: the author's, where the data come from, which period, why a value is missing."""

from collections.abc import Iterable

from reportgen.compose.binding import Binder
from reportgen.compose.exhibits import LAST, THIS, Matrix, Spec
from reportgen.compose.inline import inlines
from reportgen.compose.span import single
from reportgen.compose.words import earlier
from reportgen.core.document import Inline, Text, plain
from reportgen.core.figure import Absent
from reportgen.core.finding import Finding
from reportgen.core.period import Period

DEFAULT_SOURCE = "学校人才培养工作状态数据"
Note = tuple[Inline, ...]


def caption(spec: Spec, binder: Binder, found: list[Finding]) -> str:
    """The title as printed; bindings in it resolved."""
    return plain(inlines(single(str(spec.data.get("title", "")), spec.where("title")), binder.bind, found))


def notes(spec: Spec, timings: Iterable[tuple[str, Period]], missing: Iterable[tuple[str, Absent]], binder: Binder,
          found: list[Finding]) -> tuple[Note, ...]:
    """All notes of one exhibit. timings: what is shown, and its period this year; without any, only a typed source is named."""
    typed = spec.data.get("note") or ()
    texts = (typed,) if isinstance(typed, str) else tuple(typed)
    own = [(Text("注："), *inlines(single(str(text), spec.where("note", n)), binder.bind, found)) for n, text in enumerate(texts)]
    years = tuple(spec.data.get("years") or ()) or tuple(one for one in (LAST, THIS) if one in (spec.data.get("columns") or ()))
    said = [*_origin(str(spec.data.get("source") or ""), tuple(timings), LAST in years, THIS in years or not years), *absences(missing)]
    return (*own, *((Text(line),) for line in said))


def absences(missing: Iterable[tuple[str, Absent]]) -> tuple[str, ...]:
    """One sentence that gives the reason of each “—”; nothing if there is none."""
    reasons: dict[str, list[str]] = {}
    for name, absent in missing:
        names = reasons.setdefault(absent.reason + (absent.note and f"，{absent.note}"), [])
        if name not in names:
            names.append(name)
    told = "；".join("、".join(names) + f"（{reason}）" for reason, names in reasons.items())
    return (f"“—”表示没有数值：{told}。",) if reasons else ()


def matrix_timings(matrix: Matrix) -> tuple[tuple[str, Period], ...]:
    """Each measure's period; each category's where one measure mixes them."""
    made: dict[str, Period] = {}
    for measure in matrix.measures:
        if measure.year == THIS:
            mixed = len(set(measure.periods.values())) > 1
            made.update(measure.periods if mixed else {measure.name: period for period in measure.periods.values()})
    return tuple(made.items())


def matrix_absences(matrix: Matrix) -> tuple[tuple[str, Absent], ...]:
    """Every value of a matrix that is missing, by what it is a value of."""
    heads = matrix.heads()
    return tuple((f"{heads[measure.year]}{category}" if matrix.yearly else category, value)
                 for category in matrix.categories for measure in matrix.measures
                 if isinstance(value := measure.datum(category).value, Absent))


def _origin(source: str, timings: tuple[tuple[str, Period], ...], last: bool, this: bool) -> list[str]:
    names: dict[Period, list[str]] = {}
    for name, period in timings:
        names.setdefault(period, []).append(name)
    if not names:
        return [f"数据来源：{source}。"] if source else []
    if len(names) == 1:
        return [f"数据来源：{source or DEFAULT_SOURCE}（{_stretch(next(iter(names)), last, this)}）。"]
    spans = "；".join("、".join(dict.fromkeys(group)) + f"为{_stretch(period, last, this)}" for period, group in names.items())
    return [f"数据来源：{source or DEFAULT_SOURCE}。", f"统计时段：{spans}。"]


def _stretch(period: Period, last: bool, this: bool) -> str:
    return "、".join(str(one) for one in ((earlier(period),) if last else ()) + ((period,) if this else ()))

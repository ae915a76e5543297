"""pack.yaml's years: the edition, and the statistical periods told relative to it."""

from collections.abc import Mapping
from datetime import date

from reportgen.core.pack import Edition
from reportgen.core.period import Period, PeriodKind
from reportgen.yamlplaces import Node, Reader

_YEARS = ("data_year", "finance_year", "cohort", "publish_year")
_KINDS = tuple(str(kind) for kind in PeriodKind)


def read_edition(node: Node, reader: Reader) -> Edition:
    """The separate years of one report: `{label, data_year: {start, end}, finance_year, cohort, publish_year}`."""
    fields = reader.fields(node, ("label", *_YEARS))
    span = reader.fields(fields["data_year"], ("start", "end")) if "data_year" in fields else {}
    start, end = (reader.day(span.get(key), date(1, 1, 1)) for key in ("start", "end"))
    if start > end:
        reader.fail(span["start"].at, "学年的开始晚于结束", "start 写学年第一天，end 写最后一天")
    return Edition(reader.text(fields.get("label")), Period(PeriodKind.SCHOOL_YEAR, start, end),
                   *(reader.integer(fields.get(key)) for key in _YEARS[1:]))


def read_periods(node: Node | None, edition: Edition, reader: Reader) -> Mapping[str, Period]:
    """Each period key: `{kind: 学年|自然年|时点|届, of: one of the edition's years, shift?: -3}`."""
    return {key: _period(entry, edition, reader) for key, entry in (node.items() if node is not None else ())}


def _period(node: Node, edition: Edition, reader: Reader) -> Period:
    fields = reader.fields(node, ("kind", "of"), ("shift",))
    kind = PeriodKind(reader.choice(fields.get("kind"), _KINDS, _KINDS[0]))
    of = reader.choice(fields.get("of"), _YEARS, _YEARS[0])
    year = (edition.data_year.end.year if of == "data_year" else getattr(edition, of)) + reader.integer(fields.get("shift"))
    if not 1 < year < 9999:
        return edition.data_year
    if kind is PeriodKind.CALENDAR_YEAR:
        return Period(kind, date(year, 1, 1), date(year, 12, 31))
    start, end = edition.data_year.start, edition.data_year.end
    moved = end.replace(year=year)
    return Period(kind, moved if kind is PeriodKind.AS_OF else start.replace(year=year - (end.year - start.year)), moved)

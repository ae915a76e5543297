"""What changed between two packs: for the change log of a year, and to know what a new notice touches."""

from collections.abc import Iterator, Mapping
from dataclasses import fields

from reportgen.core.pack import Change, Indicator, Pack

_UNSAID = {"at", "definition_id"}


def diff_packs(old: Pack, new: Pack) -> tuple[Change, ...]:
    """Every difference, kind by kind, in the packs' order. Equal packs give none, whatever their files look like."""
    annex = ({table.key: table for table in pack.annex} for pack in (old, new))
    rows = ({f"{table.key}.{row.indicator}": row for table in pack.annex for row in table.rows} for pack in (old, new))
    columns = ({f"{table.id}.{one.id}": one for table in pack.contracts.values() for one in table.columns} for pack in (old, new))
    checks = ({one.id: one for table in pack.contracts.values() for one in table.checks} for pack in (old, new))
    standards = ({one.id: one for one in pack.benchmarks} for pack in (old, new))
    terms = ({term.code: term for term in pack.terms} for pack in (old, new))
    rules = ({one.code: one for one in pack.requirements} for pack in (old, new))
    papers = ({one.name: one for one in pack.papers} for pack in (old, new))
    return tuple((
        *_values("年度", _said(old.edition), _said(new.edition)),
        *_values("要求", {"required_parts": "、".join(old.required_parts), "rounding": str(old.rounding)},
                 {"required_parts": "、".join(new.required_parts), "rounding": str(new.rounding)}),
        *_values("口径选择", old.choices, new.choices),
        *_values("统计对象", old.populations, new.populations),
        *_values("异常阈值", _said(old.outliers), _said(new.outliers)),
        *_definitions("指标", old.indicators, new.indicators), *_behind(old.indicators, new.indicators),
        *_definitions("分类数据", old.breakdowns, new.breakdowns),
        *_definitions("数据表", old.contracts, new.contracts, unsaid={"columns", "checks"}),
        *_definitions("数据表的列", *columns), *_definitions("数据表的校验", *checks), *_definitions("指标表", *annex, unsaid={"rows"}),
        *_definitions("指标表的行", *rows), *_definitions("标准", *standards),
        *_definitions("用语", *terms), *_definitions("规则", *rules), *_definitions("文件名称", *papers)))


def _said(value: object) -> dict[str, str]:
    """The fields of a definition as text, places left out."""
    return {field.name: _text(getattr(value, field.name)) for field in fields(value) if field.name not in _UNSAID}  # type: ignore[arg-type]


def _text(value: object) -> str:
    if isinstance(value, Mapping):
        return "；".join(f"{key}：{_text(one)}" for key, one in value.items())
    return "、".join(_text(one) for one in value) if isinstance(value, tuple) else "" if value is None else str(value)


def _values(kind: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) != new.get(key):
            change = "新增" if key not in old else "删除" if key not in new else "修改"
            yield Change(kind, key, key, change, ((key, old.get(key, ""), new.get(key, "")),))


def _definitions(kind: str, old: Mapping[str, object], new: Mapping[str, object], *, unsaid: set[str] = frozenset()) -> Iterator[Change]:
    for id in dict.fromkeys((*old, *new)):
        before, after = (_said(side[id]) if id in side else None for side in (old, new))
        one = new.get(id, old.get(id))
        name = str(getattr(one, "name", None) or getattr(one, "title", None) or id)
        if before is None or after is None:
            yield _came_or_went(kind, id, name, new.get(id))
            continue
        details = tuple((key, before[key], after[key]) for key in before if before[key] != after[key] and key not in unsaid)
        if details:
            yield Change(kind, id, name, "修改", details, _compare(old[id], new[id]))


def _came_or_went(kind: str, id: str, name: str, one: object) -> Change:
    """A definition that only one side has; a new one may continue an old one under another id."""
    rule = getattr(one, "convert", None)
    return Change(kind, id, name, "删除" if one is None else "新增", (("convert", "", str(rule)),) if rule else (), not (rule and rule.never))


def _compare(before: object, after: object) -> bool:
    """Whether values of both definitions may be compared."""
    rule = getattr(after, "convert", None)
    return getattr(before, "definition_id", "") == getattr(after, "definition_id", "") or bool(rule and not rule.never)


def _behind(old: Mapping[str, Indicator], new: Mapping[str, Indicator]) -> Iterator[Change]:
    """Indicators whose own text stayed and whose formula uses one that changed."""
    for id, one in new.items():
        if id in old and one.definition_id != old[id].definition_id and _said(one) == _said(old[id]):
            yield Change("连带指标", id, one.name, "连带", (("formula", one.formula, one.formula),), _compare(old[id], one))

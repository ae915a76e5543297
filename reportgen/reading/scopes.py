"""Whom a text speaks of: the enterprises it names, in full or in short."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_FORM = re.compile(r"(?:股份|控股)?(?:有限)?(?:责任)?公司$|集团$")
_TRADE = re.compile(r"(?:新能源汽车|智能|科技|技术|信息|装备|建设|建筑|医养|医疗|食品|服务|集团|制造|数据|网络|文化|教育|酒店|物流|商贸|汽车|电子|机械|工程|实业|发展|控股|股份)+$")
SCHOOL = re.compile(r"全校|学校共(?![同建育享商])|学校现|我校共|校级层面|各企业|合作企业(?!提供)|全部合作企业|校企合作企业")


@dataclass(frozen=True, slots=True)
class Naming:
    """An enterprise named at a place."""

    start: int
    end: int
    scope: str


@lru_cache(maxsize=64)
def short_names(scopes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """(name, scope): full names, and a firm's beginnings of four characters or more, or its own name, that mean one firm only."""
    found: dict[str, set[str]] = {}
    for scope in scopes:
        for name in _forms(scope):
            found.setdefault(name, set()).add(scope)
    single = [(name, next(iter(those))) for name, those in found.items() if len(those) == 1]
    return tuple(sorted(single, key=lambda pair: -len(pair[0])))


def _forms(scope: str) -> Iterable[str]:
    yield scope
    if not _FORM.search(scope):
        return
    short = scope
    while (cut := _FORM.sub("", short)) != short and len(cut) >= 2:
        short = cut
        yield short
    trade = _TRADE.sub("", short)
    for size in range(max(4, len(trade)), len(short)):
        yield short[:size]
    if 2 <= len(trade) < 4:
        yield trade + "公司"
        yield trade + "集团"


@lru_cache(maxsize=64)
def _pattern(scopes: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    names = dict(short_names(scopes))
    return re.compile("|".join(map(re.escape, names)) or r"(?!)"), names


def namings(text: str, scopes: tuple[str, ...]) -> list[Naming]:
    """Every enterprise named, the longest name at each place."""
    pattern, names = _pattern(scopes)
    return [Naming(one.start(), one.end(), names[one[0]]) for one in pattern.finditer(text)]

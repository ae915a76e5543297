"""A new summary project: the year's own words and rules, the list of indicators with the meaning the schools' pack gives them, a report."""

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from reportgen.core.errors import Refused, Unreadable
from reportgen.core.pack import Indicator, Pack
from reportgen.core.place import Place
from reportgen.files import write_whole
from reportgen.pack import load_pack, year_texts
from reportgen.starter import IGNORE, starter_root
from reportgen.yamlplaces import load

_KEPT = ("words", "rules", "bases", "papers")
_SIDE_BY_SIDE = 4  # indicators a table holds beside one another
_CHARTED = 3
_PROJECT = """# 汇总项目：谁的汇总、哪一年。学校名单填在 data_contracts/{year}/exports/院校名单.csv。
school: {school}
year: {year}
date: {year}年12月            # 封面日期
"""
_PEOPLE = """# 人和分工。汇总项目默认不要求逐表审签；要求的改成 true，并写上人。
signoff: {required: false}
sections: {required: false}
final: {statement: false, consent: false}
corrections: {required: true}
people: []
"""
_ROSTER = "\ufeff学校名称,学校代码,组别,公开校名\n"


def make_summary(folder: Path, *, owner: str, year: int) -> tuple[Path, ...]:
    """Make the project of a province or group; the files written. Raises: Refused if `folder` is not empty, Unreadable if there is no pack of that year."""
    if folder.exists() and any(folder.iterdir()):
        raise Refused("文件夹不是空的，不在其中新建项目", at=Place(folder.name), hint="换一个新的文件夹名")
    source = starter_root()
    pack, found = load_pack(source / "data_contracts", year)
    if pack is None:
        raise Unreadable(f"没有{year}年度的年度包", at=found[0].at, hint=found[0].message)
    texts = {"project.yaml": _PROJECT.format(year=year, school=json.dumps(owner, ensure_ascii=False)), "people.yaml": _PEOPLE, ".gitignore": IGNORE,
             f"data_contracts/{year}/exports/院校名单.csv": _ROSTER, **_contracts(source, pack), **dict(_chapters(_listed(pack)))}
    for name, text in texts.items():
        write_whole(folder / name, text.encode())
    shutil.copytree(source / "templates", folder / "templates", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "cases").mkdir()
    return tuple(sorted(path for path in folder.rglob("*") if path.is_file()))


def _listed(pack: Pack) -> dict[str, tuple[Indicator, Mapping[str, str]]]:
    """The starter's indicators that the year's pack has, with what the starter says of each."""
    node, _ = load("indicators.yaml", (_starter() / "indicators.yaml").read_text("utf-8"))
    known = {id: {key: str(one.value) for key, one in told.items()} for id, told in node.items()}
    return {id: (pack.indicators[id], told) for id, told in known.items() if id in pack.indicators}


def _starter() -> Traversable:
    return files("reportgen.province") / "starter"


# ── data_contracts ─────────────────────────────────────────────────────────

def _contracts(source: Path, pack: Pack) -> dict[str, str]:
    told = year_texts(source / "data_contracts", pack.year)
    values = {"year": str(pack.year), "today": pack.citation.checked_on.isoformat() if pack.citation else "", "rounding": str(pack.rounding),
              "periods": told["pack"]["periods"][1:-1], **{key: told["pack"][key] for key in ("edition", "citation")}}
    texts = {f"{name}.yaml": f"# 取自{pack.year}年度学校的年度包。\n" + "".join(f"{id}: {one}\n" for id, one in told[name].items()) for name in _KEPT}
    texts["gathered.yaml"] = _gathered(pack)
    home = _starter() / "data_contracts"
    texts |= {name: _filled((home / name).read_text("utf-8"), values)
              for name in ("pack.yaml", *(f"{one}/{file.name}" for one in ("tables", "indicators") for file in (home / one).iterdir()))}
    return {f"data_contracts/{pack.year}/{name}": text for name, text in texts.items()}


def _filled(text: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text


def _gathered(pack: Pack) -> str:
    lines = ["# 汇总哪些指标。definition：学校年度包里这个指标的口径标识，口径不同的学校不汇入；order：排名从高到低还是从低到高。"]
    for id, (one, told) in _listed(pack).items():
        stated = {"name": one.name, "unit": one.unit, "decimals": one.decimals, "period": one.period, "definition": one.definition_id,
                  "order": told.get("order", "从高到低")}
        lines.append(f"{id}: {json.dumps(stated, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"


# ── chapters ───────────────────────────────────────────────────────────────

def _chapters(listed: Mapping[str, tuple[Indicator, Mapping[str, str]]]) -> Iterator[tuple[str, str]]:
    """The starter's texts, and those that go by the indicators."""
    home = _starter() / "chapters" / "provincial"
    for name in sorted(_names(home)):
        yield f"chapters/provincial/{name}", (home / name).read_text("utf-8")
    names = {id: one.name for id, (one, _) in listed.items()}
    ranked = {id: names[id] for id, (_, told) in listed.items() if told.get("rank") == "true"}
    shares = [id for id, (one, _) in listed.items() if one.unit == "%"][:_CHARTED]
    tables = {"01-总体水平/tables.yaml": _distribution(names), "04-离群/tables.yaml": _outliers(names), "05-附表/tables.yaml": _values(names),
              "02-分组比较/tables.yaml": _medians(names), "02-分组比较/charts.yaml": _medians_chart(shares), "03-排名/tables.yaml": _tops(ranked),
              "03-排名/charts.yaml": _tops_chart(ranked), "02-分组比较/各组的中位数.md": _medians_text(names), "03-排名/排在前面的学校.md": _tops_text(ranked),
              "05-附表/各校公布的数.md": _values_text(names)}
    yield from ((f"chapters/provincial/{name}", text) for name, text in tables.items())


def _names(folder: Traversable, inside: str = "") -> Iterator[str]:
    for one in folder.iterdir():
        yield from _names(one, f"{inside}{one.name}/") if one.is_dir() else (f"{inside}{one.name}",)


def _exhibits(entries: Iterable[tuple[str, Mapping[str, object]]]) -> str:
    return "\n".join(f"{id}:\n" + "".join(f"  {key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in told.items()) for id, told in entries)


def _distribution(names: Mapping[str, str]) -> str:
    endings = {"学校": "校数", "最小": "最小值", "下四分位": "下四分位数", "中位": "中位数", "上四分位": "上四分位数", "最大": "最大值"}
    return _exhibits([("quartiles", {"title": "各指标的分布", "cross": {"rows": list(names.values()), "columns": endings}, "source": "各校公布的年报"})])


def _chunks(names: Mapping[str, str]) -> list[dict[str, str]]:
    ids = list(names)
    return [{id: names[id] for id in ids[n:n + _SIDE_BY_SIDE]} for n in range(0, len(ids), _SIDE_BY_SIDE)]


def _beside(names: Mapping[str, str], kind: str, title: str, first: int) -> str:
    """Tables of some indicators beside one another. first: the width of the names, where numbers have 14."""
    return _exhibits((f"{kind}-{n}", {"title": f"{title}（{_count(n)}）", "series": {name: f"{id}_{kind}" for id, name in one.items()},
                                      "widths": [first, *(14 for _ in one)], "source": "各校公布的年报"}) for n, one in enumerate(_chunks(names), 1))


def _count(number: int) -> str:
    return "一二三四五六七八九十"[number - 1] if number <= 10 else str(number)


def _medians(names: Mapping[str, str]) -> str:
    return _beside(names, "groups", "各组学校的中位数", 12)


def _medians_chart(shares: Iterable[str]) -> str:
    return _exhibits([("medians", {"title": "各组学校的中位数", "kind": "column", "series": [f"{id}_groups" for id in shares], "source": "各校公布的年报"})])


def _medians_text(names: Mapping[str, str]) -> str:
    tables = [f"groups-{n}" for n, _ in enumerate(_chunks(names), 1)]
    return f"各组学校的中位数见{_references(tables)}和{{{{图:medians}}}}。\n\n::: 图 medians\n" + "".join(f"\n::: 表 {one}\n" for one in tables)


def _references(tables: Iterable[str]) -> str:
    return "、".join(f"{{{{表:{one}}}}}" for one in tables)


def _tops(ranked: Mapping[str, str]) -> str:
    return _exhibits((f"top-{id}", {"title": f"{name}排在前面的学校", "series": {"名次": f"{id}_place", name: f"{id}_top"}, "widths": [30, 10, 20], "source": "各校公布的年报"})
                     for id, name in ranked.items())


def _tops_chart(ranked: Mapping[str, str]) -> str:
    id = next(iter(ranked))
    return _exhibits([("top", {"title": f"{ranked[id]}排在前面的学校", "kind": "bar", "series": f"{id}_top", "source": "各校公布的年报"})])


def _tops_text(ranked: Mapping[str, str]) -> str:
    tables = [f"top-{id}" for id in ranked]
    return f"各指标排在前面的学校见{_references(tables)}和{{{{图:top}}}}。\n\n::: 图 top\n" + "".join(f"\n::: 表 {one}\n" for one in tables)


def _outliers(names: Mapping[str, str]) -> str:
    odd = {name: {"数值": f"{id}_outlier", "组内下界": f"{id}_outlier_low", "组内上界": f"{id}_outlier_high"} for id, name in names.items()}
    few = {name: {"公布学校数": f"{id}_few"} for id, name in names.items()}
    return _exhibits([("outliers", {"title": "与同组学校相差较大的数", "stack": odd, "widths": [20, 30, 8, 11, 11, 11], "none": "没有离群的数", "source": "各校公布的年报"}),
                      ("few", {"title": "公布学校太少、没有判断离群的组", "stack": few, "none": "各组各指标都作了判断", "source": "各校公布的年报"})])


def _values(names: Mapping[str, str]) -> str:
    coverage = _exhibits([("coverage", {"title": "各校公布的版次和汇入指标数", "series": {"版次": "school_edition", "汇入指标数": "school_figures"},
                                        "source": "各校公布记录"})])
    return f"{coverage}\n{_beside(names, 'schools', '各校公布的数', 28)}"


def _values_text(names: Mapping[str, str]) -> str:
    tables = [f"schools-{n}" for n, _ in enumerate(_chunks(names), 1)]
    return f"各校公布的数见{_references(tables)}。\n" + "".join(f"\n::: 表 {one}\n" for one in tables)

"""How far a change of data reaches: the reports are composed from both snapshots and compared use by use."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from reportgen.build import documents, load_sources
from reportgen.core.document import Document
from reportgen.core.errors import Unreadable
from reportgen.core.figure import Figures
from reportgen.edition import Opened, snapshot_figures, snapshot_folder, sound_pack
from reportgen.impact.difference import Pair, difference
from reportgen.impact.uses import ANNEX, CHART, SENTENCE, TABLE, Use, uses
from reportgen.ledger import read_table, signoff_log
from reportgen.workspace import Workspace, load_look

_Changed = Mapping[tuple[str, str], frozenset[str]]
_LISTS = {SENTENCE: "sentences", TABLE: "tables", CHART: "charts", ANNEX: "annex"}


def impact(workspace: Workspace, pair: Pair) -> dict[str, object]:
    """What changed, and every place of every report that uses it. Raises: Unreadable if the project's reports use neither snapshot."""
    told = difference(workspace, pair)
    year, project = pair.new.year, pair.project
    if pair.old.year != year or year not in (project.year, project.year - 1):
        raise Unreadable("影响分析要在同一年度的两个快照之间，且是报告用到的年度", hint=f"本项目的报告用{project.year}年度和{project.year - 1}年度的数据")
    reports = [one for name, old, new in _documents(workspace, pair) if (one := _report(name, old, new, _changed(told), year))]
    return {**told, "tables": [{**one, "signatures": _signatures(workspace, pair, str(one["table"]))} for one in told["tables"]],
            "reports": reports, "departments": _departments(told, reports)}


def _documents(workspace: Workspace, pair: Pair) -> Iterator[tuple[str, Document, Document]]:
    """Every report of the project, from the old data and from the new."""
    sources = load_sources(workspace)
    pack, _ = sound_pack(workspace, sources.project.year)
    both = (documents(workspace, sources, Opened(side.pack or pack, _figures(workspace, pair, side.figures), ())) for side in (pair.old, pair.new))
    for (name, before), (_, after) in zip(*both, strict=True):
        yield name, before, after


def _figures(workspace: Workspace, pair: Pair, figures: Figures) -> Figures:
    """The figures of the report's year with last year's, this side's in their place."""
    year = pair.project.year
    other = year - 1 if figures.year == year else year
    folder = snapshot_folder(workspace, other)
    beside = snapshot_figures(workspace, pair.project, other, folder) if folder else None
    if figures.year == year:
        return figures.with_previous(beside)
    if beside is None:
        raise Unreadable(f"{year}年度还没有冻结的数据，没有报告可分析", hint=f"先运行 reportgen freeze 导出文件夹 --year {year}")
    return beside.with_previous(figures)


def _changed(told: Mapping[str, object]) -> _Changed:
    """Id and scope of what changed → the labels of the changed points; none for a figure."""
    figures = {(one["id"], one["scope"]): frozenset() for one in told["figures"]}
    return figures | {(one["id"], one["scope"]): frozenset(point["label"] for point in one["points"]) for one in told["series"]}


def _report(name: str, old: Document, new: Document, changed: _Changed, year: int) -> dict[str, object] | None:
    """One report's touched sections; None if there are none."""
    before = {use.key: use for use in uses(old)}
    sections: dict[str, dict[str, object]] = {}
    after = {use.key: use for use in uses(new)}
    for key in dict.fromkeys((*after, *before)):
        one, was = after.get(key), before.get(key)
        use = one or was
        moved = (one.text, one.exact) != (was.text, was.exact) if one and was else True
        figures = _touched((one, was), changed, year) or [id for id, scope in use.drawn if moved and (id, scope) in changed]
        if figures or moved:
            section = sections.setdefault(use.section, {"id": use.section, "title": use.title, "department": use.department, "cases": [],
                                                        **{name: [] for name in _LISTS.values()}})
            if use.case[0]:
                _add(section["cases"], dict(zip(("id", "title", "department"), use.case, strict=True)))
            section[_LISTS[use.kind]].append(_entry(use, was.text if was else "", one.text if one else "", figures))
    if not sections:
        return None
    return {"report": name, "title": new.title + new.subtitle, "sections": list(sections.values())}


def _touched(both: Iterable[Use | None], changed: _Changed, year: int) -> list[str]:
    """Ids of the changed figures that a use was made from."""
    basis = [one for use in both if use for one in use.basis]
    return list(dict.fromkeys(id for id, scope, when, form in basis if when == year and (id, scope) in changed
                              and (not (labels := changed[id, scope]) or form in labels or form == "合计")))


def _entry(use: Use, old: str, new: str, figures: list[str]) -> dict[str, object]:
    where = {"file": use.at.file, "line": use.at.line}
    id, number, caption = use.exhibit
    exhibit = {} if use.kind == SENTENCE else {"id": id, "number": number, "caption": caption, "row": use.row, "column": use.column}
    return {**where, **exhibit, "case": use.case[0], "old": old, "new": new, "printed": old != new, "figures": figures}


def _add(known: list[dict[str, object]], one: dict[str, object]) -> None:
    if one not in known:
        known.append(one)


def _signatures(workspace: Workspace, pair: Pair, table: str) -> list[str]:
    """Signatures that were given to the old content of a table."""
    rows = read_table(pair.old.folder, table)
    entries, _ = signoff_log(workspace, pair.old.year).read()
    return [f"{one['level']} {one['person']} {one['on']}" for one in entries
            if rows and one["table"] == table and one["kind"] == "签字" and one["content"] == rows.content]


def _departments(told: Mapping[str, object], reports: list[dict[str, object]]) -> list[dict[str, object]]:
    """Who has something to look at: what they wrote, and what they are the source of."""
    sources = {one["id"]: one["department"] for one in (*told["figures"], *told["series"])}
    made: dict[str, dict[str, object]] = {}
    for report in reports:
        for section in report["sections"]:
            for department in dict.fromkeys((section["department"], *(case["department"] for case in section["cases"]))):
                own = _row(made, department)
                _add(own["sections"], {"report": report["report"], "id": section["id"], "title": section["title"]})
            for kind, name in _LISTS.items():
                for department, count in _counted(section, kind, name, sources).items():
                    _row(made, department)[name] += count
    for one in (*told["figures"], *told["series"]):
        _row(made, one["department"])["figures"] += 1
    for one in told["tables"]:
        _row(made, one["department"])["source_tables"].append(one["title"])
    return [row for department, row in made.items() if department]


def _counted(section: Mapping[str, object], kind: str, name: str, sources: Mapping[str, str]) -> Counter[str]:
    """How many sentences, tables, charts of a section each department answers for; rows of the annex are their source's."""
    if kind == ANNEX:
        return Counter(sources.get(id, "") for one in section[name] for id in one["figures"][:1])
    if kind == SENTENCE:
        writers = {case["id"]: case["department"] for case in section["cases"]}
        return Counter(writers.get(one["case"], section["department"]) for one in section[name])
    return Counter({section["department"]: len({one["id"] for one in section[name]})})


def _row(made: dict[str, dict[str, object]], department: str) -> dict[str, object]:
    return made.setdefault(department, {"department": department, "sections": [], **{name: 0 for name in _LISTS.values()}, "figures": 0,
                                        "source_tables": []})

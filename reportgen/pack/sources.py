"""The files of a year, of the years it extends and of its province, read and laid over one another.

A year states only what changes: mappings are merged key by key, everything else is replaced. An edition and a citation are never
merged, so that no year of an earlier edition and no earlier check survives unseen. Where pack.yaml names a `province`, the folders
`<year>/provinces/<province>/` of the same years are laid on top, the oldest first.

P120 no-pack        a year without pack.yaml, or years that extend one another in a circle
P121 duplicate-id   an id defined in two files of one year
P128 no-province    the pack names a province that no year has a folder of
P129 nothing-there  `remove` names something that is not there
P130 uncited-change a later year changes a definition without its own citation
"""

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from reportgen.core.place import Place
from reportgen.yamlplaces import Node, Reader, flow, load

_WHOLE = ("edition", "citation", "convert")
_OWN = ("extends", "province", "edition", "citation", "provisional")
_SOURCES = ("sql", "formula", "uncollected")
_KINDS = ("indicators", "series", "tables", "annex", "words", "benchmarks", "bases", "rules", "papers", "gathered")
_SIMPLE = {f"{kind}.yaml": kind for kind in ("annex", "benchmarks", "bases", "rules", "papers", "gathered")} | {"indicators/series.yaml": "series"}
_FILES = ("pack.yaml", *(name for name in _SIMPLE if "/" not in name), "words.yaml", "style.yaml", "indicators/*.yaml", "tables/*.yaml")
_EMPTY = Node(MappingProxyType({}), Place())


@dataclass(frozen=True, slots=True)
class Sources:
    """All nodes of one year after merging, and the hash of every file that took part.

    pack: pack.yaml. The rest: definitions by id (words and rules by code, papers by name).
    """

    pack: Node
    indicators: Mapping[str, Node]
    series: Mapping[str, Node]
    tables: Mapping[str, Node]
    annex: Mapping[str, Node]
    words: Mapping[str, Node]
    benchmarks: Mapping[str, Node]
    bases: Mapping[str, Node]
    rules: Mapping[str, Node]
    papers: Mapping[str, Node]
    gathered: Mapping[str, Node]
    version: str


@dataclass(slots=True)
class _Year:
    """One year's own files, before merging."""

    pack: Node = _EMPTY
    kinds: dict[str, dict[str, Node]] = field(default_factory=lambda: {kind: {} for kind in _KINDS})


def read_sources(data_contracts: Path, year: int, reader: Reader, *, bare: bool = False) -> Sources | None:
    """The merged nodes of `year`; None if it has no pack.yaml. Faults go to `reader`.

    bare: of the year itself only what every year has of its own: whom it extends, its edition, its citation.
    """
    years = _chain(data_contracts, year, reader)
    if not years:
        return None
    merged, read = _Year(), {}
    for one in years:
        _lay(merged, data_contracts, str(one), read, reader, first=one == years[0], bare=bare and one == year)
    for folder in _provinces(data_contracts, years, merged.pack, reader):
        _lay(merged, data_contracts, folder, read, reader)
    return Sources(merged.pack, **merged.kinds, version=_version(read))


def _lay(merged: _Year, data_contracts: Path, folder: str, read: dict[str, str], reader: Reader, *, first: bool = False,
         bare: bool = False) -> None:
    """Lays the files of one folder on what is merged already. read: gets every text by its place."""
    texts = dict(_texts(data_contracts, folder, reader))
    read |= texts
    own = _own(f"{data_contracts.name}/{folder}/", texts, reader)
    if bare:
        own = _Year(_only(own.pack, _OWN))
    if folder.isdecimal():
        merged.pack = _only(merged.pack, merged.pack.keys.keys() - {"provisional"})
    _remove(own.pack, merged, reader)
    if not first:
        _require_citations(own, merged, reader)
    merged.pack = overlay(merged.pack, own.pack)
    for kind, nodes in own.kinds.items():
        for id, node in nodes.items():
            merged.kinds[kind][id] = overlay(merged.kinds[kind].get(id, _EMPTY), node)


def _only(pack: Node, names: Container[str]) -> Node:
    """The mapping with the entries of these names."""
    return Node(MappingProxyType({key: node for key, node in pack.items() if key in names}), pack.at,
                keys=MappingProxyType({key: at for key, at in pack.keys.items() if key in names}))


def _provinces(data_contracts: Path, years: Iterable[int], pack: Node, reader: Reader) -> list[str]:
    """The province's folders, one a year that has one; a province without any is a fault."""
    named = pack.get("province")
    if named is None or named.empty:
        return []
    name = reader.text(named)
    found = [f"{one}/provinces/{name}" for one in years if "/" not in name and (data_contracts / str(one) / "provinces" / name).is_dir()]
    if not found:
        reader.fail(named.at, f"没有“{name}”的省级规则", f"建立 {data_contracts.name}/年度/provinces/{name}/，或删去这一行", code="P128", name="no-province")
    return found


def _chain(data_contracts: Path, year: int, reader: Reader) -> list[int]:
    """The years to lay over one another, the oldest first; empty if one is missing."""
    years: list[int] = []
    at = Place(file=f"{data_contracts.name}/{year}/pack.yaml")
    while year not in years:
        path = data_contracts / str(year) / "pack.yaml"
        if not path.is_file():
            reader.fail(at, f"没有 {year} 年的年度包", f"建立 {data_contracts.name}/{year}/pack.yaml", code="P120", name="no-pack")
            return []
        years.insert(0, year)
        node, _ = load(str(path), path.read_bytes().decode("utf-8-sig", "replace"))
        base = node.get("extends")
        if base is None:
            return years
        at = Place(f"{data_contracts.name}/{year}/pack.yaml", base.at.line, base.at.column)
        year = reader.integer(Node(base.value, at))
    reader.fail(at, f"extends 绕成了圈：{year} 年又沿用了自己", "让最早的一年不写 extends", code="P120", name="no-pack")
    return []


def _texts(data_contracts: Path, folder: str, reader: Reader) -> Iterator[tuple[str, str]]:
    home = data_contracts / folder
    for path in sorted(path for name in _FILES for path in home.glob(name)):
        place = f"{data_contracts.name}/{path.relative_to(data_contracts).as_posix()}"
        try:
            yield place, path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            reader.fail(Place(place, 1, 1), "文件不是 UTF-8 编码", "用“另存为”选 UTF-8 编码重新保存", code="P101", name="broken-yaml")


def _version(texts: Mapping[str, str]) -> str:
    digest = hashlib.sha256()
    for path, text in sorted(texts.items()):
        for part in (path.partition("/")[2], text):
            data = part.encode()
            digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def _own(folder: str, texts: Mapping[str, str], reader: Reader) -> _Year:
    own = _Year()
    for path, text in texts.items():
        node, findings = load(path, text)
        reader.findings.extend(findings)
        name = path.removeprefix(folder)
        if name == "pack.yaml":
            own.pack = node
            continue
        kind, entries = _entries(name, node)
        for id, entry in entries:
            _put(own.kinds[kind], id, entry, reader)
    return own


def _entries(name: str, node: Node) -> tuple[str, Iterable[tuple[str, Node]]]:
    """What a file defines: its kind, and its definitions by id."""
    if name.startswith("tables/"):
        return "tables", [(_text(node, "id") or Path(name).stem, node)]
    if name in ("words.yaml", "style.yaml"):
        return "words", [(_text(one, "code"), one) for one in node] or node.items()
    return _SIMPLE.get(name, "indicators"), node.items()


def _text(node: Node, key: str) -> str:
    found = node.get(key)
    return found.value if found is not None and isinstance(found.value, str) else ""


def _put(known: dict[str, Node], id: str, node: Node, reader: Reader) -> None:
    if id in known:
        first = known[id].at
        reader.fail(node.at, f"“{id}”定义了两次，另一处在 {first.file} 第 {first.line} 行", "只保留一处，或改一个代号",
                    code="P121", name="duplicate-id")
    else:
        known[id] = node


def overlay(base: Node, over: Node) -> Node:
    """`over` laid on `base`: mappings merged key by key, the rest replaced. A new `sql`, `formula` or `uncollected` drops the others."""
    if not isinstance(base.value, Mapping) or not isinstance(over.value, Mapping):
        return over
    merged = dict(base.value)
    if any(key in over.value for key in _SOURCES):
        merged = {key: node for key, node in merged.items() if key not in _SOURCES or key in over.value}
    for key, node in over.value.items():
        merged[key] = node if key in _WHOLE or key not in merged else overlay(merged[key], node)
    keys = {key: at for key, at in {**base.keys, **over.keys}.items() if key in merged}
    return Node(MappingProxyType(merged), over.at, keys=MappingProxyType(keys), broken=over.broken)


def _require_citations(own: _Year, merged: _Year, reader: Reader) -> None:
    for kind in ("indicators", "series", "benchmarks"):
        for id, node in own.kinds[kind].items():
            if id in merged.kinds[kind] and node.get("citation") is None:
                reader.fail(node.at, f"修改“{id}”没有写依据", "补上 citation: {source: 文件, confidence: high, checked_on: 日期}",
                            code="P130", name="uncited-change")


def _remove(pack: Node, merged: _Year, reader: Reader) -> None:
    """Takes away what `remove:` of this year names: `kind: [ids]`; of annex also `table.row`; of pack.yaml itself the choices."""
    removed = pack.get("remove")
    if removed is None:
        return
    stated = merged.pack.get("choices")
    choices = dict(stated.items()) if stated is not None else {}
    for kind, node in reader.fields(removed, (), (*_KINDS, "choices")).items():
        known = choices if kind == "choices" else merged.kinds[kind]
        for entry in node if isinstance(node.value, tuple) else (node,):
            if not _taken(known, reader.text(entry)):
                reader.fail(entry.at, f"remove：沿用的年度里没有“{entry.value}”", "核对代号，或删去这一项", code="P129", name="nothing-there")
    if stated is not None:
        merged.pack = _with(merged.pack, "choices", choices)


def _with(node: Node, key: str, entries: Mapping[str, Node]) -> Node:
    """The mapping with the entries of one of its own mappings replaced."""
    old = node.value[key]
    kept = Node(MappingProxyType(dict(entries)), old.at, keys=old.keys)
    return Node(MappingProxyType({**dict(node.items()), key: kept}), node.at, keys=node.keys)


def _taken(known: dict[str, Node], id: str) -> bool:
    if id in known:
        del known[id]
        return True
    table, _, row = id.partition(".")
    rows = known[table].get("rows") if table in known else None
    if rows is None or rows.get(row) is None:
        return False
    known[table] = _with(known[table], "rows", {key: node for key, node in rows.items() if key != row})
    return True


def year_texts(data_contracts: Path, year: int) -> Mapping[str, Mapping[str, str]]:
    """What a sound year says in the end, as YAML to be written elsewhere: by kind ("pack" for pack.yaml's own keys) and id."""
    sources = read_sources(data_contracts, year, Reader())
    if sources is None:
        return {}
    return {"pack": _flowing(sources.pack)} | {kind: _flowing(Node(getattr(sources, kind), Place())) for kind in _KINDS}


def _flowing(node: Node) -> dict[str, str]:
    return {key: flow(one) for key, one in node.items()}

"""Reading the pack's SQL before it runs: one SELECT over contract tables, and the rows that enter it.

DuckDB's own parser gives the syntax tree; nothing here guesses with regular expressions. The rows that enter are found by asking
the same question with `_file, _sheet, _row` in place of the aggregate: FROM and WHERE stay, grouping and limits go.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

import duckdb

ADDRESS = ("_file", "_sheet", "_row")
_VOLATILE = frozenset({"random", "setseed", "uuid", "gen_random_uuid", "now", "today", "current_date", "current_timestamp",
                       "get_current_timestamp", "transaction_timestamp", "getenv", "nextval"})
_DROPPED = {"modifiers": [], "group_expressions": [], "group_sets": [], "having": None, "qualify": None, "sample": None,
            "aggregate_handling": "STANDARD_HANDLING"}


class BadQuery(ValueError):
    """The SQL may not be run. message: Chinese."""


@dataclass(frozen=True, slots=True)
class Entering:
    """A table whose rows enter a result: SQL that lists their addresses, and every column that the query may read of it.

    columns: names as they stand in the SQL; one that the table does not have belongs to another.
    """

    table: str
    sql: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """One SELECT, understood.

    tables: every contract table it reads. parameters: the $names it uses.
    rows: the tables whose rows enter the result (tables only looked up are left out).
    columns: how many it selects; 0 if that cannot be seen (`*`). ordered: it says in which order.
    counts_rows: the result itself says how many rows entered.
    """

    sql: str
    tables: tuple[str, ...]
    parameters: tuple[str, ...]
    rows: tuple[Entering, ...]
    columns: int = 1
    ordered: bool = False
    counts_rows: bool = False


def understand(statements: Iterable[str], tables: Collection[str],
               connection: duckdb.DuckDBPyConnection) -> dict[str, Query | BadQuery]:
    """Each distinct SQL text with its `Query`, or the reason why it may not run.

    tables: names of the contract tables; anything else in FROM is refused.
    """
    texts = list(dict.fromkeys(statements))
    trees = _ask(connection, "json_serialize_sql", texts)
    found: dict[str, Query | BadQuery] = {}
    for sql, tree in zip(texts, trees, strict=True):
        try:
            found[sql] = _query(sql, json.loads(tree), tables)
        except BadQuery as reason:
            found[sql] = reason
    return _with_row_sql(found, connection)


def _ask(connection: duckdb.DuckDBPyConnection, function: str, texts: list[str]) -> list[str]:
    if not texts:
        return []
    return [row[0] for row in connection.execute(f"SELECT {function}(t) FROM (SELECT unnest($texts) AS t)", {"texts": texts}).fetchall()]


def _query(sql: str, tree: dict, tables: Collection[str]) -> Query:
    if tree["error"]:
        if tree["error_type"] == "parser":
            raise BadQuery(f"SQL 写错了：{tree['error_message']}")
        raise BadQuery("只允许一条 SELECT 查询")
    if len(tree["statements"]) != 1:
        raise BadQuery("只允许一条 SELECT 查询")
    root = tree["statements"][0]["node"]
    nodes = _walk(root)
    named = frozenset(_ctes(nodes))
    read = tuple(dict.fromkeys(n["table_name"] for n in nodes if n.get("type") == "BASE_TABLE" and n["table_name"] not in named))
    _refuse(nodes, read, tables)
    parameters = tuple(dict.fromkeys(n["identifier"] for n in nodes if n.get("class") == "PARAMETER"))
    rows = tuple(Entering(table, json.dumps(_statement(node)), columns) for table, node, columns in _entering(root, named))
    ordered = any(one["type"] == "ORDER_MODIFIER" for one in root.get("modifiers") or ())
    return Query(sql, read, parameters, rows, _columns(root), ordered, _counts_rows(root))


def _columns(root: dict) -> int:
    selected = root.get("select_list", [])
    return 0 if any(one["class"] == "STAR" for one in selected) else len(selected)


def _counts_rows(root: dict) -> bool:
    """SELECT count(*) FROM one table, ungrouped."""
    selected = root.get("select_list", [])
    return (len(selected) == 1 and selected[0].get("function_name") == "count_star" and not selected[0].get("filter")
            and root["from_table"]["type"] == "BASE_TABLE" and not root.get("group_expressions"))


def _refuse(nodes: list[dict], read: tuple[str, ...], tables: Collection[str]) -> None:
    foreign = [name for name in read if name not in tables]
    if foreign:
        raise BadQuery(f"没有数据表“{foreign[0]}”；可用的表：{'、'.join(sorted(tables))}")
    for node in nodes:
        if node.get("type") == "TABLE_FUNCTION":
            raise BadQuery("FROM 之后只能是数据表或子查询，不能是函数")
        name = node.get("function_name") or (node.get("column_names") or [""])[-1]
        if name.lower() in _VOLATILE:
            raise BadQuery(f"不能用 {name}：同一快照每次都要算出同一个数")
    if not read:
        raise BadQuery("没有查询任何数据表")


def _walk(root: dict) -> list[dict]:
    """Every mapping of the tree, in reading order."""
    found: list[dict] = []
    waiting: list[object] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            found.append(node)
            waiting.extend(reversed(node.values()))
        elif isinstance(node, list):
            waiting.extend(reversed(node))
    return found


def _ctes(nodes: list[dict]) -> Iterator[str]:
    for node in nodes:
        for entry in (node.get("cte_map") or {}).get("map", ()):
            yield entry["key"]


# ── the rows that enter ────────────────────────────────────────────────────


_Listed = tuple[str, dict, tuple[str, ...]]


def _entering(node: dict, named: frozenset[str]) -> Iterator[_Listed]:
    """Each table with the SELECT node that lists its rows, and the columns read of it."""
    for entry in (node.get("cte_map") or {}).get("map", ()):
        query = entry["value"].get("query_node") or entry["value"]["query"]["node"]
        yield from _entering(query, named)
    if node["type"] != "SELECT_NODE":
        for child in node.get("children") or [node.get("left"), node.get("right")]:
            if child:
                yield from _entering(child, named)
        return
    yield from _from_source(node, node["from_table"], named)


def _from_source(select: dict, source: dict, named: frozenset[str]) -> Iterator[_Listed]:
    match source["type"]:
        case "BASE_TABLE" if source["table_name"] not in named:
            alias = source.get("alias") or source["table_name"]
            yield source["table_name"], _addresses(select, alias), tuple(dict.fromkeys(_columns_of(select, alias)))
        case "JOIN":
            yield from _from_source(select, source["left"], named)
            yield from _from_source(select, source["right"], named)
        case "SUBQUERY":
            yield from _entering(source["subquery"]["node"], named)
        case "EMPTY":
            for node in _outermost_subqueries(select["select_list"]):
                yield from _entering(node, named)


def _outermost_subqueries(node: object) -> Iterator[dict]:
    if isinstance(node, dict):
        if node.get("class") == "SUBQUERY":
            yield node["subquery"]["node"]
            return
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from _outermost_subqueries(child)


def _columns_of(node: object, alias: str) -> Iterator[str]:
    """Columns that a SELECT names with this alias or with none; those inside its subqueries are left out."""
    if isinstance(node, list):
        for child in node:
            yield from _columns_of(child, alias)
    elif isinstance(node, dict):
        if node.get("class") == "COLUMN_REF" and (len(node["column_names"]) == 1 or node["column_names"][0] == alias):
            yield node["column_names"][-1]
        for name, child in node.items():
            yield from _columns_of(child if name not in ("subquery", "cte_map") else None, alias)


def _addresses(select: dict, alias: str) -> dict:
    columns = [{"class": "COLUMN_REF", "type": "COLUMN_REF", "alias": "", "column_names": [alias, name]} for name in ADDRESS]
    return {**select, **_DROPPED, "select_list": columns}


def _statement(node: dict) -> dict:
    return {"error": False, "statements": [{"node": node, "named_param_map": []}]}


def _with_row_sql(found: dict[str, Query | BadQuery], connection: duckdb.DuckDBPyConnection) -> dict[str, Query | BadQuery]:
    trees = [listed.sql for one in found.values() if isinstance(one, Query) for listed in one.rows]
    sql = iter(_ask(connection, "json_deserialize_sql", trees))
    return {text: replace(one, rows=tuple(replace(listed, sql=next(sql)) for listed in one.rows)) if isinstance(one, Query) else one
            for text, one in found.items()}

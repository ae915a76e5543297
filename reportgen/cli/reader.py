"""The figure reader for programs: read, compare; one JSON object a line, in and out."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

import click

from reportgen.cli.chinese import command

Record = Mapping[str, object]
_SIZE = 30  # digits of a number that measures anything


@command("read")
@click.option("--jsonl", is_flag=True, required=True, help="从标准输入读，每行一个 JSON")
def read_command(jsonl: bool) -> int:
    """读出文字里的每个数字（给程序用）。

    每行一个 JSON：输入编号 id 和文字 text，输出 figures，即每个数字的起止位置、原文、数值、单位、约数和种类。
    """
    from reportgen.reading import read_figures
    from reportgen.writers.audit import figure_record
    return _answer(lambda row: {"id": row.get("id"), "figures": [figure_record(one) for one in read_figures(_text(row))]})


@command("compare")
@click.option("--jsonl", is_flag=True, required=True, help="从标准输入读，每行一个 JSON")
def compare_command(jsonl: bool) -> int:
    """把文字里的数字与给出的指标逐个比较（给程序用）。

    每行一个 JSON：输入编号 id、文字 text 和指标表 snapshot（名称、别名、数值、单位、时段），
    输出 findings，即每个数字的起止位置、原文、所指的指标、判定、应为和说明。
    """
    from reportgen.reading import compare
    from reportgen.reading.topics import Topics, as_known
    from reportgen.writers.audit import comparison_record
    topics = lru_cache(maxsize=16)(Topics)

    def answer(row: Record) -> Record:
        known = topics(as_known(_snapshot(row)))
        return {"id": row.get("id"), "findings": [comparison_record(one) for one in compare(_text(row), known)]}
    return _answer(answer)


class _Bad(ValueError):
    """A line that is no question; said in Chinese."""


def _text(row: Record) -> str:
    if not isinstance(row.get("text"), str):
        raise _Bad("没有 text，或它不是文字")
    return str(row["text"])


def _snapshot(row: Record) -> list[Record]:
    known = row.get("snapshot")
    if not isinstance(known, list) or not all(isinstance(one, dict) and "id" in one and "name" in one for one in known):
        raise _Bad("没有 snapshot，或其中有一项缺少 id、name")
    for one in known:
        if not isinstance(one.get("value"), Decimal | int | str | None) or isinstance(one.get("value"), bool) or not _finite(one.get("value")):
            raise _Bad(f"指标 {one['id']} 的 value 不是数")
        if not isinstance(one.get("aliases") or [], list):
            raise _Bad(f"指标 {one['id']} 的 aliases 不是列表")
    return known


def _finite(value: object) -> bool:
    try:
        number = Decimal(0 if value is None else str(value))
        return number.is_finite() and abs(number.adjusted()) <= _SIZE and len(number.as_tuple().digits) <= _SIZE
    except ArithmeticError:
        return False


def _answer(answer: Callable[[Record], Record]) -> int:
    """Every line answered in turn; a bad one is told on stderr and the others are still answered."""
    bad = 0
    for number, line in _lines():
        try:
            click.echo(_line(answer(_row(line))))
        except _Bad as wrong:
            bad += 1
            click.echo(f"第{number}行：{wrong}", err=True)
    return 2 if bad else 0


def _lines() -> Iterator[tuple[int, bytes]]:
    stream = getattr(sys.stdin, "buffer", sys.stdin)
    for number, line in enumerate(stream, 1):
        if line.strip():
            yield number, line if isinstance(line, bytes) else line.encode()


def _row(line: bytes) -> Record:
    try:
        row = json.loads(line.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError:
        raise _Bad("不是 UTF-8 编码") from None
    except (ValueError, RecursionError):
        raise _Bad("不是合法的 JSON") from None
    if not isinstance(row, dict):
        raise _Bad("不是一个 JSON 对象")
    return row


def _line(record: Record) -> str:
    """One line; escaped where it holds half a character that UTF-8 has no form for."""
    from reportgen.writers.audit.records import number
    text = json.dumps(record, ensure_ascii=False, default=number)
    return json.dumps(record, default=number) if any("\ud800" <= one <= "\udfff" for one in text) else text

"""A tiny pack written into a folder; each test changes one thing of it."""

from pathlib import Path

from reportgen.core.finding import Finding
from reportgen.core.pack import Pack
from reportgen.pack import load_pack

CITATION = "{source: 某函, confidence: high, checked_on: 2026-11-24}"
PACK = f"""\
edition:
  label: 2024年度
  data_year: {{start: 2023-09-01, end: 2024-08-31}}
  finance_year: 2023
  cohort: 2024
  publish_year: 2024
citation: {CITATION}
required_parts: [人才培养, 面临挑战]
choices: {{rate.denominator: 毕业生}}
periods:
  届: {{kind: 届, of: cohort}}
  时点: {{kind: 时点, of: data_year}}
  财年: {{kind: 自然年, of: finance_year}}
populations: {{毕业生: "", 就业毕业生: 毕业生, 学生: ""}}
"""
GRADS = f"""\
id: grads
title: 毕业生去向
department: 招生就业处
period: 届
grain: 毕业生
sheets: [毕业生去向]
columns:
  outcome: {{name: 去向, type: text, required: true}}
  salary: {{name: 月收入, type: decimal, unit: 元}}
  firm: {{name: 单位, type: text}}
citation: {CITATION}
"""


def indicator(id: str, how: str, *, name: str = "", period: str = "届", population: str = "毕业生", more: str = "") -> str:
    """One definition as YAML text. how: the `sql: …` or `formula: …` line."""
    return (f"{id}:\n  name: {name or id}\n  unit: 人\n  decimals: 0\n  period: {period}\n  population: {population}\n"
            f"  definition: 一句话。\n  department: 招生就业处\n  citation: {CITATION}\n  {how}\n" + more)


TOTAL = indicator("total", "sql: SELECT count(*) FROM grads", name="毕业生人数")
PLACED = indicator("placed", "sql: SELECT count(*) FROM grads WHERE outcome <> '待就业'", name="落实人数")
RATE = indicator("rate", "formula:\n    choice: rate.denominator\n    options: {毕业生: placed / total * 100, 就业者: placed / placed * 100}",
                 name="落实率")
ANNEX = f"""\
scorecard:
  number: 1
  name: 计分卡
  columns: [序号, 指标, 单位, "{{year}}年"]
  citation: {CITATION}
  rows:
    total: {{no: 1, name: 毕业生人数, unit: 人}}
    placed: {{name: 其中：落实人数, unit: 人, under: total, at_most: total}}
"""
FILES = {"2024/pack.yaml": PACK, "2024/tables/grads.yaml": GRADS, "2024/indicators/grads.yaml": TOTAL + PLACED + RATE,
         "2024/annex.yaml": ANNEX}


def write(folder: Path, **changed: str) -> Path:
    """Writes the specimen; `changed` replaces or adds files, named with `__` for `/` and without `.yaml`."""
    for name, text in (FILES | {key.replace("__", "/").lstrip("y") + ".yaml": text for key, text in changed.items()}).items():
        path = folder / "data_contracts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "data_contracts"


def load(folder: Path, year: int = 2024, **changed: str) -> tuple[Pack | None, tuple[Finding, ...]]:
    """The specimen's pack of `year`."""
    return load_pack(write(folder, **changed), year)


def said(findings: tuple[Finding, ...]) -> list[str]:
    """Findings as `file:line code`."""
    return [f"{one.at.file.removeprefix('data_contracts/')}:{one.at.line} {one.code}" for one in findings]

"""waivers.yaml beside sections and cases, or beside project.yaml: findings that a named person lets stand.

    - code: W401                 # 规则号，或年度包里规则的代号（绝对-第一）
      file: 就业质量.md           # 同一文件夹里的文件；不写则是这个文件夹里的任何文件
      text: 全国第一              # 问题所在处的原文，行挪动了也找得到
      figure: 毕业去向落实率       # 说指标的问题写指标，不写 file 和 text
      reason: 有省教育厅公布的排名
      by: 高致远
      on: 2025-12-01
"""

import posixpath
import re
from collections.abc import Mapping

from reportgen.core.finding import Finding, Waiver
from reportgen.yamlplaces import Node, Reader, load

WAIVERS_FILE = re.compile(r"(?:(?P<folder>(?:chapters|cases)(?:/.+)?)/)?waivers\.yaml$")


def read_waivers(texts: Mapping[str, str]) -> tuple[tuple[Waiver, ...], tuple[Finding, ...]]:
    """Every waiver of the project, and what is wrong with the files. texts: project path → text."""
    made: list[Waiver] = []
    found: list[Finding] = []
    for path, text in texts.items():
        if match := WAIVERS_FILE.match(path):
            node, broken = load(path, text, "A")
            reader = Reader(broken, "A")
            made += [one for entry in node if (one := _waiver(entry, match["folder"] or "", reader)) is not None]
            found += reader.findings
    return tuple(made), tuple(found)


def _waiver(node: Node, folder: str, reader: Reader) -> Waiver | None:
    """One waiver; None if what it must say is missing."""
    before = len(reader.findings)
    fields = reader.fields(node, ("code", "reason", "by", "on"), ("file", "text", "figure"))
    said = {key: reader.text(value) for key, value in fields.items() if key != "on"}
    day = reader.day(fields.get("on")).isoformat() if "on" in fields else ""
    if not ({"file", "text", "figure"} & set(fields)):
        reader.fail(node.at, "豁免没有写明是哪一处", "写 text: 问题所在处的原文，或 figure: 指标名，或 file: 文件名", code="X102", name="bad-waiver")
    if len(reader.findings) > before:
        return None
    file = posixpath.normpath(posixpath.join(folder, said["file"])) if "file" in said else ""
    target = "，".join((*(one for one in (file,) if one), *(f"“{said[key]}”" for key in ("text", "figure") if key in said)))
    return Waiver(said["code"], target, said["reason"], said["by"], day, folder, file, said.get("text", ""), said.get("figure", ""), node.at)

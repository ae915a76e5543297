"""A small project for the tests of the command line: the sample's packs, snapshots, look and enterprise report, and a school report of one part."""

import shutil
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
ENTERPRISE = "海岳建设集团有限公司"
_COPIED = ("templates", "data_contracts", "chapters/enterprise", "cases/jidian-01-zhizao")

_TEXTS: Mapping[str, str] = {
    "project.yaml": """school: 岭海职业技术学院
short_names: [岭海职院]
year: 2025
date: 2025年12月
enterprises:
  - {id: ent1, name: 岭海智造装备股份有限公司, consent: {by: 甲, on: 2025-11-25}}
  - {id: ent4, name: 海岳建设集团有限公司, consent: {by: 乙, on: 2025-11-25}}
""",
    "chapters/school/report.yaml": """id: school
title: "{school}职业教育质量年度报告"
look: official
annex: true
parts: [01-人才培养]
""",
    "chapters/school/01-人才培养/part.yaml": """id: training
title: 人才培养
role: part
fulfils: 人才培养
sections:
  - id: jobs
    title: 就业质量
    file: 就业质量.md
    lead: 招生就业处
    support: [各二级学院]
    due: 2025-11-20
    words: [20, 400]
    figures: [毕业去向落实率]
    charts: [jobs]
    tables: [jobs-table]
  - id: coop
    title: 校企合作
    file: 校企合作.md
    lead: 校企合作处
    cases: [jidian-01-zhizao]
""",
    "chapters/school/01-人才培养/charts.yaml": """jobs:
  title: 毕业生去向
  kind: column
  figures: [毕业生人数, 毕业去向落实人数, 升学人数]
""",
    "chapters/school/01-人才培养/tables.yaml": """jobs-table:
  title: 毕业生去向落实情况
  columns: [指标, 单位, 上年, 本年]
  rows: [毕业生人数, 毕业去向落实率]
""",
    "chapters/school/01-人才培养/就业质量.md": """{{届}}毕业生{{毕业生人数}}，毕业去向落实率为{{毕业去向落实率}}，{{毕业去向落实率|较上届}}，见{{表:jobs-table}}和{{图:jobs}}。

::: 表 jobs-table

::: 图 jobs
""",
    "chapters/school/01-人才培养/校企合作.md": """学校与企业共建产业学院，见{{案例:jidian-01-zhizao}}。

::: 案例 jidian-01-zhizao
""",
}


def make(folder: Path) -> Path:
    """The project in `folder`; without the raw exports."""
    for name in _COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("exports", ".*"))
    for name, text in _TEXTS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def export(year: int = 2025) -> Path:
    """The sample's raw export of that year."""
    return ROOT / "data_contracts" / str(year) / "exports"

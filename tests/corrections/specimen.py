"""A project in miniature: two tables, five figures, one report; frozen from CSV in milliseconds."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from reportgen.edition import freeze_year
from reportgen.ledger import Correction
from reportgen.workspace import Workspace, open_workspace

ROOT = Path(__file__).parents[2]
CITATION = "{source: 某函, confidence: high, checked_on: 2026-11-24}"
PACK = f"""edition:
  label: {{year}}年度
  data_year: {{{{start: {{last}}-09-01, end: {{year}}-08-31}}}}
  finance_year: {{last}}
  cohort: {{year}}
  publish_year: {{year}}
citation: {CITATION.replace("{", "{{").replace("}", "}}")}
required_parts: [人才培养]
periods:
  届: {{{{kind: 届, of: cohort}}}}
  时点: {{{{kind: 时点, of: data_year}}}}
populations: {{{{毕业生: "", 学生: ""}}}}
"""
GRADS = f"""id: grads
title: 毕业生去向
department: 招生就业处
period: 届
grain: 毕业生
sheets: [毕业生去向]
key: [no]
columns:
  no: {{name: 学号, type: code, required: true, personal: token, domain: student}}
  kind: {{name: 类别, type: text, required: true}}
  outcome: {{name: 去向, type: text, required: true}}
citation: {CITATION}
"""
AID = f"""id: aid
title: 奖助学
department: 学生工作处
period: 届
grain: 项目
sheets: [奖助学]
columns:
  name: {{name: 项目, type: text, required: true}}
  amount: {{name: 金额, type: decimal, unit: 万元, required: true}}
citation: {CITATION}
"""


def _indicator(id: str, name: str, unit: str, decimals: int, how: str, department: str = "招生就业处", population: str = "毕业生") -> str:
    return (f"{id}:\n  name: {name}\n  unit: {unit}\n  decimals: {decimals}\n  period: 届\n  population: {population}\n  definition: 一句话。\n"
            f"  department: {department}\n  citation: {CITATION}\n  {how}\n")


INDICATORS = (_indicator("total", "毕业生人数", "人", 0, "sql: SELECT count(*) FROM grads")
              + _indicator("placed", "落实人数", "人", 0, "sql: SELECT count(*) FROM grads WHERE outcome <> '待就业'")
              + _indicator("rate", "落实率", '"%"', 0, "formula: placed / total * 100")
              + _indicator("aid_total", "奖助学金额", "万元", 2, "sql: SELECT sum(amount) FROM aid", "学生工作处", "学生"))
SERIES = _indicator("by_kind", "各类毕业生", "人", 0, "sql: SELECT kind, count(*) FROM grads GROUP BY kind ORDER BY kind").replace(
    "  unit:", "  dimension: 类别\n  unit:")
ANNEX = f"""card:
  number: 1
  name: 计分卡
  columns: [序号, 指标, 单位, "{{year}}年"]
  citation: {CITATION}
  rows:
    total: {{no: 1, name: 毕业生人数, unit: 人}}
    aid_total: {{no: 2, name: 奖助学金额, unit: 万元}}
"""
TEXTS: Mapping[str, str] = {
    "project.yaml": "school: 岭海职业技术学院\nyear: 2025\ndate: 2025年12月\n",
    "chapters/school/report.yaml": "id: school\ntitle: \"{school}质量年度报告\"\nlook: official\nannex: true\nparts: [01-人才培养]\n",
    "chapters/school/01-人才培养/part.yaml": """id: talent
title: 人才培养
role: part
fulfils: 人才培养
sections:
  - {id: jobs, title: 就业质量, file: 就业.md, lead: 招生就业处}
  - {id: aid, title: 学生资助, file: 资助.md, lead: 学生工作处}
""",
    "chapters/school/01-人才培养/charts.yaml": "kinds:\n  title: 各类毕业生\n  series: by_kind\n",
    "chapters/school/01-人才培养/tables.yaml": "jobs:\n  title: 就业情况\n  columns: [指标, 单位, 上年, 本年]\n  rows: [毕业生人数, 落实率]\n",
    "chapters/school/01-人才培养/就业.md": "毕业生{{毕业生人数}}，{{毕业生人数|较上年}}。落实率{{落实率}}。见{{表:jobs}}、{{图:kinds}}。\n\n::: 表 jobs\n\n::: 图 kinds\n\n::: 案例 firm\n",
    "chapters/school/01-人才培养/资助.md": "资助{{奖助学金额}}。\n",
    "cases/firm/case.md": "---\nid: firm\ntitle: 入企访问\ndepartment: 校企合作处\nauthor: 某人\n---\n\n全年落实{{落实人数}}。\n",
    "people.yaml": """signoff:
  required: true
  due: {填报: 2025-10-15}
  collate: {default: 质量管理办公室, tables: {教务处: [grads]}}
final: {statement: false, consent: false}
people:
  - {name: 甲, department: 招生就业处, roles: [填报]}
  - {name: 乙, department: 学生工作处, roles: [填报]}
  - {name: 丙, department: 教务处, roles: [归口, 校级]}
  - {name: 丁, department: 质量管理办公室, roles: [归口]}
  - {name: 戊, department: 质量管理办公室, roles: [校级]}
  - {name: 己, department: 招生就业处, roles: [填报]}
""",
}
GRAD_ROWS = [["1", "统招", "就业"], ["2", "统招", "升学"], ["3", "扩招", "待就业"]]
AID_ROWS = [["国家奖学金", "1.2"], ["校奖学金", "3.45"]]


def project(folder: Path) -> Workspace:
    """The project with both years frozen; last year one graduate less."""
    for year in (2024, 2025):
        files = {"pack.yaml": PACK.format(year=year, last=year - 1), "tables/grads.yaml": GRADS, "tables/aid.yaml": AID,
                 "indicators/all.yaml": INDICATORS, "indicators/series.yaml": SERIES, "annex.yaml": ANNEX}
        _write(folder / "data_contracts" / str(year), files)
    _write(folder, TEXTS)
    for look in ("common", "official", "forms"):
        shutil.copytree(ROOT / "templates" / look, folder / "templates" / look, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    shutil.copy(ROOT / "data_contracts" / "2024" / "assessment.yaml", folder / "data_contracts" / "2024")
    workspace = open_workspace(folder)
    freeze(workspace, GRAD_ROWS[:2], [["国家奖学金", "1"], ["校奖学金", "2"]], year=2024)
    freeze(workspace)
    return workspace


def export(workspace: Workspace, grads: Sequence[Sequence[str]] = GRAD_ROWS, aid: Sequence[Sequence[str]] = AID_ROWS, *, name: str = "导出") -> Path:
    """A folder of CSV exports."""
    folder = workspace.root / name
    _write(folder, {"毕业生去向.csv": _csv(["学号", "类别", "去向"], grads), "奖助学.csv": _csv(["项目", "金额"], aid)})
    return folder


def freeze(workspace: Workspace, grads: Sequence[Sequence[str]] = GRAD_ROWS, aid: Sequence[Sequence[str]] = AID_ROWS, *, year: int = 2025,
           name: str = "导出", **correction: str) -> str:
    """The id of a new snapshot."""
    frozen, findings = freeze_year(workspace, export(workspace, grads, aid, name=name), year, correction=Correction(**correction, on="2025-11-01"))
    assert frozen is not None, findings
    return frozen.id


def _csv(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "".join(",".join(row) + "\n" for row in (head, *rows))


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

"""A school and an enterprise in miniature with final reports of 2025: no chart, so no browser; built in a second."""

import shutil
from pathlib import Path

from reportgen.build import build
from reportgen.workspace import Workspace, open_workspace
from tests.corrections.specimen import ROOT, project

FIRM = "海岳建设集团有限公司"
_TEXTS = {
    "project.yaml": f"school: 岭海职业技术学院\ncode: 99011\nyear: 2025\ndate: 2025年12月\nenterprises:\n  - {{id: ent1, name: {FIRM}, consent: {{by: 某人, on: 2025-11-01}}}}\n",
    "chapters/school/01-人才培养/charts.yaml": None,
    "chapters/school/01-人才培养/就业.md": "毕业生{{毕业生人数}}，{{毕业生人数|较上年}}。落实率{{落实率}}。见{{表:jobs}}。\n\n::: 表 jobs\n\n::: 案例 firm\n",
    "chapters/enterprise/report.yaml": """id: enterprise
title: "{enterprise}年度报告"
each: enterprise
look: official
framework: false
parts: [01-合作]
""",
    "chapters/enterprise/01-合作/part.yaml": "id: coop\ntitle: 合作\nrole: part\nsections:\n  - {id: all, title: 总体情况, file: 合作.md, lead: 校企合作处}\n",
    "chapters/enterprise/01-合作/合作.md": "企业接收毕业生{{落实人数}}。\n",
    "people.yaml": None,
    "chapters/school/report.yaml": """id: school
title: "{school}质量年度报告"
look: official
annex: true
statement: {title: 内容真实性责任声明, paragraphs: ["{school}对本报告的真实性负责。"], signatures: [法定代表人（签名）：]}
parts: [01-人才培养]
""",
}


def finished(folder: Path) -> Workspace:
    """The project with final reports."""
    workspace = prepared(folder)
    built = build(workspace, final=True, on="2025-12-20")
    assert built.files, built.findings
    return workspace


def prepared(folder: Path) -> Workspace:
    """The project, nothing built; the sample's submission rules and column."""
    project(folder)
    for name, text in _TEXTS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8") if text is not None else path.unlink()
    shutil.copy(ROOT / "data_contracts" / "2024" / "submission.yaml", folder / "data_contracts" / "2024")
    shutil.copy(ROOT / "site.yaml", folder)
    shutil.copytree(ROOT / "templates" / "site", folder / "templates" / "site")
    return open_workspace(folder)

"""The college of the play: ten departments, one enterprise, two tables of data; small enough to play a whole year in seconds."""

import shutil
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.corrections.specimen import AID, ANNEX, GRADS, INDICATORS, PACK, ROOT, SERIES

FIRM, OTHER = "海岳建设集团有限公司", "南湾云数据技术有限公司"
ROOMS = {"jobs": ("招生就业处", "就业质量"), "aid": ("学生工作处", "学生资助"), "teaching": ("教务处", "教学改革"), "staff": ("组织人事处", "师资队伍"),
         "money": ("计划财务处", "经费保障"), "research": ("科研处", "技术服务"), "abroad": ("国际交流合作处", "国际合作"), "youth": ("团委", "五育并举"),
         "training": ("继续教育学院", "社会培训"), "quality": ("质量管理办公室", "质量保证")}
COOP = "校企合作处"
TEXTS = {"jobs": "{{届}}毕业生{{毕业生人数}}，{{毕业生人数|较上年}}，落实率{{落实率}}。\n\n::: 图 kinds\n\n::: 案例 firm\n", "aid": "学校资助学生，金额{{奖助学金额}}。\n"}
WORDS = "- {code: 广告-推销, check: advertising, pattern: 欢迎选购|行业领先, reason: 企业年报不是广告, severity: error}\n"
STATEMENT = "statement: {{title: 内容真实性责任声明, paragraphs: ['{who}对《{{title}}（{{label}}）》的真实性、完整性和准确性负责。', 特此声明。], signatures: ['单位名称（盖章）：', '法定代表人（签名）：'], scan: '{scan}'}}\n"


def set_up(folder: Path) -> Path:
    """The project at the beginning of the year: nothing is frozen, nothing written yet."""
    for year in (2024, 2025):
        write(folder / "data_contracts" / str(year), {"pack.yaml": PACK.format(year=year, last=year - 1), "tables/grads.yaml": GRADS, "tables/aid.yaml": AID,
                                                      "words.yaml": WORDS, "indicators/all.yaml": INDICATORS, "indicators/series.yaml": SERIES, "annex.yaml": ANNEX})
    shutil.copy(ROOT / "data_contracts/2024/submission.yaml", folder / "data_contracts/2024")
    shutil.copytree(ROOT / "templates", folder / "templates", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    shutil.copy(ROOT / "site.yaml", folder)
    write(folder, {"project.yaml": f"school: 岭海职业技术学院\ncode: 99011\nyear: 2025\ndate: 2025年12月\nenterprises:\n"
                                  f"  - {{id: firm, name: {FIRM}, college: 建筑工程学院, reported: [2023], code: 91000000MA0HYJ5040}}\n",
                   "people.yaml": people(), "cases/firm/case.md": "---\nid: firm\ntitle: 入企访问\ndepartment: 招生就业处\nauthor: 案例组\n---\n\n全年落实{{落实人数}}。\n",
                   **_school(), **_enterprise()})
    return folder


def people() -> str:
    """Everybody who may sign: two people in each department, the collator and the school."""
    departments = [department for department, _ in ROOMS.values()] + [COOP]
    lines = [f"  - {{name: {department}执笔人, department: {department}, roles: [填报, 执笔]}}\n  - {{name: {department}负责人, department: {department}, roles: [部门负责人]}}\n"
             for department in departments]
    return ("final: {review: true}\nsignoff: {required: true, collate: {default: 质量管理办公室}}\nsections: {required: true, collate: {default: 质量管理办公室, parts: {教务处: [school/talent/jobs]}}}\n"
            "people:\n" + "".join(lines) + "  - {name: 归口甲, department: 质量管理办公室, roles: [归口]}\n  - {name: 归口乙, department: 教务处, roles: [归口]}\n"
            "  - {name: 质量办主任, department: 质量管理办公室, roles: [校级]}\n")


def drafts(folder: Path) -> None:
    """Every department hands in its section; so do the firm and its department."""
    for id, (_, title) in ROOMS.items():
        write(folder, {f"chapters/school/01-人才培养/{id}.md": TEXTS.get(id, f"学校重视{title}，制度完善，责任到人，措施到位。\n")})
    write(folder, {"chapters/enterprise/01-合作/合作.md": "企业接收毕业生就业，校企共建课程。\n"})


def scans(folder: Path) -> None:
    """The signed and sealed statements come back."""
    out = BytesIO()
    Image.new("RGB", (1240, 1754), "white").save(out, "PNG")
    for name in ("school/声明.png", "enterprise/声明-firm.png"):
        (folder / "chapters" / name).write_bytes(out.getvalue())


def export(folder: Path, grads: list[list[str]], aid: list[list[str]]) -> Path:
    """A folder of exports as the platform gives them."""
    rows = {"毕业生去向.csv": [["学号", "类别", "去向"], *grads], "奖助学.csv": [["项目", "金额"], *aid]}
    write(folder, {name: "".join(",".join(row) + "\n" for row in lines) for name, lines in rows.items()})
    return folder


def edit(path: Path, before: str, after: str) -> None:
    """Replaces a passage that must be there."""
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def write(folder: Path, files: dict[str, str]) -> None:
    """Texts by their paths."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def _school() -> dict[str, str]:
    sections = "".join(f"  - {{id: {id}, title: {title}, file: {id}.md, lead: {department}, due: 2025-11-{14 + n}}}\n" for n, (id, (department, title)) in enumerate(ROOMS.items()))
    return {"chapters/school/report.yaml": "id: school\ntitle: \"{school}质量年度报告\"\nlook: official\nannex: true\nparts: [01-人才培养]\n"
            + STATEMENT.format(who="{school}", scan="声明.png"),
            "chapters/school/01-人才培养/part.yaml": f"id: talent\ntitle: 人才培养\nrole: part\nfulfils: 人才培养\nsections:\n{sections}",
            "chapters/school/01-人才培养/charts.yaml": "kinds:\n  title: 各类毕业生\n  series: by_kind\n",
            **{f"chapters/school/01-人才培养/{id}.md": "\n" for id in ROOMS}}


def _enterprise() -> dict[str, str]:
    return {"chapters/enterprise/report.yaml": "id: enterprise\ntitle: \"{enterprise}参与人才培养年度报告\"\neach: enterprise\nlook: official\nparts: [01-合作]\n"
            + STATEMENT.format(who="{enterprise}", scan="声明-{enterprise}.png"),
            "chapters/enterprise/01-合作/part.yaml": f"id: coop\ntitle: 合作\nrole: part\nsections:\n  - {{id: all, title: 总体情况, file: 合作.md, lead: {COOP}, due: 2025-11-20}}\n",
            "chapters/enterprise/01-合作/合作.md": "\n"}

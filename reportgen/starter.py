"""A new project of the full shape: the year's pack, the default look, empty assignments, no sample data."""

import json
import shutil
import sys
from pathlib import Path

from reportgen.core.errors import Refused, Unreadable
from reportgen.core.place import Place
from reportgen.files import write_whole
from reportgen.yamlplaces import load

_NOT_COPIED = ("exports", "snapshots", "published.json", "signoff.jsonl", "signoff.jsonl.head", "sections.jsonl", "sections.jsonl.head", "review.jsonl",
               "review.jsonl.head", "seal.pub", "people.pub")
_OWN_INDICATORS = "school.yaml"  # names of this school's own departments and groups
IGNORE = """# 真实数据、密钥和成品不入库
data_contracts/*/exports/
data_contracts/token.key
feedback/private/
papers/
build/
.cache/
"""
_PROJECT = """# 项目：谁的报告、哪一年。改完保存即可，不必懂编程。
school: {school}
year: {year}
date: {year}年12月            # 封面日期
# code: 00000              # 院校代码
# kind: 综合               # 学校类型，决定适用哪一档国家标准：综合、师范、民族、工科、农林、语文财经政法
enterprises: []            # 编写企业年报的深度合作企业：[{{id: ent1, name: 企业全称}}, …]
"""
_PEOPLE = """# 人和分工：谁填报、执笔、审核、归口、代表学校签字。写上人以后，数据和小节才能签字。
signoff:                     # 数据审签：填报、归口、校级
  required: true             # 没有签齐不能出终稿；不用签字的改成 false
  # due: {{填报: {year}-10-15, 归口: {year}-10-22, 校级: {year}-10-31}}
  # collate: {{default: 质量管理办公室, tables: {{教务处: [courses]}}}}
sections:                    # 小节会签：执笔、部门负责人、归口、校级
  required: true
  # collate: {{default: 质量管理办公室, parts: {{教务处: [school/part1]}}}}
final:                       # 终稿还要有：盖章声明页扫描件、案例人员和企业的书面同意、通过的合规审查（reportgen review）
  statement: true
  consent: true
  review: true
corrections:
  required: true             # 终稿以后改数据、改报告，须写明原因、提出人、批准人
people: []                   # [{{name: 姓名, department: 部门, roles: [填报, 执笔]}}, …]；职责有 填报、执笔、部门负责人、归口、校级
"""
_REPORT = """# 学校年报
id: school
title: "{{school}}职业教育质量年度报告"
subtitle: "（{{label}}）"
look: official
annex: true
statement:
  title: 内容真实性责任声明
  paragraphs:
    - 学校对《{{title}}（{{label}}）》及相关附件的真实性、完整性和准确性负责。
    - 特此声明。
  signatures: [单位名称（盖章）：, 法定代表人（签名）：, 年　　月　　日]
  scan: 声明.png              # 草稿的声明页打印、盖章、签字后的扫描件，放在本文件夹
parts: [{parts}]
"""
_PART = """id: {id}
title: {title}
role: {role}
{fulfils}sections:
  - id: text
    title: {title}
    file: 正文.md
    lead: 待定部门             # 改为牵头部门，再按需要拆成几节
"""
PLACEHOLDER = "待补充：请牵头部门提交本节。数字写名称，写法见写作手册。\n"


def make_project(folder: Path, *, school: str, year: int) -> tuple[Path, ...]:
    """Make the project; the files written. Raises: Refused if `folder` is not empty, Unreadable if there is no pack of that year."""
    if folder.exists() and any(folder.iterdir()):
        raise Refused("文件夹不是空的，不在其中新建项目", at=Place(folder.name), hint="换一个新的文件夹名")
    source = starter_root()
    years = _years(source, year)
    for one in years:
        shutil.copytree(source / "data_contracts" / str(one), folder / "data_contracts" / str(one),
                        ignore=_left_out)
    shutil.copytree(source / "templates", folder / "templates", ignore=shutil.ignore_patterns("__pycache__"))
    texts = {".gitignore": IGNORE, "people.yaml": _PEOPLE.format(year=year),
             "project.yaml": _PROJECT.format(school=json.dumps(school, ensure_ascii=False), year=year), **_chapters(source, year)}
    for name, text in texts.items():
        write_whole(folder / name, text.encode())
    (folder / "cases").mkdir(exist_ok=True)
    return tuple(sorted(path for path in folder.rglob("*") if path.is_file()))


def _left_out(folder: str, names: list[str]) -> list[str]:
    own = [_OWN_INDICATORS] if Path(folder).name == "indicators" else []
    return [name for name in names if name in (*_NOT_COPIED, *own)]


def starter_root() -> Path:
    """Where the packs and looks that came with the program are: beside the package, or in the installation's share folder."""
    beside = Path(__file__).resolve().parent.parent
    shared = Path(sys.prefix) / "share" / "reportgen"
    found = next((root for root in (beside, shared) if (root / "data_contracts").is_dir()), None)
    if found is None:
        raise Unreadable("找不到随程序安装的年度包", hint="重新安装 reportgen")
    return found


def _years(source: Path, year: int) -> list[int]:
    """The year, the one before it for comparison, and all that these extend; in order."""
    known = sorted(int(path.name) for path in (source / "data_contracts").iterdir() if path.name.isdecimal())
    if year not in known:
        raise Unreadable(f"没有{year}年度的年度包", hint=f"可用的年度：{'、'.join(map(str, known))}")
    wanted: set[int] = set()
    waiting = [year, year - 1]
    while waiting:
        one = waiting.pop()
        if one in known and one not in wanted:
            wanted.add(one)
            waiting.extend(_extended(source, one))
    return sorted(wanted)


def _extended(source: Path, year: int) -> list[int]:
    """The year that a year's pack extends, if any."""
    node, _ = load("pack.yaml", (source / "data_contracts" / str(year) / "pack.yaml").read_text("utf-8"))
    base = node.get("extends")
    return [int(str(base.value))] if base is not None else []


def _chapters(source: Path, year: int) -> dict[str, str]:
    from reportgen.pack import load_pack
    pack, _ = load_pack(source / "data_contracts", year)
    titles = [("overview", "学校概况"), *(("part", title) for title in pack.required_parts)]
    folders = [f"{number:02d}-{title}" for number, (_, title) in enumerate(titles, 1)]
    texts = {"chapters/school/report.yaml": _REPORT.format(parts=", ".join(folders))}
    for number, (folder, (role, title)) in enumerate(zip(folders, titles, strict=True), 1):
        fulfils = f"fulfils: {title}\n" if role == "part" else ""
        texts[f"chapters/school/{folder}/part.yaml"] = _PART.format(id=f"part{number}", title=title, role=role, fulfils=fulfils)
        texts[f"chapters/school/{folder}/正文.md"] = PLACEHOLDER
    return texts

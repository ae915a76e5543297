"""The whole report: parts, numbering, cases, pictures, enterprises; equal input, equal document."""

from io import BytesIO

import pytest
from PIL import Image

from reportgen.compose import known_faults
from reportgen.core.document import CaseBox, Chart, Grid, Heading, PartRole, Photo, Statement, nested, plain
from tests.compose.specimen import FIRM, REPORT, composed, picture, texts, told, written

PARTS = """\
id: {id}
title: {title}
role: {role}
sections:
  - {{id: a, title: {section}, file: a.md, lead: 甲处}}
  - {{id: b, title: 乙节, file: b.md, lead: 乙处}}
"""
TABLE = "{id}: {{title: 表, rows: [grad_total]}}\n"
CHART = "{id}: {{title: 图, series: by_dept}}\n"


def folder(name: str, id: str, title: str, role: str, a: str, b: str, section: str = "甲节") -> dict[str, str]:
    base = f"chapters/school/{name}"
    return {f"{base}/part.yaml": PARTS.format(id=id, title=title, role=role, section=section), f"{base}/a.md": a, f"{base}/b.md": b,
            f"{base}/tables.yaml": TABLE.format(id=f"t-{id}"), f"{base}/charts.yaml": CHART.format(id=f"c-{id}")}


def report(**cases: str) -> dict[str, str]:
    placed = "见{{{{表:t-{0}}}}}、{{{{图:c-{0}}}}}、{{{{表:t-service}}}}。\n\n::: 表 t-{0}\n\n::: 图 c-{0}"
    return {
        "chapters/school/report.yaml": REPORT.replace("[01-talent]", "[0, 1, 2]") % "false",
        **folder("0", "profile", "学校概况", "overview", placed.format("profile"), "字"),
        **folder("1", "talent", "人才培养", "part", placed.format("talent"), "## 甲\n### 乙\n字\n## 丙\n字"),
        **folder("2", "service", "服务贡献", "part", "字", placed.format("service")), **cases,
    }


def test_numbers_follow_the_printed_part() -> None:
    document, found = composed(report())
    assert not found
    assert [(part.role, part.heading.label) for part in document.parts] == [
        (PartRole.OVERVIEW, ""), (PartRole.PART, "一、"), (PartRole.PART, "二、"), (PartRole.REMARKS, "")]
    assert [block.number for block in document.blocks() if isinstance(block, Grid | Chart)] == ["表1", "图1", "表1-1", "图1-1", "表2-1", "图2-1"]
    first = document.parts[1].sections[0].blocks[1]
    assert plain(first.children) == "见表1-1、图1-1、表2-1。"


@pytest.mark.parametrize(("dialect", "labels"), [
    ("official", ["一、", "（一）", "（二）", "1.", "（1）", "2."]), ("decimal", ["1", "1.1", "1.2", "1.2.1", "1.2.1.1", "1.2.2"])])
def test_heading_labels(dialect: str, labels: list[str]) -> None:
    document, _ = composed(report(), styles={"numbering": dialect})
    part = document.parts[1]
    headings = [part.heading, *(block for section in part.sections for block in section.blocks if isinstance(block, Heading))]
    assert [one.label for one in headings] == labels
    assert [one.level for one in headings] == [1, 2, 2, 3, 4, 3]


def test_ids_are_unique() -> None:
    document, _ = composed({**report(), "chapters/school/2/a.md": "::: 案例 jd", "cases/jd/case.md": CASE})
    ids = [block.id for block in document.blocks() if hasattr(block, "id")]
    assert len(ids) == len(set(ids))


def test_a_single_section_of_the_part_s_title_has_no_heading_of_its_own() -> None:
    files = texts("## 小标题\n字")
    files["chapters/school/01-talent/part.yaml"] = files["chapters/school/01-talent/part.yaml"].replace("title: 就业质量", "title: 人才培养")
    document, found = composed(files)
    heading = document.parts[0].sections[0].blocks[0]
    assert not found and (heading.level, heading.label, plain(heading.children)) == (2, "（一）", "小标题")


def test_title_statement_and_facts() -> None:
    document, _ = composed(texts("字"))
    assert (document.id, document.title, document.subtitle, document.organisation, document.date) == \
        ("school", "岭海职业技术学院职业教育质量年度报告", "（2025年度）", "岭海职业技术学院", "2025年12月")
    assert document.statement == Statement("声明", ("岭海职业技术学院对《岭海职业技术学院职业教育质量年度报告（2025年度）》负责。",), ("单位名称（盖章）：",))
    assert document.facts == (("数据快照", "2025-abc"),)


def test_an_unknown_placeholder_in_a_title() -> None:
    files = texts("字")
    files["chapters/school/report.yaml"] = files["chapters/school/report.yaml"].replace("{school}职业", "{shcool}职业", 1)
    document, found = composed(files)
    assert [one.code for one in found] == ["A116"] and "{shcool}" in document.title


def test_equal_input_gives_an_equal_document() -> None:
    files = {**report(), "chapters/school/2/a.md": "::: 案例 jd", "cases/jd/case.md": CASE}
    pictures = {"cases/jd/a.jpg": picture("JPEG")}
    assert composed(files, pictures=pictures) == composed(dict(reversed(files.items())), pictures=pictures)


# ── directives ─────────────────────────────────────────────────────────────

@pytest.mark.parametrize(("text", "expected"), [
    ("::: 表 nowhere", "T213 1:1"), ("::: 图 nowhere", "T213 1:1"), ("::: 案例 nowhere", "T213 1:1"), ("::: 图片 nowhere.png 题注", "T217 1:1"),
    ("::: 图片 ../../../../etc/x.png 题注", "T217 1:1"),
])
def test_what_is_placed_must_exist(text: str, expected: str) -> None:
    blocks, found = written(text)
    assert told(found) == [expected] and not blocks


def test_a_table_placed_twice_is_printed_once() -> None:
    blocks, found = written("::: 表 t\n\n字\n\n::: 表 t", tables=TABLE.format(id="t"))
    assert told(found) == ["T214 5:1"]
    assert "{{表:t}}" in found[0].hint
    assert sum(isinstance(block, Grid) for block in blocks) == 1


def test_an_exhibit_nobody_places_is_told() -> None:
    _, found = written("字", tables=TABLE.format(id="t"), charts=CHART.format(id="c"))
    assert [(one.code, one.at.file.rsplit("/")[-1]) for one in found] == [("A115", "charts.yaml"), ("A115", "tables.yaml")]


def test_assignments_of_figures_and_cases_must_exist() -> None:
    files = texts("字")
    path = "chapters/school/01-talent/part.yaml"
    files[path] = files[path].replace("lead: 招生就业处", "lead: 招生就业处, figures: [grad_totl, flat], cases: [nope]")
    _, found = composed(files)
    assert [(one.code, one.hint.split("”")[0]) for one in found] == [("A114", "改成“grad_total"), ("A114", "建立 cases/nope/case.md")]


# ── cases and pictures ─────────────────────────────────────────────────────

CASE = """\
---
title: 真功夫
subtitle: 学徒制探索
department: 机电学院
author: 王老师
pictures: [{file: a.jpg, caption: 头注, alt: 学生围着机床}]
---
## 背景

本学年毕业{{grad_total}}。

::: 图片 a.jpg 学徒在车间
"""


def box(case: str = CASE, pictures: dict[str, bytes] | None = None) -> tuple[CaseBox, tuple]:
    files = {**texts("见{{案例:jd}}。\n\n::: 案例 jd"), "cases/jd/case.md": case}
    document, found = composed(files, pictures={"cases/jd/a.jpg": picture("JPEG")} if pictures is None else pictures)
    return next(block for block in nested(document.parts[0].sections[0].blocks) if isinstance(block, CaseBox)), found


def test_a_case() -> None:
    case, found = box()
    assert not found
    assert (case.id, case.number, case.title, case.subtitle, case.department, case.author) == ("jd", "案例1-1", "真功夫", "学徒制探索", "机电学院", "王老师")
    heading, text, photo = case.blocks
    assert (heading.level, heading.label, plain(heading.children), plain(text.children)) == (4, "", "背景", "本学年毕业4067人。")
    assert (photo.number, photo.caption, photo.alt, photo.media_type) == ("图1-1", "学徒在车间", "学徒在车间。学生围着机床", "image/jpeg")


def test_a_mistake_in_a_case_names_its_place_and_its_department() -> None:
    _, found = box(CASE.replace("grad_total", "nope"))
    assert [(one.code, str(one.at), one.department) for one in found] == [("T202", "cases/jd/case.md:10:6", "机电学院")]


def test_a_case_holds_no_tables() -> None:
    _, found = box(CASE + "\n::: 表 t\n")
    assert [one.code for one in found] == ["T212"]


def test_a_picture_in_a_section() -> None:
    blocks, found = written("::: 图片 a.png 校门 | 一座石门，门前有两棵树 | 宣传部供图", pictures={"chapters/school/01-talent/a.png": picture()})
    assert not found
    assert (blocks[0].caption, blocks[0].alt, blocks[0].credit, blocks[0].number) == ("校门", "校门。一座石门，门前有两棵树", "宣传部供图", "图1-1")


@pytest.mark.parametrize(("data", "code", "message"), [
    (b"no picture", "T218", "不是图片文件"), (picture()[:200], "T218", "已损坏"), (picture("GIF"), "T218", "是 GIF 格式"), (picture(size=(300, 200)), "T225", "300像素宽"),
])
def test_a_picture_that_cannot_be_used(data: bytes, code: str, message: str) -> None:
    _, found = written("::: 图片 a.png 校门", pictures={"chapters/school/01-talent/a.png": data})
    assert [(one.code, message in one.message) for one in found] == [(code, True)]


def test_a_picture_without_a_caption() -> None:
    _, found = written("::: 图片 a.png", pictures={"chapters/school/01-talent/a.png": picture()})
    assert told(found) == ["T219 1:1"]


def test_a_picture_is_upright_small_and_without_metadata() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "camera of somebody"
    blocks, _ = written("::: 图片 a.jpg 门", pictures={"chapters/school/01-talent/a.jpg": picture("JPEG", (2000, 3000), exif=exif)})
    photo = blocks[0]
    assert isinstance(photo, Photo) and (photo.width, photo.height) == (1600, 1067)
    again = Image.open(BytesIO(photo.data))
    assert again.size == (1600, 1067) and not again.getexif() and b"camera" not in photo.data


def test_a_transparent_picture_becomes_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (700, 700), (0, 0, 0, 0)).save(out, "PNG")
    blocks, _ = written("::: 图片 a.png 门", pictures={"chapters/school/01-talent/a.png": out.getvalue()})
    assert Image.open(BytesIO(blocks[0].data)).getpixel((5, 5)) == (255, 255, 255)


# ── enterprises ────────────────────────────────────────────────────────────

def enterprise_files() -> dict[str, str]:
    files = {path.replace("school", "enterprise", 1): text for path, text in texts("{{企业名称}}的{{订单培养人数}}").items()}
    base = "chapters/enterprise"
    files[f"{base}/report.yaml"] = files[f"{base}/report.yaml"].replace("{school}职业教育质量", "{enterprise}参与职业教育人才培养", 1) + "each: enterprise\n"
    return files


def test_an_enterprise_s_report() -> None:
    document, found = composed(enterprise_files(), report="enterprise", scope=FIRM)
    assert not found
    assert (document.id, document.scope, document.organisation, document.title) == ("school/" + FIRM, FIRM, FIRM, f"{FIRM}参与职业教育人才培养年度报告")


def test_a_section_each_enterprise_writes_itself() -> None:
    files = enterprise_files()
    base = "chapters/enterprise/01-talent"
    files[f"{base}/part.yaml"] = files[f"{base}/part.yaml"].replace("text.md", "'own/{enterprise}.md'")
    own = {**{path: text for path, text in files.items() if not path.endswith("text.md")}, f"{base}/own/ent1.md": "甲公司自己的话"}
    document, found = composed(own, report="enterprise", scope=FIRM)
    assert not found
    assert plain(document.parts[0].sections[0].blocks[1].children) == "甲公司自己的话"
    _, found = composed(own, report="enterprise", scope="未列名的公司")
    assert "A110" in [one.code for one in found]


def test_codes_and_names_are_unique() -> None:
    kinds = known_faults()
    assert len({one.code for one in kinds}) == len({one.name for one in kinds}) == len(kinds)



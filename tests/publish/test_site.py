"""The public page: all years, three formats, data with a dictionary; nothing from outside, readable by everybody; switched to in one step."""

import csv
import json
import os
import re
import shutil
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from unittest import mock

import pytest
from lxml import html

from reportgen.build import build
from reportgen.core.errors import ReportgenError, Unreadable
from reportgen.publish import make_package, switch
from reportgen.publish.column import read_column
from reportgen.publish.site import publish
from reportgen.workspace import Workspace
from tests.browser import Ask, opened
from tests.corrections.specimen import ROOT
from tests.publish.killing import states
from tests.publish.specimen import FIRM

PAGES = ("index.html", "feedback.html", "2025/index.html", "2025/data.html")
COLUMN = (ROOT / "site.yaml").read_text("utf-8")


@pytest.fixture(scope="module")
def site(finished: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(finished, 2025, tmp_path_factory.mktemp("site") / "栏目", on="2025-12-28").folder


@pytest.fixture
def mine(site: Path, tmp_path: Path) -> Path:
    """A copy of the site for one test."""
    return shutil.copytree(site, tmp_path / "栏目")


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def refused(workspace: Workspace, folder: Path) -> list[str]:
    before = tree(folder)
    with pytest.raises(ReportgenError) as stop:
        publish(workspace, 2025, folder, on="2025-12-29")
    assert tree(folder) == before and [path.name for path in folder.parent.iterdir() if "reportgen-" in path.name] == []
    return sorted({one.code for one in stop.value.findings})


# ── what is on it ──────────────────────────────────────────────────────────

def test_reports_in_three_formats_and_data(site: Path, finished: Workspace) -> None:
    names = set(tree(site))
    assert {f"2025/{one}/report.{kind}" for one in ("school", "enterprise/ent1") for kind in ("html", "pdf", "docx")} <= names
    assert {f"2025/data/{one}.{kind}" for one in ("figures", "series", "annex", "dictionary") for kind in ("csv", "json")} <= names
    assert (site / "2025/school/report.pdf").read_bytes() == next(finished.build(2025).glob("school/*.pdf")).read_bytes()


def test_data_are_what_the_reports_print_and_the_dictionary_explains_every_column(site: Path) -> None:
    data = site / "2025" / "data"
    rows = {name: list(csv.DictReader(StringIO((data / f"{name}.csv").read_text("utf-8-sig")))) for name in ("figures", "series", "annex", "dictionary")}
    assert {(row["名称"], row["数值"][:5], row["显示"]) for row in rows["figures"]} == {
        ("毕业生人数", "3", "3人"), ("落实人数", "2", "2人"), ("落实率", "66.66", "67%"), ("奖助学金额", "4.65", "4.65万元")}
    told = json.loads((data / "dictionary.json").read_bytes())
    assert {name: [one["name"] for one in columns] for name, columns in told["columns"].items()} == {
        name: (data / f"{name}.csv").read_text("utf-8-sig").splitlines()[0].split(",") for name in rows}
    assert {one["id"] for one in told["figures"]} == {row["编号"] for row in rows["dictionary"]} == {row["编号"] for row in rows["figures"]}


def test_a_firm_that_did_not_agree_is_submitted_and_not_published(own: Workspace, tmp_path: Path) -> None:
    path = own.root / "project.yaml"
    path.write_text(path.read_text("utf-8").replace(", consent: {by: 某人, on: 2025-11-01}", ""), "utf-8")
    build(own, final=True, on="2025-12-20")
    made = publish(own, 2025, tmp_path / "栏目", on="2025-12-28")
    assert [one.code for one in made.findings] == ["G203"] and FIRM.encode() not in b"".join(tree(made.folder).values())
    assert any(FIRM in name for name in make_package(own, 2025).files)


def test_what_is_not_printed_is_not_published(site: Path) -> None:
    everything = b"".join(data for name, data in tree(site).items() if name.endswith((".html", ".json", ".csv")) and "report" not in name)
    assert "各类毕业生".encode() not in everything and b"by_kind" not in everything  # a breakdown of the pack that no report prints


def test_the_map_lists_every_page_under_the_columns_address(own: Workspace, tmp_path: Path) -> None:
    text = (publish(own, 2025, tmp_path / "栏目", on="2025-12-28").folder / "sitemap.xml").read_text("utf-8")
    found = re.findall("<loc>https://www.lhzy.example/xxgk/zlnb/(.*?)</loc><lastmod>2025-12-28</lastmod>", text)
    assert {"", "feedback.html", "2025/", "2025/data.html", "2025/school/report.html", "2025/enterprise/ent1/report.pdf"} <= set(found)


# ── for everybody ──────────────────────────────────────────────────────────

@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_to_a_file_and_every_page_to_the_others(site: Path, name: str) -> None:
    page = html.parse(str(site / name))
    targets = [(site / name).parent / one.split("#")[0] for one in page.xpath("//a/@href") if not one.startswith(("mailto:", "#"))]
    assert targets and all(one.is_file() for one in targets)
    assert {(site / one).resolve() for one in PAGES} <= {one.resolve() for one in targets} | {(site / name).resolve()}


@pytest.mark.parametrize("name", PAGES)
def test_the_structure_that_a_screen_reader_needs(site: Path, name: str) -> None:
    page = html.parse(str(site / name)).getroot()
    levels = [int(one.tag[1]) for one in page.iter("h1", "h2", "h3")]
    assert page.get("lang") == "zh-CN" and levels[0] == 1 and levels.count(1) == 1 and all(b - a <= 1 for a, b in zip(levels, levels[1:], strict=False))
    assert len(page.xpath("//main")) == len(page.xpath("//header")) == len(page.xpath("//footer")) == len(page.xpath("//nav[@aria-label]")) == 1
    assert page.xpath("//a[@class='skip']/@href") == ["#main"] and page.xpath("count(//*[@aria-current])") <= 1
    assert not page.xpath("//th[not(@scope)] | //table[not(caption)] | //section[not(@aria-labelledby)] | //img[not(@alt)]")
    fields = page.xpath("//select/@id | //textarea/@id")
    assert set(fields) == set(page.xpath("//label/@for")) and len({*page.xpath("//@id")}) == len(page.xpath("//@id"))
    links = [(" ".join(one.text_content().split()), one.get("href")) for one in page.iter("a")]
    assert all(words for words, _ in links)
    downloads = [words for words, href in links if not href.startswith(("mailto:", "#")) and "." in href and not href.endswith("index.html") and "data.html" not in href
                 and "feedback.html" not in href]
    assert len(set(downloads)) == len(downloads)  # the words alone tell them apart


def _luminance(colour: str) -> float:
    channels = [int(colour[n:n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("ink", "paper"), [("--ink", "#ffffff"), ("--muted", "#ffffff"), ("--accent", "#ffffff"), ("--ink", "--tint"), ("--muted", "--tint"),
                                            ("--accent", "--tint"), ("#ffffff", "--deep"), ("#ffffff", "--accent")])
def test_words_stand_out_from_their_ground(ink: str, paper: str) -> None:
    known = dict(re.findall(r"(--\w+):(#[0-9a-f]{6})", (ROOT / "templates/site/style.css").read_text("utf-8")))
    lighter, darker = sorted((_luminance(known.get(one, one)) for one in (ink, paper)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


@pytest.mark.parametrize("name", PAGES)
def test_nothing_comes_from_outside_and_nothing_runs(site: Path, name: str) -> None:
    text = (site / name).read_text("utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1].replace("&#39;", "'")
    assert policy.startswith("default-src 'none'; style-src 'sha256-") and "unsafe" not in policy
    assert "<script" not in text and "src=" not in text and "url(" not in text and " style=" not in text
    assert [one for one in re.findall(r'(?:href|action)="([^"]+)"', text) if "//" in one and "lhzy.example" not in one] == []


@pytest.fixture(scope="module")
def ask(site: Path) -> Iterator[Ask]:
    with opened() as browser:
        yield lambda name, question, **how: browser((site / name).as_uri(), question, **how)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_scrolls_sideways_and_its_style_is_in_force(ask: Ask, name: str, width: int) -> None:
    question = "var root = document.documentElement; [root.scrollWidth - root.clientWidth, getComputedStyle(document.querySelector('.band')).backgroundColor]"
    (excess, colour), requests = ask(name, question, width=width)
    assert (excess, colour) == (0, "rgb(31, 78, 121)") and len(requests) == 1


@pytest.mark.parametrize("name", PAGES)
def test_what_is_pressed_is_large_enough_and_shows_when_it_has_the_focus(ask: Ask, name: str) -> None:
    question = ("[...document.querySelectorAll('a, button, select, textarea, summary')].map(one => {one.focus(); var box = one.getBoundingClientRect(), look = getComputedStyle(one); "
                "return [one.textContent.trim(), look.display === 'inline' ? 24 : Math.min(box.width, box.height), parseFloat(look.outlineWidth), look.outlineStyle]})")
    things = ask(name, question, width=390)[0]
    assert len(things) > 8 and [one for one in things if one[1] < 24] == [] and {(width, style) for _, _, width, style in things} == {(3, "solid")}


def test_the_form_makes_a_mail_without_a_server(ask: Ask) -> None:
    question = ("var form = document.forms[0], stopped = 0; addEventListener('securitypolicyviolation', () => stopped++); form.elements.body.value = '表2-3'; "
                "form.submit(); new Promise(done => setTimeout(() => done([form.method, form.action, new FormData(form).get('subject'), "
                "[...new FormData(form).keys()].join(), stopped]), 300))")
    assert ask("feedback.html", question)[0] == ["get", "mailto:zlb@lhzy.example", "年报意见：数据疑问", "subject,body", 0]


# ── again, and earlier years ───────────────────────────────────────────────

def test_the_same_again_changes_nothing_and_keeps_its_day(finished: Workspace, mine: Path) -> None:
    before = tree(mine)
    assert publish(finished, 2025, mine, on="2026-01-05").years == (2025,) and tree(mine) == before


def last_year(own: Workspace, folder: Path) -> Path:
    """A package of 2025 made to look like one of 2024, in all that it says of itself."""
    from reportgen.publish.archive import unzipped, zipped
    files = unzipped("包", make_package(own, 2025).path.read_bytes())
    told = json.loads(files["manifest.json"])
    files["manifest.json"] = json.dumps({**told, "year": 2024, "edition": "2024年度"}, ensure_ascii=False, indent=1).encode() + b"\n"
    path = folder / "2024.zip"
    path.write_bytes(zipped(files))
    return path


def test_an_earlier_year_comes_from_its_package_and_stays(own: Workspace, mine: Path, tmp_path: Path) -> None:
    with mock.patch("reportgen.publish.issues.prove", lambda path: mock.Mock(findings=())):
        made = publish(own, 2025, mine, on="2026-01-05", packages=[last_year(own, tmp_path)])
    assert made.years == (2025, 2024) and (mine / "2024/school/report.html").is_file()
    again = publish(own, 2025, mine, on="2026-02-01")
    assert again.years == (2025, 2024) and json.loads((mine / "2024/issue.json").read_bytes())["on"] == "2026-01-05"
    assert "2024年度" in (mine / "index.html").read_text("utf-8")
    (mine / "2024/school/report.html").write_bytes(b"changed")
    assert refused(own, mine) == ["G201"]


def test_a_package_that_does_not_prove_itself_is_not_published(own: Workspace, tmp_path: Path) -> None:
    with pytest.raises(ReportgenError) as stop:
        publish(own, 2025, tmp_path / "栏目", on="2026-01-05", packages=[last_year(own, tmp_path)])
    assert stop.value.findings and not (tmp_path / "栏目").exists()


def test_what_is_not_ours_is_never_overwritten(own: Workspace, mine: Path, tmp_path: Path) -> None:
    other = tmp_path / "别的"
    other.mkdir()
    (other / "重要.txt").write_text("留着", "utf-8")
    assert refused(own, other) == []
    (mine / "通知.html").write_text("留着", "utf-8")
    assert refused(own, mine) == ["G202"]


def test_the_servers_own_files_stay(own: Workspace, mine: Path) -> None:
    (mine / "web.config").write_text("<configuration/>", "utf-8")
    publish(own, 2025, mine, on="2026-01-05")
    assert (mine / "web.config").read_text("utf-8") == "<configuration/>"


def test_no_final_no_page(own: Workspace, tmp_path: Path) -> None:
    shutil.rmtree(own.build(2025))
    with pytest.raises(ReportgenError):
        publish(own, 2025, tmp_path / "栏目", on="2025-12-28")
    assert not (tmp_path / "栏目").exists()


# ── in one step ────────────────────────────────────────────────────────────

@pytest.mark.skipif(os.name == "nt", reason="kills by signal")
def test_killed_at_any_step_the_old_site_or_the_new_one_is_there(own: Workspace, site: Path, tmp_path: Path) -> None:
    folder = tmp_path / "发布"
    target = folder / "栏目"
    (own.root / "site.yaml").write_text(COLUMN.replace("0700-0000000", "0700-1111111"), "utf-8")

    def restore() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(site, target)
    arguments = ["--project", str(own.root), "publish", str(target), "--on", "2026-01-05"]
    old, seen = tree(site), []
    for _ in states(folder, arguments, restore, every=11, most=400):
        seen.append(tree(target))
    new = tree(target)
    assert new != old and len(seen) > 8 and all(one in (old, new) for one in seen)
    assert [path.name for path in folder.iterdir()] == ["栏目"]


def test_where_folders_cannot_be_exchanged_a_crash_between_is_mended(own: Workspace, mine: Path) -> None:
    before, real = tree(mine), os.rename

    def once(old: Path, new: Path) -> None:
        if new == mine:
            raise KeyboardInterrupt
        real(old, new)
    with mock.patch.object(switch, "_exchanged", lambda *_: False), mock.patch("os.rename", once), pytest.raises(KeyboardInterrupt):
        publish(own, 2025, mine, on="2026-01-05")
    assert not mine.exists()
    switch.recover(mine)
    assert tree(mine) == before
    with mock.patch.object(switch, "_exchanged", lambda *_: False):
        publish(own, 2025, mine, on="2026-01-05")
    assert tree(mine) == before


# ── site.yaml ──────────────────────────────────────────────────────────────

@pytest.mark.parametrize(("old", "new", "code"), [
    ("zlb@lhzy.example", "zlb", "A106"), ("https://www.lhzy.example/xxgk/zlnb/", "www.lhzy.example", "A106"), ("answer_days: 15", "answer_days: 0", "A106"),
    ("office:", "person:", "A103"), ("column: 职业教育质量年度报告", "", "A104")])
def test_a_faulty_column_is_told_with_its_line(old: str, new: str, code: str) -> None:
    with pytest.raises(Unreadable) as stop:
        read_column(COLUMN.replace(old, new))
    assert code in {one.code for one in stop.value.findings} and all(one.at.line for one in stop.value.findings)


def test_what_people_wrote_is_text(own: Workspace, tmp_path: Path) -> None:
    (own.root / "site.yaml").write_text(COLUMN.replace("质量管理办公室", '"<b>办&公\\"室</b>"'), "utf-8")
    text = (publish(own, 2025, tmp_path / "栏目", on="2025-12-28").folder / "index.html").read_text("utf-8")
    assert "<b>办" not in text and "&lt;b&gt;办&amp;公" in text


def test_the_firm_is_named_once_for_its_report(site: Path) -> None:
    assert html.parse(str(site / "2025/index.html")).xpath("//h3/text()").count(f"{FIRM}年度报告（2025年度）") == 1


def test_feedback_answered_in_public_is_on_its_page_and_who_wrote_is_nowhere(own: Workspace, tmp_path: Path) -> None:
    from reportgen.feedback import add, answer, public_answers
    add(own, 2025, text="我是王小明，电话13800138000", channel="邮件", kind="数据疑问", department="招生就业处", on="2026-01-05", days=15, name="王小明", contact="13800138000")
    answer(own, 2025, "2025-001", text="王小明您好", on="2026-01-12", question="落实率为什么<不同>？", public="统计时点不同。")
    site = publish(own, 2025, tmp_path / "栏目", on="2026-01-15", answers=public_answers(own)).folder
    page = (site / "feedback.html").read_text("utf-8")
    assert "落实率为什么&lt;不同&gt;？" in page and "统计时点不同。" in page and "2026年1月12日答复" in page
    whole = b"".join(tree(site).values())
    assert "王小明".encode() not in whole and b"13800138000" not in whole

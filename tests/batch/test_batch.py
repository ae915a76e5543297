"""Many projects in one run: one that fails stops no other, what is done is not done again, a worker that dies is made up for."""

import json
import os
import shutil
import signal
from pathlib import Path

import psutil
import pytest
from lxml import html
from openpyxl import load_workbook

from reportgen.batch import Job, Order, find_projects, run
from reportgen.batch.run import UNSEEN, connected
from reportgen.batch.task import list_jobs, lost, make
from reportgen.core.errors import Unreadable
from reportgen.workspace import Workspace
from tests.cli.conftest import run as command
from tests.publish import specimen

ORDER = Order(formats=("html",))


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that nobody changes; not built."""
    workspace = specimen.prepared(tmp_path_factory.mktemp("batch") / "学校")
    shutil.rmtree(workspace.cache)
    return workspace.root


def schools(school: Path, folder: Path, count: int) -> list[Path]:
    made = [shutil.copytree(school, folder / f"学校{n}") for n in range(1, count + 1)]
    for n, one in enumerate(made, 1):
        path = one / "project.yaml"
        path.write_text(path.read_text("utf-8").replace("岭海职业", f"岭海{n}职业"), "utf-8")
    return made


@pytest.fixture
def own(school: Path, tmp_path: Path) -> Workspace:
    return Workspace(schools(school, tmp_path, 1)[0].resolve())


# ── which projects ─────────────────────────────────────────────────────────

def test_named_listed_and_found_each_once(school: Path, tmp_path: Path) -> None:
    one, two, three = schools(school, tmp_path / "省" / "市", 3)
    (tmp_path / "清单.txt").write_text("# 第一批\n\n省/市/学校2\n省/没有\n", "utf-8-sig")
    assert find_projects([str(two)], listed=str(tmp_path / "清单.txt"), root=str(tmp_path / "省")) == (two, tmp_path / "省" / "没有", one, three)


@pytest.mark.parametrize("listed", [None, "没有.txt", "空.txt", "乱码.txt"])
def test_nothing_to_do_is_said(tmp_path: Path, listed: str | None) -> None:
    (tmp_path / "空.txt").write_text("# 空\n", "utf-8")
    (tmp_path / "乱码.txt").write_bytes("岭海学院的项目".encode("gb18030"))
    with pytest.raises(Unreadable):
        find_projects([], listed=str(tmp_path / listed) if listed else None)


# ── one job ────────────────────────────────────────────────────────────────

def test_the_reports_of_a_project_are_its_jobs(own: Workspace) -> None:
    told = list_jobs(str(own.root), ORDER)
    assert (told.school, told.year, [job.name for job in told.jobs], told.error) == ("岭海1职业技术学院", 2025, ["school", f"enterprise/{specimen.FIRM}"], "")
    assert [job.name for job in list_jobs(str(own.root), Order(("enterprise",))).jobs] == [f"enterprise/{specimen.FIRM}"]
    assert list_jobs(str(own.root), Order(("nothing",))).error and list_jobs(str(own.root.parent), ORDER).error


def test_a_job_is_done_once_and_again_when_something_changed(own: Workspace) -> None:
    job = Job(str(own.root), "school")
    first, again = make(job, ORDER), make(job, ORDER)
    assert (first.kept, again.kept, first.files) == (False, True, again.files) and first.error == "" and "质量年度报告" in first.title
    path = own.root / first.files[0][0]
    assert [one.name.rsplit(".", 1)[-1] for one in path.parent.iterdir()] == ["html", "json"] or path.suffix == ".html"
    path.write_bytes(b"damaged")
    assert not make(job, ORDER).kept and path.read_bytes() != b"damaged"
    text = own.root / "chapters/school/01-人才培养/资助.md"
    text.write_text("资助{{奖助学金额}}，惠及学生。\n", "utf-8")
    assert not make(job, ORDER).kept and "惠及学生" in path.read_text("utf-8")
    assert not make(job, Order(formats=("html", "docx"))).kept


def test_what_goes_wrong_is_an_outcome(own: Workspace) -> None:
    (own.snapshots(2025) / "current").unlink()
    outcome = make(Job(str(own.root), "school"), ORDER)
    assert "没有冻结" in outcome.error and outcome.hint and outcome.files == ()
    assert make(Job(str(own.root), "没有"), ORDER).error and "内存" in lost(Job("x", "school"), MemoryError()).hint


def test_a_final_report_with_errors_is_not_made_and_its_findings_are_told(own: Workspace) -> None:
    text = own.root / "chapters/school/01-人才培养/资助.md"
    text.write_text("资助{{没有这个}}。\n", "utf-8")
    outcome = make(Job(str(own.root), "school"), Order(formats=("html",), final=True, on="2025-12-20"))
    assert outcome.error and outcome.files == () and any("没有这个" in one.message for one in outcome.findings)


def test_a_final_report_is_kept_though_the_register_grew(own: Workspace) -> None:
    order = Order(formats=("html",), final=True, on="2025-12-20")
    assert [make(Job(str(own.root), "school"), order).kept for _ in range(2)] == [False, True]


def test_what_typst_lets_go_of_it_makes_again_the_same(own: Workspace) -> None:
    job, order = Job(str(own.root), f"enterprise/{specimen.FIRM}"), Order(formats=("pdf",))
    first = make(job, order)
    (own.root / first.files[0][0]).unlink()
    again = make(job, order)
    assert (first.error, again.error, again.kept, again.files) == ("", "", False, first.files)


def test_projects_share_a_cache(school: Path, tmp_path: Path) -> None:
    order = Order(formats=("html",), shared=str(tmp_path / "共用"))
    for one in schools(school, tmp_path, 2):
        assert make(Job(str(one), "school"), order).error == "" and not (one / ".cache" / "store").exists()
    assert any((tmp_path / "共用").rglob("*"))


# ── on Dask ────────────────────────────────────────────────────────────────

def test_one_school_fails_the_others_are_done_and_a_second_run_goes_on(school: Path, tmp_path: Path) -> None:
    one, two, bad = schools(school, tmp_path / "省", 3)
    (bad / "project.yaml").write_text("school: [\n", "utf-8")
    (two / "chapters/school/01-人才培养/资助.md").write_text("资助{{没有这个}}。\n", "utf-8")
    arguments = ("batch", "--root", tmp_path / "省", "--workers", "2", "--format", "html", "--out", tmp_path / "汇总")
    ran = command(*arguments)
    told = json.loads((tmp_path / "汇总" / "summary.json").read_bytes())
    assert ran.status == 1 and [(s["school"], s["state"], s["made"], s["reports"]) for s in told["schools"]] == [
        ("岭海1职业技术学院", "完成", 2, 2), ("岭海2职业技术学院", "有错误", 2, 2), ("学校3", "没有完成", 0, 0)]
    assert "3所学校：完成1，有错误1，没有完成1；4份报告" in ran.out and "[5/5]" in ran.err
    assert 0 < told["memory"] < 700 * 10**6
    _check_page(tmp_path / "汇总")
    again = json.loads((tmp_path / "汇总" / "summary.json").read_bytes()) if command(*arguments).status == 1 else {}
    assert again["totals"]["kept"] == 4 and [s["state"] for s in again["schools"]] == ["完成", "有错误", "没有完成"]


def _check_page(folder: Path) -> None:
    page = html.parse(str(folder / "summary.html"))
    links = [one for one in page.xpath("//td/a/@href")]
    assert len(links) == 4 and all((folder / _unquoted(one)).is_file() for one in links)
    assert "没有这个" in page.getroot().text_content() and page.xpath("count(//tbody/tr)") == 3 + 4
    book = load_workbook(folder / "summary.xlsx")
    assert book.sheetnames == ["各校", "报告", "问题"] and [row[0].value for row in book["各校"].iter_rows(min_row=2)] == ["岭海1职业技术学院", "岭海2职业技术学院", "学校3"]
    assert "没有这个" in " ".join(str(cell.value) for row in book["问题"].iter_rows() for cell in row)


def _unquoted(href: str) -> str:
    from urllib.parse import unquote
    return unquote(href)


@pytest.mark.skipif(os.name == "nt", reason="kills by signal")
def test_a_worker_killed_in_the_middle_is_made_up_for(school: Path, tmp_path: Path) -> None:
    killed: list[int] = []

    def kill(*_: object) -> None:
        if not killed:
            workers = [one for one in psutil.Process().children(recursive=True) if "spawn_main" in " ".join(one.cmdline())]
            killed.append(workers[0].pid)
            os.kill(workers[0].pid, signal.SIGKILL)
    batch = run(schools(school, tmp_path, 3), Order(formats=("html",)), workers=2, told=kill)
    assert killed and len(batch.outcomes) == 6 and [one.error for one in batch.outcomes] == [""] * 6


def test_a_worker_near_its_limit_goes_on() -> None:
    from distributed import get_worker
    with connected(1, "", "700MB") as known:
        assert known.submit(lambda: (get_worker().memory_manager.memory_pause_fraction, get_worker().memory_manager.memory_limit)).result() == (False, 700 * 10**6)


def test_a_cluster_that_does_not_answer_is_said(school: Path) -> None:
    ran = command("batch", school, "--scheduler", "tcp://127.0.0.1:9")
    assert ran.status == 2 and "连不上" in ran.err


def test_any_cluster_will_do(school: Path, tmp_path: Path) -> None:
    from distributed import LocalCluster
    with LocalCluster(n_workers=1, threads_per_worker=1, processes=False, protocol="tcp://", host="127.0.0.1", dashboard_address=None,
                      scheduler_kwargs=UNSEEN, silence_logs=50) as cluster:
        batch = run(schools(school, tmp_path, 1), Order(formats=("html",)), scheduler=cluster.scheduler_address)
    assert [one.error for one in batch.outcomes] == ["", ""]

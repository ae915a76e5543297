"""The live preview: every edit shows, errors are told and the last good page stays, and nobody else is served."""

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from reportgen.core.report import Written
from reportgen.watch import watch
from reportgen.watch.desk import Desk
from reportgen.watch.loop import rounds
from reportgen.watch.server import serving
from reportgen.workspace import open_workspace
from tests.cli import project
from tests.cli.project import ENTERPRISE

SECTION = "chapters/enterprise/02-参与办学/参与办学情况.md"
REPORT = f"enterprise/{ENTERPRISE}"


@dataclass
class Served:
    """A preview under way. said: the lines it printed."""

    folder: Path
    address: str
    said: list[str] = field(default_factory=list)

    def ask(self, path: str, *, host: str = "", read: Callable[[http.client.HTTPResponse], object] = lambda answer: answer.read()) -> tuple[int, object]:
        return ask(self.address, path, host=host, read=read)

    def page(self, format: str) -> bytes:
        return self.ask(f"page?report={quote(REPORT)}&format={format}")[1]

    def until(self, wanted: Callable[[dict], bool]) -> dict:
        """The first news of which that is true."""
        def read(answer: http.client.HTTPResponse) -> dict:
            while line := answer.readline().decode():
                if line.startswith("data: ") and wanted(news := json.loads(line[6:])):
                    return news
            raise AssertionError("no more news")
        return self.ask("news", read=read)[1]


def ask(address: str, path: str, *, host: str = "", read: Callable[[http.client.HTTPResponse], object] = lambda answer: answer.read()) -> tuple[int, object]:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=120)
    try:
        connection.request("GET", parts.path + path, headers={"Host": host or parts.netloc})
        answer = connection.getresponse()
        return answer.status, read(answer)
    finally:
        connection.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One preview for all tests of this module."""
    folder = project.make(tmp_path_factory.mktemp("watched") / "项目")
    end, addresses, said = threading.Event(), [], []
    thread = threading.Thread(target=watch, args=(open_workspace(folder), ["ent4"]), kwargs={
        "formats": ("html", "pdf"), "say": said.append, "opened": addresses.append, "ends": end.is_set})
    thread.start()
    while not addresses:
        time.sleep(0.02)
    preview = Served(folder, addresses[0], said)
    preview.until(lambda news: news["state"] in ("good", "findings"))
    yield preview
    end.set()
    thread.join()


def test_what_is_shown_is_what_was_built(served: Served) -> None:
    written = {path.suffix[1:]: path.read_bytes() for path in (served.folder / "build").rglob("*") if path.suffix in (".html", ".pdf")}
    assert {format: served.page(format) for format in written} == written and len(written) == 2
    status, frame = served.ask("")
    assert status == 200 and "预览" in frame.decode() and "http" not in frame.decode().replace("http-equiv", "")


def test_an_edit_shows_in_both_formats_and_is_written(served: Served) -> None:
    before = {format: served.page(format) for format in ("html", "pdf")}
    path = served.folder / SECTION
    path.write_text(path.read_text("utf-8") + "\n\n双方每年总结一次经验。\n", "utf-8")
    served.until(lambda news: news["state"] != "building" and served.page("html") != before["html"] and served.page("pdf") != before["pdf"])
    assert "双方每年总结一次经验。" in served.page("html").decode()
    assert "双方每年总结一次经验。" in next(served.folder.glob("build/2025/enterprise/*/*.html")).read_text("utf-8")


def test_a_mistake_is_told_and_the_last_good_page_stays(served: Served) -> None:
    before, path = served.page("html"), served.folder / "project.yaml"
    text = path.read_text("utf-8")
    path.write_text("school: [\n", "utf-8")
    news = served.until(lambda news: news["state"] == "failed")
    assert "project.yaml:2:1" in news["told"] and "改法：" in news["told"] and served.page("html") == before
    path.write_text(text, "utf-8")
    assert served.until(lambda news: news["state"] in ("good", "findings"))["pages"][REPORT]
    assert any("没有生成，预览仍是上一次的" in line for line in served.said)


def test_findings_are_told_beside_the_page(served: Served) -> None:
    path = served.folder / SECTION
    text = path.read_text("utf-8")
    path.write_text(text + "\n\n企业另投入300万元。\n", "utf-8")
    assert "手写的统计数字" in served.until(lambda news: news["state"] == "findings")["told"]
    path.write_text(text, "utf-8")
    served.until(lambda news: news["state"] == "good")


@pytest.mark.parametrize(("path", "host", "status"), [
    ("page?report=nobody&format=html", "", 404), ("page?report=../../project.yaml&format=html", "", 404), ("../../etc/passwd", "", 404),
    ("project.yaml", "", 404), ("", "evil.example", 403), ("", "localhost", 403)])
def test_nothing_else_is_served_and_nobody_else(path: str, host: str, status: int, served: Served) -> None:
    assert served.ask(path, host=host)[0] == status


def test_without_the_secret_there_is_nothing() -> None:
    with serving(Desk()) as address:
        parts = urlsplit(address)
        assert parts.hostname == "127.0.0.1" and len(parts.path) > 12
        assert ask(f"http://{parts.netloc}/", "")[0] == 404 and ask(address, "")[0] == 200


def test_a_page_made_again_unchanged_is_no_news() -> None:
    desk = Desk()
    desk.show("school", Written("html", b"1"))
    first = desk.news(0, 0)
    desk.show("school", Written("html", b"1"))
    assert desk.news(first.number, 0) is None
    desk.show("school", Written("html", b"2"))
    assert desk.news(first.number, 0).pages["school"]["html"] > first.pages["school"]["html"]


def test_an_edit_while_outputs_are_read_again_does_not_wait_for_that(served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = shutil.copytree(served.folder, tmp_path / "p", ignore=shutil.ignore_patterns("build"))
    path, said, read = folder / SECTION, [], []

    def edited(name: str, data: bytes) -> tuple[str, ...]:
        read.append(name)
        if len(read) == 1:
            path.write_text(path.read_text("utf-8") + "\n\n双方每年总结一次经验。\n", "utf-8")
        return ()
    monkeypatch.setattr("reportgen.proof._texts", edited)
    rounds(open_workspace(folder), ["ent4"], Desk(), formats=("html", "docx"), say=said.append, ends=lambda: len(said) > 1)
    assert said[0].startswith("又有改动") and said[1].startswith("已生成") and len(read) == 1 + 2


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_interrupting_ends_it_cleanly(served: Served, tmp_path: Path) -> None:
    folder = shutil.copytree(served.folder, tmp_path / "p")
    process = subprocess.Popen([sys.executable, "-m", "reportgen", "build", "ent4", "--watch", "--format", "html"], cwd=folder, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=1, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    assert process.stdout.readline().startswith("预览：http://127.0.0.1:")
    assert "已生成（HTML" in process.stdout.readline()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0 and "预览已结束" in out and err == ""

"""Drawing with the system's browser: the same bytes each time, once only, and a plain sentence when it cannot be done."""

import hashlib
import json
import os
import stat
import struct
import time
from base64 import b64encode
from pathlib import Path
from xml.etree import ElementTree

import pytest

from reportgen.core.document import Chart, ChartKind, Mark
from reportgen.core.errors import Unavailable
from reportgen.core.look import Drawing
from reportgen.writers.charts import browser, draw_charts, face
from tests.writers.specimen import look
from tests.writers.test_charts_specimens import DEPARTMENTS, YEARS, chart, series

needs_browser = pytest.mark.skipif(browser.find() is None, reason="no browser on this machine")


def specimens() -> list[Chart]:
    rate = series("97.00", "92.00", "95.00", unit="%", name="落实率", axis="right", mark=Mark.LINE)
    several = (series("1", "25", "3", name="A&B <c>"), series("4", "5", "", name="$x$ \"y\""))
    special = (ChartKind.PIE, ChartKind.RING, ChartKind.COMBO)
    charts = [chart(kind, DEPARTMENTS[:3], *several, id=f"{kind}") for kind in ChartKind if kind not in special]
    return [*charts, chart(ChartKind.PIE, DEPARTMENTS[:3], several[0], id="pie"), chart(ChartKind.RING, DEPARTMENTS[:3], several[0], id="ring"),
            chart(ChartKind.COMBO, YEARS[:3], several[0], rate, id="combo")]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("charts")


@pytest.fixture(scope="module")
def drawings(cache: Path) -> dict[str, Drawing]:
    return draw_charts(specimens(), look(), cache=cache)


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "find", lambda: None)


@needs_browser
def test_a_second_run_gives_the_same_bytes(drawings: dict[str, Drawing]) -> None:
    assert draw_charts(specimens(), look()) == drawings


@needs_browser
def test_text_stays_text_and_nothing_reaches_out(drawings: dict[str, Drawing]) -> None:
    for one in specimens():
        root = ElementTree.fromstring(drawings[one.id].svg)
        assert {element.tag.split("}")[1] for element in root.iter()} <= {"svg", "path", "text", "tspan"}
        assert not any(name in element.attrib for element in root.iter() for name in ("id", "class", "role", "href", "style", "clip-path"))
        words = " ".join("".join(element.itertext()) for element in root if element.tag.endswith("text"))
        assert all(text in words for each in one.series for text in each.texts) and "http" not in words
        assert root.get("font-family") == face.FAMILY


@needs_browser
def test_special_characters_appear_as_typed(drawings: dict[str, Drawing]) -> None:
    root = ElementTree.fromstring(drawings["column"].svg)
    assert {"A&B <c>", "$x$ \"y\""} <= {element.text for element in root}


@needs_browser
def test_png_has_three_pixels_a_point(drawings: dict[str, Drawing]) -> None:
    for drawn in drawings.values():
        width, height = struct.unpack(">II", drawn.png[16:24])
        assert (width, height) == (drawn.width * 3, drawn.height * 3)


@needs_browser
def test_what_is_kept_needs_no_browser(drawings: dict[str, Drawing], cache: Path, no_browser: None) -> None:
    told: list[tuple[int, int]] = []
    assert draw_charts(specimens(), look(), cache=cache, progress=lambda *each: told.append(each)) == drawings
    assert told == [(len(drawings), len(drawings))]


@needs_browser
def test_a_damaged_file_is_noticed_and_drawn_again(drawings: dict[str, Drawing], cache: Path) -> None:
    victim = sorted(cache.iterdir())[0]
    whole = victim.read_bytes()
    victim.write_bytes(whole[:40] + bytes([whole[40] ^ 1]) + whole[41:])
    assert draw_charts(specimens(), look(), cache=cache) == drawings
    assert victim.read_bytes() == whole


@needs_browser
def test_another_value_is_another_picture(drawings: dict[str, Drawing], cache: Path, no_browser: None) -> None:
    with pytest.raises(Unavailable):
        draw_charts([chart(ChartKind.COLUMN, DEPARTMENTS[:3], series("1", "25", "4"))], look(), cache=cache)


def test_no_charts_need_no_browser(no_browser: None) -> None:
    assert draw_charts([], look()) == {}


def test_without_a_browser_the_remedy_is_said(no_browser: None) -> None:
    with pytest.raises(Unavailable) as caught:
        draw_charts(specimens()[:1], look())
    assert "浏览器" in caught.value.message and "apt-get install chromium" in caught.value.hint


def script(folder: Path, text: str) -> Path:
    path = folder / "chromium"
    path.write_text("#!/bin/sh\n" + text)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.mark.skipif(os.name == "nt", reason="shell scripts stand in for browsers")
def test_a_hung_browser_is_ended_with_all_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = tmp_path / "child"
    fake = script(tmp_path, f"sleep 60 & echo $! > {left}\nwait\n")
    monkeypatch.setattr(browser, "find", lambda: fake)
    began = time.monotonic()
    with pytest.raises(Unavailable, match="1 秒内没有画完"):
        browser.render([{}], seconds=1)
    assert time.monotonic() - began < 10
    child = Path("/proc") / left.read_text().strip()
    assert not child.exists() or "Z" in (child / "stat").read_text().split()[2]


@pytest.mark.skipif(os.name == "nt", reason="shell scripts stand in for browsers")
@pytest.mark.parametrize(("answer", "said"), [
    ("", "没有画出图表。"), ("<html></html>", "没有画出图表。"), ("[[###]]", "没有画出图表。"), ({}, "没有画出图表。"),
    ({"width": 700.0, "pictures": ["<svg/>"]}, "字体 Noto Sans SC 没有载入"), ({"error": "TypeError: x"}, "TypeError: x"),
])
def test_a_browser_that_answers_nonsense_is_reported(answer: object, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = answer if isinstance(answer, str) else f"[[{b64encode(json.dumps(answer).encode()).decode()}]]"
    fake = script(tmp_path, f"echo '{words}'\n")
    monkeypatch.setattr(browser, "find", lambda: fake)
    with pytest.raises(Unavailable, match=said):
        browser.render([{}])


@pytest.mark.parametrize(("platform", "place", "variable"), [
    ("linux", "bin/google-chrome", "PATH"), ("linux", "bin/microsoft-edge", "PATH"),
    ("darwin", "Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge", "HOME"),
])
def test_browsers_are_found_by_name_and_place(platform: str, place: str, variable: str, tmp_path: Path) -> None:
    path = tmp_path / place
    path.parent.mkdir(parents=True)
    path.write_bytes(b"")
    path.chmod(0o755)
    environment = {"PATH": "", "HOME": ""} | {variable: str(tmp_path / "bin" if variable == "PATH" else tmp_path)}
    assert browser.find(environment, platform) == path


def test_a_browser_named_by_the_user_comes_first(tmp_path: Path) -> None:
    path = tmp_path / "mine"
    path.write_bytes(b"")
    assert browser.find({"REPORTGEN_BROWSER": str(path), "PATH": os.environ["PATH"]}) == path


def test_a_machine_without_browser(tmp_path: Path) -> None:
    assert browser.find({"PATH": str(tmp_path), "HOME": str(tmp_path)}, "linux") is None


def test_the_font_is_the_one_all_writers_embed() -> None:
    assert face.path().name == "NotoSansSC-Regular.otf" and face.digest() == hashlib.sha256(face.path().read_bytes()).hexdigest()

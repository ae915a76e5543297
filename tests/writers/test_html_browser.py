"""What only a browser can say of the page. Skipped where none is installed; the other tests need none."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.writers.html import write_html
from tests.browser import Ask, opened
from tests.writers import specimen


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("html") / "report.html"
    path.write_bytes(write_html(specimen.report(draft=True), specimen.look(), specimen.drawings()).data)
    return path


@pytest.fixture(scope="module")
def ask(saved: Path) -> Iterator[Ask]:
    """ask(expression, width=…, scripted=…, keys=…): its value in the loaded page, and every address that was asked for."""
    with opened() as browser:
        yield lambda question, **how: browser(saved.as_uri(), question, **how)


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("scripted", [True, False])
def test_the_page_never_scrolls_sideways(ask: Ask, width: int, scripted: bool) -> None:
    question = "var root = document.documentElement; root.scrollWidth - root.clientWidth"
    assert ask(question, width=width, scripted=scripted)[0] == 0
    assert ask("document.querySelector('footer').style.width = '2000px';" + question, width=width)[0] > 0


def test_nothing_is_asked_of_the_network(ask: Ask, saved: Path) -> None:
    _, requests = ask("1")
    assert requests and all(url == saved.as_uri() or url.startswith("data:image/jpeg;base64,") for url in requests)


def test_script_runs_under_its_own_policy_and_folds_the_contents_on_a_phone(ask: Ask) -> None:
    question = "[document.documentElement.className, document.querySelector('#_toc details').open]"
    assert ask(question)[0] == ["js", True]
    assert ask(question, width=360)[0] == ["js", False]
    assert ask(question, width=360, scripted=False)[0] == ["", True]


def test_a_number_shows_its_source_on_focus_and_escape_closes_it(ask: Ask) -> None:
    focus = "var a = document.querySelector('a.n[data-also]'); a.focus(); var card = document.getElementById('_card');"
    text, _ = ask(focus + "card.textContent + '|' + a.getAttribute('aria-describedby')")
    assert "97.06%" in text and "96.65%" in text and "毕业生就业明细" in text and text.endswith("|_card")
    closed = focus + "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'})); [document.getElementById('_card'), a.title]"
    assert ask(closed)[0] == [None, "毕业去向落实率（2025届）"]


def test_the_first_stop_of_the_keyboard_is_the_skip_link(ask: Ask) -> None:
    question = "var at = document.activeElement, box = at.getBoundingClientRect(); [at.className, box.left >= 0, getComputedStyle(at).outlineStyle]"
    assert ask(question, keys=("Tab",))[0] == ["skip", True, "solid"]


@pytest.mark.parametrize("width", [360, 1280])
def test_the_head_of_a_long_table_stays_in_view(ask: Ask, width: int) -> None:
    question = ("var row = document.getElementById('表2-1').querySelector('tbody tr:nth-child(50)'); row.scrollIntoView({block: 'center'});"
                             "var head = row.closest('table').tHead.rows[0].cells[0].getBoundingClientRect(), at = row.getBoundingClientRect();"
                             "[head.top >= 0, head.top < at.top, at.top < innerHeight]")
    assert ask(question, width=width)[0] == [True, True, True]


def test_the_contents_say_where_one_is(ask: Ask) -> None:
    question = ("document.getElementById('part1/majors').scrollIntoView(); new Promise(done => setTimeout(() => "
                             "done([].map.call(document.querySelectorAll('[aria-current]'), a => a.textContent)), 200))")
    assert ask(question)[0] == ["（二）专业建设"]

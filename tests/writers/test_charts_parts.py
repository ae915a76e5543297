"""The parts of drawing: line breaks, scales, placing, contrast, and the cleaning of SVG."""

import doctest
from decimal import Decimal

import pytest

from reportgen.writers.charts import face, outlines, scale
from reportgen.writers.charts.labels import spread
from reportgen.writers.charts.sheet import Ink, contrast, on
from tests.writers.specimen import look


@pytest.mark.parametrize("module", [face, outlines, scale])
def test_examples_in_docstrings(module) -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(("text", "room", "lines"), [
    ("海洋与食品工程学院", 40, ("海洋与", "食品工程", "学院")),
    ("马克思主义学院", 40, ("马克思", "主义学院")),
    ("信息传输、软件和信息技术服务业", 118, ("信息传输、软件和", "信息技术服务业")),
    ("（校企共建）产业学院", 60, ("（校企共建）", "产业学院")),
    ("2025年", 60, ("2025年",)),
])
def test_lines_break_between_words(text: str, room: float, lines: tuple[str, ...]) -> None:
    assert face.wrap(text, 9, room, 3) == lines


def test_a_text_without_room_does_not_fit_and_may_be_cut() -> None:
    assert face.wrap("海洋与食品工程学院", 9, 30, 2) is None
    assert face.fitted("海洋与食品工程学院", 9, 40, 1)[0].endswith("…")


def test_widths_come_from_the_font() -> None:
    assert face.width("海", 10) == 10 and face.width("0", 10) == 5.55


@pytest.mark.parametrize(("values", "lo", "hi"), [((), 0, 1), ((0, 0), 0, 1), ((3, 8), 0, 8), ((-3, 8), -3, 8), ((-3, -8), -8, 0)])
def test_lengths_are_measured_from_zero(values: tuple[int, ...], lo: int, hi: int) -> None:
    found = scale.from_zero(map(Decimal, values))
    assert (found.lo, found.hi) == (lo, hi)


@pytest.mark.parametrize(("values", "ticks"), [
    (("91.64", "97.84"), "90 92 94 96 98"), (("0", "0"), "0 0.5 1"), (("5", "5"), "4 4.5 5 5.5 6"), (("1", "100"), "0 50 100"),
])
def test_positions_lie_between_round_ticks(values: tuple[str, ...], ticks: str) -> None:
    found = scale.around(map(Decimal, values))
    assert " ".join(format(tick.normalize(), "f") for tick in found.ticks) == ticks


def test_labels_spread_without_overlap_near_their_wishes() -> None:
    middles = spread([10, 11, 12, 80], [10, 10, 10, 10], 0, 100)
    assert middles == [5, 15, 25, 80]


def test_labels_that_overflow_stay_in_order() -> None:
    middles = spread([90, 95, 99], [20, 20, 20], 0, 100)
    assert middles == [50, 70, 90]


def test_text_on_fills_is_readable() -> None:
    ink = Ink.of(look().styles)
    assert all(contrast(on(colour, ink), colour) >= 4.5 for colour in ink.series)

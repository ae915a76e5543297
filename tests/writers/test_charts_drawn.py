"""The pictures: the same bytes each time, text as text, and line for line what plotly itself draws of the same figures."""

from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from PIL import Image, ImageChops

from reportgen.core.document import Chart, ChartKind, Mark
from reportgen.core.look import Drawing
from reportgen.writers.charts import draw_chart, face, png
from reportgen.writers.charts.figure import figure
from reportgen.writers.charts.svg import svg
from tests.writers import plotly_pictures
from tests.writers.specimen import look
from tests.writers.test_charts_specimens import DEPARTMENTS, STYLES, YEARS, _charts, chart, series

_FAINT = 110  # of 255: what edges may differ by, where two renderers round
_FEW = 250  # of 800,000 pixels of a picture: hair lines that a browser sets on whole pixels


def specimens() -> list[Chart]:
    rate = series("97.00", "92.00", "95.00", unit="%", name="落实率", axis="right", mark=Mark.LINE)
    several = (series("1", "25", "3", name="A&B <c>"), series("4", "5", "", name="$x$ \"y\""))
    special = (ChartKind.PIE, ChartKind.RING, ChartKind.COMBO)
    charts = [chart(kind, DEPARTMENTS[:3], *several, id=f"{kind}") for kind in ChartKind if kind not in special]
    return [*charts, chart(ChartKind.PIE, DEPARTMENTS[:3], several[0], id="pie"), chart(ChartKind.RING, DEPARTMENTS[:3], several[0], id="ring"),
            chart(ChartKind.COMBO, YEARS[:3], several[0], rate, id="combo")]


def further() -> list[Chart]:
    """Webs, a whole ring, a slice that is nothing, negative columns, lines with gaps, every symbol, nothing at all."""
    five = [series(*(str(10 * n + step) for n in range(1, 6)), name=f"第{step}组") for step in range(6)]
    return [chart(ChartKind.RADAR, [f"指标{n}" for n in range(5)], *five[:2]), chart(ChartKind.PIE, DEPARTMENTS[:3], series("5", "0", "2")),
            chart(ChartKind.RING, DEPARTMENTS[:2], series("0", "5")), chart(ChartKind.COLUMN, YEARS[:4], series("-3", "5", "0", "-1")),
            chart(ChartKind.LINE, YEARS[:6], series("1", "", "3", "4", "", "6"), series("2", "2.5", "", "4.5", "5", "7", name="乙")),
            chart(ChartKind.LINE, YEARS[:5], *five), chart(ChartKind.STACKED, YEARS[:5], *five[:3]), chart(ChartKind.BAR, (), series())]


@pytest.fixture(scope="module")
def drawings() -> dict[str, Drawing]:
    return {one.id: draw_chart(one, look()) for one in specimens()}


def test_a_second_run_gives_the_same_bytes(drawings: dict[str, Drawing]) -> None:
    assert {one.id: draw_chart(one, look()) for one in specimens()} == drawings


def test_text_stays_text_and_nothing_reaches_out(drawings: dict[str, Drawing]) -> None:
    for one in specimens():
        root = ElementTree.fromstring(drawings[one.id].svg)
        assert {element.tag.split("}")[1] for element in root.iter()} <= {"svg", "path", "text", "tspan"}
        assert not any(name in element.attrib for element in root.iter() for name in ("id", "class", "role", "href", "style", "clip-path"))
        words = " ".join("".join(element.itertext()) for element in root if element.tag.endswith("text"))
        assert all(text in words for each in one.series for text in each.texts) and "http" not in words
        assert root.get("font-family") == face.FAMILY


def test_special_characters_appear_as_typed(drawings: dict[str, Drawing]) -> None:
    root = ElementTree.fromstring(drawings["column"].svg)
    assert {"A&B <c>", "$x$ \"y\""} <= {element.text for element in root}


def test_png_has_three_pixels_a_point(drawings: dict[str, Drawing]) -> None:
    one = drawings["combo"]
    assert Image.open(BytesIO(png(one.svg))).size == (one.width * 3, one.height * 3)


# ── held against plotly ────────────────────────────────────────────────────

def differing(one: bytes, other: bytes) -> int:
    """How many pixels of two pictures differ for an eye."""
    pair = [Image.open(BytesIO(png(picture))).convert("L") for picture in (one, other)]
    if pair[0].size != pair[1].size:
        return pair[0].width * pair[0].height
    return sum(ImageChops.difference(*pair).histogram()[_FAINT:])


@pytest.mark.skipif(plotly_pictures.find() is None, reason="no browser on this machine")
def test_every_kind_looks_as_plotly_draws_it(tmp_path: Path) -> None:
    charts = [*specimens(), *further()]

    @given(_charts())
    @settings(max_examples=24, deadline=None, derandomize=True, database=None)
    def collect(one: Chart) -> None:
        charts.append(one)
    collect()
    figures = [figure(one, STYLES) for one in charts]
    theirs = plotly_pictures.render(figures, tmp_path)
    wrong = {n: pixels for n, (drawn, raw) in enumerate(zip(figures, theirs, strict=True)) if (pixels := differing(svg(drawn), raw.encode())) > _FEW}
    assert wrong == {}


def test_the_comparison_sees_one_bar_that_is_too_long() -> None:
    one, other = (svg(figure(chart(ChartKind.COLUMN, YEARS[:2], series(value, "9")), STYLES)) for value in ("3", "4"))
    assert differing(one, other) > _FEW


def test_a_whole_slice_has_no_seam() -> None:
    """Plotly draws a line from the middle of the pie to its edge there."""
    whole = svg(figure(chart(ChartKind.PIE, DEPARTMENTS[:2], series("5", "0")), STYLES)).decode()
    outline = next(line for line in whole.splitlines() if 'stroke="#ffffff"' in line)
    assert outline.count("A86,86") == 2 and "L" not in outline.split('"')[1]


def test_the_font_is_the_one_all_writers_embed() -> None:
    assert face.path().name == "NotoSansSC-Regular.otf" and face.path().is_file()

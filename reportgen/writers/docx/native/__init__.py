"""Native Word charts: the same data, colours and words as the picture, and a workbook to edit them in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element as Element

from reportgen.core.document import Chart, Mark
from reportgen.writers.charts import figure
from reportgen.writers.charts.figure import settled
from reportgen.writers.charts.sheet import MARGIN, Ink
from reportgen.writers.docx.native.axes import within
from reportgen.writers.docx.native.data import Data
from reportgen.writers.docx.native.dml import RELATION, c, flags, line, placed, shape, type_of
from reportgen.writers.docx.native.lying import lying
from reportgen.writers.docx.native.picture import Picture
from reportgen.writers.docx.native.plot import Plot
from reportgen.writers.docx.native.rounds import rounds
from reportgen.writers.docx.native.standing import Standing
from reportgen.writers.docx.native.web import told, web

WORKBOOK = "rId1"
_FACE = "微软雅黑"
_KEY_BAR, _KEY_LINE = 4, 22  # points that Word's legend keys are wider than the picture's


@dataclass(frozen=True, slots=True)
class Native:
    """A chart part and the workbook it refers to as `WORKBOOK`."""

    chart: bytes = field(repr=False)
    workbook: bytes = field(repr=False)


def native_chart(chart: Chart, styles: Mapping) -> Native | None:
    """The chart as Word draws it itself; None for what only the picture can show (panels, dots in rows)."""
    if not chart.categories or not chart.series:
        return None
    ink, face = Ink.of(styles), str((styles.get("docx") or {}).get("chart_font", _FACE))
    drawn, picture = settled(chart), Picture(figure(chart, styles))
    data = Data(drawn, told(drawn) if picture.kinds == {"scatterpolar"} else ())
    plot = _plot(drawn, picture, ink, data, face)
    if plot is None:
        return None
    whole = _whole(plot, drawn, picture, ink, face)
    return Native(etree.tostring(whole, xml_declaration=True, encoding="UTF-8", standalone=True), data.workbook())


def _plot(chart: Chart, picture: Picture, ink: Ink, data: Data, face: str) -> Plot | None:
    upper = any(one.axis == "right" for one in chart.series)
    if len(picture.fields()) > 1 + upper:
        return None
    if picture.kinds == {"pie"}:
        return rounds(chart, picture, ink, data, face)
    if picture.kinds == {"scatterpolar"}:
        return web(chart, picture, ink, data, face)
    if picture.kinds == {"lying"}:
        return lying(chart, picture, ink, data, face)
    return Standing(chart, picture, ink, data, face).plot() if picture.upright else None


def _whole(plot: Plot, chart: Chart, picture: Picture, ink: Ink, face: str) -> Element:
    area = c("plotArea", within(plot.area, (picture.width, picture.height)), *plot.groups, *plot.axes, shape())
    title = [plot.title] if plot.title is not None else []
    legend = [_legend(plot, chart, picture, ink)] if plot.legend else []
    body = c("chart", *title, c("autoTitleDeleted", val=int(plot.title is None)), area, *legend, c("plotVisOnly", val=1),
             c("dispBlanksAs", val="gap"))
    source = c("externalData", c("autoUpdate", val=0))
    source.set(RELATION, WORKBOOK)
    return c("chartSpace", *flags(date1904=False), c("lang", val="zh-CN"), *flags(roundedCorners=False), body, c("spPr", *shape()[:1], line()),
             type_of(ink.size, ink.text, face), source)


def _legend(plot: Plot, chart: Chart, picture: Picture, ink: Ink) -> Element:
    """Where the picture has it: in one line or more above the plot, ending at the right."""
    names = {one.name for one in chart.series}
    spots = [spot for spot in picture.spots if len(spot.lines) == 1 and spot.lines[0] in names and spot.y < plot.area.top + 1]
    size = ink.size - 0.5
    keys = sum(_KEY_LINE if one.mark is Mark.LINE or "scatterpolar" in picture.kinds else _KEY_BAR for one in chart.series)
    left = max(0.0, min((spot.x for spot in spots), default=picture.width / 2) - 14 - keys)
    top = min((spot.y for spot in spots), default=MARGIN + 6) - size * 0.95
    place = placed(xMode="edge", yMode="edge", x=left / picture.width, y=max(0, top) / picture.height)
    return c("legend", c("legendPos", val="t"), place, c("overlay", val=1), shape(), type_of(size, ink.text))

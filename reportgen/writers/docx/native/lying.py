"""Bars: a row a category, grouped or on one another."""

from reportgen.core.document import Chart
from reportgen.writers.charts.sheet import Ink
from reportgen.writers.docx.native.axes import Span, category_axis, value_axis, words_at
from reportgen.writers.docx.native.data import Data, code, odd
from reportgen.writers.docx.native.dml import c, shape
from reportgen.writers.docx.native.labels import Label, Looks, labels
from reportgen.writers.docx.native.picture import Picture
from reportgen.writers.docx.native.plot import Plot
from reportgen.writers.docx.native.standing import bar_chart, stacked_labels


def lying(chart: Chart, picture: Picture, ink: Ink, data: Data, face: str) -> Plot:
    """The plot of bars."""
    traces = [picture.drawn_in(ink.colour(j)) for j in range(len(chart.series))]
    field, wide = picture.field(traces[0]), traces[0]["width"]
    pitch = traces[1]["offset"] - traces[0]["offset"] if len(traces) > 1 and not picture.stacked else wide
    taken = wide if picture.stacked else pitch * (len(traces) - 1) + wide
    rows = []
    for j, one in enumerate(chart.series):
        size = picture.set_in(max(chart.categories, key=len), ink.size)
        looks, points = stacked_labels(chart, picture, ink, field, j, lying=True) if picture.stacked else (Looks(code(one), size, ink.text, "outEnd"), {})
        points = {i: Label(text=one.texts[i]) for i in odd(one)} | points
        rows.append(c("ser", c("idx", val=j), c("order", val=j), data.name(j), shape(ink.colour(j), "#ffffff" if picture.stacked else "", 0.5), c("invertIfNegative", val=0),
                      labels(looks, points, kind="bar"), data.categories(), data.values(j)))
    group = bar_chart("bar", "stacked" if picture.stacked else "clustered", rows, (1 - taken) / wide, 1 if picture.stacked else -(pitch - wide) / wide)
    names = picture.set_in(max(chart.categories, key=len), ink.size)
    axes = (category_axis(ink, at="l", size=names, line_colour=ink.rule, reverse=True), value_axis(ink, Span(field.lo, field.hi), at="t"))
    return Plot(field.area, (group,), axes, legend=len(chart.series) > 1, title=words_at(picture.units()[0], picture, face))

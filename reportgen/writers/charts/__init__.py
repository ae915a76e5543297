"""Charts drawn once for all writers: document chart → plotly figure → SVG; and a PNG of that for who cannot show it."""

from reportgen.core.document import Chart
from reportgen.core.look import Drawing, Look
from reportgen.writers.charts.figure import figure
from reportgen.writers.charts.raster import png
from reportgen.writers.charts.svg import svg

__all__ = ["draw_chart", "figure", "png"]


def draw_chart(chart: Chart, look: Look) -> Drawing:
    """The drawing of a chart; equal charts and styles give equal bytes on every machine."""
    drawn = figure(chart, look.styles)
    return Drawing(svg(drawn), drawn["layout"]["width"], drawn["layout"]["height"])

"""Charts drawn once for all writers: document chart → plotly figure → SVG and PNG."""

from collections.abc import Callable, Sequence
from pathlib import Path

from reportgen.core.document import Chart
from reportgen.core.look import Drawing, Look
from reportgen.writers.charts import browser, store
from reportgen.writers.charts.figure import figure
from reportgen.writers.charts.raster import png
from reportgen.writers.charts.svg import clean

__all__ = ["draw_charts", "figure"]

Progress = Callable[[int, int], None]


def draw_charts(charts: Sequence[Chart], look: Look, *, cache: Path | None = None,
                progress: Progress | None = None) -> dict[str, Drawing]:
    """The drawing of each chart by its id; equal charts and styles give equal bytes.

    One browser draws all that `cache` does not hold; if it holds all, none is started. progress(done, all) is told how far
    it is. Raises: Unavailable if a browser is needed and there is none, or it does not answer.
    """
    figures = {chart.id: figure(chart, look.styles) for chart in charts}
    names = {id: store.key(drawn) for id, drawn in figures.items()}
    wanted = {names[id]: drawn for id, drawn in figures.items()}
    pictures = {name: kept for name in wanted if cache and (kept := store.load(cache, name))}
    missing = {name: drawn for name, drawn in wanted.items() if name not in pictures}
    tell = progress or (lambda done, total: None)
    tell(len(pictures), len(wanted))
    for name, raw in zip(missing, browser.render(list(missing.values())) if missing else (), strict=True):
        svg = clean(raw, *_size(missing[name]))
        pictures[name] = (svg, png(svg))
        if cache:
            store.save(cache, name, *pictures[name])
        tell(len(pictures), len(wanted))
    return {id: Drawing(*pictures[names[id]], *_size(drawn)) for id, drawn in figures.items()}


def _size(drawn: dict) -> tuple[float, float]:
    return drawn["layout"]["width"], drawn["layout"]["height"]

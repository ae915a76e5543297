"""Drawing charts: ours, and plotly through kaleido, as its server and one by one."""

import asyncio
import time
from collections.abc import Iterator

from benchmarks.measuring import Bench, Measure, best, measurement
from reportgen.build import assemble
from reportgen.core.document import Chart
from reportgen.workspace import load_look, open_workspace
from reportgen.writers.charts import draw_chart
from reportgen.writers.charts.figure import figure

_ONE_BY_ONE = 4  # charts; the price of one is the same for all


@measurement
def charts(bench: Bench) -> Iterator[Measure]:
    """All charts of the school report as SVG."""
    import kaleido
    import plotly.graph_objects as go
    workspace = open_workspace(bench.project)
    (report,), _ = assemble(workspace, ["school"])
    look = load_look(workspace, report.plan.look)
    several = [block for block in report.document.blocks() if isinstance(block, Chart)]
    figures = [go.Figure(figure(one, look.styles)) for one in several]

    def ours() -> float:
        start = time.perf_counter()
        for one in several:
            draw_chart(one, look)
        return time.perf_counter() - start

    async def served() -> None:
        async with kaleido.Kaleido(n=2) as pages:
            for one in figures:
                await pages.calc_fig(one, opts={"format": "svg", "width": one.layout.width, "height": one.layout.height})
    start = time.perf_counter()
    asyncio.run(served())
    served_in = time.perf_counter() - start
    start = time.perf_counter()
    for one in figures[:_ONE_BY_ONE]:
        one.to_image(format="svg", width=one.layout.width, height=one.layout.height)
    singly = (time.perf_counter() - start) / _ONE_BY_ONE * len(figures)
    mine = best(ours, 3)
    yield Measure(f"{len(figures)} 幅图画成 SVG（对比：plotly＋kaleido，一个浏览器画全部）", mine, served_in, 1 / 10)
    yield Measure(f"{len(figures)} 幅图画成 SVG（对比：逐图 to_image，由{_ONE_BY_ONE}幅推算）", mine, singly, 1 / 100)

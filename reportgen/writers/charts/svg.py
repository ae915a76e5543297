"""A plotly figure as SVG, drawn by ourselves: a flat list of paths and texts, the same bytes each time.

`figure` asks plotly for little: bars, lines, symbols, slices, a web, grid lines and texts, every place of them already computed.
That little is drawn here as plotly draws it, without a browser; tests hold each kind of chart against plotly's own picture.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape

from reportgen.writers.charts.face import FAMILY, LEADING
from reportgen.writers.charts.outlines import Point, number, polyline, slices, spot, symbol, webbing
from reportgen.writers.charts.sheet import Area

_ANCHOR = {"left": "end", "right": "start", "center": "middle"}  # where the text is seen from its point → SVG
_RAISED = 0.25  # of the size: from a text's base line to its middle
_ROUND = ("scatterpolar", "pie")


def svg(figure: Mapping) -> bytes:
    """The picture of a figure that `charts.figure` made. Text stays text, in one font; user text is data."""
    layout = figure["layout"]
    width, height = number(layout["width"]), number(layout["height"])
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}" '
            f'font-family="{FAMILY}">')
    return "\n".join((head, *_shapes(figure), "</svg>\n")).encode()


def _shapes(figure: Mapping) -> Iterator[str]:
    """Fields with their bars and lines, then pies and webs, last the sheet's own lines and all texts."""
    layout, traces = figure["layout"], figure["data"]
    round_ones = [one for one in traces if one["type"] in _ROUND]
    fields = {one["xaxis"]: _Field.of(layout, one["xaxis"]) for one in traces if one["type"] not in _ROUND}
    for name, field in sorted(fields.items(), key=lambda item: int(item[0][1:] or 1)):
        own = [one for one in traces if one.get("xaxis") == name]
        if field.overlay:
            yield from _polar(layout, round_ones)
        yield from field.grid()
        yield from _bars(field, [one for one in own if one["type"] == "bar"], stacked=layout.get("barmode") == "stack")
        for one in own:
            if one["type"] == "scatter":
                yield from _texts(field, one) if one["mode"] == "text" else _scattered(field.points(one), one)


@dataclass(frozen=True, slots=True)
class _Field:
    """A pair of axes: where values stand on the sheet, in points. overlay: the sheet itself, where texts are."""

    area: Area
    x: Mapping
    y: Mapping
    overlay: bool

    @classmethod
    def of(cls, layout: Mapping, name: str) -> "_Field":
        """The field of the axes that a trace names, "x2" with "y2"."""
        x, y = layout["xaxis" + name[1:]], layout["yaxis" + name[1:]]
        return cls(_area(layout, x["domain"], y["domain"]), x, y, layout["width"] == x["range"][1] and layout["height"] == y["range"][0])

    def across(self, value: float | str) -> float:
        """The place of a value on the x axis."""
        return self.area.left + _share(value, self.x["range"]) * self.area.width

    def down(self, value: float | str) -> float:
        """The place of a value on the y axis."""
        return self.area.bottom - _share(value, self.y["range"]) * self.area.height

    def points(self, trace: Mapping) -> list[Point | None]:
        """A trace's points; None where there is no value."""
        return [None if x is None or y is None else (self.across(x), self.down(y)) for x, y in zip(trace["x"], trace["y"], strict=True)]

    def grid(self) -> Iterator[str]:
        """The lines at the ticks."""
        for axis, upright in ((self.x, True), (self.y, False)):
            for tick in axis.get("tickvals", ()):
                ends = ((self.across(tick), self.area.top), (self.across(tick), self.area.bottom)) if upright \
                    else ((self.area.left, self.down(tick)), (self.area.right, self.down(tick)))
                yield _line(polyline(ends), axis["gridcolor"], axis["gridwidth"])


def _area(layout: Mapping, across: Sequence[float], upward: Sequence[float]) -> Area:
    """A domain of plotly, in shares of the sheet from its lower left corner, as an area of the sheet."""
    width, height = layout["width"], layout["height"]
    return Area(across[0] * width, (1 - upward[1]) * height, across[1] * width, (1 - upward[0]) * height)


def _share(value: float | str, ends: Sequence[float | str]) -> float:
    low, high = map(float, ends)
    return (float(value) - low) / (high - low)


def _bars(field: _Field, traces: Sequence[Mapping], *, stacked: bool) -> Iterator[str]:
    """Columns or lying bars; stacked ones begin where the one before ends."""
    reached: dict[float, float] = {}
    for trace in traces:
        lying = trace.get("orientation") == "h"
        places, values = (trace["y"], trace["x"]) if lying else (trace["x"], trace["y"])
        for place, value in zip(places, values, strict=True):
            if value is None:
                continue
            start = reached.get(place, 0.0) if stacked else 0.0
            reached[place] = start + float(value)
            edge = place + trace.get("offset", -trace["width"] / 2)
            sides, ends = (edge, edge + trace["width"]), (start, start + float(value))
            yield from _bar(field, sides, ends, trace["marker"], lying=lying)


def _bar(field: _Field, sides: tuple[float, float], ends: tuple[float, float], marker: Mapping, *, lying: bool) -> Iterator[str]:
    if ends[0] == ends[1]:
        return
    xs, ys = (ends, sides) if lying else (sides, ends)
    (left, right), (top, bottom) = (number(field.across(x)) for x in xs), (number(field.down(y)) for y in ys)
    yield _filled(f"M{left},{top}V{bottom}H{right}V{top}Z", marker["color"], marker.get("line"))


def _scattered(points: Sequence[Point | None], trace: Mapping) -> Iterator[str]:
    """Lines through the points, with gaps, and a symbol on each."""
    if "lines" in trace["mode"]:
        yield _line(polyline(points), trace["line"]["color"], trace["line"]["width"])
    if "markers" in trace["mode"]:
        marker = trace["marker"]
        for x, y in filter(None, points):
            yield _filled(symbol(marker["symbol"], x, y, marker["size"] / 2), marker["color"])


def _polar(layout: Mapping, traces: Sequence[Mapping]) -> Iterator[str]:
    """Pies, and webs with their lines."""
    if "polar" in layout:
        polar = layout["polar"]
        circle, radial, round_about = _area(layout, **_domain(polar)), polar["radialaxis"], polar["angularaxis"]
        corners = len({corner for one in traces for corner in one["theta"]})
        shares = [_share(tick, radial["range"]) for tick in radial["tickvals"]]
        for line in webbing(circle, corners, shares):
            yield _line(line, round_about["gridcolor"], round_about["gridwidth"])
        for one in traces:
            spots = [None if radius is None else spot(circle, int(corner) / corners, _share(radius, radial["range"]))
                     for radius, corner in zip(one["r"], one["theta"], strict=True)]
            yield from _scattered(spots, one)
        return
    for one in traces:
        circle = _area(layout, **_domain(one))
        for outline, colour in zip(slices(circle, [float(value) for value in one["values"]], one["rotation"], one["hole"]),
                                   one["marker"]["colors"], strict=True):
            if outline:
                yield _filled(outline, colour, one["marker"]["line"])


def _domain(one: Mapping) -> dict[str, Sequence[float]]:
    return {"across": one["domain"]["x"], "upward": one["domain"]["y"]}


def _texts(field: _Field, trace: Mapping) -> Iterator[str]:
    font = trace["textfont"]
    for point, text, at, size, colour in zip(field.points(trace), trace["text"], trace["textposition"], font["size"], font["color"], strict=True):
        yield _text(point, [unescape(line) for line in text.split("<br>")], at, size, colour)


def _text(point: Point, lines: Sequence[str], at: str, size: float, colour: str) -> str:
    """A label of one line or more. at: where it is seen from its point, "top right"."""
    vertical, side = at.split()
    x, leading = number(point[0]), size * LEADING
    above = {"top": -_RAISED * size - (len(lines) - 1) * leading, "middle": _RAISED * size - (len(lines) - 1) * leading / 2,
             "bottom": (1 - _RAISED) * size}[vertical]
    y = point[1] + above
    anchor = f' text-anchor="{_ANCHOR[side]}"' if side != "right" else ""
    words = escape(lines[0], quote=False) if len(lines) == 1 else "".join(
        f'<tspan x="{x}" y="{number(y + n * leading)}">{escape(line, quote=False)}</tspan>' for n, line in enumerate(lines))
    return f'<text x="{x}" y="{number(y)}" font-size="{number(size)}" fill="{colour}"{anchor}>{words}</text>'


def _line(outline: str, colour: str, width: float) -> str:
    return f'<path d="{outline}" fill="none" stroke="{colour}" stroke-width="{number(width)}"/>'


def _filled(outline: str, colour: str, line: Mapping | None = None) -> str:
    stroke = f' stroke="{line["color"]}" stroke-width="{number(line["width"])}"' if line else ""
    return f'<path d="{outline}" fill="{colour}"{stroke}/>'

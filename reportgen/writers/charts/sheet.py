"""The sheet a chart is drawn on: a plotly figure as a plain dictionary, laid out in points.

Bars, lines and slices are plotly traces on axes of exact values. Text is set in points on an overlay of the whole sheet,
measured by us: nothing on it depends on a browser's metrics, rounding or avoidance of collisions.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.core.figure import Value
from reportgen.writers.charts.face import FAMILY
from reportgen.writers.charts.scale import Scale

SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x", "pentagon")
MARGIN = 4  # around what is drawn
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff]+")
_OVERLAY = 99


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of the sheet in points, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """In points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """In points."""
        return self.bottom - self.top

    def inset(self, *, left: float = 0, top: float = 0, right: float = 0, bottom: float = 0) -> "Area":
        """A smaller one inside it."""
        return Area(self.left + left, self.top + top, self.right - right, self.bottom - bottom)

    def y(self, scale: Scale, value: Decimal) -> float:
        """Height of a value on an upright axis."""
        return self.bottom - scale.share(value) * self.height

    def x(self, scale: Scale, value: Decimal) -> float:
        """Place of a value on a lying axis."""
        return self.left + scale.share(value) * self.width


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours and sizes, from styles.yaml. size: of category names and labels in points; least: nothing is smaller."""

    text: str
    muted: str
    rule: str
    tint: str
    series: tuple[str, ...]
    width: int
    height: int
    size: float
    least: float = 7.5

    @classmethod
    def of(cls, styles: Mapping) -> "Ink":
        """The inks of a look."""
        colours, chart = styles["colours"], styles["chart"]
        return cls(colours["ink"], colours["muted"], colours["rule"], colours["tint"], tuple(colours["series"]),
                   chart["width_pt"], chart["height_pt"], styles["note"]["size_pt"])

    def sizes(self) -> tuple[float, ...]:
        """Sizes to try, the best first."""
        return tuple(size for size in (self.size, self.size - 0.5, self.size - 1) if size > self.least) + (self.least,)

    def colour(self, index: int) -> str:
        """Colour of the n-th series; the second time round lighter."""
        colour = self.series[index % len(self.series)]
        return lightened(colour) if index // len(self.series) % 2 else colour


class Sheet:
    """Collects what is drawn; `figure` gives the plotly dictionary."""

    def __init__(self, ink: Ink, width: float, height: float) -> None:
        self.ink, self.width, self.height = ink, width, height
        self.area = Area(0, 0, width, height)
        self._traces: list[dict] = []
        self._axes: dict[str, dict] = {}
        self._texts: list[tuple] = []
        self._layout: dict[str, object] = {}

    def axes(self, area: Area, x: tuple, y: tuple, *, xticks: Iterable[Decimal] = (),
             yticks: Iterable[Decimal] = ()) -> dict[str, str]:
        """A pair of axes over `area` with grid lines at the ticks; returns what a trace on them must name."""
        number = str(len(self._axes) // 2 + 1) if self._axes else ""
        across = (area.left / self.width, area.right / self.width)
        upward = (1 - area.bottom / self.height, 1 - area.top / self.height)
        grid = lightened(lightened(self.ink.rule))
        self._axes["xaxis" + number] = _axis(across, x, "y" + number) | _grid(xticks, grid)
        self._axes["yaxis" + number] = _axis(upward, y, "x" + number) | _grid(yticks, grid)
        return {"xaxis": "x" + number, "yaxis": "y" + number}

    def trace(self, **trace: object) -> None:
        """A plotly trace."""
        self._traces.append({"hoverinfo": "skip", "showlegend": False} | trace)

    def layout(self, **entries: object) -> None:
        """Further entries of the plotly layout."""
        self._layout.update(entries)

    def text(self, x: float, y: float, text: str | Sequence[str], *, at: str = "middle center",
             size: float | None = None, colour: str | None = None) -> None:
        """Text at a point. at: where the text is seen from the point ("top right": above it, starting there)."""
        size = size or self.ink.size
        lines = (text,) if isinstance(text, str) else text
        nudge = size / 10 if at.startswith("middle") else 0
        self._texts.append((_at(x), _at(y + nudge), "<br>".join(map(escaped, lines)), at, size, colour or self.ink.text))

    def line(self, points: Sequence[tuple[float, float]], *, colour: str | None = None, width: float = 0.75) -> None:
        """A thin line through points of the sheet."""
        self.trace(type="scatter", mode="lines", x=[_at(x) for x, _ in points], y=[_at(y) for _, y in points],
                   line={"color": colour or self.ink.rule, "width": width}, **_on_overlay())

    def mark(self, x: float, y: float, *, colour: str, symbol: str, size: float = 7) -> None:
        """One symbol at a point of the sheet."""
        self.trace(type="scatter", mode="markers", x=[_at(x)], y=[_at(y)], **_on_overlay(),
                   marker={"color": colour, "symbol": symbol, "size": size})

    def figure(self) -> dict:
        """The plotly figure: {"data": …, "layout": …}, JSON all through."""
        axes = dict(self._axes)
        axes[f"xaxis{_OVERLAY}"] = _axis((0, 1), (0, self.width), f"y{_OVERLAY}")
        axes[f"yaxis{_OVERLAY}"] = _axis((0, 1), (self.height, 0), f"x{_OVERLAY}")
        layout = {"width": self.width, "height": self.height, "margin": {side: 0 for side in "lrtb"} | {"pad": 0},
                  "font": {"family": FAMILY, "size": self.ink.size, "color": self.ink.text}, "showlegend": False,
                  "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)", "template": {}, "dragmode": False}
        return {"data": [*self._traces, self._text_trace()], "layout": layout | axes | self._layout}

    def _text_trace(self) -> dict:
        x, y, texts, places, sizes, colours = (list(column) for column in zip(*self._texts, strict=True)) \
            if self._texts else ([], [], [], [], [], [])
        return {"type": "scatter", "mode": "text", "x": x, "y": y, "text": texts, "textposition": places,
                "textfont": {"family": FAMILY, "size": sizes, "color": colours}, "cliponaxis": False,
                "hoverinfo": "skip", "showlegend": False, **_on_overlay()}


def exact(values: Iterable[Value]) -> list[str | None]:
    """Values for a trace: exact decimal text, which plotly reads as numbers; an absent one is a gap."""
    return [format(value, "f") if isinstance(value, Decimal) else None for value in values]


def escaped(text: str) -> str:
    """User text as data: plotly reads a few tags and entities in labels."""
    clean = _CONTROL.sub(" ", text)
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def lightened(colour: str) -> str:
    """The colour mixed with as much white."""
    return "#" + "".join(f"{(int(colour[i:i + 2], 16) + 255) // 2:02x}" for i in (1, 3, 5))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours as WCAG 2 defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def on(colour: str, ink: Ink) -> str:
    """The colour for text upon a fill: the first that is readable, else the best."""
    inks = ("#ffffff", ink.text, "#000000")
    return next((one for one in inks if contrast(one, colour) >= 4.5), max(inks, key=lambda one: contrast(one, colour)))


def _luminance(colour: str) -> float:
    channels = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _axis(domain: tuple[float, float], span: tuple, anchor: str) -> dict:
    ends = [exact([end])[0] if isinstance(end, Decimal) else _at(end) for end in span]
    return {"type": "linear", "domain": [round(end, 5) for end in domain], "range": ends, "anchor": anchor,
            "autorange": False, "fixedrange": True, "zeroline": False, "showline": False, "showticklabels": False,
            "ticks": "", "showgrid": False}


def _grid(ticks: Iterable[Decimal], colour: str) -> dict:
    marks = exact(ticks)
    return {"showgrid": True, "gridcolor": colour, "gridwidth": 0.6, "tickmode": "array", "tickvals": marks} \
        if marks else {}


def _on_overlay() -> dict[str, str]:
    return {"xaxis": f"x{_OVERLAY}", "yaxis": f"y{_OVERLAY}"}


def _at(place: float) -> float:
    return round(place, 2)

"""Whether a look's colours can be read: contrast as WCAG counts it."""

from collections.abc import Iterator, Mapping

from reportgen.core.finding import Finding, Severity
from reportgen.core.place import Place

TEXT, SHAPE = 4.5, 3.0      # what WCAG 2 asks of text, and of the parts of a chart
_PAPER = "#ffffff"
_NAMES = {"ink": "正文", "muted": "注和书眉", "accent": "强调色"}


def contrast(one: str, other: str) -> float:
    """From 1 (none) to 21 (black on white).

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return round((light + 0.05) / (dark + 0.05), 2)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[n:n + 2], 16) / 255) for n in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def colour_faults(path: str, colours: Mapping, lines: Mapping[str, Place]) -> Iterator[Finding]:
    """Colours that are too pale for what they print. lines: where each stands."""
    grounds = {"白底": _PAPER, "浅色底": colours["tint"]}
    for name, use in _NAMES.items():
        for ground, paper in grounds.items():
            yield from _pale(f"{use}（{name}）", colours[name], ground, paper, TEXT, lines.get(name, Place(path)))
    for n, one in enumerate(colours["series"], 1):
        yield from _pale(f"图的第{n}种颜色", one, "白底", _PAPER, SHAPE, lines.get("series", Place(path)))


def _pale(what: str, colour: str, ground: str, paper: str, least: float, at: Place) -> Iterator[Finding]:
    found = contrast(colour, paper)
    if found < least:
        yield Finding("Y130", "pale-colour", Severity.WARNING, f"{what} {colour} 在{ground}上看不清：对比度 {found}:1，至少要 {least:g}:1", at, "换一种深些的颜色")

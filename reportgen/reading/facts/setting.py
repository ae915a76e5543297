"""How Word sets text: fonts, sizes and colours through runs, styles and defaults."""

import re
from collections import Counter
from collections.abc import Iterator

from lxml.etree import _Element as Element

from reportgen.reading.extract.runs import W

_DEEPEST = 12
_TINY = 10  # half-points; smaller text is there to be overlooked
_HAN = re.compile(r"[\u3400-\u9fff]")
_FALSE, _ON, _OFF = ("0", "false", "off"), "on", "off"


class Setting:
    """The styles of one file."""

    def __init__(self, root: Element | None) -> None:
        styles = list(root.iter(f"{W}style")) if root is not None else []
        self.styles = {one.get(f"{W}styleId", ""): one for one in styles}
        self.default = next((id for id, one in self.styles.items() if one.get(f"{W}type") == "paragraph" and one.get(f"{W}default") == "1"), "")
        self._known: dict[tuple[str, str, str], str] = {}
        self.base = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if root is not None else None

    def style_of(self, paragraph: Element) -> str:
        """The id of a paragraph's style."""
        own = paragraph.find(f"{W}pPr/{W}pStyle")
        return own.get(f"{W}val", "") if own is not None else self.default

    def name(self, style: str) -> str:
        """A style's name, in lower case."""
        found = self.styles[style].find(f"{W}name") if style in self.styles else None
        return found.get(f"{W}val", "").lower() if found is not None else ""

    def level(self, style: str) -> int | None:
        """The heading level of a style; None if it is none."""
        for one in self._chain(style):
            name = one.find(f"{W}name")
            match = re.match(r"(?:heading|标题)\s*(\d)", name.get(f"{W}val", "").lower() if name is not None else "")
            outline = one.find(f"{W}pPr/{W}outlineLvl")
            if match:
                return int(match[1])
            if outline is not None and outline.get(f"{W}val", "9").isdigit() and int(outline.get(f"{W}val", "9")) < 9:
                return int(outline.get(f"{W}val")) + 1
        return None

    def face(self, paragraph: Element, style: str) -> tuple[str, float, bool]:
        """Font of most Chinese characters, their size in points, and whether all of it is bold."""
        fonts: Counter[tuple[str, float]] = Counter()
        bold = True
        for run in paragraph.iter(f"{W}r"):
            text = "".join(one.text or "" for one in run.iter(f"{W}t"))
            if text.strip():
                fonts[self._value(run, style, "rFonts", "eastAsia"), self._points(run, style)] += len(_HAN.findall(text)) or 1
                bold = bold and self._on(run, style, "b")
        (font, points), _ = fonts.most_common(1)[0] if fonts else (("", 0.0), 0)
        return font, points, bold and bool(fonts)

    def fonts(self, paragraph: Element, style: str) -> set[str]:
        """Every font that Chinese characters of it are set in."""
        return {self._value(run, style, "rFonts", "eastAsia") for run in paragraph.iter(f"{W}r")
                if _HAN.search("".join(one.text or "" for one in run.iter(f"{W}t")))}

    def looks(self, run: Element, style: str) -> Iterator[str]:
        """hidden · red · white · tiny · highlighted · struck, as far as the run is."""
        if self._on(run, style, "vanish"):
            yield "hidden"
        colour = self._value(run, style, "color", "val").upper()
        if re.fullmatch(r"[0-9A-F]{6}", colour):
            red, green, blue = (int(colour[at:at + 2], 16) for at in (0, 2, 4))
            if red >= 0xC0 and green < 0x60 and blue < 0x60:
                yield "red"
            elif min(red, green, blue) >= 0xF5:
                yield "white"
        if 0 < self._points(run, style) * 2 < _TINY and self._value(run, style, "vertAlign", "val") in ("", "baseline"):
            yield "tiny"
        if self._value(run, style, "highlight", "val") not in ("", "none"):
            yield "highlighted"
        if self._on(run, style, "strike") or self._on(run, style, "dstrike"):
            yield "struck"

    def _points(self, run: Element, style: str) -> float:
        size = self._value(run, style, "sz", "val")
        return int(size) / 2 if size.isdigit() else 0.0

    def _on(self, run: Element, style: str, name: str) -> bool:
        return self._value(run, style, name, "") == _ON

    def _value(self, run: Element, style: str, name: str, attribute: str) -> str:
        """What a run is given, by itself, by its styles, or by default; for a switch (no attribute), whether it is on."""
        own = run.find(f"{W}rPr")
        if own is not None:
            character = own.find(f"{W}rStyle")
            found = _said(own, name, attribute) or (self._styled(character.get(f"{W}val", ""), name, attribute) if character is not None else "")
            if found:
                return found
        return self._styled(style, name, attribute) or (_said(self.base, name, attribute) if self.base is not None else "")

    def _styled(self, style: str, name: str, attribute: str) -> str:
        """What a style gives, through those it is based on; looked up once."""
        key = style, name, attribute
        if key not in self._known:
            given = (_said(found, name, attribute) for one in self._chain(style) if (found := one.find(f"{W}rPr")) is not None)
            self._known[key] = next((one for one in given if one), "")
        return self._known[key]

    def _chain(self, style: str) -> Iterator[Element]:
        for _ in range(_DEEPEST):
            if style not in self.styles:
                return
            yield self.styles[style]
            base = self.styles[style].find(f"{W}basedOn")
            style = base.get(f"{W}val", "") if base is not None else ""


def _said(properties: Element, name: str, attribute: str) -> str:
    """A property's attribute; of a switch, `on` or `off`; "" if it is not given."""
    found = properties.find(f"{W}{name}")
    if found is None:
        return ""
    return found.get(f"{W}{attribute}", "") if attribute else _OFF if found.get(f"{W}val", "true") in _FALSE else _ON

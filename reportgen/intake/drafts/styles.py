"""What styles, defaults and numbering make of a paragraph and a run: size, weight, level, list mark."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from reportgen.intake.drafts.model import Mark
from reportgen.intake.drafts.package import Element, Package, W, switched, value

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.I)
_USUAL = 20  # half points, where nothing is said
_DEEPEST = 12  # styles one upon another
_BULLETS = ("bullet", "none")
_BLACK = ("000000", "auto", "")


@dataclass(frozen=True, slots=True)
class Run:
    """How a run looks, after all styles. marked: why a reader would stop at it ("" if not)."""

    size: int = _USUAL
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    marked: str = ""
    raised: str = ""


@dataclass(frozen=True, slots=True)
class Sort:
    """What a paragraph style says. level: of headings; list: (list, depth) it numbers by."""

    name: str = ""
    level: int = 0
    align: str = ""
    list: tuple[str, int] | None = None
    run: Run = Run()


class Styles:
    """The style sheet and the numbering of one document."""

    def __init__(self, package: Package) -> None:
        self._sheet = package.side("styles")
        self._lists = package.side("numbering")
        self._sorts: dict[str, Sort] = {}

    def sort(self, paragraph: Element) -> Sort:
        """What a paragraph is by its style, then by its own properties."""
        own = paragraph.find(W + "pPr")
        return self._with(self._named(value(own, "pStyle") or self._default), own)

    def run(self, element: Element, sort: Sort) -> Run:
        """How a run in such a paragraph looks."""
        own = element.find(W + "rPr")
        base = sort.run
        style = self._known.get(value(own, "rStyle") or "")
        for one in reversed(self._chain(style)):
            base = _run(base, one.find(W + "rPr"))
        return _run(base, own)

    def mark(self, paragraph: Element, sort: Sort) -> Mark | None:
        """The automatic list mark; None if there is none."""
        own = paragraph.find(W + "pPr")
        list_ = value(own, "numPr/numId") or (sort.list[0] if sort.list else None)
        depth = _whole(value(own, "numPr/ilvl")) or (sort.list[1] if sort.list else 0)
        if list_ in (None, "0"):
            return None
        level = self._level(list_, depth)
        return Mark(list_, depth, value(level, "numFmt") not in _BULLETS, value(level, "lvlText") or "")

    @cached_property
    def _known(self) -> dict[str, Element]:
        return {} if self._sheet is None else {one.get(W + "styleId", ""): one for one in self._sheet.findall(W + "style")}

    @cached_property
    def _default(self) -> str:
        return next((id for id, one in self._known.items() if one.get(W + "type") == "paragraph" and one.get(W + "default") in ("1", "true")), "")

    @cached_property
    def _ground(self) -> Run:
        defaults = None if self._sheet is None else self._sheet.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        return _run(Run(), defaults)

    def _chain(self, style: Element | None) -> list[Element]:
        """The style and those it is based on, itself first."""
        made: list[Element] = []
        while style is not None and len(made) < _DEEPEST:
            made.append(style)
            style = self._known.get(value(style, "basedOn") or "")
        return made

    def _named(self, id: str) -> Sort:
        if id not in self._sorts:
            made = Sort(run=self._ground)
            for one in reversed(self._chain(self._known.get(id))):
                name = value(one, "name") or ""
                level = _HEADING.match(name)
                made = self._with(replace(made, name=name, level=int(level[1]) if level else made.level), one.find(W + "pPr"))
                made = replace(made, run=_run(made.run, one.find(W + "rPr")))
            self._sorts[id] = made
        return self._sorts[id]

    def _with(self, sort: Sort, own: Element | None) -> Sort:
        outline = value(own, "outlineLvl")
        level = sort.level if outline is None else int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else 0
        list_ = value(own, "numPr/numId")
        known = sort.list if list_ is None else (list_, _whole(value(own, "numPr/ilvl")))
        return replace(sort, level=level, align=value(own, "jc") or sort.align, list=known)

    def _level(self, list_: str, depth: int) -> Element | None:
        if self._lists is None:
            return None
        number = next((one for one in self._lists.findall(W + "num") if one.get(W + "numId") == list_), None)
        wanted = value(number, "abstractNumId")
        pattern = next((one for one in self._lists.findall(W + "abstractNum") if one.get(W + "abstractNumId") == wanted), None)
        levels = [] if pattern is None else pattern.findall(W + "lvl")
        return next((one for one in levels if one.get(W + "ilvl") == str(depth)), None)


def _run(base: Run, own: Element | None) -> Run:
    if own is None:
        return base
    size = value(own, "sz")
    bold, italic, hidden = (switched(own, path) for path in ("b", "i", "vanish"))
    return Run(_whole(size) if size else base.size, base.bold if bold is None else bold, base.italic if italic is None else italic,
               base.hidden if hidden is None else hidden, _marked(own) or base.marked, value(own, "vertAlign") or base.raised)


def _whole(text: str | None) -> int:
    """A number of an attribute: other programs write "24.5" for a size; nothing at all counts as 0."""
    digits = (text or "").split(".")[0]
    return int(digits) if digits.isdecimal() else 0


def _marked(own: Element) -> str:
    if switched(own, "strike") or switched(own, "dstrike"):
        return "删除线"
    if (value(own, "highlight") or "none") != "none":
        return "突出显示"
    colour = (value(own, "color") or "").upper()
    return "红字" if len(colour) == 6 and colour not in _BLACK and _red(colour) else ""


def _red(colour: str) -> bool:
    try:
        red, green, blue = (int(colour[n:n + 2], 16) for n in (0, 2, 4))
    except ValueError:
        return False
    return red > 160 and green < 90 and blue < 90

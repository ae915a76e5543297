"""What the Typst template reads: the tree as JSON with the decisions that need looking at the whole, and the pictures as files."""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import replace

from reportgen.core.document import (
    Block, CaseBox, Chart, Document, Grid, Heading, Inline, Items, PageBreak, Paragraph, Part, Photo, Quote, Statement, plain,
)
from reportgen.core.look import Drawing
from reportgen.turns import Turns
from reportgen.writers.docx.anchors import spaced
from reportgen.writers.pdf.tables import FEWEST, data_table, placed, setting, turned, turned_area
from reportgen.writers.pdf.told import told
from reportgen.writers.tree_json import kind, tree

_PT = 72 / 25.4
_COVER_LINE = 18  # characters of a title that still look well in one line
_CASE_LEVEL = 3   # a case's title in the bookmarks
_CASE_INSET = 2   # characters of white a case box takes from its lines
_QUOTE_INSET = 4  # and a quotation
_KEPT = (Paragraph, Quote, Items, Heading, Grid)  # what these become follows from themselves and their place in the outline
BULLET = 10 / 3   # characters that a list's mark takes from its lines


def anchor(block: Block) -> str:
    """Name of the place a block stands at: a heading's id; "fig:", "tab:", "case:" and the id of a numbered block; "" for others."""
    match block:
        case Heading(id=id):
            return id
        case Chart(id=id) | Photo(id=id):
            return f"fig:{id}"
        case Grid(id=id):
            return f"tab:{id}"
        case CaseBox(id=id):
            return f"case:{id}"
    return ""


def cover_lines(document: Document) -> tuple[str, ...]:
    """The title as the cover breaks it: whose report it is ("" if it does not begin with that), then what it is, in lines of equal length.

    >>> cover_lines(Document("s", "岭海学院质量年度报告", "", "岭海学院", "", None, ()))
    ('岭海学院', '质量年度报告')
    """
    owner = next((one for one in (document.scope, document.organisation) if one and document.title.startswith(one)), "")
    rest = document.title.removeprefix(owner)
    length = math.ceil(len(rest) / math.ceil(len(rest) / _COVER_LINE)) if rest else 1
    return (owner, *(rest[n:n + length] for n in range(0, len(rest), length)))


def measure(styles: Mapping) -> tuple[float, float]:
    """Width of a line, a whole number of characters, and height of the text area, a whole number of lines of Word's grid, in points."""
    page, size = styles["page"], styles["body"]["size_pt"]
    across, down = ((page[whole] - page[one] - page[other]) * _PT for whole, one, other in
                    (("width_mm", "left_mm", "right_mm"), ("height_mm", "top_mm", "bottom_mm")))
    lines = down // styles["body"]["line_pt"]
    return size * round(across / size), lines * (20 * down // lines) / 20


class Layout:
    """One document for the template.

    front: what it goes by throughout. body: the parts, as JSON; apart, so that a change of them leaves what Typst keeps of all the rest. files: the
    pictures it names. captions: what a reader calls them. anchors: names of all places that can be pointed at, in reading order.
    turns: blocks as laid out before.
    """

    def __init__(self, document: Document, styles: Mapping, drawings: Mapping[str, Drawing], turns: Turns) -> None:
        self.files: dict[str, bytes] = {}
        self.captions: dict[str, str] = {}
        self.anchors: dict[str, None] = {}
        self._styles, self._drawings, self._turns = styles, drawings, turns
        self._width, self._height = measure(styles)
        self._targets: dict[str, str] = {}
        self._level, self._in_case, self._bound = 0, False, document.draft
        stretches = [_list(self._part(part) for part in stretch) for stretch in document.stretches()]
        plain_fields = ("title", "subtitle", "organisation", "date", "facts", "draft")
        self.front = {**{name: tree(getattr(document, name)) for name in plain_fields}, "cover": cover_lines(document), "statement": self._statement(document.statement),
                     "targets": self._targets, "lists": _lists(document), "styles": tree(styles), "measure": self._width, "height": self._height}
        self.body = _text({"anchors": list(self.anchors)}, stretches=_list(stretches))

    def _statement(self, statement: Statement | None) -> object:
        """Its words; of a signed one also the picture, which fills the page below the title."""
        if statement is None or statement.scan is None:
            return tree(statement)
        scan = statement.scan
        room = {"width_pt": self._width, "height_pt": 0.86 * self._height}
        return {**tree(replace(statement, scan=None)), "scan": self._picture(scan, scan.data, scan.media_type.rpartition("/")[2], (scan.width, scan.height), room)}

    def _part(self, part: Part) -> str:
        self._level = 0
        running = spaced(part.heading.label) + plain(part.heading.children)
        heading, *blocks = map(self._block, part.blocks())
        return _text({"role": str(part.role), "label": part.heading.label, "title": plain(part.heading.children), "running": running},
                     heading=heading, blocks=_list(blocks))

    def _block(self, block: Block) -> str:
        """A block as JSON."""
        given = {"anchor": self._anchor(block)}
        if isinstance(block, Heading | CaseBox):
            given["depth"] = self._deeper(block.level if isinstance(block, Heading) else _CASE_LEVEL)
        if isinstance(block, CaseBox):
            return self._case(block, given)
        if not isinstance(block, _KEPT):
            return _text(self._made(block, given))
        return self._turns.held("pdf", (block, self._styles), (*given.values(), self._in_case, self._bound), lambda: _text(self._made(block, given)))

    def _made(self, block: Block, made: dict[str, object]) -> dict[str, object]:
        match block:
            case Heading():
                return self._node(block, **made, in_case=self._in_case, **self._heading(block))
            case Paragraph():
                return self._node(block, **self._told(block.children, first=self._styles["body"]["indent_chars"]))
            case Quote():
                return self._node(block, **self._told(block.children, narrower=_QUOTE_INSET, first=self._styles["body"]["indent_chars"]))
            case Items():
                return self._node(block, items=[self._told(item, narrower=BULLET) for item in block.items])
            case Grid():
                return self._sheet(block, **made)
            case Chart() if block.id not in self._drawings:
                return self._node(block, **made, table=self._grid(data_table(block)), notes=self._notes(block.notes))
            case Chart():
                drawn = self._drawings[block.id]
                return self._picture(block, drawn.svg, "svg", (drawn.width, drawn.height), self._frame(), notes=self._notes(block.notes), **made)
            case Photo():
                suffix = block.media_type.rpartition("/")[2]
                return self._picture(block, block.data, suffix, (block.width, block.height), self._styles["photo"], **made)
        return self._node(block)

    def _told(self, children: tuple[Inline, ...], *, size: float = 0.0, narrower: float = 0.0, first: float = 0.0) -> dict[str, object]:
        size = size or self._styles["body"]["size_pt"]
        return told(children, self._width / size - narrower, first, bound=self._bound)

    def _heading(self, block: Heading) -> dict[str, object]:
        size = self._styles["headings"][min(block.level, 4)]["size_pt"]
        return told(block.children, self._width / size, bound=self._bound, before=spaced(block.label))

    def _notes(self, notes: tuple[tuple[Inline, ...], ...]) -> list[dict[str, object]]:
        return [self._told(note, size=self._styles["note"]["size_pt"]) for note in notes]

    def _frame(self) -> dict[str, object]:
        chart = self._styles["chart"]
        return {"width_pt": chart["width_pt"], "height_pt": chart["most_pt"]}

    def _case(self, case: CaseBox, given: dict[str, object]) -> str:
        width = self._width
        self._in_case, self._width = True, width - _CASE_INSET * self._styles["body"]["size_pt"]
        inner = [self._block(block) for block in case.blocks if not isinstance(block, PageBreak)]
        self._in_case, self._width = False, width
        return _text(self._node(case, **given), blocks=_list(inner))

    def _node(self, block: Block, **more: object) -> dict[str, object]:
        heavy = {"data", "series", "categories", "figures", "blocks"}
        names = (name for name in block.__slots__ if name not in heavy and name != "at" and name not in more)
        return {"type": kind(block), **{name: tree(getattr(block, name)) for name in names}, **more}

    def _anchor(self, block: Block) -> str:
        """The block's anchor; "" if an earlier block has it. References name an id without its kind: the first of that id is meant."""
        name = anchor(block)
        if not name or name in self.anchors:
            return ""
        self.anchors[name] = None
        self._targets.setdefault(block.id, name)
        return name

    def _deeper(self, level: int) -> int:
        """The level in the outline: as written, but never a level skipped."""
        self._level = min(level, self._level + 1)
        return self._level

    def _sheet(self, grid: Grid, **more: object) -> dict[str, object]:
        """A table of its own; one that is too wide stands on a page turned sideways, but never in a case's box."""
        area = self._styles, self._width, self._height
        if self._in_case or not turned(grid, *area):
            return self._grid(grid, **more, turned=False)
        upright, (self._width, self._height) = (self._width, self._height), turned_area(*area)
        made = self._grid(grid, **more, turned=True)
        self._width, self._height = upright
        return made

    def _grid(self, grid: Grid, **more: object) -> dict[str, object]:
        made = setting(grid, self._styles, self._width, self._height)
        body: list[list[object]] = [[] for _ in grid.body]
        for r, c, cell in placed(grid.body):
            body[r].append({**tree(cell), "pad": made.pads.get((r, c)), "breakable": r in made.tall})
        return self._node(grid, **more, notes=self._notes(grid.notes), columns=made.columns, size=made.size_pt, whole=made.whole, split=made.split, body=body,
                          begun=round(sum(made.head) + sum(made.rows[:FEWEST]), 2))

    def _picture(self, block: Chart | Photo, data: bytes, suffix: str, size: tuple[float, float], most: Mapping,
                 **more: object) -> dict[str, object]:
        name = f"picture-{len(self.files) + 1}.{suffix}"
        self.files[name], self.captions[name] = data, f"{block.number}《{block.caption}》"
        scale = min(most["width_pt"] / size[0], self._width / size[0], most["height_pt"] / size[1])
        return self._node(block, **more, file=name, width=round(size[0] * scale, 2))


def _text(node: Mapping[str, object], **more: str) -> str:
    """A node as JSON. more: fields that are JSON already."""
    own = json.dumps(node, ensure_ascii=False, sort_keys=True)
    return "".join((own[:-1], *(f', "{name}": {text}' for name, text in more.items()), "}"))


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(texts)}]"


def _lists(document: Document) -> list[str]:
    """Kinds of the lists after the contents: cases, figures, tables, where there are any with a number."""
    numbered = tuple(block for block in document.blocks() if getattr(block, "number", ""))
    lists = {"case": CaseBox, "image": Chart | Photo, "table": Grid}
    return [name for name, types in lists.items() if any(isinstance(block, types) for block in numbered)]

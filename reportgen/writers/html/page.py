"""The page: the designer's template filled with the report."""

import base64
import hashlib
from collections.abc import Mapping
from types import CodeType

from jinja2 import BytecodeCache, DictLoader, StrictUndefined, TemplateError
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from reportgen.cache import Store
from reportgen.core.document import Block, CaseBox, Cell, Chart, Document, Grid, Heading, Photo, Role, numbers, plain
from reportgen.core.errors import Unreadable
from reportgen.core.look import Drawing, Look
from reportgen.core.pack import frozen
from reportgen.core.place import Place
from reportgen.core.report import Report, Written
from reportgen.writers.html.inline import Inlines
from reportgen.writers.html.lineage import Entry, Register
from reportgen.writers.html.outline import Anchors, contents, exhibit_key, exhibits, heading_levels, slug
from reportgen.writers.html.photo import picture
from reportgen.writers.html.pieces import Pieces
from reportgen.writers.html.svg import inline_svg

_PAGE = "report.html.j2"
_WIDEST = 9  # characters of a cell that count for its column's least width; longer ones wrap


def write_html(report: Report, look: Look, drawings: Mapping[str, Drawing], *, store: Store | None = None) -> Written:
    """The report as one offline file.

    drawings: by chart id; a chart without one shows its data table instead. store: photos as made before. Facts: bytes, figures (ids shown), numbers
    (bound ones in the text), headings (texts), charts and photos (counts).
    Raises: Unreadable if the template does not hold together.
    """
    document, store = report.document, store or Store()
    register = Register(report.figures, scope=document.scope, rounding=report.pack.rounding, lineage=report.lineage, turns=store.turns)
    try:
        text = _environment(report, register, drawings, store, look).get_template(_PAGE).render(
            report=report, document=document, style=look.styles, contents=contents(document), exhibits=exhibits(document))
    except TemplateError as error:
        at = Place(f"templates/{'common' if getattr(error, 'name', None) in look.shared else look.name}/{getattr(error, 'name', None) or _PAGE}",
                   getattr(error, "lineno", None))
        raise Unreadable(f"网页模板写错了：{error.message}", at=at, hint="模板开头的说明列出了可用的变量和过滤器") from error
    data = text.encode("utf-8")
    return Written("html", data, frozen(_facts(document, register, len(data))))


class _Compiled(BytecodeCache):
    """Templates as this process compiled them, by their text."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Whatever was compiled from the same text."""
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """For the next page."""
        self._known[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox. The fields of a dataclass are plain data: once one was looked at, its like are not asked about again."""

    def __init__(self, **settings: object) -> None:
        super().__init__(**settings)
        self._data: set[tuple[type, str]] = set()

    def getattr(self, obj: object, attribute: str) -> object:
        """An attribute as a template sees it."""
        if (type(obj), attribute) in self._data:
            return getattr(obj, attribute)
        value = super().getattr(obj, attribute)
        if not attribute.startswith("_") and attribute in getattr(type(obj), "__dataclass_fields__", ()):
            self._data.add((type(obj), attribute))
        return value


def _environment(report: Report, register: Register, drawings: Mapping[str, Drawing], store: Store,
                 look: Look) -> _Sandbox:
    """What a template can say: see the comment at the head of templates/common/common.html.j2."""
    document, lists = report.document, exhibits(report.document)
    inlines, levels, anchors = Inlines(register, {line.label for _, lines in lists for line in lines}), heading_levels(document), Anchors()
    pieces = Pieces(store.turns, report, look, drawings, register, inlines, levels, anchors)
    environment = _Sandbox(undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True,
                                                loader=DictLoader({**look.shared, _PAGE: look.html}), bytecode_cache=_COMPILED)
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True, "separators": (",", ":")}
    environment.filters.update({
        "kind": lambda block: type(block).__name__, "inline": inlines, "plain": plain, "slug": slug, "anchor": anchors,
        "level": lambda block: levels[exhibit_key(block) if isinstance(block, CaseBox) else block.id],
        "picture": lambda photo: store.kept("photo", photo.data, lambda: picture(photo)), "csp_hash": _csp_hash, "least_width": _least_width, "is_total": _is_total,
        "drawn": lambda chart, name: _drawn(chart, name, drawings), "sources": register.chart,
    })
    environment.globals.update({
        "kept": pieces, "kept_row": pieces.row,
        "footnotes": lambda: tuple(inlines.notes), "entries": register.entries, "snapshots": register.snapshots, "facts": lambda: _for_programs(document, register)})
    return environment


def _drawn(chart: Chart, name: str, drawings: Mapping[str, Drawing]) -> Markup:
    drawing = drawings.get(chart.id)
    if drawing is None:
        return Markup("")
    title = f"{chart.number} {chart.caption}".strip()
    return Markup(inline_svg(drawing.svg, name=name, title=title, description=chart.alt))


def _csp_hash(script: str) -> str:
    """The script's hash as a content security policy wants it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")


def _least_width(grid: Grid) -> int:
    """Ems below which the table scrolls instead of squeezing: each column's longest cell, up to a limit, and its padding."""
    full = [row for row in (*grid.head, *grid.body) if len(row) == len(grid.widths)]
    return sum(max(map(_cell_width, column)) + 1 for column in zip(*full))


def _cell_width(cell: Cell) -> int:
    length = len(plain(cell.children))
    return length // 2 + 2 if cell.role in (Role.NUMBER, Role.TOTAL) else min(length + cell.indent, _WIDEST)


def _is_total(row: tuple[Cell, ...]) -> bool:
    return any(cell.role is Role.TOTAL for cell in row)


def _for_programs(document: Document, register: Register) -> dict[str, object]:
    return {"report": document.id, "title": document.title, "scope": document.scope, "snapshots": register.snapshots(),
            "figures": [_fact(entry) for entry in register.entries()]}


def _fact(entry: Entry) -> dict[str, object]:
    one = entry.figure
    return {"id": one.id, "scope": one.scope, "year": entry.year, "value": entry.value or None, "unit": one.unit, "shown": list(entry.shown)}


def _facts(document: Document, register: Register, size: int) -> dict[str, object]:
    blocks: tuple[Block, ...] = tuple(document.blocks())
    return {
        "bytes": size,
        "figures": tuple(dict.fromkeys(entry.figure.id for entry in register.entries())),
        "numbers": sum(not number.literal for number in numbers(document)),
        "headings": tuple(block.label + plain(block.children) for block in blocks if isinstance(block, Heading)),
        "charts": sum(isinstance(block, Chart) for block in blocks),
        "photos": sum(isinstance(block, Photo) for block in blocks),
    }

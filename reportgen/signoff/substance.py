"""What a signature on a section is given to: exactly its text, figures, charts and tables, pictures and cases, as they are printed.

Numbers of headings and exhibits are left out, and the words of references: they change when somebody else's section does.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reportgen.core.document import (Block, Break, CaseBox, Cell, Chart, Emphasis, Footnote, Grid, Heading, Inline, Items, Link, Number, Paragraph,
                                     Photo, Quote, Reference, Section, Strong, Text, inlines)
from reportgen.core.pack import frozen
from reportgen.ledger import digest

WORDS, FIGURES, EXHIBITS, CASES = "text", "figures", "exhibits", "cases"
_LONG = 16  # hexadecimal digits that tell one paragraph from another


@dataclass(frozen=True, slots=True)
class Substance:
    """The content of a section. text: digests of its paragraphs in order. figures: name of a bound figure → what is printed of it.

    exhibits, cases: id → (title, digest).
    """

    text: tuple[str, ...] = ()
    figures: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: frozen({}))
    exhibits: Mapping[str, tuple[str, str]] = field(default_factory=lambda: frozen({}))
    cases: Mapping[str, tuple[str, str]] = field(default_factory=lambda: frozen({}))

    @property
    def hash(self) -> str:
        """sha256 of it all."""
        return digest(self.as_json())

    def as_json(self) -> dict[str, object]:
        """As the log holds it."""
        return {WORDS: list(self.text), FIGURES: _lists(self.figures), EXHIBITS: _lists(self.exhibits), CASES: _lists(self.cases)}


def substance(section: Section, names: Mapping[str, str] = frozen({})) -> Substance:
    """The substance of a composed section. names: figure id → name, for telling what changed."""
    text, figures, exhibits, cases = [], {}, {}, {}
    for block in section.blocks:
        match block:
            case CaseBox():
                cases[block.id] = (block.title, _digest(_block(block)))
            case Chart() | Grid() | Photo():
                exhibits[_exhibit(block)] = (block.caption, _digest(_block(block)))
            case _:
                text.append(_digest(_block(block)))
                for number in _numbers(block):
                    key = f"{names.get(number.figure, number.figure)}{f'（{number.form}）' if number.form else ''}"
                    figures[key] = (*figures.get(key, ()), number.text)
    return Substance(tuple(text), frozen(figures), frozen(exhibits), frozen(cases))


def changes(old: Mapping[str, object], new: Substance) -> str:
    """What differs between what was signed, as the log holds it, and the present substance, in words."""
    words = []
    was, now = list(old.get(WORDS, ())), list(new.text)
    lost, come = len(_without(was, now)), len(_without(now, was))
    if was != now:
        words.append(f"正文改动{max(lost, come)}段" if max(lost, come) else "正文段落次序变动")
    words += _figures(old.get(FIGURES, {}), _lists(new.figures))
    words += _named("", old.get(EXHIBITS, {}), _lists(new.exhibits))
    words += _named("案例", old.get(CASES, {}), _lists(new.cases))
    return "、".join(words) or "内容与签字时不同"


def _exhibit(block: Chart | Grid | Photo) -> str:
    """Kind and id; a picture's caption, for its id is only its number."""
    return f"图片:{block.caption}" if isinstance(block, Photo) else f"{'图' if isinstance(block, Chart) else '表'}:{block.id}"


def _lists(known: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    return {key: list(value) for key, value in sorted(known.items())}


def _without(some: Iterable[str], others: Iterable[str]) -> list[str]:
    gone = set(others)
    return [one for one in some if one not in gone]


def _figures(old: Mapping[str, list[str]], new: Mapping[str, list[str]]) -> Iterator[str]:
    for name in dict.fromkeys((*old, *new)):
        was, now = old.get(name, []), new.get(name, [])
        if was != now:
            yield f"数字“{name}”由{'、'.join(dict.fromkeys(was))}变为{'、'.join(dict.fromkeys(now))}" if set(was) != set(now) and was and now else \
                f"{'新增' if not was else '去掉' if not now else '次数不同的'}数字“{name}”"


def _named(kind: str, old: Mapping[str, list[str]], new: Mapping[str, list[str]]) -> Iterator[str]:
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) != new.get(key):
            title = (new.get(key) or old[key])[0]
            yield f"{'新增' if key not in old else '去掉' if key not in new else ''}{kind or key.partition(':')[0]}“{title}”{'' if key not in old or key not in new else '变动'}"


def _digest(value: object) -> str:
    return digest(value)[:_LONG]


def _numbers(block: Block) -> Iterator[Number]:
    return (one for one in inlines(block) if isinstance(one, Number) and not one.literal)


def _block(block: Block) -> object:
    """What of a block is signed, as plain values. A bound number of prose stands by its name: its value is one of the figures."""
    match block:
        case Heading(level=level, children=children):
            return ["heading", level, _inlines(children)]
        case Paragraph(children=children):
            return ["paragraph", _inlines(children)]
        case Quote(children=children):
            return ["quote", _inlines(children)]
        case Items(items=items, ordered=ordered):
            return ["items", ordered, [_inlines(one) for one in items]]
        case Grid():
            return ["grid", block.caption, block.unit, [[_cell(cell) for cell in row] for row in (*block.head, *block.body)],
                    [_inlines(one, printed=True) for one in block.notes]]
        case Chart():
            series = [[one.name, list(one.texts), one.unit, str(one.mark), one.axis, one.reference] for one in block.series]
            return ["chart", block.caption, str(block.kind), block.dimension, list(block.categories), series,
                    [_inlines(one, printed=True) for one in block.notes]]
        case Photo():
            return ["photo", block.caption, block.alt, block.credit, hashlib.sha256(block.data).hexdigest()]
        case CaseBox():
            return ["case", block.title, block.subtitle, block.department, block.author, [_block(one) for one in block.blocks],
                    [one.text for inner in block.blocks for one in _numbers(inner)]]
    return [type(block).__name__]


def _cell(cell: Cell) -> object:
    return [_inlines(cell.children, printed=True), str(cell.role), cell.colspan, cell.rowspan, cell.indent]


def _inlines(children: Iterable[Inline], *, printed: bool = False) -> list[object]:
    """printed: bound numbers by what is printed of them."""
    return [_inline(child, printed) for child in children]


def _inline(child: Inline, printed: bool) -> object:
    match child:
        case Text(text=text):
            return text
        case Number():
            return ["number", child.text] if printed or child.literal else ["figure", child.figure, child.scope, child.form]
        case Strong(children=inner) | Emphasis(children=inner) | Footnote(children=inner):
            return [type(child).__name__, _inlines(inner, printed=printed)]
        case Link(url=url, children=inner):
            return ["link", url, _inlines(inner, printed=printed)]
        case Reference(target=target):
            return ["reference", target]
        case Break():
            return ["break"]

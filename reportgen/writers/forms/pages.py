"""How many pages a filled form takes when its lines have fixed heights, as those of official papers do: on which side the last one falls."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from docx import Document
from docx.oxml import CT_P
from docx.oxml.ns import qn
from docx.shared import Length, Pt
from docx.text.paragraph import Paragraph

from reportgen.writers.lines import lines

_SIZE, _LINE = Pt(10.5), Pt(15)  # where no style says


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph: its lines, the height of one, the space around it, and how it holds together. leap: it begins on a page of its own; ends: a page ends with it."""

    lines: int
    line: int
    before: int
    after: int
    whole: bool
    tied: bool
    leap: bool
    ends: bool

    @property
    def height(self) -> int:
        return self.before + self.lines * self.line + self.after


def page_count(document: bytes) -> int:
    """Pages of a form that is made of paragraphs; what floats (a text box) takes no room."""
    made = Document(BytesIO(document))
    section = made.sections[-1]
    room = _emu(section.page_height) - _emu(section.top_margin) - _emu(section.bottom_margin)
    measure = _emu(section.page_width) - _emu(section.left_margin) - _emu(section.right_margin)
    blocks = [_block(Paragraph(one, made._body), measure) for one in made.element.body if isinstance(one, CT_P)]
    return _pages(blocks, room)


def _pages(blocks: Sequence[_Block], room: int) -> int:
    page, used = 1, 0
    for chain in _chains(blocks):
        tied = sum(one.height for one in chain)
        if chain[0].leap or (len(chain) > 1 and used + tied > room >= tied):
            page, used = (page + 1, 0) if used else (page, 0)
        for one in chain:
            turned, used = _set(one, used, room)
            page += turned
            if one.ends:
                page, used = page + 1, 0
    return page


def _chains(blocks: Sequence[_Block]) -> Iterator[list[_Block]]:
    """Paragraphs that stand on one page because each is tied to the next."""
    chain: list[_Block] = []
    for n, one in enumerate(blocks):
        chain.append(one)
        follows = blocks[n + 1] if n + 1 < len(blocks) else None
        if follows is None or not one.tied or follows.leap or one.ends:
            yield chain
            chain = []


def _set(one: _Block, used: int, room: int) -> tuple[int, int]:
    """Pages turned while the paragraph is set, and the height used on the last of them."""
    turned = 0
    if one.whole and used + one.before + one.lines * one.line > room >= one.lines * one.line:
        turned, used = 1, 0
    used += one.before
    for _ in range(one.lines):
        if used + one.line > room and used:
            turned, used = turned + 1, 0
        used += one.line
    return turned, used + one.after


def _block(paragraph: Paragraph, measure: int) -> _Block:
    size = _emu(_styled(paragraph, "font", "size")) or _SIZE
    line = _styled(paragraph, "paragraph_format", "line_spacing")
    first, left, right = (_emu(_styled(paragraph, "paragraph_format", f"{name}_indent")) for name in ("first_line", "left", "right"))
    words = _words(paragraph)
    em = size + _spacing(paragraph)
    room = measure - left - right
    wrapped = lines(words.rsplit("\t", 1)[-1], room / em, 0 if "\t" in words else first / em)
    return _Block(wrapped, line if isinstance(line, Length) else round((line or 1) * _LINE),
                  *(_emu(_styled(paragraph, "paragraph_format", f"space_{name}")) for name in ("before", "after")),
                  *(bool(_styled(paragraph, "paragraph_format", name)) for name in ("keep_together", "keep_with_next", "page_break_before")),
                  ends=paragraph._p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None or any(one.get(qn("w:type")) == "page" for one in paragraph._p.iter(qn("w:br"))))


def _styled(paragraph: Paragraph, group: str, name: str) -> object:
    """A property of the paragraph itself, or of its style, or of the one that is based on."""
    if group == "paragraph_format" and (own := getattr(paragraph.paragraph_format, name)) is not None:
        return own
    style = paragraph.style
    while style is not None:
        if (known := getattr(getattr(style, group), name)) is not None:
            return known
        style = style.base_style
    return None


def _spacing(paragraph: Paragraph) -> int:
    """What the style sets between characters."""
    found = paragraph.style.element.find(f"{qn('w:rPr')}/{qn('w:spacing')}") if paragraph.style is not None else None
    return round(Pt(int(found.get(qn("w:val"), "0")) / 20)) if found is not None else 0


def _words(paragraph: Paragraph) -> str:
    """Its text without that of boxes."""
    return "".join(run.text for run in paragraph.runs)


def _emu(length: object) -> int:
    return length if isinstance(length, int) else 0

"""The text of a Word paragraph: runs, fields, links, content controls, revisions, notes; nothing of it is passed over in silence."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, replace

from reportgen.core.place import NOWHERE, Place
from reportgen.intake.drafts.formulas import formula
from reportgen.intake.drafts.model import Piece, Pieces, trimmed
from reportgen.intake.drafts.package import DGM, M, MC, A, C, Element, Package, R, W, switched, value
from reportgen.intake.drafts.styles import Run, Sort, Styles

ACCEPT, REJECT = "accept", "reject"
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e]")
_RAISED = {"superscript": str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"), "subscript": str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")}
_SYMBOLS = {"F0FC": "✓", "F0FE": "☑", "F0A8": "□", "F06F": "□", "F06E": "■", "F0A7": "■", "F06C": "●", "F0B7": "●", "F0D8": "➢", "F076": "◆"}
_ADDED, _REMOVED = ("ins", "moveTo"), ("del", "moveFrom")
_LINK_FIELD = re.compile(r'\s*HYPERLINK\s+"([^"]+)"')
_SILENT = frozenset(W + name for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delInstrText", "footnoteRef", "endnoteRef", "annotationRef"))


@dataclass(slots=True)
class Noted:
    """What a person should hear of, gathered while reading: (place, what …). added: characters that stand in no text element of the file."""

    revisions: list[tuple[Place, str, str]] = field(default_factory=list)
    comments: list[tuple[Place, str, str]] = field(default_factory=list)
    hidden: list[tuple[Place, str]] = field(default_factory=list)
    marked: list[tuple[Place, str, str]] = field(default_factory=list)
    formulas: list[tuple[Place, str]] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Around:
    """What holds for the runs being read."""

    sort: Sort
    at: Place
    url: str = ""
    removed: bool = False


@dataclass(slots=True)
class _Field:
    code: str = ""
    shown: bool = False


class Runs:
    """Reads paragraphs one after another: fields and comments may go on from one to the next."""

    def __init__(self, package: Package, styles: Styles, changes: str) -> None:
        self.package, self.styles, self.changes = package, styles, changes
        self.noted = Noted()
        self._fields: list[_Field] = []
        self._open: dict[str, list[str]] = {}
        self._quotes: dict[str, str] = {}
        self._pieces: list[Piece] = []
        self._extras: list[Element] = []
        self._sizes: dict[int, int] = {}
        side = package.side("comments")
        self._comments = {} if side is None else {one.get(W + "id") or "": raw_text(one) for one in side.findall(W + "comment")}

    def finish(self) -> Noted:
        """What was noted; comments anchored nowhere that was read are added."""
        self.noted.comments.extend((NOWHERE, "", said) for said in self._comments.values())
        self._comments.clear()
        return self.noted

    def read(self, paragraph: Element, sort: Sort, at: Place) -> tuple[Pieces, tuple[Element, ...], int]:
        """The pieces of a paragraph, the drawings and objects anchored in it, and the size of most of its characters."""
        self._pieces, self._extras, self._sizes = [], [], {}
        self._walk(paragraph, _Around(sort, at))
        size = max(self._sizes, key=lambda one: (self._sizes[one], one), default=sort.run.size)
        return _joined(self._pieces), tuple(self._extras), size

    def keeps(self, element: Element) -> bool:
        """Whether what this revision mark encloses stays."""
        name = element.tag.removeprefix(W)
        return name not in (_REMOVED if self.changes == ACCEPT else _ADDED)

    # ── inside a paragraph ─────────────────────────────────────────────────

    def _walk(self, element: Element, around: _Around) -> None:
        for child in element:
            name = child.tag.removeprefix(W)
            if child.tag in _SILENT:
                continue
            if child.tag == W + "r":
                self._run(child, around)
            elif name in _ADDED or name in _REMOVED:
                self._revision(child, name, around)
            elif child.tag == W + "hyperlink":
                self._walk(child, replace(around, url=self.package.target(child.get(R + "id")) or ""))
            elif child.tag == W + "sdt" and switched(child, "sdtPr/" + W + "showingPlcHdr"):
                self._hide(child, around.at)
            elif child.tag in (M + "oMath", M + "oMathPara"):
                self._formula(child, around)
            elif child.tag in (W + "commentRangeStart", W + "commentRangeEnd"):
                self._comment_edge(child)
            elif child.tag == MC + "AlternateContent":
                self._walk(chosen(child), around)
            else:
                self._walk(child, around)

    def _revision(self, element: Element, name: str, around: _Around) -> None:
        words = raw_text(element)
        kind = "插入" if name in _ADDED else "删去"
        if words.strip():
            last = self.noted.revisions[-1] if self.noted.revisions else None
            if last and last[0] == around.at and last[1] == kind and self._adjacent(element):
                self.noted.revisions[-1] = (around.at, kind, last[2] + words)
            else:
                self.noted.revisions.append((around.at, kind, words))
        if self.keeps(element):
            self._walk(element, replace(around, removed=name in _REMOVED))

    def _adjacent(self, element: Element) -> bool:
        before = element.getprevious()
        return before is not None and before.tag == element.tag

    def _run(self, run: Element, around: _Around) -> None:
        look = self.styles.run(run, around.sort)
        self._content(run, look, around)

    def _content(self, element: Element, look: Run, around: _Around) -> None:
        for child in element:
            name = child.tag.removeprefix(W)
            if child.tag in _SILENT and name != "instrText":
                continue
            match name:
                case "t" | "delText":
                    self._text(child.text or "", look, around)
                case "tab" | "ptab":
                    self._text(" ", look, around)
                case "br" | "cr":
                    if value(child, name="type") in (None, "textWrapping"):
                        self._text("\n", look, around)
                case "noBreakHyphen" | "sym":
                    self._sign(child, look, around)
                case "fldChar":
                    self._field(child.get(W + "fldCharType") or "")
                case "instrText":
                    self._instruct(child.text or "")
                case "drawing" | "pict" | "object":
                    self._extras.append(child)
                case "footnoteReference" | "endnoteReference":
                    self._note(name.removesuffix("Reference"), child.get(W + "id") or "", around)
                case "commentReference":
                    self._comment(child.get(W + "id") or "", around)
                case "ruby":
                    self._ruby(child, look, around)
                case _:
                    self._content(chosen(child) if child.tag == MC + "AlternateContent" else child, look, around)

    def _sign(self, element: Element, look: Run, around: _Around) -> None:
        sign = "-" if element.tag == W + "noBreakHyphen" else _SYMBOLS.get((element.get(W + "char") or "").upper(), "□")
        self.noted.added.append(sign)
        self._text(sign, look, around)

    def _text(self, text: str, look: Run, around: _Around) -> None:
        text = _INVISIBLE.sub("", text).replace("\u00a0", " ")
        if not text or any(not one.shown for one in self._fields):
            return
        if any(one.code.lstrip().upper().startswith("TOC") for one in self._fields):
            self.noted.contents.append(text)
            return
        if look.hidden:
            self._tell(self.noted.hidden, around.at, text)
            return
        for words in self._open.values():
            words.append(text)
        if look.marked and text.strip():
            self._tell_marked(around.at, look.marked, text)
        if look.raised in _RAISED and text.strip().isdecimal():
            text = text.translate(_RAISED[look.raised])
        self._sizes[look.size] = self._sizes.get(look.size, 0) + len(text.strip())
        url = around.url or next((found[1] for one in self._fields if (found := _LINK_FIELD.match(one.code))), "")
        self._pieces.append(Piece(text, look.bold, look.italic, url))

    def _tell(self, told: list[tuple[Place, str]], at: Place, text: str) -> None:
        if told and told[-1][0] == at:
            told[-1] = (at, told[-1][1] + text)
        else:
            told.append((at, text))

    def _tell_marked(self, at: Place, why: str, text: str) -> None:
        last = self.noted.marked[-1] if self.noted.marked else None
        if last and last[:2] == (at, why):
            self.noted.marked[-1] = (at, why, last[2] + text)
        else:
            self.noted.marked.append((at, why, text))

    def _hide(self, element: Element, at: Place) -> None:
        self._tell(self.noted.hidden, at, raw_text(element))

    def _formula(self, element: Element, around: _Around) -> None:
        text = formula(element)
        if text.strip():
            self.noted.formulas.append((around.at, text))
            self.noted.added.append(surplus(text, raw_text(element)))
            self._text(text, around.sort.run, around)

    def _ruby(self, element: Element, look: Run, around: _Around) -> None:
        base, above = (raw_text(part) if (part := element.find(W + name)) is not None else "" for name in ("rubyBase", "rt"))
        self.noted.added.append("（）" if above else "")
        self._text(f"{base}（{above}）" if above else base, look, around)

    # ── fields, notes, comments ────────────────────────────────────────────

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _instruct(self, code: str) -> None:
        if self._fields and not self._fields[-1].shown:
            self._fields[-1].code += code

    def _note(self, kind: str, id: str, around: _Around) -> None:
        side = self.package.side(kind + "s")
        found = None if side is None else next((one for one in side.findall(W + kind) if one.get(W + "id") == id), None)
        if found is None:
            return
        before, self._pieces = self._pieces, []
        extras, sizes, self._sizes = self._extras, self._sizes, {}
        for number, paragraph in enumerate(found.iter(W + "p")):
            if number and self._pieces:
                self._pieces.append(Piece(" "))
            self._walk(paragraph, replace(around, sort=self.styles.sort(paragraph)))
        inside = trimmed(_joined(self._pieces))
        self._pieces, self._extras, self._sizes = before, extras, sizes
        if "".join(piece.text for piece in inside).strip():
            self._pieces.append(Piece("", note=inside))

    def _comment_edge(self, element: Element) -> None:
        id = element.get(W + "id") or ""
        if element.tag == W + "commentRangeStart":
            self._open[id] = []
        elif id in self._open:
            self._quotes[id] = "".join(self._open.pop(id))

    def _comment(self, id: str, around: _Around) -> None:
        said = self._comments.pop(id, "")
        self.noted.comments.append((around.at, self._quotes.pop(id, "") or "".join(self._open.pop(id, ())), said))


def raw_text(element: Element) -> str:
    """All words in an element, deleted ones too; of alternatives only one."""
    words = []
    for one in element.iter(W + "t", W + "delText", M + "t"):
        if not any(above.tag == MC + "Fallback" for above in one.iterancestors()):
            words.append(one.text or "")
    return "".join(words)


def surplus(text: str, known: str) -> str:
    """The characters of `text` that `known` does not have."""
    return "".join((Counter(unicodedata.normalize("NFKC", text)) - Counter(unicodedata.normalize("NFKC", known))).elements())


def chosen(alternatives: Element) -> Element:
    """Of mc:AlternateContent the choice if it holds anything we can read, else the fallback."""
    choice, fallback = (alternatives.find(MC + name) for name in ("Choice", "Fallback"))
    if choice is not None and (fallback is None or next(choice.iter(W + "t", W + "txbxContent", A + "blip", C + "chart", DGM + "relIds"), None) is not None):
        return choice
    return alternatives if fallback is None else fallback


def _joined(pieces: list[Piece]) -> Pieces:
    """Neighbours of one look as one piece."""
    made: list[Piece] = []
    for piece in pieces:
        last = made[-1] if made else None
        if last and not last.note and not piece.note and replace(last, text="") == replace(piece, text=""):
            made[-1] = replace(last, text=last.text + piece.text)
        else:
            made.append(piece)
    return tuple(made)

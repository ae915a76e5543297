"""What stands in a working copy besides its words, then and now: pictures and charts, words outside its paragraphs, comments."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element

from reportgen.core.working import NAMESPACE, charted, words_outside
from reportgen.reading.extract.package import Package
from reportgen.reading.extract.runs import MC, W

_N = f"{{{NAMESPACE}}}"
_BODY = "word/document.xml"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A, _C = "{http://schemas.openxmlformats.org/drawingml/2006/main}", "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_V = "{urn:schemas-microsoft-com:vml}"
_SHOWN = {f"{_A}blip": ("picture", f"{_R}embed"), f"{_V}imagedata": ("picture", f"{_R}id"), f"{_C}chart": ("chart", f"{_R}id")}
_AROUND = ("header", "footer")


@dataclass(frozen=True, slots=True)
class Held:
    """A picture or a chart. identity: of a picture its checksum, of a chart the numbers it plots. n: of the remembered paragraph that held it; line, relation: where it stands now."""

    kind: str
    alt: str
    identity: str
    n: int = 0
    line: int = 0
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody noted in the margin. at: the paragraph."""

    author: str
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Besides:
    """Then and now. told: whether the copy remembers such things at all; outside: words of the cover and of headers and footers, by (where, words). boxes: words of text boxes, with the paragraph."""

    told: bool
    drawings: tuple[Held, ...]
    drawings_now: tuple[Held, ...]
    outside: tuple[tuple[str, str], ...]
    outside_now: tuple[tuple[str, str], ...]
    boxes: tuple[tuple[str, int], ...]
    comments: tuple[Comment, ...]


def besides(package: Package, root: Element, numbers: dict[Element, int], cover: tuple[str, ...]) -> Besides:
    """root: of the part that remembers. numbers: every paragraph of the body, with its number. cover: words of the paragraphs before the first remembered one."""
    told = root.find(f"{_N}drawings")
    then = tuple(Held(one.get("kind", ""), one.get("alt", ""), one.text or "", int(one.get("n") or 0)) for one in told) if told is not None else ()
    outside = tuple((one.get("where", ""), one.text or "") for one in root.iterfind(f"{_N}outside/{_N}text"))
    around = dict.fromkeys(("margin", words) for words in _around(package) if words.strip())
    return Besides(told is not None, then, tuple(_drawings(package, numbers)), outside, (*(("cover", words) for words in cover), *around),
                   tuple(_boxes(numbers)), tuple(_comments(package, numbers)))


def _drawings(package: Package, numbers: dict[Element, int]) -> Iterator[Held]:
    parts = package.related(_BODY, "image") | package.related(_BODY, "chart")
    for paragraph, number in numbers.items():
        for one in paragraph.iter(*_SHOWN):
            kind, relation = _SHOWN[one.tag]
            if not any(parent.tag == f"{MC}Fallback" for parent in one.iterancestors()):
                part = parts.get(one.get(relation, ""), "")
                yield Held(kind, _alt(one), str(package.checksums.get(part, 0)) if kind == "picture" else _charted(package, part), line=number, relation=one.get(relation, ""))


def _alt(shown: Element) -> str:
    """The alternative text of the frame around."""
    frame = next((parent for parent in shown.iterancestors() if parent.tag in (f"{_WP}inline", f"{_WP}anchor")), None)
    told = frame.find(f"{_WP}docPr") if frame is not None else None
    return told.get("descr", "") if told is not None else ""


def _charted(package: Package, part: str) -> str:
    root = package.tree(part)
    return charted(root) if root is not None else ""


def _around(package: Package) -> Iterator[str]:
    for kind in _AROUND:
        for part in sorted(set(package.related(_BODY, kind).values())):
            root = package.tree(part)
            for paragraph in root.iter(f"{W}p") if root is not None else ():
                yield words_outside((one.get(f"{W}fldCharType", ""), "") if one.tag == f"{W}fldChar" else ("t", one.text or "")
                                    for one in paragraph.iter(f"{W}fldChar", f"{W}t"))


def _boxes(numbers: dict[Element, int]) -> Iterator[tuple[str, int]]:
    """The words of every text box."""
    for paragraph, number in numbers.items():
        for box in paragraph.iter(f"{W}txbxContent"):
            if not any(parent.tag == f"{MC}Fallback" for parent in box.iterancestors()) and (words := "".join(box.itertext(f"{W}t"))).strip():
                yield words, number


def _comments(package: Package, numbers: dict[Element, int]) -> Iterator[Comment]:
    where = {reference.get(f"{W}id"): number for paragraph, number in numbers.items() for reference in paragraph.iter(f"{W}commentReference")}
    for part in package.related(_BODY, "comments").values():
        root = package.tree(part)
        for one in root.iter(f"{W}comment") if root is not None else ():
            words = "".join("".join(paragraph.itertext(f"{W}t")) for paragraph in one.iter(f"{W}p"))
            yield Comment(one.get(f"{W}author", ""), words, where.get(one.get(f"{W}id"), 0))

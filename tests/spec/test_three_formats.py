"""One document, three formats: DOCX, PDF and HTML say the same, word by word and number by number."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache
from io import BytesIO
from itertools import combinations
from pathlib import Path
from zipfile import ZipFile

import pytest

from reportgen.build import assemble
from reportgen.core.document import Chart, Number, Photo, numbers
from reportgen.core.report import Report
from reportgen.reading import read_figures
from reportgen.review import with_open_findings
from reportgen.workspace import load_look, open_workspace
from reportgen.writers.docx import write_docx
from reportgen.writers.html import write_html
from reportgen.writers.pdf import write_pdf
from tests.spec.texts import READERS, Piece, Reading, docx, tight, web
from tests.writers import specimen

ROOT = Path(__file__).parents[2]
FORMATS = tuple(READERS)


@cache
def report(name: str) -> Report:
    """The specimen, or a report of the sample project with its open findings at the end."""
    if name == "specimen":
        return specimen.report()
    (real,), _ = assemble(open_workspace(ROOT), (name,))
    return replace(real, document=with_open_findings(real.document, real.findings))


def written(one: Report, only: str = "") -> Mapping[str, bytes]:
    """Its files by format; every chart has the specimen's drawing, for drawings are no text."""
    look = specimen.look() if one.document.id == "school" else load_look(open_workspace(ROOT), one.plan.look)
    drawings = {block.id: specimen.drawings()["by_college"] for block in one.document.blocks() if isinstance(block, Chart)}
    makers = {"docx": write_docx, "pdf": write_pdf, "html": write_html}
    return {kind: make(one, look, drawings).data for kind, make in makers.items() if only in ("", kind)}


@cache
def readings(name: str) -> Mapping[str, Reading]:
    return {kind: READERS[kind](data) for kind, data in written(report(name)).items()}


def differences(one: Reading, other: Reading) -> list[str]:
    """Where two readings differ, as a reviewer wants to see it; nothing if they agree."""
    found = [*_gaps(one.pieces, other.pieces)]
    found += [f"脚注：{a} ≠ {b}" for a, b in [(one.notes, other.notes)] if a != b]
    return found + [f"图的说明：{a} ≠ {b}" for a, b in [(one.alts, other.alts)] if a != b]


def _gaps(one: tuple[Piece, ...], other: tuple[Piece, ...]) -> Iterator[str]:
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind != "equal":
            yield f"{one[a:b]} ≠ {other[c:d]}"


def measures(reading: Reading) -> list[tuple[object, ...]]:
    """Every measure that the figure reader finds, in order."""
    return [(found.span, found.value, found.unit, found.approx, found.kind)
            for text in reading.texts() for found in read_figures(text) if found.measures]


def missing_numbers(one: Report, reading: Reading) -> Counter[str]:
    """Numbers of the document that the file shows less often than the document does."""
    wanted = Counter(tight(number.text) for number in numbers(one.document))
    said = "\n".join(reading.texts())
    return Counter({text: count - said.count(text) for text, count in wanted.items() if said.count(text) < count})


reports = pytest.mark.parametrize("name", ["specimen", "ent1"])
pairs = pytest.mark.parametrize(("one", "other"), list(combinations(FORMATS, 2)))


@reports
@pairs
def test_the_same_texts_in_the_same_order(name: str, one: str, other: str) -> None:
    assert differences(readings(name)[one], readings(name)[other]) == []


@reports
@pairs
def test_the_same_measures_are_read(name: str, one: str, other: str) -> None:
    assert measures(readings(name)[one]) == measures(readings(name)[other])


@reports
@pytest.mark.parametrize("kind", FORMATS)
def test_every_number_of_the_document_is_shown(name: str, kind: str) -> None:
    assert not missing_numbers(report(name), readings(name)[kind])


@reports
@pytest.mark.parametrize("kind", FORMATS)
def test_charts_and_pictures_are_described(name: str, kind: str) -> None:
    alts = [tight(block.alt) for block in report(name).document.blocks() if isinstance(block, Chart | Photo)]
    assert list(readings(name)[kind].alts) == alts != []


@reports
@pytest.mark.parametrize("kind", FORMATS)
def test_the_cover_says_whose_report_of_which_year(name: str, kind: str) -> None:
    document = report(name).document
    words = tight(document.title + document.subtitle + document.organisation + document.date)
    assert readings(name)[kind].cover.startswith(words)


@reports
def test_printed_covers_are_the_same(name: str) -> None:
    assert readings(name)["docx"].cover == readings(name)["pdf"].cover


@reports
def test_there_is_something_to_compare(name: str) -> None:
    """A reader that finds nothing would agree with every other."""
    kinds = Counter(piece.kind for piece in readings(name)["docx"].pieces)
    assert set(kinds) == {"heading", "caption", "text", "cell", "line"} and sum(kinds.values()) > 100
    assert len(measures(readings(name)["docx"])) > 20


# ── the guard: a difference is seen ────────────────────────────────────────

def _altered_docx(data: bytes, before: bytes, after: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, part.replace(before, after, 1) if name == "word/document.xml" else part)
    return out.getvalue()


def _with_number(one: Report, before: str, after: str) -> Report:
    """The report with its first number of that text changed, as if a writer had misprinted it."""
    def block(child: object) -> object:
        inside = tuple(Number(after, part.figure) if isinstance(part, Number) and part.text == before else part for part in child.children)
        return replace(child, children=inside)
    part = one.document.parts[1]
    section = part.sections[0]
    changed = replace(section, blocks=tuple(block(child) for child in section.blocks))
    parts = (one.document.parts[0], replace(part, sections=(changed,)), *one.document.parts[2:])
    return replace(one, document=replace(one.document, parts=parts))


def test_a_number_altered_in_the_web_page_is_seen() -> None:
    right = written(specimen.report(), "html")["html"]
    wrong = right.replace("97.06%</data>".encode(), "97.60%</data>".encode(), 1)
    assert wrong != right
    found = differences(readings("specimen")["docx"], web(wrong))
    assert len(found) == 1 and "97.06%" in found[0] and "97.60%" in found[0]
    assert measures(web(wrong)) != measures(readings("specimen")["docx"])
    assert missing_numbers(report("specimen"), web(wrong)) == {"97.06%": 1}


def test_a_number_altered_in_the_word_file_is_seen() -> None:
    right = written(specimen.report(), "docx")["docx"]
    (gap,) = differences(docx(_altered_docx(right, b">4190<", b">4091<")), readings("specimen")["pdf"])
    assert "4091" in gap and "4190" in gap


def test_a_number_altered_in_the_pdf_is_seen() -> None:
    wrong = READERS["pdf"](written(_with_number(specimen.report(), "12863人", "12836人"), "pdf")["pdf"])
    (gap,) = differences(readings("specimen")["html"], wrong)
    assert "12836人" in gap and "12863人" in gap


def test_a_lost_a_moved_and_a_doubled_text_are_seen() -> None:
    right = readings("specimen")["docx"]
    for pieces in (right.pieces[1:], (right.pieces[1], right.pieces[0], *right.pieces[2:]), (right.pieces[0], *right.pieces)):
        assert differences(right, replace(right, pieces=pieces))
    assert differences(right, replace(right, notes=())) and differences(right, replace(right, alts=right.alts[::-1] + ("",)))


def test_white_space_alone_is_no_difference() -> None:
    assert tight("表1-1\u3000毕业 生\u200b\n") == "表1-1毕业生"
    plain = Reading("", (Piece("text", tight("一 二")),), (), ())
    assert differences(plain, replace(plain, pieces=(Piece("text", tight("一二")),))) == []

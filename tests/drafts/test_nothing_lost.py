"""The proof that nothing is lost can fail: each kind of loss is made, and must be found."""

from dataclasses import replace

import pytest

from reportgen.core.place import Place
from reportgen.drafts.binding import missing_figures
from reportgen.intake.drafts import read_draft
from reportgen.intake.drafts.model import Piece, Prose
from reportgen.intake.drafts.runs import Runs
from tests.drafts.specimen import LONG, NAMES, docx, drawing, p, part, png, read, tbl, tr

NOTES = part("w:footnotes", '<w:footnote w:id="2"><w:p><w:r><w:t>脚注里的话。</w:t></w:r></w:p></w:footnote>')
DATA = docx(p("在校生12345人。", '<w:r><w:footnoteReference w:id="2"/></w:r>'), p(LONG), p("表1 甲"), tbl(tr("项", "值"), tr("一", "2")),
            p(drawing("p")), p("图1 校园"), parts={"footnotes.xml": NOTES, "media/1.png": png()},
            links={"f": ("footnotes", "footnotes.xml"), "p": ("image", "media/1.png")})


def _lost(monkeypatch: pytest.MonkeyPatch, target: str, instead: object) -> list[str]:
    monkeypatch.setattr(target, instead)
    return [one.message for one in read_draft("稿.docx", DATA, NAMES)[1] if one.code == "N128"]


def test_a_sound_reader_loses_nothing() -> None:
    assert not [one for one in read(DATA)[1] if one.code == "N128"]


def test_a_reader_that_drops_footnotes_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    said = _lost(monkeypatch, "reportgen.intake.drafts.runs.Runs._note", lambda *_: None)
    assert any("少了6个字" in one for one in said) and any("脚注进来1个，转出0个" in one for one in said) and any("pandoc" in one for one in said)


def test_a_reader_that_drops_tables_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    said = _lost(monkeypatch, "reportgen.intake.drafts.body._Reader._table", lambda *_: iter(()))
    assert any("表格进来1个，转出0个" in one for one in said)


def test_a_reader_that_drops_pictures_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    said = _lost(monkeypatch, "reportgen.intake.drafts.objects.Objects.items", lambda *_: iter(()))
    assert any("图片进来1个，转出0个" in one for one in said)


def test_a_reader_that_says_things_twice_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    once = Runs._text
    def twice(self: Runs, text: str, *rest: object) -> None:
        once(self, text, *rest)
        once(self, text, *rest)
    assert any("多了" in one for one in _lost(monkeypatch, "reportgen.intake.drafts.runs.Runs._text", twice))


def test_a_figure_that_changes_on_the_way_is_caught() -> None:
    draft, _ = read(DATA)
    changed = replace(draft, blocks=(Prose((Piece("在校生12354人。"),), Place()), *draft.blocks[1:]))
    assert not missing_figures(draft) and "12345人" in missing_figures(changed)[0].message


def test_pandoc_that_fails_is_a_note_not_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> str:
        raise RuntimeError
    monkeypatch.setattr("pypandoc.convert_text", broken)
    assert [one.code for one in read(DATA)[1]] == ["N132"]

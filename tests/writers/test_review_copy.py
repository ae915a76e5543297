"""A review copy is the file itself with comments and tracked changes, lawful if the file was; and it tells where the right figure comes from."""

from collections import Counter
from pathlib import Path

from tests.cli.conftest import Ran, built, own, run, small
from tests.drafts.specimen import docx, p, r, tbl, textbox, tr
from tests.returned.specimen import W, edited, text
from tests.writers.docx_lint import faults

__all__ = ["built", "own", "small"]


def test_of_a_working_copy(built: tuple[Path, Ran], tmp_path: Path) -> None:  # noqa: F811
    def hand(body: object) -> None:
        for control in [one for one in body.iter(f"{W}sdt") if text(one)[:1].isdigit()][:6]:
            word = next(control.iter(f"{W}t"))
            word.text = f"9{word.text}"
    file, review = tmp_path / "稿.docx", tmp_path / "核对.docx"
    file.write_bytes(edited(next((built[0] / "build").rglob("*.docx")).read_bytes(), hand))
    ran = run("audit", file, "--docx", review, "--html", tmp_path / "页.html", "--project", built[0])
    assert ran.status == 1 and faults(file.read_bytes()) == faults(review.read_bytes()) == []
    from reportgen.reading.extract.package import open_word
    comments = open_word("核对.docx", review.read_bytes()).parts["word/comments.xml"].decode()
    assert "来源：“产学合作”，共4行，如 " in comments and "在报告源文中写：{{" in comments
    assert "<dt>来源</dt><dd>“产学合作”，共4行，如 " in (tmp_path / "页.html").read_text("utf-8")


def test_of_a_file_of_others(own: Path, tmp_path: Path) -> None:  # noqa: F811
    file, review = tmp_path / "稿.docx", tmp_path / "核对.docx"
    file.write_bytes(docx(p("2025届毕业生", r("毕业去向落实率为12.3", "<w:b/>"), "4%。"), textbox(p("毕业去向落实率为22.34%。")),
                          p(f'<w:ins w:id="7" w:author="甲">{r("毕业去向落实率为")}</w:ins>', "32.34%。"), tbl(tr("指标", "数值"), tr("毕业去向落实率", "42.34%"))))
    assert run("audit", file, "--docx", review, "--project", own).status == 1
    assert Counter(faults(review.read_bytes())) - Counter(faults(file.read_bytes())) == Counter()


def _words(paragraph: object, *, accepted: bool) -> str:
    """A paragraph with the engine's changes accepted, or undone."""
    gone = f"{W}del" if accepted else f"{W}ins"
    return "".join(word.text or "" for word in paragraph.iter(f"{W}t", f"{W}delText")  # type: ignore[attr-defined]
                   if not any(change.get(f"{W}author") == "reportgen" for change in word.iterancestors(gone)))


def _commented(paragraph: object) -> list[str]:
    """What each comment of a paragraph stands at, of the text as it was."""
    stretches: dict[str, str] = {}
    open_: set[str] = set()
    for element in paragraph.iter():  # type: ignore[attr-defined]
        if element.tag == f"{W}commentRangeStart":
            open_.add(element.get(f"{W}id"))
        elif element.tag == f"{W}commentRangeEnd":
            open_.discard(element.get(f"{W}id"))
        elif element.tag in (f"{W}t", f"{W}delText") and next(element.iterancestors(f"{W}ins"), None) is None:
            stretches |= {one: stretches.get(one, "") + element.text for one in open_}
    return list(stretches.values())


def test_comments_stand_at_the_figures_and_the_accepted_changes_are_right(own: Path, tmp_path: Path) -> None:  # noqa: F811
    """The figures are cut up among runs of other looks; undone, the text is as it was."""
    texts = ["2025届毕业生毕业去向落实率为12.34%，较2024届下降88.8个百分点。", "毕业去向落实率（22.34%）稳中有升。"]
    file, review, right = (tmp_path / f"{name}.docx" for name in ("稿", "核对", "改"))
    file.write_bytes(docx(p("2025届毕业生毕业去向落实率为1", r("2.3", "<w:b/>"), "4%，较2024届下", r("降88", "<w:i/>"), ".8个百分点。"), p("毕业去向落实率（22", r(".34%）", "<w:b/>"), "稳中有升。")))
    assert run("audit", file, "--docx", review, "--project", own).status == 1
    from lxml import etree

    from reportgen.reading.extract.package import open_word
    body = etree.fromstring(open_word("核对.docx", review.read_bytes()).parts["word/document.xml"])
    paragraphs = [one for one in body.iter(f"{W}p") if _words(one, accepted=False)]
    assert [_words(one, accepted=False) for one in paragraphs] == texts
    assert [_commented(one) for one in paragraphs] == [["12.34%", "下降88.8个百分点"], ["22.34%"]]
    corrected = [_words(one, accepted=True) for one in paragraphs]
    assert all(one != other for one, other in zip(corrected, texts, strict=True))
    right.write_bytes(docx(*(p(one) for one in corrected)))
    assert run("audit", right, "--project", own).status == 0, corrected

"""What is written is read back as it was meant: by the composer's own parser."""

import unicodedata

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reportgen.compose.inline import inlines
from reportgen.compose.markdown import Points as ReadPoints
from reportgen.compose.markdown import Prose as ReadProse
from reportgen.compose.markdown import Title, scan
from reportgen.core.document import Break, Emphasis, Footnote, Link, Strong, Text, plain
from reportgen.core.place import Place
from reportgen.intake.drafts import markdown, scalar
from reportgen.intake.drafts.model import Heading, Piece, Points, Prose

AT = Place("x.md")
_SIGNS = "#＃>-*+.．、:：|｜{}｛｝[]()（）^!\\`~_<>&=\"'1 2９第一①　字校Aa%"
WORDS = st.text(alphabet=_SIGNS, min_size=1, max_size=24).map(lambda one: " ".join(one.split())).filter(bool)


def _read(text: str) -> list[tuple[str, str]]:
    """Kind and printed words of each block; every finding is a failure."""
    found: list = []
    blocks, told = scan(text, "x.md")
    made = []
    for block in blocks:
        spans = block.spans if isinstance(block, ReadPoints) else (block.span,)
        kind = "heading" if isinstance(block, Title) else "list" if isinstance(block, ReadPoints) else "text" if isinstance(block, ReadProse) else "?"
        made += [(kind, _printed(inlines(span, lambda body, source, at: Text("绑定"), found))) for span in spans]
    assert not [one for one in (*told, *found) if one.code not in ("T216",)], (text, told, found)
    return made


def _printed(children: tuple) -> str:
    assert not any(isinstance(one, Strong | Emphasis | Link | Footnote | Break) for one in children), children
    return _same(plain(children))


def _same(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


@settings(max_examples=400, deadline=None)
@given(WORDS)
def test_any_words_in_a_paragraph_are_read_back(words: str) -> None:
    assert _read(markdown([Prose((Piece(words),), AT)])) == [("text", _same(words))]


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=3), st.booleans())
def test_any_words_in_a_list_are_read_back(words: list[str], ordered: bool) -> None:
    items = tuple(Prose((Piece(one),), AT) for one in words)
    assert _read(markdown([Points(items, ordered, AT)])) == [("list", _same(one)) for one in words]


@settings(max_examples=200, deadline=None)
@given(WORDS.filter(lambda one: one.strip("#＃ 　")))
def test_any_words_in_a_heading_are_read_back(words: str) -> None:
    assert _read(markdown([Heading(1, (Piece("题" + words),), AT)])) == [("heading", _same("题" + words))] or words.rstrip("#＃ 　") != words


@settings(max_examples=200, deadline=None)
@given(st.text(min_size=1, max_size=20), st.booleans())
@example("A\n", False)
def test_any_text_is_a_yaml_scalar(text: str, flow: bool) -> None:
    source = f"[{scalar(text, flow=True)}]" if flow else f"a: {scalar(text)}"
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    assert yaml.safe_load(source) == ([text] if flow else {"a": text})


def test_bold_links_and_notes_are_read_back() -> None:
    text = markdown([Prose((Piece("重点", bold=True), Piece("见"), Piece("网站", url="https://a.cn/b"), Piece("", note=(Piece("口径[甲]。"),)), Piece("。")), AT)])
    (block,), _ = scan(text, "x.md")
    children = inlines(block.span, lambda body, source, at: Text(""), [])
    assert [type(one).__name__ for one in children] == ["Strong", "Text", "Link", "Footnote", "Text"]
    assert plain(children[3].children) == "口径[甲]。"

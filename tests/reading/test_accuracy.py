"""The reader and the comparison keep what they reached on our own specimens."""

from reportgen.core.reading import WRONG
from reportgen.reading import compare
from reportgen.reading.topics import Topics
from tests.reading.accuracy import PAPER, comparing, paper, reading
from tests.reading.labelled import sentences
from tests.reading.passages import passages


def test_there_are_specimens_enough_and_their_marks_stand_where_they_say() -> None:
    known = sentences()
    assert len(known) >= 400
    assert all(one.text[label.start:label.end] == label.span for one in known for label in one.labels)


def test_figures_are_found_with_value_and_unit() -> None:
    found = reading()
    assert found.measures.f1 >= 0.99
    assert found.values / found.marked >= 0.99
    assert found.units / found.marked >= 0.99


def test_false_figures_are_caught_and_right_ones_left_alone() -> None:
    judged = comparing()
    assert judged.share(false=True) >= 0.95
    assert judged.share(false=False) <= 0.01


def test_nothing_true_is_called_wrong() -> None:
    for passage in passages():
        wrong = [(one.span, one.message) for one in compare(passage.text, Topics(passage.known)) if one.verdict in WRONG]
        assert wrong == [], passage.title


def test_the_paper_is_what_the_specimens_say() -> None:
    """If this fails: python -m tests.reading.accuracy"""
    assert PAPER.read_text("utf-8") == paper()

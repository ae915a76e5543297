"""Rounds of review: what is new, gone, still open; days, waivers, problems that come back; read from the log alone."""

from collections.abc import Sequence
from dataclasses import replace

from reportgen.core.finding import Finding, Severity, Waiver
from reportgen.core.place import Place
from reportgen.ledger.chain import Entry
from reportgen.review.rounds import DECISION, PASSED, ROUND, Ledger, State, overdue, read_ledger, seen

FILE = "chapters/school/01-a/a.md"
DAYS = {Severity.ERROR: 3, Severity.WARNING: 7}


def finding(line: int, start: int, words: str, *, code: str = "W401", severity: Severity = Severity.ERROR) -> Finding:
    return Finding(code, "term", severity, f"“{words}”：过时", Place(FILE, line, start + 1, start=start, end=start + len(words)), "改", department="教务处")


def ledger(*rounds: tuple[str, str, Sequence[Finding]], decision: bool = False) -> Ledger:
    """Each round: its day, the text of FILE, the findings."""
    entries = [Entry(n, "", "", {"kind": ROUND, "on": on, "snapshot": "s1", "findings": seen(found, {FILE: text})}) for n, (on, text, found) in enumerate(rounds, 1)]
    if decision:
        entries.append(Entry(len(entries) + 1, "", "", {"kind": DECISION, "verdict": PASSED, "person": "高致远"}))
    return read_ledger(entries, DAYS)


TEXT = "开展顶岗实习，就业率高。"
INTERN, RATE = finding(1, 2, "顶岗实习"), finding(1, 7, "就业率")


def test_new_gone_and_still_open() -> None:
    made = ledger(("2025-12-01", TEXT, (INTERN,)), ("2025-12-02", TEXT, (INTERN, RATE)), ("2025-12-03", TEXT, (RATE,)))
    assert [(one.new, one.gone, one.still) for one in made.rounds] == [(1, 0, 0), (1, 0, 1), (0, 1, 1)]
    assert [(one.no, one.state, one.first, one.since, one.due) for one in made.problems] == [
        (1, State.MENDED, "2025-12-01", "2025-12-03", "2025-12-04"), (2, State.OPEN, "2025-12-02", "2025-12-02", "2025-12-05")]


def test_it_is_the_same_problem_on_another_line_and_beside_mended_punctuation() -> None:
    moved = finding(3, 2, "顶岗实习")
    made = ledger(("2025-12-01", "第一，开展顶岗实习", (finding(1, 5, "顶岗实习"),)), ("2025-12-02", "新段。\n\n第一开展顶岗实习", (finding(3, 4, "顶岗实习"),)))
    assert len(made.problems) == 1 and made.problems[0].at == f"{FILE}:3:5"
    assert len(ledger(("2025-12-01", TEXT, (INTERN,)), ("2025-12-02", "甲\n乙\n改办顶岗实习", (moved,))).problems) == 2  # other words before it: another place


def test_two_alike_are_two() -> None:
    text = "顶岗实习\n顶岗实习"
    made = ledger(("2025-12-01", text, (finding(1, 0, "顶岗实习"), finding(2, 0, "顶岗实习"))), ("2025-12-02", "顶岗实习", (finding(1, 0, "顶岗实习"),)))
    assert [one.state for one in made.problems] == [State.OPEN, State.MENDED]


def test_one_that_comes_back_has_its_number_and_its_days_anew() -> None:
    made = ledger(("2025-12-01", TEXT, (INTERN,)), ("2025-12-02", TEXT, ()), ("2025-12-20", TEXT, (INTERN,)))
    (only,) = made.problems
    assert (only.no, only.state, only.again, only.first, only.due) == (1, State.OPEN, 1, "2025-12-01", "2025-12-23") and made.rounds[-1].new == 1


def test_let_stand_by_name_and_no_longer() -> None:
    kept = replace(INTERN, waived=Waiver("W401", "", "引文", "高致远", "2025-12-02"))
    made = ledger(("2025-12-01", TEXT, (INTERN,)), ("2025-12-02", TEXT, (kept,)))
    assert [(one.state, one.who, one.reason) for one in made.problems] == [(State.WAIVED, "高致远", "引文")] and made.open() == ()
    assert ledger(("2025-12-02", TEXT, (kept,)), ("2025-12-03", TEXT, (INTERN,))).problems[0].state is State.OPEN


def test_overdue_from_the_day_after() -> None:
    made = ledger(("2025-12-01", TEXT, (INTERN, replace(RATE, severity=Severity.WARNING))))
    assert [one.no for one in overdue(made, "2025-12-04")] == [] and [one.no for one in overdue(made, "2025-12-05")] == [1]
    assert [one.no for one in overdue(made, "2025-12-09")] == [1, 2]


def test_notes_are_no_problems_and_numbers_in_a_sentence_do_not_matter() -> None:
    count = Finding("S305", "word-count", Severity.WARNING, "“就业”一节310字，约定400—900字", Place("part.yaml", 3, 1), "增删")
    made = ledger(("2025-12-01", "", (count,)), ("2025-12-02", "", (replace(count, message="“就业”一节350字，约定400—900字"),)))
    assert len(made.problems) == 1 and "350" in made.problems[0].message
    assert ledger(("2025-12-01", "", (replace(count, severity=Severity.NOTE),))).problems == ()


def test_a_decision_closes_until_a_round_sees_something_else() -> None:
    assert ledger(("2025-12-01", TEXT, ()), decision=True).closed
    entries = [Entry(1, "", "", {"kind": ROUND, "on": "2025-12-01", "findings": []}), Entry(2, "", "", {"kind": DECISION, "verdict": PASSED}),
               Entry(3, "", "", {"kind": ROUND, "on": "2025-12-02", "findings": seen((INTERN,), {FILE: TEXT})})]
    assert not read_ledger(entries, DAYS).closed

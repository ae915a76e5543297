"""Formulas: exact arithmetic, nothing else, and a place for every fault."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.core.formula import Amount, BadFormula, Expression, Name, Operation, evaluate, names, parse, printed

VALUES = {"a": Fraction(31), "b": Fraction(32), "c": Fraction(1, 3)}


@pytest.mark.parametrize(("text", "value"), [
    ("a / b * 100", Fraction(775, 8)),
    ("a ÷ b × 100", Fraction(775, 8)),
    ("a - b - c", Fraction(-4, 3)),
    ("a / (b / c)", Fraction(31, 96)),
    ("c * 3", Fraction(1)),                      # exact: no 0.999…
    ("（a＋b）* 0.5", Fraction(63, 2)),
    ("-a + --b", Fraction(1)),
    ("2 * -3", Fraction(-6)),
])
def test_value(text: str, value: Fraction) -> None:
    assert evaluate(parse(text), VALUES) == value


@pytest.mark.parametrize(("text", "position"), [
    ("", 0), ("a +", 3), ("(a", 2), ("a)", 1), ("a $ b", 2), ("1 2", 2), ("a ** b", 3), ("max(a)", 3), ("a.b", 1), ("(" * 60 + "a" + ")" * 60, 50),
])
def test_what_is_no_formula(text: str, position: int) -> None:
    with pytest.raises(BadFormula) as caught:
        parse(text)
    assert caught.value.position == position


def test_division_by_zero_is_told() -> None:
    with pytest.raises(ZeroDivisionError):
        evaluate(parse("a / (b - b)"), VALUES)


def expressions() -> st.SearchStrategy[Expression]:
    numbers = st.integers(0, 999).map(lambda n: Amount(Fraction(n), str(n)))
    leaves = st.one_of(numbers, st.sampled_from(sorted(VALUES)).map(Name))
    return st.recursive(leaves, lambda inner: st.builds(Operation, st.sampled_from("+-*/"), inner, inner), max_leaves=12)


@given(expressions())
def test_printed_formulas_mean_the_same(expression: Expression) -> None:
    again = parse(printed(expression, str))
    assert sorted(names(again)) == sorted(names(expression))
    try:
        value = evaluate(expression, VALUES)
    except ZeroDivisionError:
        return
    assert evaluate(again, VALUES) == value


@given(st.text("ab1.+-*/() ×÷（）x_九", max_size=12))
def test_any_text_is_a_formula_or_a_bad_one(text: str) -> None:
    try:
        parse(text)
    except BadFormula as error:
        assert 0 <= error.position <= len(text) and error.message

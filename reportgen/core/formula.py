"""Formulas of the pack: arithmetic over figures, computed exactly.

    sum    = product {("+" | "-") product}
    product = factor {("*" | "/") factor}
    factor = "-" factor | "(" sum ")" | number | id

Chinese input is accepted: × ÷ （ ） － ＋. There is nothing else: no functions, no comparison, no code.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

_TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[^\W\d]\w*)|(?P<sign>[-+*/()]))")
_SIGNS = str.maketrans("×÷（）－＋−＊／", "*/()-+-*/")
_PRINTED = {"+": "+", "-": "-", "*": "×", "/": "÷"}
_RANK = {"+": 1, "-": 1, "*": 2, "/": 2}
_DEEPEST = 50


class BadFormula(ValueError):
    """The text is not a formula. message: Chinese; position: 0-based offset in the text."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message, self.position = message, position


@dataclass(frozen=True, slots=True)
class Amount:
    """A number written in the formula."""

    value: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """The id of a figure."""

    id: str


@dataclass(frozen=True, slots=True)
class Operation:
    """Two operands joined by + - * or /. A leading minus is 0 - operand."""

    sign: str
    left: "Expression"
    right: "Expression"


Expression = Amount | Name | Operation


def parse(text: str) -> Expression:
    """The expression a formula means.

    Raises: BadFormula, with the position.

    >>> sorted(set(names(parse("placed ÷ graduates × 100"))))
    ['graduates', 'placed']
    """
    return _Parser(text).whole()


def names(expression: Expression) -> Iterator[str]:
    """The ids it needs, left to right, repeated ones repeated."""
    match expression:
        case Name(id=id):
            yield id
        case Operation(left=left, right=right):
            yield from names(left)
            yield from names(right)


def evaluate(expression: Expression, values: Mapping[str, Fraction]) -> Fraction:
    """The exact value. Raises: ZeroDivisionError.

    >>> evaluate(parse("a / b * 100"), {"a": Fraction(31), "b": Fraction(32)})
    Fraction(775, 8)
    """
    match expression:
        case Amount(value=value):
            return value
        case Name(id=id):
            return values[id]
        case Operation(sign=sign, left=left, right=right):
            a, b = evaluate(left, values), evaluate(right, values)
            return a + b if sign == "+" else a - b if sign == "-" else a * b if sign == "*" else a / b


def printed(expression: Expression, text: Callable[[str], str]) -> str:
    """The formula for people, each id replaced by `text(id)`, with no needless brackets.

    >>> printed(parse("(a + b) / c * 100"), {"a": "甲", "b": "乙", "c": "丙"}.get)
    '（甲 + 乙） ÷ 丙 × 100'
    """
    match expression:
        case Amount(text=number):
            return number
        case Name(id=id):
            return text(id)
        case Operation(sign=sign, left=left, right=right):
            return " ".join((_bracketed(left, text, _RANK[sign]), _PRINTED[sign],
                             _bracketed(right, text, _RANK[sign] + (sign in "-/"))))


def _bracketed(part: Expression, text: Callable[[str], str], rank: int) -> str:
    inner = printed(part, text)
    return f"（{inner}）" if isinstance(part, Operation) and _RANK[part.sign] < rank else inner


class _Parser:
    """Recursive descent, one method a rule."""

    def __init__(self, text: str) -> None:
        self.text, self.position, self.depth = text.translate(_SIGNS), 0, 0
        self.kind, self.token = "", ""
        self._next()

    def whole(self) -> Expression:
        """The expression that the whole text is."""
        result = self._sum()
        if self.kind != "end":
            raise BadFormula(f"“{self.token}”出现得不是地方", self.start)
        return result

    def _next(self) -> None:
        match = _TOKEN.match(self.text, self.position)
        if match:
            self.kind, self.token = str(match.lastgroup), match[str(match.lastgroup)]
            self.start, self.position = match.start(str(match.lastgroup)), match.end()
            return
        rest = self.text[self.position:].lstrip()
        self.start = len(self.text) - len(rest)
        if rest:
            raise BadFormula(f"公式里不能有“{rest[0]}”", self.start)
        self.kind, self.token, self.position = "end", "", len(self.text)

    def _sum(self) -> Expression:
        left = self._product()
        while self.kind == "sign" and self.token in "+-":
            sign = self._take()
            left = Operation(sign, left, self._product())
        return left

    def _product(self) -> Expression:
        left = self._factor()
        while self.kind == "sign" and self.token in "*/":
            sign = self._take()
            left = Operation(sign, left, self._factor())
        return left

    def _factor(self) -> Expression:
        if self.kind == "number":
            text = self._take()
            return Amount(Fraction(text), text)
        if self.kind == "name":
            return Name(self._take())
        if self.token == "-":
            return self._deeper(lambda: Operation("-", Amount(Fraction(0), "0"), self._factor()))
        if self.token == "(":
            return self._deeper(self._group)
        raise BadFormula("公式在这里断了：应有指标代号、数或左括号", self.start)

    def _group(self) -> Expression:
        inner = self._sum()
        if self.token != ")":
            raise BadFormula("左括号没有对应的右括号", self.start)
        self._next()
        return inner

    def _deeper(self, rule: Callable[[], Expression]) -> Expression:
        if self.depth == _DEEPEST:
            raise BadFormula("括号嵌套太深", self.start)
        self.depth += 1
        self._next()
        result = rule()
        self.depth -= 1
        return result

    def _take(self) -> str:
        token = self.token
        self._next()
        return token

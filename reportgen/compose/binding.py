"""Bindings: what stands between {{ and }} becomes a number, a word or a reference. Chance never decides: unknown is a finding."""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

from reportgen.compose import faults
from reportgen.compose.faults import nearest
from reportgen.compose.forms import CHANGE, LAST, Form, Misread, change, face, growth, read_form, shown
from reportgen.compose.words import WORDS
from reportgen.core.document import Inline, Number, Reference, Text
from reportgen.core.figure import Absent, Figure, Figures
from reportgen.core.finding import Finding
from reportgen.core.place import NOWHERE, Place
from reportgen.core.show import ABSENT_TEXT, Rounding, digits, show

_BAR = re.compile(r"[|｜]")
_PREFIX = re.compile(r"(literal|表|图|案例)\s*[:：]\s*(.*)", re.S)
_QUOTES = re.compile(r"[\s“”\"‘’'「」『』]+")


def fold(name: str) -> str:
    """A name without what word processors change: quotes, blanks, full-width forms, letter case."""
    return _QUOTES.sub("", unicodedata.normalize("NFKC", name)).casefold()


class Binder:
    """Binds names in one report. What is wrong is collected in `found`."""

    def __init__(self, figures: Figures, scope: str, words: Mapping[str, str], numbers: Mapping[tuple[str, str], str],
                 found: list[Finding], *, rounding: Rounding = Rounding.HALF_UP) -> None:
        self.figures, self.scope, self.words, self.numbers = figures, scope, words, numbers
        self.found, self.rounding = found, rounding
        self._folded: dict[str, dict[str, Figure]] = {}
        for name in figures.names(scope):
            same = self._folded.setdefault(fold(name), {})
            same.update({one.id: one for one in figures.candidates(name, scope)})

    def bind(self, body: str, source: str, at: Place) -> Inline:
        """The inline that {{body}} means; `source` as text where it means nothing."""
        if match := _PREFIX.match(body.strip()):
            return self._prefixed(match[1], match[2].strip(), source, at)
        name, *words = (part.strip() for part in _BAR.split(body))
        if fold(name) in self.words:
            return self._word(fold(name), tuple(words), at)
        figure = self.figure(name, at)
        if figure is None:
            return Text(source, at)
        return self.number(figure, tuple(word for word in words if word), source, at)

    def figure(self, name: str, at: Place) -> Figure | None:
        """The figure of that id, name or alias; None and a finding if there is none, or several."""
        exact = self.figures.candidates(name, self.scope)
        known = {one.id: one for one in exact} or self._folded.get(fold(name), {})
        if len(known) == 1:
            return next(iter(known.values()))
        self.found.append(self._ambiguous(name, known, at) if known else self._unknown(name, at))
        return None

    def number(self, figure: Figure, words: tuple[str, ...], source: str, at: Place) -> Inline:
        """A figure in the form that the words ask for."""
        form = read_form(words, figure)
        if isinstance(form, Misread):
            self.found.append(form.fault.at(at, form.message, form.hint, figures=(figure.id,)))
            return Text(source, at)
        if isinstance(figure.value, Absent) and form.kind != LAST:
            return self._absent(figure, form, at)
        if not form.kind:
            return self._made(self._plain(figure, form), figure, form, at)
        return self._compared(figure, form, at)

    def last(self, figure: Figure, at: Place) -> Figure | None:
        """Last year's figure with a value; None and a finding if there is none."""
        last = self.figures.before(figure)
        if last is not None and not isinstance(last.value, Absent):
            return last
        reason = "没有上年的快照" if self.figures.previous is None else \
            f"上年快照没有“{figure.name}”" if last is None else f"“{figure.name}”上年没有数值（{last.value.reason}）"
        self.found.append(faults.NO_LAST_YEAR.at(at, f"{reason}，不能与上年比较", "先冻结上年数据；上年确无此数的，不写比较", figures=(figure.id,)))
        return None

    def _prefixed(self, kind: str, target: str, source: str, at: Place) -> Inline:
        if kind == "literal":
            return Number(target, "", literal=True, at=at)
        if number := self.numbers.get((kind, target)):
            return Reference(target, number, at)
        near = nearest(target, (id for known, id in self.numbers if known == kind), 2)
        hint = f"改成{'或'.join(f'{{{{{kind}:{one}}}}}' for one in near)}" if near else f"在正文中另起一行写 ::: {kind} {target}"
        self.found.append(faults.BROKEN_REFERENCE.at(at, f"引用的{kind}“{target}”没有出现在本报告中", hint))
        return Text(source, at)

    def _word(self, word: str, forms: tuple[str, ...], at: Place) -> Inline:
        if forms:
            self.found.append(faults.UNKNOWN_FORM.at(at, f"“{word}”是名称，后面不能再带“|{'|'.join(forms)}”", f"写成 {{{{{word}}}}}"))
        return Text(self.words[word], NOWHERE)

    def _unknown(self, name: str, at: Place) -> Finding:
        if name in WORDS:
            return faults.UNKNOWN_FIGURE.at(at, f"“{name}”在这份报告中没有内容", "企业名称只能用在企业年报里")
        near = nearest(name, (*self.words, *self.figures.names(self.scope)))
        offers = "、".join(f"{{{{{one}}}}}{self._now(one)}" for one in near)
        return faults.UNKNOWN_FIGURE.at(at, f"没有名为“{name}”的指标", f"是不是要写{offers}？" if offers else
                                        "查 reportgen figures 列出的名称；确非统计数字的，写 {{literal:…}}")

    def _now(self, name: str) -> str:
        figure = self.figures.find(name, self.scope)
        return f"（现值{show(figure, rounding=self.rounding)}）" if figure else ""

    def _ambiguous(self, name: str, known: Mapping[str, Figure], at: Place) -> Finding:
        offers = "、".join(f"{{{{{one.id}}}}}（{one.name}，现值{show(one, rounding=self.rounding)}）" for one in known.values())
        return faults.AMBIGUOUS_FIGURE.at(at, f"“{name}”可以指{len(known)}个指标", f"写明是哪一个：{offers}", figures=tuple(known))

    def _absent(self, figure: Figure, form: Form, at: Place) -> Inline:
        note = f"，{figure.value.note}" if figure.value.note else ""
        self.found.append(faults.ABSENT_FIGURE.at(at, f"“{figure.name}”没有数值（{figure.value.reason}{note}）",
                                                  "补采数据后重新冻结；确无此项的，删去这句话", figures=(figure.id,)))
        return self._made(ABSENT_TEXT, figure, form, at)

    def _plain(self, figure: Figure, form: Form) -> str:
        if form.bare:
            unit, decimals = face(figure, form)
            return digits(shown(figure, unit, decimals, self.rounding), decimals, self.rounding)
        return show(figure, in_unit=form.unit, decimals=form.decimals, rounding=self.rounding)

    def _compared(self, figure: Figure, form: Form, at: Place) -> Inline:
        last = self.last(figure, at)
        if last is None:
            return self._made(ABSENT_TEXT, figure, form, at)
        if form.kind == LAST:
            return self._made(self._plain(last, form), figure, form, at, years=(self.figures.previous.year,))
        unit, decimals = face(figure, form)
        before = shown(last, unit, decimals, self.rounding)
        text = None if isinstance(before, Absent) else self._words(figure, form, before, at)
        if text is None:
            self.found.append(faults.NO_LAST_YEAR.at(at, f"“{figure.name}”上年为零、为负或单位不同，不能这样比较", "改写这句话，不与上年比较",
                                                     figures=(figure.id,)))
        self._check_definition(figure, last, at)
        return self._made(text or ABSENT_TEXT, figure, form, at, years=(self.figures.year, self.figures.previous.year))

    def _words(self, figure: Figure, form: Form, before: Decimal, at: Place) -> str | None:
        unit, decimals = face(figure, form)
        now = shown(figure, unit, decimals, self.rounding)
        if form.kind == CHANGE:
            return change(now, before, unit, decimals, form.than)
        if unit == "%":
            self.found.append(faults.GROWTH_OF_PERCENT.at(at, f"“{figure.name}”是百分比，同比增长容易与百分点混淆",
                                                          f"写成 {{{{{figure.name}|{CHANGE}}}}}", figures=(figure.id,)))
        return growth(now, before, 2 if form.decimals is None else form.decimals, self.rounding) if before > 0 else None

    def _check_definition(self, figure: Figure, last: Figure, at: Place) -> None:
        if (figure.definition, figure.population) != (last.definition, last.population):
            self.found.append(faults.CHANGED_DEFINITION.at(at, f"“{figure.name}”的口径与上年不同，两年的数不宜直接比较",
                                                           "在文中说明口径变化，或不作比较", figures=(figure.id,)))

    def _made(self, text: str, figure: Figure, form: Form, at: Place, years: tuple[int, ...] = ()) -> Number:
        basis = tuple((figure.id, year) for year in years or (self.figures.year,))
        return Number(text, figure.id, figure.scope, str(form), basis, at=at)

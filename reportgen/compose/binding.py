"""Bindings: what stands between {{ and }} becomes a number, a word or a reference. Chance never decides: unknown is a finding."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from reportgen.compose import faults
from reportgen.compose.faults import nearest
from reportgen.compose.forms import (
    CHANGE, LAST, MEETS, PEERS, STANDARD, TARGET, YARDSTICKS, Form, Misread, change, face, growth, read_form, shown, standing)
from reportgen.compose.words import WORDS
from reportgen.core.document import Inline, Number, Reference, Text
from reportgen.core.figure import Absent, Figure, Figures
from reportgen.core.finding import Finding
from reportgen.core.place import NOWHERE, Place
from reportgen.core.show import ABSENT_TEXT, Rounding, digits, show, with_unit
from reportgen.core.yardstick import NO_YARDSTICKS, Yardsticks, margin

_BAR = re.compile(r"[|｜]")
_PREFIX = re.compile(r"(literal|表|图|案例)\s*[:：]\s*(.*)", re.S)
_QUOTES = re.compile(r"[\s“”\"‘’'「」『』]+")


def fold(name: str) -> str:
    """A name without what word processors change: quotes, blanks, full-width forms, letter case."""
    return _QUOTES.sub("", unicodedata.normalize("NFKC", name)).casefold()


class Binder:
    """Binds names in one report. What is wrong is collected in `found`."""

    def __init__(self, figures: Figures, scope: str, words: Mapping[str, str], numbers: Mapping[tuple[str, str], str],
                 found: list[Finding], *, rounding: Rounding = Rounding.HALF_UP, yardsticks: Yardsticks = NO_YARDSTICKS) -> None:
        self.figures, self.scope, self.words, self.numbers = figures, scope, words, numbers
        self.found, self.rounding, self.yardsticks = found, rounding, yardsticks
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
        if isinstance(figure.value, Absent) and form.kind not in (LAST, STANDARD, TARGET, PEERS):
            return self._absent(figure, form, at)
        if form.kind in YARDSTICKS:
            return self._held(figure, form, at)
        if not form.kind:
            return self._made(self._plain(figure, form), figure, form, at)
        return self._compared(figure, form, at)

    def last(self, figure: Figure, at: Place) -> Figure | None:
        """Last year's figure with a value; None and a finding if there is none."""
        last = self.figures.before(figure)
        if last is not None and not isinstance(last.value, Absent):
            return last
        if earlier := self.figures.changed(figure):
            self.found.append(changed(figure, earlier, at))
            return None
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
            return faults.UNKNOWN_FIGURE.at(at, f"“{name}”在这份报告中没有内容", "企业名称只能用在企业年报里，部门名称只能用在部门的报告里")
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
            return self._made(self._plain(last, form), figure, form, at, basis=((last.id, self.figures.previous.year),))
        unit, decimals = face(figure, form)
        before = shown(last, unit, decimals, self.rounding)
        text = None if isinstance(before, Absent) else self._words(figure, form, before, at)
        if text is None:
            self.found.append(faults.NO_LAST_YEAR.at(at, f"“{figure.name}”上年为零、为负或单位不同，不能这样比较", "改写这句话，不与上年比较",
                                                     figures=(figure.id,)))
        basis = ((figure.id, self.figures.year), (last.id, self.figures.previous.year))
        return self._made(text or ABSENT_TEXT, figure, form, at, basis=basis)

    def _words(self, figure: Figure, form: Form, before: Decimal, at: Place) -> str | None:
        unit, decimals = face(figure, form)
        now = shown(figure, unit, decimals, self.rounding)
        if form.kind == CHANGE:
            return change(now, before, unit, decimals, form.than)
        if unit == "%":
            self.found.append(faults.GROWTH_OF_PERCENT.at(at, f"“{figure.name}”是百分比，同比增长容易与百分点混淆",
                                                          f"写成 {{{{{figure.name}|{CHANGE}}}}}", figures=(figure.id,)))
        return growth(now, before, 2 if form.decimals is None else form.decimals, self.rounding) if before > 0 else None

    def _held(self, figure: Figure, form: Form, at: Place) -> Inline:
        """The figure held against a standard, the standard itself, the college's target, or its peers' mean."""
        held = self.yardsticks
        known = {MEETS: held.standards, STANDARD: held.standards, PEERS: held.peers}.get(form.kind, held.targets)
        if figure.id not in known:
            self.found.append(no_yardstick(figure, form.kind, at))
            return self._made(ABSENT_TEXT, figure, form, at)
        if form.kind == MEETS:
            standard = held.standards[figure.id]
            words = standing(margin(figure, standard, self.rounding), standard.bound, standard.shown, standard.called)
            return self._made(words, figure, form, at)
        if form.kind == STANDARD and len(form.words) == 1:
            return self._made(held.standards[figure.id].shown, figure, form, at)
        if form.kind == TARGET and len(form.words) == 1:
            return self._made(with_unit(format(known[figure.id].value.normalize(), "f"), figure.unit), figure, form, at)
        value = held.peer_mean(figure.id) if form.kind == PEERS else known[figure.id].value
        return self._made(self._plain(replace(figure, value=value), form), figure, form, at)

    def _made(self, text: str, figure: Figure, form: Form, at: Place, basis: tuple[tuple[str, int], ...] = ()) -> Number:
        return Number(text, figure.id, figure.scope, str(form), basis or ((figure.id, self.figures.year),), at=at)


def changed(figure: Figure, earlier: Figure, at: Place) -> Finding:
    """Two years that do not compare: what changed, and what to do."""
    never = figure.convert.never if figure.convert else ""
    renamed = f"，上年为“{earlier.name}”（{earlier.unit}）" if (earlier.name, earlier.unit) != (figure.name, figure.unit) else ""
    return faults.CHANGED_DEFINITION.at(
        at, f"“{figure.name}”的口径与上年不同{renamed}，不能比较{never and f'：{never}'}",
        "改写这句话，不与上年比较；确能换算的，请质量管理部门在年度包中写 convert", figures=(figure.id,))


_LACKING = {PEERS: ("没有同类院校的数据", "在 peers.yaml 中写上各校的数和出处"),
            MEETS: ("没有适用于本校的标准", "在年度包的 benchmarks.yaml 中写上标准；标准分学校类型的，在 project.yaml 写 kind"),
            STANDARD: ("没有适用于本校的标准", "在年度包的 benchmarks.yaml 中写上标准；标准分学校类型的，在 project.yaml 写 kind")}


def no_yardstick(figure: Figure, kind: str, at: Place) -> Finding:
    """A figure that nothing of that kind is known for."""
    what, hint = _LACKING.get(kind, ("没有本校的目标值", "在 targets.yaml 中写上这一年的目标"))
    return faults.NO_YARDSTICK.at(at, f"“{figure.name}”{what}", hint, figures=(figure.id,))

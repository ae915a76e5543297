"""Bindings proposed for typed figures: the form follows what was typed, the value is the snapshot's."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.audit.known import known_figures
from reportgen.core.figure import Figure, Figures
from reportgen.core.period import Period, PeriodKind
from reportgen.core.plan import Project
from reportgen.drafts.binding import Bound, bind, ground_for
from reportgen.drafts.targets import Target
from reportgen.intake.drafts import markdown, tables_yaml
from reportgen.intake.drafts.model import Table
from reportgen.reading.topics import Topics
from tests.compose.specimen import pack
from tests.drafts.specimen import LONG, docx, p, part, r, read, tbl, tr

SCHOOL_YEAR = Period(PeriodKind.SCHOOL_YEAR, date(2024, 9, 1), date(2025, 8, 31))
COHORT = Period(PeriodKind.COHORT, date(2024, 9, 1), date(2025, 8, 31))
MONEY = Period(PeriodKind.CALENDAR_YEAR, date(2024, 1, 1), date(2024, 12, 31))
LAST = {SCHOOL_YEAR: Period(PeriodKind.SCHOOL_YEAR, date(2023, 9, 1), date(2024, 8, 31)), COHORT: Period(PeriodKind.COHORT, date(2023, 9, 1), date(2024, 8, 31)),
        MONEY: Period(PeriodKind.CALENDAR_YEAR, date(2023, 1, 1), date(2023, 12, 31))}
ROWS = (("students", "全日制在校生人数", ("在校生",), "12492", "12081", "人", 0, SCHOOL_YEAR), ("majors", "专业数量", ("专业数",), "48", "47", "个", 0, SCHOOL_YEAR),
        ("placed", "毕业去向落实率", (), "97.07", "95.92", "%", 2, COHORT), ("income", "学校总收入", (), "34258.89", "32525.29", "万元", 2, MONEY),
        ("area", "占地面积", (), "786532", "786532", "平方米", 0, SCHOOL_YEAR), ("mentors", "行业导师人数", ("行业导师",), "318", "300", "人", 0, SCHOOL_YEAR))


def _figures() -> Figures:
    now = [Figure(id, name, Decimal(value), unit, places, period, "学校", aliases=other) for id, name, other, value, _, unit, places, period in ROWS]
    last = [Figure(id, name, Decimal(value), unit, places, LAST[period], "学校", aliases=other) for id, name, other, _, value, unit, places, period in ROWS]
    return Figures(2025, "s", now, previous=Figures(2024, "t", last))


def bound(data: bytes, *, literals: bool = False) -> Bound:
    """A file with its figures bound."""
    target, figures = Target(Path("a.md"), "a", ("学校概况",), Path("tables.yaml")), _figures()
    ground = ground_for(Project("某学院", 2025, "2025年12月"), pack(), figures, target, literals=literals)
    return bind(read(data)[0], ground, Topics(known_figures(figures)), target, ())


def said(words: str, *, literals: bool = False) -> str:
    """One paragraph with its figures bound."""
    return markdown(bound(docx(p(words), p(LONG)), literals=literals).blocks[:1]).strip()


@pytest.mark.parametrize(("typed", "made"), [
    ("全日制在校生12492人。", "全日制在校生{{students}}。"),
    ("全日制在校生1.25万人。", "全日制在校生{{students|万人}}。"),
    ("全日制在校生近1.25万人。", "全日制在校生{{students|万人}}。"),
    ("毕业去向落实率为97.1%。", "毕业去向落实率为{{placed|1}}。"),
    ("学校总收入3.43亿元。", "学校总收入{{income|亿元}}。"),
    ("学校总收入超过3.4亿元。", "学校总收入{{income|亿元}}。"),
    ("占地面积78.65万平方米。", "占地面积{{area|万平方米}}。"),
    ("聘请行业导师318名。", "聘请行业导师{{mentors|数值}}名。"),
    ("专业数量为四十八个。", "专业数量为{{majors}}。"),
], ids=lambda one: one[:12])
def test_right_figures_keep_the_form_they_were_typed_in(typed: str, made: str) -> None:
    assert said(typed) == made


@pytest.mark.parametrize(("typed", "made"), [
    ("全日制在校生12492人，较上年增加411人。", "全日制在校生{{students}}，{{students|较上年}}。"),
    ("毕业去向落实率97.07%，比上届提高1.15个百分点。", "毕业去向落实率{{placed}}，{{placed|较上届}}。"),
    ("学校总收入34258.89万元，同比增长5.33%。", "学校总收入{{income}}，{{income|同比}}。"),
    ("学校总收入由上年的32525.29万元增至34258.89万元。", "学校总收入由上年的{{income|上年}}增至{{income}}。"),
])
def test_changes_take_their_verb_and_base_with_them(typed: str, made: str) -> None:
    assert said(typed) == made


def test_a_wrong_figure_is_bound_and_told_with_both_values() -> None:
    made = bound(docx(p("全日制在校生12942人。"), p(LONG)))
    (finding,) = [one for one in made.findings if one.code == "N140"]
    assert markdown(made.blocks[:1]) == "全日制在校生{{students}}。\n"
    assert "12942人" in finding.message and "12492人" in finding.message and finding.figures == ("students",)


def test_a_wrong_direction_is_put_right_by_the_data() -> None:
    assert said("毕业去向落实率97.07%，比上届下降1.15个百分点。") == "毕业去向落实率{{placed}}，{{placed|较上届}}。"


def test_a_change_that_the_sentence_would_not_bear_is_left() -> None:
    assert said("毕业去向落实率97.07%，较上届的95.92%提高1.15个百分点。").endswith("提高1.15个百分点。")


def test_years_become_words_only_where_they_are_the_editions() -> None:
    assert said("2024-2025学年度开展，2019年建成。2025届毕业去向落实率97.07%。") == "{{学年}}开展，2019年建成。{{届}}毕业去向落实率{{placed}}。"


def test_a_calendar_year_becomes_a_word_only_before_a_figure_of_that_year() -> None:
    assert said("2024年学校总收入34258.89万元。") == "{{财政年}}学校总收入{{income}}。"
    assert said("2024年建成新校区，全日制在校生12492人。").startswith("2024年")


def test_numbers_without_an_indicator_stay_bare_unless_told() -> None:
    assert said("开展讲座126场次。") == "开展讲座126场次。"
    assert said("开展讲座126场次，设三个校区。", literals=True) == "开展讲座{{literal:126场次}}，设三个校区。"


def test_a_threshold_that_holds_is_left_to_the_author() -> None:
    assert said("毕业去向落实率保持在九成以上。") == "毕业去向落实率保持在九成以上。"


def test_cells_are_bound_by_their_heads() -> None:
    made = bound(docx(p("表1 规模"), tbl(tr("指标", "单位", "上年", "本年"), tr("全日制在校生", "人", "12081", "12492")), p(LONG)))
    assert '- [全日制在校生, 人, "{{students|上年|数值}}", "{{students|数值}}"]' in tables_yaml(one for one in made.blocks if isinstance(one, Table))


def test_bold_goes_on_around_a_binding_and_footnotes_stay() -> None:
    notes = part("w:footnotes", '<w:footnote w:id="2"><w:p><w:r><w:t>专业数量48个。</w:t></w:r></w:p></w:footnote>')
    body = p(r("全日制在校生12"), r("492人", "<w:b/>"), '<w:r><w:footnoteReference w:id="2"/></w:r>', r("。"))
    made = bound(docx(body, p(LONG), parts={"footnotes.xml": notes}, links={"f": ("footnotes", "footnotes.xml")}))
    assert markdown(made.blocks[:1]) == "全日制在校生{{students}}^[专业数量{{majors}}。]。\n"

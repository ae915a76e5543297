"""{{…}}: what each form prints, and what each mistake says."""

from decimal import Decimal

import pytest

from reportgen.core.document import Number, Reference, Text, inlines, plain
from reportgen.core.figure import Conversion, Figures
from tests.compose.specimen import FIRM, FILE, composed, figure, figures, texts, told, written


def printed(text: str, **options) -> str:
    blocks, found = written(text, **options)
    assert not found, [one.message for one in found]
    return plain(blocks[0].children)


@pytest.mark.parametrize(("binding", "expected"), [
    ("{{placement_rate}}", "97.07%"),
    ("{{毕业去向落实率}}", "97.07%"),
    ("{{去向落实率}}", "97.07%"),
    ("{{毕业去向落实率|较上年}}", "比上年提高0.41个百分点"),
    ("{{毕业去向落实率|较上届}}", "比上届提高0.41个百分点"),
    ("{{“双师型”教师比例|较上年}}", "比上年下降1.60个百分点"),
    ("{{grad_total}}", "4067人"),
    ("{{grad_total|较上年}}", "比上年增加132人"),
    ("{{grad_total|同比}}", "同比增长3.35%"),
    ("{{grad_total|同比|1}}", "同比增长3.4%"),
    ("{{grad_total|上年}}", "3935人"),
    ("{{grad_total|上年|数值}}", "3935"),
    ("{{grad_total|数值}}", "4067"),
    ("{{per_head|较上年}}", "比上年减少25元/生"),
    ("{{per_head|同比}}", "同比下降0.17%"),
    ("{{ratio}}", "15.97∶1"),
    ("{{ratio|较上年}}", "比上年下降0.53"),
    ("{{flat|较上年}}", "与上年持平"),
    ("{{flat|较上届}}", "与上届持平"),
    ("{{flat|同比}}", "与上年持平"),
    ("{{income_total|亿元}}", "2.87亿元"),
    ("{{income_total|亿元|1}}", "2.9亿元"),
    ("{{income_total|万元}}", "28654.00万元"),
    ("{{income_total|万元|数值|0}}", "28654"),
    ("{{income_total|亿元|较上年}}", "比上年增加0.17亿元"),
    ("{{income_total|上年|亿元}}", "2.70亿元"),
    ("{{grad_total|人}}", "4067人"),
    ("{{placement_rate|1}}", "97.1%"),
    ("{{literal:71.3%}}", "71.3%"),
])
def test_forms(binding: str, expected: str) -> None:
    assert printed(binding) == expected


@pytest.mark.parametrize("binding", [
    "｛｛毕业去向落实率｜较上年｝｝", "{{ 毕业去向落实率 | 较上年 }}", "{{毕业去向落实率｜比上年}}", "{{“毕业去向落实率”|较上年}}", "{{毕业去向\n落实率|较上年}}",
])
def test_what_word_processors_do_to_a_binding_is_tolerated(binding: str) -> None:
    assert printed(binding) == "比上年提高0.41个百分点"


@pytest.mark.parametrize("name", ["“双师型”教师比例", "\"双师型\"教师比例", "双师型教师比例", "『双师型』教师比例"])
def test_quotes_in_a_name_do_not_matter(name: str) -> None:
    assert printed(f"{{{{{name}}}}}") == "68.40%"


@pytest.mark.parametrize(("word", "expected"), [
    ("学校名称", "岭海职业技术学院"), ("学校简称", "岭海职院"), ("学年", "2024—2025学年"), ("上学年", "2023—2024学年"), ("届", "2025届"), ("上届", "2024届"),
    ("年度", "2025年度"), ("上年度", "2024年度"), ("财政年", "2024年"), ("上财政年", "2023年"), ("上年", "2024年"), ("统计时点", "2025年8月31日"),
])
def test_words_for_names_and_years(word: str, expected: str) -> None:
    assert printed(f"{{{{{word}}}}}") == expected


def test_a_number_knows_its_figure_form_basis_and_place() -> None:
    blocks, _ = written("去向落实率{{毕业去向落实率｜较上年}}。")
    number = next(one for one in inlines(blocks[0]) if isinstance(one, Number))
    assert (number.figure, number.form, number.scope) == ("placement_rate", "较上年", "学校")
    assert number.basis == (("placement_rate", 2025), ("placement_rate", 2024))
    assert str(number.at) == f"{FILE}:1:6"


def test_a_difference_is_taken_between_shown_values() -> None:
    now = Figures(2025, "a", (figure("x", "指标", "0.445", "%", 2),), previous=Figures(2024, "b", (figure("x", "指标", "0.444", "%", 2),)))
    assert printed("{{x}}，{{x|较上年}}，上年{{x|上年}}", numbers=now) == "0.45%，比上年提高0.01个百分点，上年0.44%"


def test_a_growth_too_small_to_show_is_no_growth() -> None:
    now = Figures(2025, "a", (figure("x", "指标", "100001"),), previous=Figures(2024, "b", (figure("x", "指标", "100000"),)))
    assert printed("{{x|同比}}", numbers=now) == "与上年基本持平"


@pytest.mark.parametrize(("binding", "code", "message", "hint"), [
    ("{{毕业去向落实}}", "T202", "没有名为“毕业去向落实”的指标", "{{毕业去向落实率}}（现值97.07%）"),
    ("{{完全不沾边}}", "T202", "没有名为“完全不沾边”的指标", "literal"),
    ("{{企业名称}}", "T202", "“企业名称”在这份报告中没有内容", "企业年报"),
    ("{{visitors}}", "T203", "“留学生人数”没有数值（未采集，数据表为空）", "重新冻结"),
    ("{{visitors|较上年}}", "T203", "没有数值", "删去"),
    ("{{fresh|较上年}}", "T204", "上年快照没有“新设基地数”", "不写比较"),
    ("{{patents|同比}}", "T204", "上年为零", "改写"),
    ("{{满意度}}", "T205", "“满意度”可以指2个指标", "{{reading_a}}（满意度，现值95.10%）"),
    ("{{grad_total|万元}}", "T206", "单位是人，不能换算成“万元”", "|较上年"),
    ("{{grad_total|较上一年}}", "T207", "不认识“|较上一年”", "|较上年"),
    ("{{grad_total|较上年|同比}}", "T207", "自相矛盾", "只用一个"),
    ("{{grad_total|较上年|数值}}", "T207", "由数据决定", "去掉"),
    ("{{grad_total|9}}", "T207", "小数位数过多", "0 到 6"),
    ("{{学年|较上年}}", "T207", "“学年”是名称", "{{学年}}"),
    ("{{dual|同比}}", "T221", "百分点混淆", "|较上年"),
    ("{{表:nowhere}}", "T211", "引用的表“nowhere”没有出现", "::: 表 nowhere"),
])
def test_mistakes(binding: str, code: str, message: str, hint: str) -> None:
    _, found = written(f"前面有字，{binding}。")
    assert told(found) == [f"{code} 1:6"]
    assert message in found[0].message
    assert hint in found[0].hint
    assert found[0].department == "招生就业处"
    assert found[0].excerpt == f"前面有字，{binding}。"


def test_what_cannot_be_bound_stays_as_typed_and_what_is_absent_prints_a_dash() -> None:
    blocks, _ = written("{{没有的指标}}，{{visitors}}，{{fresh|较上年}}")
    assert plain(blocks[0].children) == "{{没有的指标}}，—，—"


def test_last_year_of_a_figure_that_is_absent_now() -> None:
    assert printed("{{visitors|上年}}") == "5人"


def test_without_a_snapshot_of_last_year() -> None:
    _, found = written("{{grad_total|较上年}}", numbers=figures().with_previous(None))
    assert found[0].code == "T204" and "没有上年的快照" in found[0].message


def changed(**rule: object) -> Figures:
    """5万元 this year, 40000元 last year, under another definition."""
    now = figure("x", "行业导师课酬", "5", "万元", definition_id="x:new", convert=Conversion("old", **rule) if rule else None)
    return Figures(2025, "a", (now,), previous=Figures(2024, "b", (figure("x", "指标", "4", definition_id="x:old"), figure("old", "课酬", "40000", "元"))))


@pytest.mark.parametrize("binding", ["{{x|较上年}}", "{{x|同比}}", "{{x|上年}}"])
def test_a_changed_definition_is_refused(binding: str) -> None:
    blocks, found = written(binding, numbers=changed())
    assert plain(blocks[0].children) == "—"
    assert [(one.code, one.severity) for one in found] == [("T220", "error")]


def test_a_changed_definition_says_why_it_cannot_be_converted() -> None:
    _, found = written("{{x|较上年}}", numbers=changed(never="由元改为万元，范围也变了"))
    assert "上年为“课酬”（元）" in found[0].message and "范围也变了" in found[0].message


@pytest.mark.parametrize(("factor", "expected"), [(None, "比上年增加1万元，由4万元"), (Decimal("0.0001"), "比上年增加1万元，由4万元"),
                                                  (Decimal("0.00015"), "比上年减少1万元，由6万元")])
def test_a_conversion_makes_two_years_comparable(factor: Decimal | None, expected: str) -> None:
    blocks, found = written("{{x|较上年}}，由{{x|上年}}", numbers=changed(factor=factor))
    assert (plain(blocks[0].children), found) == (expected, ())
    assert [one.basis for one in inlines(blocks[0]) if isinstance(one, Number)] == [(("x", 2025), ("old", 2024)), (("old", 2024),)]


def test_an_enterprise_is_found_first_in_its_own_report() -> None:
    files = {path.replace("school", "enterprise", 1): text for path, text in texts("{{企业名称}}订单培养{{ent_order}}，{{订单培养人数|较上年}}；全校{{grad_total}}。").items()}
    document, found = composed(files, report="enterprise", scope=FIRM)
    assert not found
    block = document.parts[0].sections[0].blocks[1]
    assert plain(block.children) == f"{FIRM}订单培养86人，比上年增加6人；全校4067人。"
    assert [one.scope for one in inlines(block) if isinstance(one, Number)] == [FIRM, FIRM, "学校"]


def test_the_school_names_an_enterprise_s_figure_by_id() -> None:
    assert printed("{{ent1_order}}") == "86人"


def test_bindings_inside_bold_links_footnotes_and_lists() -> None:
    blocks, found = written("- **{{grad_total}}**[见{{flat}}](https://example.edu.cn)^[共{{placed}}]\n- {{ratio}}")
    assert not found
    assert [one.text for one in inlines(blocks[0]) if isinstance(one, Number)] == ["4067人", "46个", "3948人", "15.97∶1"]


def test_text_words_are_no_text_of_the_author() -> None:
    blocks, _ = written("{{学年}}")
    assert blocks[0].children[0] == Text("2024—2025学年")


def test_references_forward_and_backward() -> None:
    tables = "jobs:\n  title: 就业\n  rows: [grad_total]\n"
    blocks, found = written("见{{表:jobs}}。\n\n::: 表 jobs\n\n如{{ 表：jobs }}所示。", tables=tables)
    assert not found
    assert [one.text for block in (blocks[0], blocks[2]) for one in inlines(block) if isinstance(one, Reference)] == ["表1-1", "表1-1"]

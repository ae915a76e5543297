"""Every number of the page leads to where it comes from, also without a script."""

import json
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from lxml import html

from reportgen.core.document import Number, Paragraph
from reportgen.core.errors import ReportgenError
from reportgen.core.figure import Absent, Figures, Point, Series
from reportgen.core.lineage import Derivation, Stretch, Used
from reportgen.core.report import Report
from reportgen.writers.html import write_html
from reportgen.writers.html.lineage import Register
from tests.writers import specimen


def page(report: Report) -> html.HtmlElement:
    return html.document_fromstring(write_html(report, specimen.look(), specimen.drawings()).data.decode())


def one(*numbers: Number) -> html.HtmlElement:
    return page(specimen.with_blocks(Paragraph(numbers)))


def links(root: html.HtmlElement) -> list[html.HtmlElement]:
    return [a for a in root.find(".//main").iter("a") if a.get("class") == "n"]


def words(element: html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip()


def test_a_number_holds_its_exact_value_and_links_to_its_entry() -> None:
    (link,) = links(one(Number("97.06%", "placement_rate", basis=(("placement_rate", 2025),))))
    assert (link.get("href"), link.get("title")) == ("#f-placement_rate", "毕业去向落实率（2025届）")
    assert (link.find("data").get("value"), link.text_content()) == ("97.0644391", "97.06%")


def test_the_entry_says_everything() -> None:
    root = one(Number("97.06%", "placement_rate"))
    row = root.get_element_by_id("f-placement_rate")
    said = words(row)
    for text in ("毕业去向落实率", "placement_rate", "97.06%", "精确值 97.0644391，单位 %", "2025届", "全日制在校生", "毕业去向落实率的指标内涵",
                 "毕业生就业明细（4190行）", "招生就业处", "年度报告编制通知 附件2"):
        assert text in said, text
    assert root.get_element_by_id(row.find(".//a").get("href")[1:]).text_content() == "97.06%"


def test_the_entry_leads_to_the_rows() -> None:
    stretch = Stretch("grads", "毕业生就业明细", "就业.xlsx", "A7-6-2", (Used("outcome", "去向", "G"), Used("sid", "学号", "A", personal=True)), ((2, 61), (63, 63)))
    counted = Derivation("SELECT count(*)\n  FROM grads WHERE outcome <> '<b>'", (("$cohort", "2025"),), (stretch,))
    report = replace(specimen.with_blocks(Paragraph((Number("4190人", "grad_total"),))), lineage={("grad_total", "学校"): counted})
    details = page(report).get_element_by_id("f-grad_total").find(".//details")
    assert [words(p) for p in details.iter("p")] == [
        "SELECT count(*) FROM grads WHERE outcome <> '<b>'", "$cohort＝2025", "就业.xlsx〔A7-6-2〕第2—61、63行，共61行；所看的列：G 去向、A 学号"]


def test_what_a_figure_is_derived_from_has_an_entry_too() -> None:
    known = specimen.figures()
    rate = replace(known["placement_rate", "学校"], formula="grad_total", inputs=("grad_total",))
    report = specimen.with_blocks(Paragraph((Number("97.06%", "placement_rate"),)))
    root = page(replace(report, figures=Figures(2025, specimen.SNAPSHOT, (rate, known["grad_total", "学校"]))))
    assert root.get_element_by_id("f-placement_rate").xpath(".//a[@href='#f-grad_total']")[0].text == "毕业生人数"
    assert words(root.get_element_by_id("f-grad_total")).startswith("毕业生人数grad_total 4190人")


def test_an_endless_fraction_is_cut_for_people_only() -> None:
    figure = replace(specimen.figures()["placement_rate", "学校"], value=Decimal(10000) / Decimal(103))
    report = specimen.with_blocks(Paragraph((Number("97.09%", "placement_rate"),)))
    root = page(replace(report, figures=Figures(2025, specimen.SNAPSHOT, (figure,))))
    assert links(root)[0].find("data").get("value") == "97.08737864077669902912621359"
    assert "精确值 97.08737864…，单位 %" in words(root.get_element_by_id("f-placement_rate"))


def test_a_derived_text_leads_to_both_years() -> None:
    root = one(Number("比上年提高0.41个百分点", "placement_rate", form="较上年", basis=(("placement_rate", 2025), ("placement_rate", 2024))))
    (link,) = links(root)
    assert (link.get("href"), link.get("data-also")) == ("#f-placement_rate", "f-placement_rate-2024") and link.find("data") is None
    now, before = (words(root.get_element_by_id(id)) for id in ("f-placement_rate", "f-placement_rate-2024"))
    assert "97.06%" in now and "上年数值" in now and "96.65%" in before and "2024年度" in before


def test_last_years_value_stands_alone() -> None:
    root = one(Number("96.65%", "placement_rate", form="上年", basis=(("placement_rate", 2024),)))
    (link,) = links(root)
    assert (link.get("href"), link.find("data").get("value")) == ("#f-placement_rate-2024", "96.65")
    assert not root.xpath("//*[@id='f-placement_rate']")


def test_literals_are_plain() -> None:
    root = one(Number("71.3%", "", literal=True))
    assert not links(root) and "71.3%" in words(root.find(".//main"))


def test_only_the_first_use_is_an_anchor() -> None:
    found = links(one(Number("97.06%", "placement_rate"), Number("97.06%", "placement_rate")))
    assert [link.get("id") for link in found] == ["u-placement_rate", None]


def test_an_absent_value_says_why() -> None:
    figure = replace(specimen.figures()["student_total", "学校"], value=Absent("未采集"))
    report = specimen.with_blocks(Paragraph((Number("—", "student_total"),)))
    root = page(replace(report, figures=Figures(2025, specimen.SNAPSHOT, (figure,))))
    assert links(root)[0].find("data") is None and "—（未采集）" in words(root.get_element_by_id("f-student_total"))


def test_inputs_are_named_with_their_values() -> None:
    rate, total = (specimen.figures()[id, "学校"] for id in ("placement_rate", "grad_total"))
    figures = Figures(2025, specimen.SNAPSHOT, (replace(rate, formula="grad_total / placed * 100", inputs=("grad_total",)), total))
    root = page(replace(specimen.with_blocks(Paragraph((Number("97.06%", "placement_rate"),))), figures=figures))
    assert "算式：毕业生人数 ÷ placed × 100其中：毕业生人数 4190人" in words(root.get_element_by_id("f-placement_rate"))


def test_an_enterprises_figure_is_found_in_its_scope() -> None:
    firm = "岭海智造装备股份有限公司"
    school = specimen.figures()["grad_total", "学校"]
    figures = Figures(2025, specimen.SNAPSHOT, (school, replace(school, scope=firm, value=Decimal(36))))
    register = Register(figures)
    mine, theirs = (register.trace(Number(text, "grad_total", scope=scope)) for text, scope in (("4190人", ""), ("36人", firm)))
    assert (mine.value, theirs.value) == ("4190", "36") and mine.anchors != theirs.anchors


@pytest.mark.parametrize(("text", "stands"), [
    ("286540000元", True), ("28654.00万元", True), ("2.87亿元", True), ("2.9亿元", True), ("28654.00", True), ("2.87", True),
    ("286540001元", False), ("28655.00万元", False), ("286540000人", False), ("网上问卷", False), ("2.88", False),
])
def test_a_value_is_given_only_to_a_text_that_prints_it(text: str, stands: bool) -> None:
    (link,) = links(one(Number(text, "finance_income")))
    assert [data.get("value") for data in link.iter("data")] == ["286540000"] * stands


def test_a_dash_that_no_figure_stands_behind_is_plain() -> None:
    root = one(Number("—", "unknown"), Number("—", "student_total", basis=(("student_total", 2024),)),
               Number("—", "student_total", form="较上年", basis=(("student_total", 2025), ("student_total", 2024))))
    assert [link.get("href") for link in links(root)] == ["#f-student_total"]


def test_a_point_of_a_series_has_its_own_value() -> None:
    total = specimen.figures()["grad_total", "学校"]
    series = Series("by_college", "各学院毕业生", "二级学院", (Point("甲学院", Decimal("12.345")),), "万元", 2, total.period, "毕业生")
    cells = (Number("12.35", "by_college", form="甲学院"), Number("12.35", "by_college", form="合计"))
    root = page(replace(specimen.with_blocks(Paragraph(cells)), figures=Figures(2025, specimen.SNAPSHOT, (total,), (series,))))
    assert [[data.get("value") for data in link.iter("data")] for link in links(root)] == [["12.345"], []]


def test_a_series_has_an_entry_too() -> None:
    total = specimen.figures()["grad_total", "学校"]
    series = Series("by_college", "各学院毕业生", "二级学院", (), "人", 0, total.period, "毕业生", snapshot=specimen.SNAPSHOT)
    report = specimen.with_blocks(replace(specimen.chart(), figures=("by_college",)))
    root = page(replace(report, figures=Figures(2025, specimen.SNAPSHOT, (total,), (series,))))
    assert "按二级学院分列，0项" in words(root.get_element_by_id("f-by_college"))


def test_a_number_without_source_is_refused() -> None:
    with pytest.raises(ReportgenError, match="nowhere"):
        one(Number("1", "nowhere"))


def test_entries_stand_in_the_packs_order() -> None:
    root = one(Number("12863人", "student_total"), Number("97.06%", "placement_rate"), Number("4190人", "grad_total"))
    rows = root.xpath("//section[@class='sources']//tbody/tr/@id")
    assert rows == ["f-placement_rate", "f-grad_total", "f-student_total"]


def test_programs_read_the_same_facts() -> None:
    root = page(specimen.report())
    facts = json.loads(root.get_element_by_id("_facts").text)
    rate = next(fact for fact in facts["figures"] if fact["id"] == "placement_rate" and fact["year"] == 2025)
    assert (facts["report"], facts["snapshots"]["2025"], rate["value"], rate["unit"]) == ("school", specimen.SNAPSHOT, "97.0644391", "%")
    assert rate["shown"] == ["97.06%", "比上年提高0.41个百分点", "97.06"]

"""The figure reader on sentences of the kind that reports are made of."""

from decimal import Decimal

import pytest

from reportgen.reading import read_figures


def measures(text: str) -> list[tuple[str, object, str | None, str]]:
    return [(one.span, one.value, one.unit, one.approx) for one in read_figures(text) if one.measures]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(one.span, one.kind) for one in read_figures(text)]


@pytest.mark.parametrize(("text", "expected"), [
    ("图书馆藏书98.6万册", ("98.6万册", Decimal("986000"), "册", "none")),
    ("经费收入3.42亿元", ("3.42亿元", Decimal("342000000"), "元", "none")),
    ("在校生近1.3万人", ("近1.3万人", Decimal("13000"), "人", "nearly")),
    ("授课２４,４０４课时", ("２４,４０４课时", Decimal("24404"), "课时", "none")),
    ("计算机5 120台", ("5 120台", Decimal("5120"), "台", "none")),
    ("服务企业二十余家", ("二十余家", Decimal("20"), "家", "over")),
    ("开设四十八个专业", ("四十八个", Decimal("48"), "个", "none")),
    ("占比不低于95%", ("不低于95%", Decimal("0.95"), "%", "at_least")),
    ("留学生占4.6‰", ("4.6‰", Decimal("0.0046"), "‰", "none")),
    ("九成以上学生满意", ("九成以上", Decimal("0.9"), "成", "at_least")),
    ("三分之二的课程", ("三分之二", Decimal(2) / Decimal(3), "比例", "none")),
    ("百分之九十五的学生", ("百分之九十五", Decimal("0.95"), "%", "none")),
    ("生师比17.6∶1", ("17.6∶1", (Decimal("17.6"), Decimal("1")), "比", "none")),
    ("学费5000—6000元", ("5000—6000元", (Decimal("5000"), Decimal("6000")), "元", "range")),
    ("面积300㎡", ("300㎡", Decimal("300"), "平方米", "none")),
    ("师资培训1.2万余人次", ("1.2万余人次", Decimal("12000"), "人次", "over")),
])
def test_measures(text: str, expected: tuple[object, ...]) -> None:
    assert measures(text) == [expected]


@pytest.mark.parametrize(("text", "expected"), [
    ("落实率提高1.15个百分点", ("1.15个百分点", "up")),
    ("较上年减少8.5%", ("8.5%", "down")),
    ("人数增长了3.4%", ("3.4%", "up")),
    ("同比翻一番", ("翻一番", "up")),
])
def test_changes_know_their_direction(text: str, expected: tuple[str, str]) -> None:
    (only,) = (one for one in read_figures(text) if one.measures)
    assert (only.span, only.kind, only.direction) == (expected[0], "change", expected[1])


def test_a_level_reached_is_no_change() -> None:
    assert [one.kind for one in read_figures("由20人增加到35人") if one.measures] == ["quantity", "quantity"]


@pytest.mark.parametrize("text", [
    "2024—2025学年", "2025届毕业生", "2025年8月31日", "第十八届技能节", "一等奖", "国发〔2019〕4号", "GB/T 9704-2012",
    "实施1+X证书制度", "推进“双高计划”建设", "电话0592-1234567", "见表2-3", "三全育人", "下设二级学院", "一流专业", "进入全国50强",
    "《条例》第十二条", "学校统一部署，一个也不能少",
])
def test_what_no_snapshot_measures(text: str) -> None:
    assert measures(text) == []


def test_offsets_are_those_of_the_text_as_given() -> None:
    text = "　　共有１２人，其中女生约五成。"
    assert [text[one.start:one.end] == one.span for one in read_figures(text)] == [True, True]


def test_a_list_number_is_a_section_number_and_the_rest_is_read() -> None:
    assert kinds("1.共招生120人") == [("1.", "section_number"), ("120人", "quantity")]

"""Definitions written once for each gathered indicator."""

from pathlib import Path

from reportgen.pack import load_pack
from reportgen.yamlplaces import flow, load
from tests.pack.specimen import CITATION, GRADS, PACK, indicator

GATHERED = """a: {name: 甲率, unit: "%", decimals: 2, period: 届, definition: "a:1"}
b: {name: 乙数, unit: 人, decimals: 0, period: 届, definition: "b:1", order: 从低到高, least: 9}
"""
EACH = f"""\"{{id}}_max\":
  each: gathered
  name: "{{name}}最大值"
  unit: "{{unit}}"
  decimals: "{{decimals}}"
  period: "{{period}}"
  population: 毕业生
  definition: "{{name}}{{order}}，不少于{{least}}所，倍数{{factor}}；不认识的{{什么}}照写。"
  department: 招生就业处
  citation: {CITATION}
  sql: SELECT {{biggest}} FROM grads WHERE firm = '{{id}}' ORDER BY salary {{direction}}
"""
PLAIN = indicator("factor", "sql: SELECT max({factor}) FROM grads")


def loaded(folder: Path, *, gathered: str = GATHERED, indicators: str = EACH + PLAIN):
    pack = PACK.replace("choices: {rate.denominator: 毕业生}\n", "") + "gather: {factor: 1.5, least: 5, biggest: 'max(salary * {factor})'}\n"
    texts = {"pack.yaml": pack, "tables/grads.yaml": GRADS, "indicators/all.yaml": indicators, "gathered.yaml": gathered}
    for name, text in texts.items():
        path = folder / "2024" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return load_pack(folder, 2024)


def test_one_definition_becomes_one_for_each(tmp_path: Path) -> None:
    pack, found = loaded(tmp_path, gathered=GATHERED.replace(", least: 9", ""))
    assert found == () and list(pack.indicators) == ["a_max", "b_max", "factor"]
    one, two = pack.indicators["a_max"], pack.indicators["b_max"]
    assert (one.name, one.unit, one.decimals, two.name, two.unit, two.decimals) == ("甲率最大值", "%", 2, "乙数最大值", "人", 0)
    assert one.sql == "SELECT max(salary * 1.5) FROM grads WHERE firm = 'a' ORDER BY salary DESC" and two.sql.endswith("ORDER BY salary ASC")
    assert one.definition == "甲率从高到低，不少于5所，倍数1.5；不认识的{什么}照写。" and one.at.line == 1
    assert pack.indicators["factor"].sql == "SELECT max(1.5) FROM grads"
    assert [(wanted.id, wanted.name, wanted.definition) for wanted in pack.gathered.values()] == [("a", "甲率", "a:1"), ("b", "乙数", "b:1")] and pack.report == "school"


def test_another_factor_is_another_meaning(tmp_path: Path) -> None:
    before, _ = loaded(tmp_path / "1", gathered=GATHERED.replace(", least: 9", ""))
    path = tmp_path / "1" / "2024" / "pack.yaml"
    path.write_text(path.read_text("utf-8").replace("factor: 1.5", "factor: 3"), "utf-8")
    after, _ = load_pack(tmp_path / "1", 2024)
    assert before.indicators["a_max"].definition_id != after.indicators["a_max"].definition_id


def test_what_is_wrong_has_its_line(tmp_path: Path) -> None:
    _, found = loaded(tmp_path, gathered=GATHERED)
    assert [(one.code, one.at.file, one.at.line) for one in found] == [("P103", f"{tmp_path.name}/2024/gathered.yaml", 2)] and "least" in found[0].message
    _, found = loaded(tmp_path, gathered="")
    assert [(one.code, one.at.line) for one in found if one.code == "P149"] == [("P149", 2)]
    _, found = loaded(tmp_path, gathered=GATHERED.replace(", least: 9", ""), indicators=EACH.replace("each: gathered", "each: 别的"))
    assert "P149" in [one.code for one in found]


def test_flow_reads_the_same() -> None:
    text = "a: {b: [1, '2', 0.50, true, 'true', ~, 2024-09-01], 'c d': \"x: '{y}'\\n#\"}\ne: |\n  一\n  二\n"
    node, _ = load("x", text)
    again, found = load("x", "".join(f"{key}: {flow(one)}\n" for key, one in node.items()))
    assert found == () and again.plain() == node.plain()

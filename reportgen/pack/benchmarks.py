"""benchmarks.yaml: the state's standards, by id.

    ratio:
      indicator: stu_teacher_ratio
      comparison: at_most            # at_least: the figure may not be lower
      value: 18
      unit: "∶1"
      called: 国家标准               # 正文里怎样称呼它；不写为“国家标准”
      shown: 18∶1                    # 正文里怎样写这个数；不写按指标的小数位和单位
      applies_to: [综合, 师范]       # 适用的学校类型；不写则都适用
      citation: {…}

P136 bad-standard   a standard for an indicator that is not defined, or in a unit that cannot be converted into the indicator's
"""

from collections.abc import Mapping
from decimal import Decimal

from reportgen.core.pack import Benchmark, Bound, Indicator
from reportgen.core.show import with_unit
from reportgen.core.unit import convert
from reportgen.pack.citation import read_citation
from reportgen.yamlplaces import Node, Reader

_CALLED = "国家标准"


def read_benchmarks(nodes: Mapping[str, Node], indicators: Mapping[str, Indicator], reader: Reader) -> tuple[Benchmark, ...]:
    """The standards in file order; faulty ones are left out and told."""
    made = (_benchmark(id, node, indicators, reader) for id, node in nodes.items())
    return tuple(one for one in made if one is not None)


def _benchmark(id: str, node: Node, indicators: Mapping[str, Indicator], reader: Reader) -> Benchmark | None:
    fields = reader.fields(node, ("indicator", "comparison", "value", "unit", "citation"), ("called", "shown", "applies_to"))
    indicator = indicators.get(reader.text(fields.get("indicator")))
    if indicator is None or "value" not in fields:
        reader.fail(node.at, f"标准“{id}”的指标“{reader.text(fields.get('indicator'))}”没有定义", "改成已有的指标代号", code="P136", name="bad-standard")
        return None
    stated, unit = reader.decimal(fields["value"], Decimal(0)), reader.text(fields.get("unit"), indicator.unit)
    value = convert(stated, unit, indicator.unit)
    if value is None:
        reader.fail(fields["unit"].at, f"标准“{id}”的单位是{unit}，指标“{indicator.name}”的单位是{indicator.unit}", f"改成与{indicator.unit}同类的单位",
                    code="P136", name="bad-standard")
        return None
    bound = Bound(reader.choice(fields.get("comparison"), [str(one) for one in Bound], str(Bound.AT_LEAST)))
    return Benchmark(id, indicator.id, bound, value, reader.text(fields.get("called"), _CALLED),
                     reader.text(fields.get("shown"), with_unit(format(stated, "f"), unit)), read_citation(fields.get("citation"), reader),
                     reader.texts(fields.get("applies_to")), node.at)

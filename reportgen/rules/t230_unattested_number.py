"""# T230 unattested-number 不在状态数据里的数，没有登记出处

**查什么**：写成 {{literal:…}} 的数量（家数、场次、金额、比例……），在同一文件夹（或上一级文件夹）的 `attested.yaml` 里有没有登记
出处、负责人和日期。年份、日期、序号一类不是数量的不用登记；十以内的汉字数（三个校区）也不用。

**为什么**：快照证明不了的数，要有人负责，经得起追问。

**怎么改**：在提示的 `attested.yaml` 里加一条，says 照正文的写法，几个数可以写在一条里：

    - says: [187家, 46场]
      source: 招生就业处2025年访企拓岗台账
      by: 张三
      on: 2025-11-20
"""

from collections.abc import Iterator

from reportgen.core.document import Number, inlines
from reportgen.core.finding import Finding, Severity
from reportgen.core.report import Report
from reportgen.rules import Read
from reportgen.rules.places import department_at, narrates


def check(report: Report, read: Read) -> Iterator[Finding]:
    for block in report.document.blocks():
        for one in inlines(block):
            if isinstance(one, Number) and one.literal and _measures(one, read) and not any(known.covers(one.at.file, one.text) for known in report.attested):
                folder = one.at.file.rsplit("/", 1)[0]
                yield Finding("T230", "unattested-number", Severity.ERROR, f"“{one.text}”不在状态数据里，没有登记出处", one.at,
                              f"在 {folder}/attested.yaml 中加上：- {{says: [{one.text}], source: 出处, by: 负责人, on: 日期}}",
                              department=department_at(report, one.at))


def _measures(one: Number, read: Read) -> bool:
    return any(figure.measures and not narrates(figure) for figure in read(one.text))


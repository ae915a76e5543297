"""docs/规则一览.md, made from the pages of the rules. `python -m tests.cli.rule_list` writes it anew."""

import re
from itertools import groupby
from pathlib import Path

from reportgen.rules import Rule, rules

PAPER = Path(__file__).parents[2] / "docs" / "规则一览.md"
FAMILIES = {
    "A": "分工、图表说明和案例的 YAML", "B": "成品", "D": "数据之间", "E": "核对出来的数字", "H": "小节会签与定稿", "I": "个人信息", "K": "数据导出与快照",
    "L": "登记、会签和封签", "M": "表单的模板", "N": "部门交来的 Word 文稿", "P": "年度包、指标和字库",
    "G": "报送与发布",
    "J": "成品文件", "Q": "图片", "X": "豁免与合规审查", "Y": "版式（look check）",
    "R": "规则本身", "S": "结构与分工", "T": "正文", "V": "从 Word 收回的稿子", "W": "用语",
}
_HEAD = """# 规则一览

由规则的说明页生成，不要手改。每条的为什么、怎么改，运行 `reportgen rule 规则号`。没有注明程度的都是错误：改正或登记豁免之后才能生成终稿。
"""


def overview() -> str:
    """The whole paper: one table a family of rules."""
    families = groupby(rules(), key=lambda one: one.code[0])
    return _HEAD + "".join(f"\n## {letter}　{FAMILIES[letter]}\n\n| 规则 | 题目 | 查什么 |\n|---|---|---|\n{''.join(map(_row, known))}"
                           for letter, known in families)


def _row(one: Rule) -> str:
    title = one.title.removeprefix(one.name).strip()
    degree = paragraph(one.page, "程度").removesuffix("。")
    return f"| `{one.code}` {one.name} | {_cell(title)}{f'（{_cell(degree)}）' if degree else ''} | {_cell(paragraph(one.page, '查什么'))} |\n"


def paragraph(page: str, head: str) -> str:
    """The paragraph of a page that begins with that bold word, in one line; "" if there is none."""
    found = re.search(rf"\*\*{head}\*\*：(.*?)(?=\n\s*\n|\Z)", page, re.S)
    return re.sub(r"\s*\n\s*", "", found[1]).strip() if found else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAPER.write_text(overview(), "utf-8")

"""Makes the Word templates of the forms. Run it in this folder (`python make_forms.py`).

A school may open any of them in Word and restyle it by hand: what is filled in stands between {{ }} and {% %}, the wording in the YAML
file of the same name, and the program never looks at these scripts.
"""

from pathlib import Path

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_TAB_ALIGNMENT as TAB
from docx.shared import Mm, Pt
from letter import letter
from paper import loop, opinion, row, saved, say, sheet, sign, table
from scheme import scheme
from sheets import case, enterprise, feedback, ledger, manuscript, plan, review

HERE = Path(__file__).parent


def main() -> None:
    """Write every template."""
    for make in (letter, manuscript, statement, scheme, plan, review, ledger, feedback, enterprise, case, approval, responsibility, difference, erratum, reminder):
        (HERE / f"{make.__name__}.docx").write_bytes(make())


def reminder() -> bytes:
    """催办函."""
    document = sheet("{{ 学校 }}　{{ 年度 }}")
    say(document, "表单标题", "{{ 标题 }}")
    say(document, "表单副题", "（{{ 年度 }}）")
    say(document, "表单抬头", "{{ 部门 }}：")
    say(document, "表单正文", "{{ 文字.前言 }}").paragraph_format.space_after = Pt(8)
    grid = table(document, (10, 39, 13, 22, 23, 28, 23))
    row(grid, tuple((one, 1, "表头") for one in ("序号", "小节", "状态", "期限", "时间", "轮到", "说明")), height=9, head=True)
    loop(grid, "节 in 小节", tuple((f"{{{{ 节.{name} }}}}", "表左" if name in ("名称", "说明") else "表中")
                                 for name in ("序号", "名称", "状态", "期限", "剩余", "轮到", "说明")), height=9)
    say(document, "表单正文", "{{ 文字.结尾 }}").paragraph_format.space_before = Pt(8)
    for text in ("{{ 发出部门 }}", "{{ 日期 }}"):
        line = say(document, "表单署名", text)
        line.alignment, line.paragraph_format.right_indent = ALIGN.RIGHT, Pt(28)
    return saved(document)


def approval() -> bytes:
    """数据采集提交审批表."""
    document = sheet("{{ 学校 }}　{{ 年度 }}　数据快照 {{ 快照 }}")
    say(document, "表单标题", "{{ 标题 }}")
    say(document, "表单副题", "（{{ 年度 }}）")
    line = say(document, "表单栏目", "填报部门：{{ 部门 }}\t填报截止：{{ 截止日期 }}")
    line.paragraph_format.tab_stops.add_tab_stop(Mm(158), TAB.RIGHT)
    grid = table(document, (10, 45, 14, 15, 15, 14, 23, 22))
    heads = ("序号", "数据表", "时段", ("表头", "本年", "条数"), ("表头", "上年", "条数"), "增减", ("表头", "采集人、", "日期"), "自查结论")
    row(grid, tuple((one, 1, "表头") for one in heads), height=9, head=True)
    loop(grid, "表 in 数据表", (("{{ 表.序号 }}", "表中"), ("{{ 表.名称 }}{% if 表.说明 %}（{{ 表.说明 }}）{% endif %}", "表左"), ("{{ 表.时段 }}", "表中"),
                             ("{{ 表.本年 }}", "表右"), ("{{ 表.上年 }}", "表右"), ("{{ 表.增减 }}", "表右"), (("表中", "{{ 表.采集人 }}", "{{ 表.日期 }}"), ""),
                             ("{{ 表.结论 }}", "表中")), height=9)
    label = (("与上年对比及异常说明", "异常", False), ("部门负责人意见", "", True), ("{{ 归口部门 }}审查意见", "归口意见", True),
             ("分管校领导审批意见", "", True), ("学校复审意见", "校级意见", True), ("退回记录", "退回", False))
    for title, words, signed in label:
        opinion(grid, title, words, signed, (2, 6))
    row(grid, (("备注", 2, "表头"), ("", 6, "表左")), height=9)
    say(document, "表单说明", "{{ 文字.说明 }}")
    return saved(document)


def responsibility() -> bytes:
    """数据真实性责任书."""
    document = sheet("{{ 学校 }}　{{ 年度 }}　数据快照 {{ 快照 }}")
    say(document, "表单标题", "{{ 标题 }}")
    say(document, "表单副题", "（{{ 年度 }}）")
    say(document, "表单抬头", "甲方：{{ 学校 }}")
    say(document, "表单抬头", "乙方：{{ 部门 }}").paragraph_format.space_after = Pt(6)
    say(document, "表单正文", "{{ 文字.前言 }}")
    for title, words in (("一、承诺范围", "范围"), ("三、责任追究", "责任"), ("四、其他", "附则")):
        if words == "责任":
            say(document, "表单条目", "二、承诺事项")
            say(document, "表单正文", "{%p for 条 in 文字.承诺 %}")
            say(document, "表单正文", "（{{ loop.index }}）{{ 条 }}")
            say(document, "表单正文", "{%p endfor %}")
        say(document, "表单条目", title)
        say(document, "表单正文", f"{{{{ 文字.{words} }}}}")
    space = say(document, "表单正文", "")
    space.paragraph_format.keep_with_next = True
    grid = table(document, (78, 78), lines=False)
    for left, right in (("甲方（盖章）：", "乙方（盖章）："), ("负责人（签字）：", "负责人（签字）："), ("", "采集员（签字）：{{ 采集人 }}"), ("　　　　年　　月　　日", "　　　　年　　月　　日")):
        row(grid, ((left, 1, "表单署名"), (right, 1, "表单署名")), height=11)
    return saved(document)


def statement() -> bytes:
    """内容真实性责任声明: a page to sign, and to put into the report as a scan."""
    document = sheet("{{ 报告 }}")
    title = say(document, "表单标题", "{{ 声明 }}")
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(70), Pt(40)
    for text in ("{%p for 段 in 段落 %}", "{{ 段 }}", "{%p endfor %}"):
        say(document, "声明正文", text)
    say(document, "声明正文", "").paragraph_format.space_after = Pt(120)
    for text in ("{%p for 行 in 签署 %}", "{{ 行 }}", "{%p endfor %}"):
        say(document, "声明签署", text).paragraph_format.left_indent = Mm(42)
    note = say(document, "表单说明", "{{ 文字.说明 }}")
    note.paragraph_format.space_before = Pt(60)
    return saved(document)


def difference() -> bytes:
    """数据差异说明表, landscape."""
    document = sheet("{{ 学校 }}　{{ 新年度 }}快照 {{ 新快照 }} 取代 {{ 旧年度 }}快照 {{ 旧快照 }}", wide=True)
    say(document, "表单标题", "{{ 标题 }}")
    say(document, "表单副题", "（{{ 年度 }}）")
    line = say(document, "表单栏目", "更正原因：{{ 原因 or '—' }}\t提出人：{{ 提出人 or '—' }}　批准人：{{ 批准人 or '—' }}　{{ 更正日期 }}")
    line.paragraph_format.tab_stops.add_tab_stop(Mm(257), TAB.RIGHT)
    for text in ("{%p for 行 in 数据表 %}", "{{ 行 }}", "{%p endfor %}"):
        say(document, "表单栏目", text)
    grid = table(document, (10, 47, 27, 28, 27, 19, 20, 38, 18, 23))
    heads = ("序号", "指标", "原报值", "状态数据平台更正值", "上年值", "差异", "高基表值", "原因（口径、时点、更正）", "佐证材料", "责任部门")
    row(grid, tuple((one, 1, "表头") for one in heads), height=11, head=True)
    loop(grid, "一 in 差异", (("{{ 一.序号 }}", "表中"), ("{{ 一.指标 }}", "表左"), ("{{ 一.原值 }}", "表右"), ("{{ 一.现值 }}", "表右"), ("{{ 一.上年 }}", "表右"),
                           ("{{ 一.差 }}", "表右"), ("", "表右"), ("{{ 一.原因 }}", "表左"), ("", "表左"), ("{{ 一.部门 }}", "表中")), height=9)
    say(document, "表单说明", "{{ 文字.说明 }}")
    sign(document, ("填表人：", "责任部门负责人（盖章）：", "质量管理部门（盖章）：", "分管校领导：", "　　年　　月　　日"), (45, 65, 60, 45, 42))
    return saved(document)


def erratum() -> bytes:
    """勘误表."""
    document = sheet("{{ 学校 }}　数据快照 {{ 新快照 }} 取代 {{ 旧快照 }}")
    say(document, "表单标题", "{{ 标题 }}")
    say(document, "表单副题", "（{{ 年度 }}）")
    say(document, "表单正文", "{{ 文字.前言 }}{% if 原因 %}更正原因：{{ 原因 }}。{% endif %}")
    say(document, "表单报告", "{%p for 份 in 报告 %}")
    say(document, "表单报告", "{{ 份.题目 }}").paragraph_format.keep_with_next = True
    grid = table(document, (11, 37, 55, 55))
    row(grid, tuple((one, 1, "表头") for one in ("序号", "位置", "原文", "更正为")), height=9, head=True)
    loop(grid, "条 in 份.更正", (("{{ 条.序号 }}", "表中"), ("{{ 条.位置 }}", "表左"), ("{{r 条.原文 }}", "表左"), ("{{r 条.更正 }}", "表左")), height=9)
    say(document, "表单报告", "{%p endfor %}")
    for text in ("{{ 学校 }}（盖章）", "　　　　年　　月　　日"):
        line = say(document, "表单署名", text)
        line.alignment, line.paragraph_format.right_indent = ALIGN.RIGHT, Pt(28)
        if "盖章" in text:
            line.paragraph_format.space_before, line.paragraph_format.keep_with_next = Pt(22), True
    return saved(document)


if __name__ == "__main__":
    main()

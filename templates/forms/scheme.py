"""工作方案: seven headings, the calendar and the division of labour as tables."""

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Pt
from paper import loop, row, saved, say, sheet, table


def scheme() -> bytes:
    """工作方案."""
    document = sheet("{{ 学校 }}　{{ 年度 }}")
    say(document, "表单标题", "{{ 标题 }}").paragraph_format.space_after = Pt(14)
    say(document, "表单正文", "{{ 文字.前言 }}")
    heading(document, "一、工作目的")
    say(document, "表单正文", "{{ 文字.目的 }}")
    scope(document)
    demands(document)
    organisation(document)
    calendar(document)
    labour(document)
    heading(document, "七、质量要求")
    listed(document, "文字.质量要求")
    say(document, "表单正文", "小节会签依次经过{{ 会签 }}，校级由{{ 校级 }}签署。{{ 文字.考核 }}")
    say(document, "表单正文", "附件：任务分工表").paragraph_format.space_before = Pt(10)
    signature(document)
    return saved(document)


def heading(document, text: str):
    """A numbered heading that stays with what follows."""
    line = say(document, "表单条目", text)
    line.paragraph_format.keep_with_next = True
    return line


def listed(document, what: str) -> None:
    """Each text of a list, numbered."""
    for text in (f"{{%p for 条 in {what} %}}", "{{ loop.index }}．{{ 条 }}", "{%p endfor %}"):
        say(document, "表单正文", text)


def scope(document) -> None:
    """The reports and the periods of their data."""
    heading(document, "二、编写范围")
    for text in ("{%p for 份 in 报告 %}", "（{{ 份.序号 }}）《{{ 份.题目 }}》：{{ 份.部分 }}。{% if 份.企业 %}共同编写的企业：{{ 份.企业 }}。{% endif %}", "{%p endfor %}",
                 "{{ 文字.数据范围 }}"):
        say(document, "表单正文", text)


def demands(document) -> None:
    """What the reports must be, the year's points, their lengths."""
    heading(document, "三、编写要求")
    listed(document, "文字.要求")
    for text in ("本年度须写到的要点：{{ 重点 }}。", "{%p for 行 in 篇幅 %}", "{{ 行 }}", "{%p endfor %}"):
        say(document, "表单正文", text)


def organisation(document) -> None:
    """Who leads, who does, who reviews."""
    heading(document, "四、组织领导")
    for text in ("领导小组　组长：{{ 组长 or '　　　　' }}；副组长：{{ 副组长 or '　　　　' }}；成员：{{ 成员 }}。{{ 文字.领导小组职责 }}", "{{ 文字.专班职责 }}", "{{ 文字.部门职责 }}",
                 "{%p if 归口 %}"):
        say(document, "表单正文", text)
    grid = table(document, (45, 40, 73))
    row(grid, tuple((one, 1, "表头") for one in ("归口部门", "审核人", "归口审核的内容")), height=9, head=True)
    loop(grid, "一 in 归口", (("{{ 一.部门 }}", "表左"), ("{{ 一.人员 }}", "表中"), ("{{ 一.内容 }}", "表左")), height=9)
    say(document, "表单正文", "{%p endif %}")


def calendar(document) -> None:
    """The seven steps with their days."""
    heading(document, "五、工作步骤").paragraph_format.space_before = Pt(10)
    grid = table(document, (11, 27, 53, 31, 36))
    row(grid, tuple((one, 1, "表头") for one in ("序号", "步骤", "工作内容", "责任部门", "时间")), height=9, head=True)
    loop(grid, "一 in 步骤", (("{{ 一.序号 }}", "表中"), ("{{ 一.名称 }}", "表左"), ("{{ 一.工作 }}", "表左"), ("{{ 一.责任 }}", "表左"), ("{{ 一.时间 }}", "表中")), height=12)


def labour(document) -> None:
    """Each department with what it leads and where it helps."""
    heading(document, "六、任务分工").paragraph_format.space_before = Pt(10)
    grid = table(document, (10, 25, 16, 16, 40, 26, 25))
    row(grid, tuple((one, 1, "表头") for one in ("序号", "部门", "负责人", "执笔人", "牵头编写", "配合编写", "交稿时间")), height=9, head=True)
    loop(grid, "一 in 分工", (("{{ 一.序号 }}", "表中"), ("{{ 一.部门 }}", "表左"), ("{{ 一.负责人 }}", "表中"), ("{{ 一.执笔 }}", "表中"), ("{{ 一.牵头 }}", "表小"), ("{{ 一.配合 }}", "表小"),
                          ("{{ 一.时间 }}", "表中小")), height=9)
    say(document, "表单说明", "各节的要点、字数、必含指标和图表见附件《任务分工表》。")


def signature(document) -> None:
    """Who issues it, and when."""
    for n, text in enumerate(("{{ 编制部门 }}", "{{ 印发日期 }}")):
        line = say(document, "表单署名", text)
        line.alignment, line.paragraph_format.right_indent = ALIGN.RIGHT, Pt(28)
        line.paragraph_format.keep_with_next = n == 0
        line.paragraph_format.space_before = Pt(22 if n == 0 else 0)

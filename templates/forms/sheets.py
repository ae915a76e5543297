"""Tables of the work on a report: 任务分工表, 合规审查表, 问题整改台账, 发文稿纸, 企业年报信息表, 案例登记表, 意见反馈情况汇总表."""

from docx.enum.text import WD_TAB_ALIGNMENT as TAB
from docx.shared import Mm, Pt
from paper import loop, row, saved, say, sheet, sign, table

WIDE, TALL = 257, 158  # millimetres of text on the two sheets


def plan() -> bytes:
    """任务分工表, landscape, part by part."""
    document = sheet("{{ 学校 }}　{{ 年度 }}　数据快照 {{ 快照 }}", wide=True)
    heading(document, "{{ 报告 }}")
    column(document, "编制部门：{{ 编制部门 }}", "{{ 日期 }}", WIDE)
    grid = table(document, (12, 25, 28, 21, 25, 18, 18, 20, 40, 30, 20))
    heads = ("序号", "章节", "内容要点", "牵头部门", "配合部门", "执笔人", "审核人", "字数", "必含指标", "图表、案例", "完成时间")
    row(grid, tuple((one, 1, "表头") for one in heads), height=9, head=True)
    row(grid, (("{%tr for 部 in 部分 %}", 11, "表左"),), height=5)
    row(grid, (("{{ 部.名称 }}", 11, "表组"),), height=8)
    loop(grid, "一 in 部.分工", (("{{ 一.序号 }}", "表中"), ("{{ 一.节 }}", "表左"), ("{{ 一.要点 }}", "表小"), ("{{ 一.牵头 }}", "表左"), ("{{ 一.配合 }}", "表小"),
                             ("{{ 一.执笔 }}", "表小"), ("{{ 一.审核 }}", "表小"), ("{{ 一.字数 }}", "表中小"), ("{{ 一.指标 }}", "表小"), ("{{ 一.图表 }}", "表小"),
                             ("{{ 一.时间 }}", "表中小")), height=9)
    row(grid, (("{%tr endfor %}", 11, "表左"),), height=5)
    say(document, "表单说明", "{{ 文字.说明 }}")
    return saved(document)


def review() -> bytes:
    """合规审查表."""
    document = sheet("{{ 学校 }}　{{ 年度 }}　数据快照 {{ 快照 }}")
    heading(document, "{{ 报告 }}")
    column(document, "审查部门：{{ 审查部门 }}", "规则 {{ 规则数 }} 条　必须改正 {{ 未决 }} 处　需要核实 {{ 核实 }} 处", TALL)
    grid = table(document, (12, 22, 44, 32, 30, 18))
    row(grid, tuple((one, 1, "表头") for one in ("序号", "审查项目", "要求", "结果", "说明", "责任部门")), height=9, head=True)
    loop(grid, "一 in 审查", (("{{ 一.序号 }}", "表中"), ("{{ 一.项目 }}", "表左"), ("{{ 一.要求 }}", "表小"), ("{{ 一.结果 }}", "表中"), ("{{ 一.说明 }}", "表小"),
                          ("{{ 一.部门 }}", "表小")), height=9)
    for title, words, height in (("检查结论", "{{ 结论 }}", 9), ("审查意见", "{{ 审查意见 }}", 14)):
        row(grid, ((title, 2, "表头"), (words, 4, "表左")), height=height)
    say(document, "表单报告", "准予保留的问题（豁免）").paragraph_format.keep_with_next = True
    grid = table(document, (10, 16, 44, 48, 20, 20))
    row(grid, tuple((one, 1, "表头") for one in ("序号", "规则", "位置", "理由", "批准人", "日期")), height=9, head=True)
    loop(grid, "一 in 豁免", (("{{ 一.序号 }}", "表中"), ("{{ 一.规则 }}", "表中小"), ("{{ 一.位置 }}", "表小"), ("{{ 一.理由 }}", "表小"), ("{{ 一.批准人 }}", "表中小"),
                          ("{{ 一.日期 }}", "表中小")), height=8)
    row(grid, (("{%tr if not 豁免 %}", 6, "表左"),), height=5)
    row(grid, (("没有豁免", 6, "表中"),), height=8)
    row(grid, (("{%tr endif %}", 6, "表左"),), height=5)
    say(document, "表单说明", "{{ 文字.说明 }}")
    sign(document, ("审查人：{{ 审查人 }}", "部门负责人：", "分管校领导：", "{{ 审查日期 or '　　年　　月　　日' }}"), (40, 40, 40, 38))
    return saved(document)


def feedback() -> bytes:
    """意见反馈情况汇总表, landscape."""
    document = sheet("{{ 学校 }}　{{ 年度 }}", wide=True)
    heading(document, "{{ 年度 }}")
    column(document, "填报部门：{{ 填报部门 }}", "截至 {{ 日期 }}", WIDE)
    grid = table(document, (43, 43, 43, 43, 43, 42))
    row(grid, tuple((one, 1, "表头") for one in ("收到", "已答复", "未答复", "逾期", "平均用时（天）", "公开答复")), height=9, head=True)
    row(grid, tuple((one, 1, "表中") for one in ("{{ 收到 }} 件", "{{ 已答复 }} 件", "{{ 未答复 }} 件", "{{ 逾期 }} 件", "{{ 平均天数 }}", "{{ 公开|length }} 件")), height=10)
    for title, words in (("按类别", "{{ 类别 }}"), ("按渠道", "{{ 渠道 }}")):
        row(grid, ((title, 1, "表头"), (words, 5, "表左")), height=9)
    say(document, "表单报告", "逐件情况")
    grid = table(document, (12, 28, 28, 18, 28, 55, 28, 28, 32))
    heads = ("序号", "编号", "收到日期", "渠道", "类别", "责任部门", "答复期限", "答复日期", "状态")
    row(grid, tuple((one, 1, "表头") for one in heads), height=9, head=True)
    loop(grid, "一 in 意见", tuple((f"{{{{ 一.{key} }}}}", look) for key, look in (
        ("序号", "表中"), ("编号", "表中"), ("收到", "表中"), ("渠道", "表中"), ("类别", "表中"), ("部门", "表左"), ("期限", "表中"), ("答复", "表中"), ("状态", "表中"))), height=9)
    row(grid, (("{%tr if not 意见 %}", 9, "表左"),), height=5)
    row(grid, (("本年度没有收到意见", 9, "表中"),), height=12)
    row(grid, (("{%tr endif %}", 9, "表左"),), height=5)
    say(document, "表单栏目", "{%p for 一 in 公开 %}")
    say(document, "表单说明", "公开答复{{ loop.index }}　问：{{ 一.问题 }}　答：{{ 一.答复 }}")
    say(document, "表单栏目", "{%p endfor %}")
    say(document, "表单说明", "{{ 文字.说明 }}")
    sign(document, ("填表人：", "部门负责人（盖章）：", "分管校领导：", "　　年　　月　　日"), (52, 75, 75, 55))
    return saved(document)


def ledger() -> bytes:
    """问题整改台账, landscape."""
    document = sheet("{{ 学校 }}　{{ 年度 }}　数据快照 {{ 快照 }}", wide=True)
    heading(document, "{{ 报告 }}")
    column(document, "责任部门：{{ 部门 }}　　整改期限：{{ 整改期限 or '—' }}", "共 {{ 总数 }} 条，待整改 {{ 未决 }} 条", WIDE)
    grid = table(document, (10, 25, 40, 54, 16, 47, 19, 20, 13, 13))
    heads = ("序号", "责任部门", "位置", "问题", "程度", "整改措施", "期限", "状态", "整改人", "复核人")
    row(grid, tuple((one, 1, "表头") for one in heads), height=9, head=True)
    loop(grid, "一 in 问题", (("{{ 一.序号 }}", "表中"), ("{{ 一.部门 }}", "表左"), ("{{ 一.位置 }}", "表小"), ("{{ 一.问题 }}（{{ 一.规则 }}）", "表左"), ("{{ 一.程度 }}", "表中小"),
                          ("{{ 一.措施 }}", "表小"), ("{{ 一.期限 }}", "表中小"), ("{{ 一.状态 }}", "表中小"), ("", "表中"), ("", "表中")), height=10)
    row(grid, (("{%tr if not 问题 %}", 10, "表左"),), height=5)
    row(grid, (("没有发现需要整改的问题", 10, "表中"),), height=12)
    row(grid, (("{%tr endif %}", 10, "表左"),), height=5)
    say(document, "表单说明", "{{ 文字.说明 }}")
    sign(document, ("填表人：", "责任部门负责人（盖章）：", "质量管理部门（盖章）：", "　　年　　月　　日"), (52, 75, 75, 55))
    return saved(document)


def manuscript() -> bytes:
    """发文稿纸."""
    document = sheet("{{ 学校 }}")
    say(document, "表单标题", "{{ 学校 }}").paragraph_format.space_after = Pt(0)
    heading(document, "")
    grid = table(document, (22, 33, 20, 22, 24, 37))
    row(grid, (("发文字号", 1, "表头"), ("{{ 发文字号 }}", 2, "表左"), ("密级", 1, "表头"), ("{{ 密级 or '—' }}", 1, "表中"), ("紧急程度：{{ 紧急程度 or '—' }}", 1, "表左")), height=11)
    row(grid, ((("表左", "签发：", "", "", ""), 3, "表左"), (("表左", "会签：", "", "", ""), 3, "表左")), height=36)
    row(grid, ((("表左", "办公室核稿：", "", ""), 3, "表左"), (("表左", "拟稿部门负责人：", "", ""), 3, "表左")), height=26)
    row(grid, (("拟稿部门", 1, "表头"), ("{{ 拟稿部门 }}", 1, "表左"), ("拟稿人", 1, "表头"), ("{{ 拟稿人 }}", 1, "表左"), ("拟稿日期", 1, "表头"), ("{{ 拟稿日期 }}", 1, "表左")), height=11)
    row(grid, (("联系电话", 1, "表头"), ("{{ 联系电话 }}", 1, "表左"), ("印数", 1, "表头"), ("{{ 印数 }}", 1, "表左"), ("公开属性", 1, "表头"), ("{{ 公开属性 }}", 1, "表左")), height=11)
    row(grid, (("标题", 1, "表头"), ("{{ 题目 }}", 5, "表左")), height=16)
    row(grid, (("主送机关", 1, "表头"), ("{{ 主送机关 }}", 5, "表左")), height=11)
    row(grid, (("抄送机关", 1, "表头"), ("{{ 抄送 }}", 5, "表左")), height=11)
    row(grid, (("附件", 1, "表头"), (("表左", "{%p for 件 in 附件 %}", "{{ loop.index }}. {{ 件 }}", "{%p endfor %}"), 5, "表左")), height=20)
    row(grid, (("备注", 1, "表头"), ("", 5, "表左")), height=18)
    say(document, "表单说明", "{{ 文字.说明 }}")
    return saved(document)


def enterprise() -> bytes:
    """企业年报信息表."""
    document = sheet("{{ 学校 }}　{{ 年度 }}　数据快照 {{ 快照 }}")
    heading(document, "（{{ 年度 }}）")
    grid = table(document, (30, 49, 30, 49))
    pair = lambda one, other: row(grid, ((one[0], 1, "表头"), (one[1], 1, "表左"), (other[0], 1, "表头"), (other[1], 1, "表左")), height=8)  # noqa: E731
    row(grid, (("企业全称", 1, "表头"), ("{{ 企业 }}", 3, "表左")), height=8)
    pair(("统一社会信用代码", "{{ 统一社会信用代码 }}"), ("法定代表人", "{{ 法定代表人 }}"))
    pair(("所属行业", "{{ 所属行业 }}"), ("企业规模", "{{ 企业规模 }}"))
    pair(("单位地址", "{{ 单位地址 }}"), ("合作起始年", "{{ 合作起始年 }}"))
    pair(("企业联系人", "{{ 企业联系人 }}"), ("联系电话", "{{ 联系电话 }}"))
    pair(("合作院校", "{{ 学校 }}"), ("院校代码", "{{ 学校代码 }}"))
    pair(("校方牵头部门", "{{ 牵头部门 }}"), ("校方联系人", "{{ 校方联系人 }}"))
    row(grid, (("年报题目", 1, "表头"), ("{{ 报告 }}", 3, "表左")), height=8)
    row(grid, (("篇幅", 1, "表头"), ("约 {{ 字数 }} 字，图 {{ 图数 }} 幅，表 {{ 表数 }} 张", 3, "表左")), height=8)
    row(grid, (("典型案例", 1, "表头"), (("表左", "{%p for 行 in 案例 %}", "{{ 行 }}", "{%p endfor %}"), 3, "表左")), height=8)
    say(document, "表单报告", "合作数据")
    grid = table(document, (10, 47, 23, 23, 31, 24))
    row(grid, tuple((one, 1, "表头") for one in ("序号", "项目", "本年", "上年", "统计时段", "责任部门")), height=8, head=True)
    loop(grid, "一 in 指标", (("{{ 一.序号 }}", "表中"), ("{{ 一.名称 }}", "表左"), ("{{ 一.本年 }}", "表右"), ("{{ 一.上年 }}", "表右"), ("{{ 一.时段 }}", "表中小"), ("{{ 一.部门 }}", "表小")),
         height=7)
    say(document, "表单说明", "{{ 文字.说明 }}")
    say(document, "表单栏目", "{{ 文字.承诺 }}").paragraph_format.keep_with_next = True
    sign(document, ("企业（盖章）：", "授权代表（签名）：", "　　年　　月　　日"), (58, 58, 42))
    return saved(document)


def case() -> bytes:
    """案例登记表."""
    document = sheet("{{ 学校 }}　{{ 年度 }}　案例 {{ 编号 }}")
    heading(document, "（{{ 年度 }}）")
    grid = table(document, (26, 53, 26, 53))
    pair = lambda one, other: row(grid, ((one[0], 1, "表头"), (one[1], 1, "表左"), (other[0], 1, "表头"), (other[1], 1, "表左")), height=9)  # noqa: E731
    row(grid, (("案例题目", 1, "表头"), ("{{ 案例 }}", 3, "表左")), height=9)
    row(grid, (("副题", 1, "表头"), ("{{ 副题 }}", 3, "表左")), height=9)
    pair(("编号", "{{ 编号 }}"), ("主题", "{{ 主题 }}"))
    pair(("申报部门", "{{ 部门 }}"), ("作者", "{{ 作者 }}"))
    pair(("正文字数", "{{ 字数 }}"), ("图片", "登记 {{ 图数 }} 张，文中 {{ 图数实 }} 张"))
    pair(("公开意愿", "{{ 同意 }}"), ("收录部门", "{{ 收录部门 }}"))
    row(grid, (("采用情况", 1, "表头"), (("表左", "{%p for 行 in 引用 %}", "{{ 行 }}", "{%p endfor %}"), 3, "表左")), height=9)
    say(document, "表单报告", "图片及其权利")
    grid = table(document, (11, 27, 45, 43, 32))
    row(grid, tuple((one, 1, "表头") for one in ("序号", "文件", "题注", "画面内容", "来源和权利")), height=8, head=True)
    loop(grid, "一 in 图片", (("{{ 一.序号 }}", "表中"), ("{{ 一.文件 }}", "表小"), ("{{ 一.题注 }}", "表左"), ("{{ 一.内容 }}", "表小"), ("{{ 一.权利 }}", "表小")), height=9)
    say(document, "表单栏目", "{{ 文字.承诺 }}").paragraph_format.keep_with_next = True
    sign(document, ("作者（签名）：", "部门负责人（签名）：", "　　年　　月　　日"), (58, 58, 42))
    return saved(document)


def heading(document, below: str) -> None:
    """The form's title, and what it is about."""
    say(document, "表单标题", "{{ 标题 }}")
    if below:
        say(document, "表单副题", below)


def column(document, left: str, right: str, width: int) -> None:
    """A line above a table, at both its ends."""
    say(document, "表单栏目", f"{left}\t{right}").paragraph_format.tab_stops.add_tab_stop(Mm(width), TAB.RIGHT)

"""What changed between two years' packs, for people, programs and spreadsheets."""

from collections.abc import Iterable, Iterator
from io import BytesIO

from reportgen.core.pack import Change

_FIELDS = {
    "label": "名称", "data_year": "学年", "finance_year": "财政年", "cohort": "届别", "publish_year": "发布年",
    "required_parts": "必备部分", "rounding": "修约", "name": "名称", "aliases": "别名", "unit": "单位", "decimals": "小数位数", "period": "统计时段",
    "population": "统计对象", "definition": "定义", "department": "部门", "citation": "依据", "sql": "取数", "formula": "公式",
    "uncollected": "未采集原因", "since": "口径起用年", "convert": "与上年换算", "extra": "附列", "options": "可选算法", "choice": "口径选择",
    "combines": "跨口径", "scoped": "按企业计算", "dimension": "分类", "scale": "倍数", "no": "序号", "indent": "缩进", "sums": "应等于各项之和",
    "at_most": "不得超过", "number": "表号", "columns": "表头", "fixed": "固定列", "notes": "表下注", "bound": "方向", "value": "数值", "called": "称呼",
    "shown": "写法", "applies_to": "适用学校", "pattern": "说法", "instead": "改为", "reason": "理由", "severity": "程度", "unless": "例外",
    "watch": "关注", "explain": "说明", "points": "百分点", "small": "小数",
}
_COLUMNS = (("类别", 12), ("代号", 26), ("名称", 34), ("变动", 8), ("两年可比", 10), ("项目", 14), ("原来", 60), ("现在", 60))


def changes_text(changes: Iterable[Change]) -> str:
    """One paragraph a kind, one line a change, its details indented; what no longer compares is marked."""
    lines: list[str] = []
    kind = ""
    for one in changes:
        if one.kind != kind:
            kind = one.kind
            lines += ["", f"【{kind}】"]
        apart = "" if one.comparable else "　※与上年不可比"
        if len(one.details) == 1 and one.name == one.id == one.details[0][0]:
            lines.append(f"{one.change}　{_said(*one.details[0])}")
            continue
        lines.append(f"{one.change}　{one.name}{'' if one.name == one.id else f'（{one.id}）'}{apart}")
        lines += [f"    {_said(*detail)}" for detail in one.details if detail[1] != detail[2]]
    return "\n".join(lines).strip()


def _said(field: str, before: str, after: str) -> str:
    return f"{_field(field)}：{_short(before)} → {_short(after)}"


def _field(name: str) -> str:
    return _FIELDS.get(name, name)


def _short(text: str) -> str:
    flat = " ".join(text.split()) or "（无）"
    return flat if len(flat) <= 120 else flat[:119] + "…"


def changes_json(changes: Iterable[Change]) -> list[dict[str, object]]:
    """Stable keys in English."""
    return [{"kind": one.kind, "id": one.id, "name": one.name, "change": one.change, "comparable": one.comparable,
             "details": [{"field": field, "before": before, "after": after} for field, before, after in one.details if before != after]}
            for one in changes]


def _rows(changes: Iterable[Change]) -> Iterator[tuple[str, ...]]:
    for one in changes:
        head = (one.kind, one.id, one.name, one.change, "是" if one.comparable else "否")
        details = [(_field(field), before, after) for field, before, after in one.details if before != after]
        yield from ((*head, *detail) for detail in details or [("", "", "")])


def changes_xlsx(changes: Iterable[Change]) -> bytes:
    """One sheet with filters; the same bytes for the same changes."""
    from datetime import datetime

    from xlsxwriter import Workbook
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": "年度包变动", "created": datetime(2000, 1, 1)})
    head = book.add_format({"bold": True, "bg_color": "#1f4e79", "font_color": "#ffffff", "border": 1})
    body = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    sheet = book.add_worksheet("变动")
    for column, (title, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write(0, column, title, head)
    count = 0
    for count, row in enumerate(_rows(changes), 1):
        for column, cell in enumerate(row):
            sheet.write_string(count, column, cell[:32_000], body)
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, max(1, count), len(_COLUMNS) - 1)
    book.close()
    return stream.getvalue()

"""How people are told of verdicts and places."""

from reportgen.core.audited import Audited, Judged
from reportgen.core.figure import SCHOOL, Figure
from reportgen.core.reading import RIGHT, WRONG, Piece

VERDICTS = {"match": "一致", "rounded_ok": "四舍五入一致", "approx_ok": "约数成立", "derived_ok": "推算一致", "mismatch": "数值不符", "period_error": "期间不符",
            "unit_error": "单位不符", "direction_error": "升降相反", "total_error": "合计不符", "ambiguous": "指代不明", "unbound": "快照未涉及"}
_KINDS = {"note": "脚注", "box": "文本框", "comment": "批注", "running": "页眉页脚", "chart": "图表", "alt": "图片说明"}


def tone(verdict: str) -> str:
    """How a verdict is shown: right · wrong · unsure · free (nothing to compare with) · quiet (nothing to measure)."""
    if not verdict:
        return "quiet"
    return "right" if verdict in RIGHT else "wrong" if verdict in WRONG else "unsure" if verdict == "ambiguous" else "free"


def where(document: Audited, one: Judged) -> str:
    """The place in words: 第3段, 表1第5行第3列, 第12页."""
    spot = document.piece(one).spot
    if spot.table is not None and spot.row is not None and spot.column is not None:
        return f"表{spot.table + 1}第{spot.row + 1}行第{spot.column + 1}列"
    if spot.page is not None:
        return f"第{spot.page}页"
    if spot.paragraph is not None:
        return f"第{spot.paragraph + 1}段"
    if one.at.line is not None:
        return f"第{one.at.line}行"
    return _KINDS.get(spot.kind, "正文")


def around(piece: Piece, one: Judged, reach: int = 24) -> tuple[str, str, str]:
    """The words before, the figure, the words after; cut to what is near, with … where something is cut."""
    text, start, end = piece.text, one.read.start, one.read.end
    for edge_start, edge_end, _ in one.comparison.edits if one.comparison else ():
        start, end = min(start, edge_start), max(end, edge_end)
    left, right = text[max(0, start - reach):start], text[end:end + reach]
    return ("…" if start > reach else "") + _flat(left), _flat(text[start:end]), _flat(right) + ("…" if end + reach < len(text) else "")


def _flat(text: str) -> str:
    return text.replace("\n", " ").replace("\t", " ")


def called(figure: Figure) -> str:
    """A figure's name, with whose it is."""
    return figure.name if figure.scope == SCHOOL else f"{figure.scope}：{figure.name}"


def source_of(figure: Figure) -> str:
    """Where a figure was counted: 表 3.1（832行）; its formula if it is derived."""
    tables = "；".join(f"表“{one.title}”" + (f"（{one.rows}行）" if one.rows is not None else "") for one in figure.sources)
    return tables or (f"公式 {figure.formula}" if figure.formula else "")

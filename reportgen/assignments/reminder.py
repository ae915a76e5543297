"""What a reminder to a department says: its sections that are not signed, with the days that are left."""

from collections.abc import Iterator, Mapping

from reportgen.assignments.board import STATES


def reminder_words(board: Mapping[str, object], label: str) -> Iterator[dict[str, object]]:
    """The words of a letter for each department that still has something to do, the most urgent section first. label: "2025年度"."""
    for one in board["departments"]:
        rows = [row for row in board["sections"] if row["department"] == one["department"] and row["state"] != "signed"]
        if rows:
            rows.sort(key=lambda row: (row["days_left"] is None, row["days_left"] or 0))
            yield {"学校": board["school"], "年度": label, "部门": one["department"], "日期": _day(str(board["on"])), "节数": str(len(rows)),
                   "逾期数": str(sum(bool(row["late"]) for row in rows)), "未交数": str(sum(row["state"] == "not_begun" for row in rows)),
                   "小节": [_row(n, row) for n, row in enumerate(rows, 1)]}


def _row(number: int, row: Mapping[str, object]) -> dict[str, str]:
    left = row["days_left"]
    time = "—" if left is None else f"还有{left}天" if left > 0 else "今天到期" if left == 0 else f"已过{-left}天"
    return {"序号": str(number), "名称": str(row["title"]), "状态": STATES[str(row["state"])], "期限": str(row["due"]) or "未定", "剩余": time,
            "轮到": f"{row['next']}：{'、'.join(row['waiting']) or '—'}", "说明": str(row["remark"]) or (f"还有{row['errors']}处错误" if row["errors"] else "")}


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{year}年{int(month)}月{int(day)}日"

"""What an audit covered, for the terminal."""

from collections.abc import Iterable, Iterator

from reportgen.core.audited import Audited, coverage

LABELS = {"bound": "已绑定", "checked": "与快照一致", "derived": "推算一致", "wrong": "有误", "ambiguous": "指代不明", "unbound": "快照未涉及",
          "unread": "未读懂"}


def summary_lines(documents: Iterable[Audited]) -> Iterator[str]:
    """One line a file, and one for all if there are several."""
    known = tuple(documents)
    for document in known:
        yield f"{document.file}：{_told([document])}"
    if len(known) > 1:
        yield f"合计 {len(known)} 个文件：{_told(known)}"


def _told(documents: Iterable[Audited]) -> str:
    counts = coverage(documents)
    told = "，".join(f"{LABELS[name]} {count}" for name, count in counts.items() if count)
    return f"{sum(counts.values())} 个数字{told and '：' + told}"

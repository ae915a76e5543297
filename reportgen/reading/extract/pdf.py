"""A PDF's text layer as paragraphs and table rows; a scan is said to be one."""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from reportgen.core.errors import Unreadable
from reportgen.core.place import Place
from reportgen.core.reading import Extract
from reportgen.reading.extract.lines import Line, pieces
from reportgen.reading.extract.tagged import tagged

MAX_PAGES = 800
MAX_BYTES = 120 * 1024 * 1024
_MOST = 4_000_000
_LEADERS = re.compile(r"(?:[.．·…]\s?){4,}\s*[\dIVXivx]+\s*$")
_NUMBER_ONLY = re.compile(r"^[\s—–\-·]*[\dIVXivx]{1,4}[\s—–\-·]*$")
_DIGITS = re.compile(r"\d+|[IVX]+")


def pdf(name: str, data: bytes) -> Extract:
    """The document. Raises: Unreadable if it is no PDF, is encrypted or damaged."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with a file we say ourselves
    if len(data) > MAX_BYTES:
        raise Unreadable(f"PDF 超过 {MAX_BYTES >> 20} MB，不读取", at=Place(name), hint="压缩其中的图片，或分成几个文件")
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("PDF 设了打开密码", at=Place(name), hint="去掉密码后再试")
        title = str((reader.metadata or {}).get("/Title") or "").strip()
        if (by_tags := tagged(reader, title)) is not None:
            return by_tags
        pages = [_page(page) for _, page in zip(range(MAX_PAGES), reader.pages)]
        count = len(reader.pages)
    except Unreadable:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError, NotImplementedError):
        raise Unreadable("文件损坏，或不是 PDF", at=Place(name), hint="重新导出 PDF 后再试") from None
    return _extract(title, pages, count)


def _page(page: object) -> tuple[str, int]:
    """A page's text, and how many pictures it shows if it has none."""
    try:
        text = page.extract_text() or ""
    except Exception:  # noqa: BLE001 - a damaged page must not hide the others; it is listed as unread
        return "\0", 0
    if text.strip():
        return text, 0
    resources = page.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources is not None else None
    return text, len(objects.get_object()) if objects is not None else 0


def _extract(title: str, pages: Sequence[tuple[str, int]], count: int) -> Extract:
    unread = []
    if count > len(pages):
        unread.append(f"只读了前{len(pages)}页，其余{count - len(pages)}页未读")
    damaged = [number for number, (text, _) in enumerate(pages, 1) if text == "\0"]
    scanned = [number for number, (text, pictures) in enumerate(pages, 1) if pictures]
    if damaged:
        unread.append(f"第{_listed(damaged)}页损坏，未读")
    if scanned and len(scanned) == len(pages):
        unread.append("这是扫描件，没有文字层，全部未读：请先做文字识别（OCR），或提供 Word 文件")
    elif scanned:
        unread.append(f"第{_listed(scanned)}页是扫描图片，没有文字层，未读")
    lines = list(_lines([text if text != "\0" else "" for text, _ in pages]))
    found, loose = pieces(lines, title)
    if loose:
        unread.append(f"{loose}个孤立的数字（多为图中标注）不知所指，未核对")
    return Extract("pdf", title or next((line.text for line in lines), ""), found, tuple(unread))


def _lines(texts: Sequence[str]) -> Iterator[Line]:
    """The lines of all pages without page numbers, running heads and contents."""
    running = _running(texts)
    size = 0
    for number, text in enumerate(texts, 1):
        for line in text.splitlines():
            size += len(line)
            plain = line.strip()
            if size > _MOST:
                return
            if plain and _DIGITS.sub("#", plain) not in running and not _LEADERS.search(plain):
                yield Line(plain, number)


def _running(texts: Sequence[str]) -> frozenset[str]:
    """Lines that stand first or last on many pages, numbers aside."""
    seen: Counter[str] = Counter()
    for text in texts:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        edges = {*lines[:2], *lines[-2:]}
        seen.update({_DIGITS.sub("#", line) for line in edges if len(line) < 80})
        seen.update("#" for line in edges if _NUMBER_ONLY.match(line))
    least = max(3, len(texts) // 4)
    return frozenset(line for line, times in seen.items() if times >= least)


def _listed(numbers: Sequence[int]) -> str:
    """Page numbers, runs folded: 1、3—5."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}—{run[-1]}" for run in runs)

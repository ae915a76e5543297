"""What a document carries with it for machines: figures attached to a PDF, facts in a page, the snapshot's id in a Word file's properties."""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from reportgen.core.figure import Absent, Figure
from reportgen.publish.recount import Stock

_FACTS = re.compile(rb'<script type="application/json" id="_facts">(.*?)</script>', re.S)
_IDENTIFIER = re.compile(rb"<dc:identifier>([^<]*)</dc:identifier>")
_OTHER = "随文件的数据与包里的不同"


def carried(name: str, data: bytes, known: Stock, snapshot: str) -> Iterator[str]:
    """What does not fit between that and the package, in words."""
    reader = {"pdf": _pdf, "html": _html, "docx": _docx}.get(name.rsplit(".", 1)[-1].lower())
    if reader is None:
        return
    try:
        yield from reader(data, known, snapshot)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, ArithmeticError, BadZipFile):
        yield "随文件的数据读不了或不见了"


def _pdf(data: bytes, known: Stock, snapshot: str) -> Iterator[str]:
    from pypdf import PdfReader
    attached = PdfReader(BytesIO(data)).attachments
    if json.loads(attached["manifest.json"][0])["snapshot"] != snapshot:
        yield "PDF 附带的快照编号与包里的不同"
    yield from _differing(((str(one["id"]), str(one["scope"]), known.year, one) for one in json.loads(attached["figures.json"][0])), known)


def _html(data: bytes, known: Stock, snapshot: str) -> Iterator[str]:
    facts = json.loads(_FACTS.search(data)[1])  # type: ignore[index]
    if facts["snapshots"][str(known.year)] != snapshot:
        yield "网页写明的快照编号与包里的不同"
    yield from _differing(((str(one["id"]), str(one["scope"]), int(one["year"]), one) for one in facts["figures"]), known)


def _docx(data: bytes, known: Stock, snapshot: str) -> Iterator[str]:
    with ZipFile(BytesIO(data)) as parts:
        found = _IDENTIFIER.search(parts.read("docProps/core.xml"))
    if found is None or found[1].decode() != snapshot:
        yield "Word 文件写明的快照编号与包里的不同"


def _differing(stated: Iterator[tuple[str, str, int, Mapping[str, object]]], known: Stock) -> Iterator[str]:
    """Figures that a document states otherwise than the package."""
    wrong = []
    for id, scope, year, one in stated:
        figure = known.figures.get((id, scope, year))
        if figure is not None and "value" in one and not _equal(figure, one["value"]):
            wrong.append(figure.name)
    if wrong:
        yield f"{_OTHER}：{'、'.join(dict.fromkeys(wrong[:6]))}" + (f"等{len(wrong)}项" if len(wrong) > 6 else "")


def _equal(figure: Figure, value: object) -> bool:
    if isinstance(figure.value, Absent):
        return value in (None, "")
    return value not in (None, "") and Decimal(str(value)) == figure.value

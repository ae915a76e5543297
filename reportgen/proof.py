"""The outputs read again: every number that was written must be found in each file, and the files must agree figure by figure."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from reportgen.core.document import numbers
from reportgen.core.finding import Finding, Severity
from reportgen.core.place import Place
from reportgen.core.report import Report
from reportgen.reading import read_figures
from reportgen.reading.extract import extract

_SHOWN = 6
_OWN = ("chart", "running", "contents")  # what a chart keeps for itself, and page numbers
_DIGITS = re.compile(r"\d+(?:[,.]\d+)*")


Told = Callable[[int, int], object]


def proof(report: Report, files: Mapping[str, bytes], told: Told = lambda *_: None) -> tuple[Finding, ...]:
    """What a reader of the files finds amiss. files: by name, in any format that can be read again. told: before each, how many are done of how many."""
    return compare_files((one.text for one in numbers(report.document)), files, told)


def compare_files(written: Iterable[str], files: Mapping[str, bytes], told: Told = lambda *_: None) -> tuple[Finding, ...]:
    """The same for files of which only the numbers are known that were written into each."""
    texts = {}
    for done, (name, data) in enumerate(files.items()):
        told(done, len(files))
        texts[name] = _texts(name, data)
    known = Counter(digits for one in written for digits in _DIGITS.findall(one))
    lost = [finding for name, read in texts.items() for finding in _lost(name, known, read)]
    return (*lost, *_differing({name: _figures(read) for name, read in texts.items()}))


def _texts(name: str, data: bytes) -> tuple[str, ...]:
    """What a reader of the file sees."""
    return tuple(piece.text for piece in extract(name, data).pieces if piece.spot.kind not in _OWN)


def _figures(texts: tuple[str, ...]) -> Counter[str]:
    return Counter("".join(one.span.split()) for text in texts for one in read_figures(text) if one.measures)


def _lost(name: str, written: Counter[str], texts: tuple[str, ...]) -> Iterator[Finding]:
    if gone := written - Counter(digits for text in texts for digits in _DIGITS.findall(text)):
        yield _finding(name, f"写进去的{gone.total()}个数字，重新读这个文件时没有读到：{_listed(gone)}")


def _differing(read: Mapping[str, Counter[str]]) -> Iterator[Finding]:
    """Against the reading that most files share; the first of those."""
    known = list(read.values())
    first = max(read, key=lambda name: known.count(read[name]), default="")
    for name in (other for other in read if other != first):
        more, less = read[name] - read[first], read[first] - read[name]
        said = "；".join([*([f"多了{_listed(more)}"] if more else []), *([f"少了{_listed(less)}"] if less else [])])
        if said:
            yield _finding(name, f"与“{first}”里的数字不一样：{said}")


def _listed(counted: Counter[str]) -> str:
    spans = sorted(counted)
    return "、".join(f"“{one}”" for one in spans[:_SHOWN]) + (f"等{len(spans)}种" if len(spans) > _SHOWN else "")


def _finding(name: str, message: str) -> Finding:
    return Finding("E111", "output-differs", Severity.ERROR, message, Place(name), "不要发出这份文件；把它和 build/ 下的 manifest.json 发给维护人员")

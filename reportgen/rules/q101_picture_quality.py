"""# Q101 picture-quality 图片不清楚，或太大

**查什么**：图片的像素、按页面上的宽度算的分辨率、文件大小，是否在年度包规定的范围内。

**为什么**：糊的图片印出来不能看，太大的撑爆文件。

**怎么改**：换成原图；过大的压缩后再插入。

**程度**：由年度包的 `rules.yaml` 规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.core.document import CaseBox, Photo
from reportgen.core.filefacts import PictureFact
from reportgen.core.report import Report
from reportgen.core.rulebook import Requirement
from reportgen.rules import Read
from reportgen.rules.places import department_at, required
from reportgen.rules.wordings import asked, told

_INCH, _MEGABYTE = 2.54, 1024 * 1024
_SMALLEST = 120  # pixels; smaller ones are icons


def check(report: Report, read: Read) -> Iterator[Finding]:
    for rule in required(report, "picture-quality"):
        for photo in (block for block in report.document.blocks() if isinstance(block, Photo) and not isinstance(block, CaseBox)):
            if len(photo.data) > float(rule.get("megabytes", 5)) * _MEGABYTE:
                yield told(rule, "Q101", "picture-quality", f"{photo.number}“{photo.caption}”有{len(photo.data) / _MEGABYTE:.1f}MB", at=photo.at, hint="压缩后再放",
                           department=department_at(report, photo.at))


def check_file(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "picture-quality"):
        for one in text.facts.pictures if text.facts else ():
            for problem in _problems(rule, one):
                yield told(rule, "Q101", "picture-quality", f"图片“{one.name}”{problem}", at=one.at, hint="换成原图；过大的压缩后再插入")


def _problems(rule: Requirement, one: PictureFact) -> Iterator[str]:
    if one.width < _SMALLEST:
        return
    if one.shown > 1 and (dots := one.width / one.shown * _INCH) < float(rule.get("dpi", 0)):
        yield f"只有每英寸{dots:.0f}点，印出来会模糊（宜不低于{rule.get('dpi')}）"
    elif one.width < float(rule.get("pixels", 0)):
        yield f"只有{one.width}像素宽（宜不低于{rule.get('pixels')}）"
    if one.bytes > float(rule.get("megabytes", 5)) * _MEGABYTE:
        yield f"有{one.bytes / _MEGABYTE:.1f}MB"

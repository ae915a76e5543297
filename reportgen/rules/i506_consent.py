"""# I506 consent 案例没有本人同意公开的记录

**查什么**：写到人物、带有照片的案例，`case.md` 开头是否写了 `consent: true`（当事人、入镜人员已书面同意公开）。

**为什么**：公开个人的照片和事迹，须取得本人单独同意，未满十四周岁的由监护人同意。

**怎么改**：取得同意书存档后，写上 `consent: true`；没有取得的，换掉照片、隐去姓名。

**程度**：由年度包的 `rules.yaml` 规定。
"""

import re
from collections.abc import Iterator

from reportgen.core.document import CaseBox, Photo, inlines, plain
from reportgen.core.finding import Finding
from reportgen.core.place import Place
from reportgen.core.report import Report
from reportgen.rules import Read
from reportgen.rules.places import required
from reportgen.rules.wordings import compiled, told

_FILE = re.compile(r"cases/[^/]+/case\.md$")
_CONSENT = re.compile(r"^consent:\s*(?:true|是)\s*(?:#.*)?$", re.M)
_HEAD = re.compile(r"---\s*\n(.*?)\n---", re.S)


def check(report: Report, read: Read) -> Iterator[Finding]:
    sources = {one.path: one.text for one in report.sources}
    boxes = [block for block in report.document.blocks() if isinstance(block, CaseBox)]
    for rule in required(report, "consent"):
        for box in boxes:
            path = next((block.at.file for block in box.blocks if _FILE.match(block.at.file)), "")
            if path and _shows_people(box, str(rule.get("persons", ""))) and not _agreed(sources.get(path, "")):
                yield told(rule, "I506", "consent", f"案例“{box.title}”有照片和人物，没有同意公开的记录", at=Place(path, 1, 1),
                           hint="取得当事人的同意书后写 consent: true；没有取得的换掉照片、隐去姓名", department=box.department)


def _shows_people(box: CaseBox, persons: str) -> bool:
    photos = [block for block in box.blocks if isinstance(block, Photo)]
    words = "".join(photo.caption + photo.alt for photo in photos) + "".join(plain(tuple(inlines(block))) for block in box.blocks)
    return bool(photos and compiled(persons).search(words))


def _agreed(text: str) -> bool:
    head = _HEAD.match(text)
    return bool(head and _CONSENT.search(head[1]))

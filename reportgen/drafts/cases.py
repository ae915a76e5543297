"""The head of a case: what the draft says of it, and what a person must still fill in."""

import re
from collections.abc import Iterable, Sequence

from reportgen.core.finding import Finding
from reportgen.core.place import Place
from reportgen.intake.drafts import Draft, scalar
from reportgen.intake.drafts.codes import warn
from reportgen.intake.drafts.model import Block, Picture
from reportgen.intake.drafts.titles import credit, title_of
from reportgen.intake.drafts.markdown import cell_text

_WRITERS = ("作者", "撰稿", "撰稿人", "执笔", "执笔人")
_DATE = re.compile(r"20\d\d年")
_NAMES = {"title": "标题", "department": "部门", "theme": "主题", "author": "作者"}


def front_matter(draft: Draft, blocks: Iterable[Block], departments: Sequence[str], themes: Sequence[str]) -> tuple[str, tuple[Finding, ...]]:
    """The YAML head between two --- lines; a finding for each field that nobody said.

    departments: known names, the longest first. themes: the parts a case can belong to. Both are looked for in title, credits and file name.
    """
    pictures = [block for block in blocks if isinstance(block, Picture)]
    title, *more = [title_of(line) for line in draft.title if not _DATE.match(line.text)] or [""]
    said = [credit(line) for line in draft.front]
    about = " ".join((draft.name, title, *more, *(line.text for line in draft.front)))
    fields = {"title": title, "subtitle": " ".join(more).lstrip("—–- "), "department": _found(about, departments),
              "theme": _found(about, themes), "author": next((who for what, who in said if what in _WRITERS), next((who for _, who in said), ""))}
    lines = ["---", *(f"{key}: {_text(value)}" for key, value in fields.items() if value or key != "subtitle")]
    if pictures:
        lines.append("pictures:")
        for one in pictures:
            lines += [f"  - file: {one.file}", f"    caption: {_text(cell_text(one.caption))}", f"    alt: {_text(one.alt)}", '    rights: ""']
    return "\n".join((*lines, "consent: false", "---", "", "")), tuple(_missing(draft.name, fields, pictures))


def _text(value: str) -> str:
    return scalar(value) if value else '""'


def _found(about: str, names: Sequence[str]) -> str:
    return next((name for name in names if name in about), "")


def _missing(name: str, fields: dict[str, str], pictures: list[Picture]) -> list[Finding]:
    at = Place(name)
    found = [warn("N150", f"没有写明案例的{what}", at, f"在 case.md 开头填写 {key}") for key, what in _NAMES.items() if not fields[key]]
    if pictures:
        found.append(warn("N150", f"{len(pictures)}张图片没有写明版权和入镜人员是否同意", at, "在 case.md 开头每张图片的 rights 中写明"))
    if any(not one.alt for one in pictures):
        found.append(warn("N150", "图片没有写明画面内容，视障读者读不到", at, "在 case.md 开头每张图片的 alt 中写一句"))
    found.append(warn("N150", "还没有当事人同意公开的记录", at, "取得书面同意后，把 consent 改为 true"))
    return found

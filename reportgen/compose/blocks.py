"""Blocks: what was scanned becomes what is printed, names bound and numbers given."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from reportgen.compose import faults
from reportgen.compose.binding import Binder
from reportgen.compose.cases import CaseText, PictureNote
from reportgen.compose.charts import make_chart
from reportgen.compose.exhibits import Spec
from reportgen.compose.faults import nearest
from reportgen.compose.inline import inlines
from reportgen.compose.markdown import Placed, Points, Prose, Raw, Title
from reportgen.compose.numbering import Outline
from reportgen.compose.pictures import NARROWEST, NoPicture, check_picture, picture_path
from reportgen.compose.span import single
from reportgen.compose.tables import make_grid
from reportgen.core.document import Block, CaseBox, Heading, Inline, Items, Paragraph, Photo, Quote, plain
from reportgen.core.finding import Finding
from reportgen.core.place import Place

DEEPEST = 4
_BAR = re.compile(r"\s*[|｜]\s*")


@dataclass(frozen=True, slots=True)
class Sources:
    """What directives draw on. specs: by (图 or 表, id). numbers, analyses: by the directive's place."""

    specs: Mapping[tuple[str, str], Spec]
    cases: Mapping[str, CaseText]
    case_raw: Mapping[str, tuple[Raw, ...]]
    pictures: Mapping[str, bytes]
    numbers: Mapping[Place, str]
    analyses: Mapping[Place, tuple[Block, ...]]


def name_department(found: list[Finding], start: int, department: str) -> None:
    """Says of the findings from `start` on who mends them, where nobody is named yet."""
    found[start:] = [finding if finding.department else replace(finding, department=department) for finding in found[start:]]


class Blocks:
    """Makes the blocks of sections and cases."""

    def __init__(self, binder: Binder, sources: Sources, found: list[Finding]) -> None:
        self.binder, self.sources, self.found = binder, sources, found

    def title(self, text: str, at: Place) -> tuple[Inline, ...]:
        """The inlines of a title in YAML."""
        return inlines(single(text, at), self.binder.bind, self.found)

    def section(self, raw: tuple[Raw, ...], outline: Outline, top: int) -> Iterator[Block]:
        """A section's blocks. top: level of the heading it stands under; ## is one below."""
        level = top
        for block in raw:
            if isinstance(block, Title):
                level = self._level(block, top, level)
                yield Heading(level, *self._labelled(block, outline, level), block.at)
            elif isinstance(block, Placed):
                yield from self._placed(block)
            else:
                yield self._text(block)

    def _labelled(self, block: Title, outline: Outline, level: int) -> tuple[str, tuple[Inline, ...], str]:
        label, anchor = outline.next(level)
        return label, inlines(block.span, self.binder.bind, self.found), anchor

    def _level(self, block: Title, top: int, before: int) -> int:
        """The heading's level, brought within bounds; each step out of them is a finding."""
        asked = top + block.level - 1
        if block.level == 1:
            problem, level = "节的标题写在 part.yaml 里，正文的小标题从 ## 起", top + 1
        elif asked > DEEPEST:
            problem, level = "标题层次过多", DEEPEST
        else:
            problem, level = "", asked
        if level > before + 1:
            problem, level = f"标题跳级：上一级标题是{before}级，这里是{level}级", before + 1
        if problem:
            marks = "#" * (level - top + 1)
            self.found.append(faults.HEADING_LEVEL.at(block.at, problem, f"把 {'#' * block.level} 改成 {marks}"))
        return level

    def _text(self, block: Prose | Points) -> Block:
        if isinstance(block, Points):
            return Items(tuple(inlines(span, self.binder.bind, self.found) for span in block.spans), block.ordered, block.at)
        children = inlines(block.span, self.binder.bind, self.found)
        return Quote(children, block.at) if block.quoted else Paragraph(children, block.at)

    def _placed(self, block: Placed) -> Iterator[Block]:
        if block.kind == "分析":
            yield from self.sources.analyses[block.at]
            return
        number = self.sources.numbers[block.at]
        if block.kind == "图片":
            made = self._photo(block, number, {})
        elif block.kind == "案例":
            made = self._case(self.sources.cases[block.target], number, block.at)
        else:
            make = make_chart if block.kind == "图" else make_grid
            made = make(self.sources.specs[block.kind, block.target], number, self.binder, self.found)
        if made is not None:
            yield made

    # ── cases and pictures ─────────────────────────────────────────────────

    def _case(self, case: CaseText, number: str, at: Place) -> CaseBox:
        start = len(self.found)
        blocks = tuple(self._in_case(case))
        name_department(self.found, start, case.department)
        title, subtitle = (plain(self.title(text, case.at)) for text in (case.title, case.subtitle))
        return CaseBox(case.id, number, title, subtitle, case.department, case.author, blocks, at)

    def _in_case(self, case: CaseText) -> Iterator[Block]:
        count = 0
        for block in self.sources.case_raw[case.id]:
            if isinstance(block, Title):
                count += 1
                yield Heading(DEEPEST, "", inlines(block.span, self.binder.bind, self.found), f"case-{case.id}-{count}", block.at)
            elif isinstance(block, Placed):
                if photo := self._photo(block, self.sources.numbers[block.at], case.pictures):
                    yield photo
            else:
                yield self._text(block)

    def _photo(self, block: Placed, number: str, known: Mapping[str, PictureNote]) -> Photo | None:
        path = picture_path(block.at.file, block.target)
        data = self.sources.pictures.get(path or "")
        if data is None:
            near = nearest(path or block.target, self.sources.pictures, 1)
            self.found.append(faults.MISSING_PICTURE.at(block.at, f"没有图片“{block.target}”",
                                                        f"是不是 {near[0]}？" if near else "把 PNG 或 JPEG 图片放进同一个文件夹"))
            return None
        try:
            picture = check_picture(data)
        except NoPicture as fault:
            self.found.append(faults.BAD_PICTURE.at(block.at, f"图片“{block.target}”{fault}", "另存为 PNG 或 JPEG 再放进来"))
            return None
        if picture.original < NARROWEST:
            self.found.append(faults.SMALL_PICTURE.at(block.at, f"图片“{block.target}”只有{picture.original}像素宽，印出来会模糊", f"换成宽度不小于{NARROWEST}像素的原图"))
        caption, alt, credit = self._said(block, known.get(block.target, PictureNote()))
        return Photo(f"pic-{number.removeprefix('图')}", number, caption, alt, picture.data, picture.media_type, picture.width, picture.height,
                     credit, block.at)

    def _said(self, block: Placed, note: PictureNote) -> tuple[str, str, str]:
        """Caption, alternative text and credit: from the directive (题注 | 画面说明 | 供图), else from the case's head."""
        typed = [*_BAR.split(block.words.text.strip()), "", ""]
        caption = plain(inlines(single(typed[0] or note.caption, block.words.at), self.binder.bind, self.found))
        seen = typed[1] or note.alt
        if not caption:
            self.found.append(faults.MISSING_CAPTION.at(block.at, f"图片“{block.target}”没有题注", f"写成 ::: 图片 {block.target} 题注文字"))
        return caption, "。".join(part.rstrip("。") for part in dict.fromkeys((caption, seen)) if part), typed[2] or note.credit

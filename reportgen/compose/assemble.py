"""The whole: assignments, texts, cases and figures become one document.

Two passes. The first reads the blocks of every section and gives numbers to what they place; the second binds names and
resolves references, which may point forward.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from reportgen.compose import faults
from reportgen.compose.analysis import ANALYSES, analyse
from reportgen.compose.annex import annex_part
from reportgen.compose.binding import Binder
from reportgen.compose.blocks import Blocks, Sources, name_department
from reportgen.compose.cards import part_cards
from reportgen.compose.cases import CaseText
from reportgen.compose.exhibits import Spec
from reportgen.compose.faults import nearest
from reportgen.compose.markdown import Placed, Raw, placements, scan
from reportgen.compose.pictures import NoPicture, check_picture
from reportgen.compose.numbering import OFFICIAL, Counter, Outline, heading_label
from reportgen.compose.plan import ENTERPRISE
from reportgen.compose.remarks import remarks_part
from reportgen.compose.subject import Subject, Task
from reportgen.compose.words import fill, placeholders, text_words
from reportgen.core.document import Block, Document, Heading, Part, PartRole, Photo, Section, Statement, plain
from reportgen.core.figure import SCHOOL, Figures
from reportgen.core.finding import Finding
from reportgen.core.pack import Pack
from reportgen.core.place import Place
from reportgen.core.plan import PartPlan, Project, ReportPlan, SectionPlan
from reportgen.core.yardstick import NO_YARDSTICKS, Yardsticks
from reportgen.turns import Turns

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class _Written:
    """A section's blocks as scanned."""

    plan: SectionPlan
    raw: tuple[Raw, ...]


def compose(project: Project, plan: ReportPlan, pack: Pack, figures: Figures, texts: Mapping[str, str], cases: Mapping[str, CaseText],
            pictures: Mapping[str, bytes], *, scope: str = SCHOOL, department: str = "", styles: Mapping[str, object] | None = None,
            yardsticks: Yardsticks = NO_YARDSTICKS, turns: Turns | None = None) -> tuple[Document, tuple[Finding, ...]]:
    """One report: equal input gives an equal document.

    texts, pictures: project path → content. scope: SCHOOL, or an enterprise's full name. department: the one a report is about.
    styles: the look's; its `numbering` and `cards` are used. yardsticks: what the figures may be held against. turns: sections as composed before.
    """
    made = _Composer(project, plan, pack, figures, texts, cases, pictures, scope, department,
                     str((styles or {}).get("numbering", OFFICIAL)), yardsticks, cards=bool((styles or {}).get("cards")), turns=turns or Turns())
    document = made.document()
    return document, tuple(_with_excerpt(finding, texts) for finding in made.found)


class _Composer:
    def __init__(self, project: Project, plan: ReportPlan, pack: Pack, figures: Figures, texts: Mapping[str, str],
                 cases: Mapping[str, CaseText], pictures: Mapping[str, bytes], scope: str, department: str, dialect: str,
                 yardsticks: Yardsticks, *, cards: bool, turns: Turns) -> None:
        self.project, self.plan, self.pack, self.figures, self.scope = project, plan, pack, figures, scope
        self.texts, self.cases, self.dialect, self.department, self.cards = texts, cases, dialect, department, cards
        self.found: list[Finding] = []
        self.counter = Counter()
        self.specs = {(word, id): Spec(id, data, part.places, (kind, id), part.places.get((kind, id), part.at))
                      for part in plan.parts for word, kind in (("图", "charts"), ("表", "tables")) for id, data in getattr(part, kind).items()}
        self.case_raw: dict[str, tuple[Raw, ...]] = {}
        self.analyses: dict[Place, tuple[Block, ...]] = {}
        self.silent: set[Place] = set()
        self.sources = Sources(self.specs, cases, self.case_raw, pictures, self.counter.numbers, self.analyses)
        self.binder = Binder(figures, scope, text_words(project, pack, scope, department), self.counter.targets, self.found,
                             rounding=pack.rounding, yardsticks=yardsticks)
        self.turns = turns
        self.frame = turns.held("frame", (pack, figures, yardsticks), (
            plan.id, scope, department, dialect, tuple((path, text if path.endswith(".yaml") else "") for path, text in texts.items()), tuple(pictures.items())), object)

    def document(self) -> Document:
        """Both passes, then the annex and the remarks."""
        numbers = _part_numbers(self.plan)
        written = {part.id: self._scanned(part, numbers[part.id]) for part in self.plan.parts}
        self._check_unused()
        self.targets = self.turns.held("targets", (), tuple(self.counter.targets.items()), object)
        known = placeholders(self.project, self.pack, self.scope, self.department)
        body = tuple(self._part(part, numbers[part.id], written[part.id]) for part in self.plan.parts)
        annex = (self._held("annex", (), (), lambda: annex_part(self.pack, self.figures, known, self.found)),) if self.plan.annex else ()
        remarks = remarks_part((*body, *annex), self.pack, self.figures)
        title, subtitle = (fill(text, known, self.plan.at, self.found) for text in (self.plan.title, self.plan.subtitle))
        own = self.scope == SCHOOL
        about = self.department or ("" if own else self.scope)
        return Document(f"{self.plan.id}/{about}" if about else self.plan.id, title, subtitle, self.project.school if own else self.scope,
                        self.project.date, self._statement({**known, "title": title}), (*body, remarks, *annex),
                        (("数据快照", self.figures.snapshot),), self.scope, run_on=self.plan.run_on)

    # ── first pass ─────────────────────────────────────────────────────────

    def _scanned(self, part: PartPlan, number: int) -> tuple[_Written, ...]:
        made = []
        for section in part.sections:
            start = len(self.found)
            path = self._path(part, section)
            raw, found = self._scan(self.texts.get(path, ""), path)
            self.found.extend(found)
            blocks = tuple(block for block in raw if not isinstance(block, Placed) or self._placed(block, number))
            if not blocks or any(block.at not in self.silent for block in blocks):
                made.append(_Written(section, blocks))
            self._check_assignment(section)
            name_department(self.found, start, section.lead)
        return tuple(made)

    def _scan(self, text: str, file: str, line: int = 1) -> tuple[tuple[Raw, ...], tuple[Finding, ...]]:
        return self.turns.held("scan", (), (text, file, line), lambda: scan(text, file, line))

    def _path(self, part: PartPlan, section: SectionPlan) -> str:
        """The section's file; each enterprise's own where its name says {enterprise}."""
        path = f"{part.folder}/{section.file}"
        if ENTERPRISE not in path:
            return path
        path = path.replace(ENTERPRISE, next((one.id for one in self.project.enterprises if one.name == self.scope), ""))
        if path not in self.texts:
            self.found.append(faults.MISSING_FILE.at(section.at, f"没有文件 {path}", f"请{section.lead}为{self.scope}写这一节"))
        return path

    def _placed(self, block: Placed, part: int) -> bool:
        """Numbers what a directive places; False (and a finding) if there is no such thing, or it was placed before."""
        if block.kind == "图片":
            self.counter.give(block.kind, block.target, part, block.at)
            return True
        if block.kind == "分析":
            return self._analysed(block, part)
        if number := self.counter.targets.get((block.kind, block.target)):
            self.found.append(faults.PLACED_TWICE.at(block.at, f"{block.kind}“{block.target}”前面已经放过（{number}），这里不再印出",
                                                     f"删去这一行，改为引用 {{{{{block.kind}:{block.target}}}}}"))
            return False
        known = self.cases if block.kind == "案例" else [id for kind, id in self.specs if kind == block.kind]
        if block.target not in known:
            near = nearest(block.target, known, 1)
            file = {"图": "charts.yaml", "表": "tables.yaml", "案例": "cases/"}[block.kind]
            self.found.append(faults.UNKNOWN_EXHIBIT.at(block.at, f"没有编号为“{block.target}”的{block.kind}",
                                                        f"改成“{near[0]}”" if near else f"在 {file} 中写上它，或删去这一行"))
            return False
        self.counter.give(block.kind, block.target, part, block.at)
        if block.kind == "案例":
            self._scan_case(self.cases[block.target], part)
        return True

    def _analysed(self, block: Placed, part: int) -> bool:
        """Writes an analysis and numbers the tables and charts that it has."""
        if block.target not in ANALYSES:
            self.found.append(faults.UNKNOWN_ANALYSIS.at(block.at, f"没有名为“{block.target}”的分析", f"可用：{'、'.join(ANALYSES)}"))
            return False
        words = block.words.text.strip()
        def numbered(kind: str, id: str) -> str:
            self.counter.give(kind, id, part, block.at)
            return self.counter.numbers[block.at]
        task = Task(Subject(self.binder, self.pack, self.department), block.at, int(words) if words.isdecimal() else 0, numbered, self.found,
                    self.silent)
        self.analyses[block.at] = analyse(block.target, task)
        return True

    def _scan_case(self, case: CaseText, part: int) -> None:
        start = len(self.found)
        raw, found = self._scan(case.body, case.file, case.first)
        self.found.extend(found)
        for block in placements(raw):
            if block.kind == "图片":
                self.counter.give(block.kind, block.target, part, block.at)
            else:
                self.found.append(faults.BROKEN_DIRECTIVE.at(block.at, f"案例里只能放图片，不能放{block.kind}，没有印出", "移到引用这个案例的小节里"))
        self.case_raw[case.id] = tuple(block for block in raw if not isinstance(block, Placed) or block.kind == "图片")
        name_department(self.found, start, case.department)

    def _check_assignment(self, section: SectionPlan) -> None:
        for name in section.figures:
            if not self.figures.find(name, self.scope):
                near = nearest(name, self.figures.names(self.scope), 2)
                self.found.append(faults.UNKNOWN_ASSIGNMENT.at(section.at, f"“{section.title}”的 figures 中，“{name}”不是（或不止）一个指标",
                                                               f"改成{'或'.join(f'“{one}”' for one in near)}" if near else "查 reportgen figures 列出的名称"))
        for id in section.cases:
            if id not in self.cases:
                near = nearest(id, self.cases, 1)
                self.found.append(faults.UNKNOWN_ASSIGNMENT.at(section.at, f"“{section.title}”的 cases 中，没有案例“{id}”",
                                                               f"改成“{near[0]}”" if near else f"建立 cases/{id}/case.md"))

    def _check_unused(self) -> None:
        for (kind, id), spec in self.specs.items():
            if (kind, id) not in self.counter.targets:
                self.found.append(faults.UNUSED_EXHIBIT.at(spec.at, f"{kind}“{id}”没有放进正文，不会印出", f"在正文中另起一行写 ::: {kind} {id}，或删去它"))

    # ── second pass ────────────────────────────────────────────────────────

    def _part(self, part: PartPlan, number: int, written: tuple[_Written, ...]) -> Part:
        anchor = f"sec-{part.id}"
        maker = Blocks(self.binder, self.sources, self.found)
        heading = Heading(1, heading_label(self.dialect, (number,)) if number else "", maker.title(part.title, part.at), anchor, part.at)
        outline = Outline(self.dialect, number, anchor, part.role is not PartRole.PREFACE)
        alone = len(written) == 1
        sections = tuple(self._section(part, one, maker, outline, alone and one.plan.title == part.title) for one in written)
        cards = self._held("cards", (), part.id, lambda: part_cards(part, self.binder)) if self.cards and number else ()
        return Part(part.id, part.role, heading, sections, part.at, cards)

    def _section(self, part: PartPlan, written: _Written, maker: Blocks, outline: Outline, untitled: bool) -> Section:
        """A section: that of an earlier turn if all is the same that it follows from."""
        things, depends = self._follows(written.raw)
        section, outline.counts = self._held("section", (self.targets, *things), (part.id, written.plan.id, outline.part, *outline.counts, depends), lambda: (
            self._composed(part, written, maker, outline, untitled), [*outline.counts]))
        return section

    def _held(self, kind: str, things: tuple[object, ...], depends: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` makes of these and of the frame, with what it finds wrong."""
        start = len(self.found)

        def made() -> tuple[Made, tuple[Finding, ...]]:
            value, found = make(), tuple(self.found[start:])
            del self.found[start:]
            return value, found
        value, found = self.turns.held(kind, (self.frame, *things), depends, made)
        self.found.extend(found)
        return value

    def _follows(self, raw: tuple[Raw, ...]) -> tuple[tuple[object, ...], tuple[Hashable, ...]]:
        """What a section follows from besides the frame: blocks as scanned, cases, analyses; and the numbers that it is given."""
        things, depends = [*raw], []
        for block in placements(raw):
            things += self.analyses.get(block.at, ())
            depends.append(self.counter.numbers.get(block.at))
            if block.kind == "案例":
                case = self.cases[block.target]
                things += self.case_raw[case.id]
                depends += (case.file, self.texts.get(case.file), *(self.counter.numbers[one.at] for one in placements(self.case_raw[case.id])))
        return tuple(things), tuple(depends)

    def _composed(self, part: PartPlan, written: _Written, maker: Blocks, outline: Outline, untitled: bool) -> Section:
        """untitled: the part's only section, of the same title; its own heading would only repeat."""
        plan, start = written.plan, len(self.found)
        title = maker.title(plan.title, plan.at)
        blocks: list[Block] = []
        if not untitled:
            label, anchor = outline.next(2)
            blocks.append(Heading(2, label, title, anchor, plan.at))
        blocks.extend(maker.section(written.raw, outline, 1 if untitled else 2))
        name_department(self.found, start, plan.lead)
        return Section(f"{part.id}/{plan.id}", plain(title), plan.lead, tuple(blocks), plan.at)

    def _statement(self, known: Mapping[str, str]) -> Statement | None:
        if not (typed := self.plan.statement):
            return None
        title, paragraphs, signatures = (typed.get(key) or () for key in ("title", "paragraphs", "signatures"))
        def filled(lines: object) -> Iterator[str]:
            return (fill(str(line), known, self.plan.at, self.found) for line in lines)
        made = Statement("".join(filled((title,))), tuple(filled(paragraphs)), tuple(filled(signatures)))
        return replace(made, scan=self._signed(made))

    def _signed(self, statement: Statement) -> Photo | None:
        """The signed page, if it is there already; what stands on it can be read by those who do not see it."""
        path = scan_path(self.project, self.plan, self.scope)
        data = self.sources.pictures.get(path)
        if data is None:
            return None
        try:
            picture = check_picture(data)
        except NoPicture as fault:
            self.found.append(faults.BAD_PICTURE.at(self.plan.at, f"声明扫描件“{path}”{fault}", "另存为 PNG 或 JPEG 再放进来"))
            return None
        said = "".join((statement.title, "（扫描件）：", *statement.paragraphs))
        return Photo("statement-scan", "", statement.title, said, picture.data, picture.media_type, picture.width, picture.height)


def scan_path(project: Project, plan: ReportPlan, scope: str) -> str:
    """Where the signed statement of a report belongs, as its plan says; "" if it says nothing. {enterprise} is the enterprise's id."""
    name = str(plan.statement.get("scan", ""))
    own = next((one.id for one in project.enterprises if one.name == scope), "")
    return f"{plan.at.file.rpartition('/')[0]}/{name.replace(ENTERPRISE, own)}" if name else ""


def _part_numbers(plan: ReportPlan) -> dict[str, int]:
    """Part ids with their printed numbers; 0 for preface and overview."""
    numbers, count = {}, 0
    for part in plan.parts:
        count += part.role is PartRole.PART
        numbers[part.id] = count if part.role is PartRole.PART else 0
    return numbers


def _with_excerpt(finding: Finding, texts: Mapping[str, str]) -> Finding:
    line = finding.at.line
    if finding.excerpt or line is None or finding.at.file not in texts:
        return finding
    lines = texts[finding.at.file].split("\n")
    return replace(finding, excerpt=lines[line - 1]) if line <= len(lines) else finding

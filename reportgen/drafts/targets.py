"""Where a draft belongs: the section or case that the user names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from reportgen.build import Sources
from reportgen.core.errors import Unreadable
from reportgen.core.figure import SCHOOL, Figures
from reportgen.core.plan import Enterprise, PartPlan, ReportPlan, SectionPlan
from reportgen.workspace import Workspace

_EACH = "{enterprise}"
_SLUG = re.compile(r"[\w\-]{1,60}$")
_ORDINAL = re.compile(r"^\d+-")
_Named = tuple[ReportPlan, PartPlan, SectionPlan]


@dataclass(frozen=True, slots=True)
class Target:
    """Where the text goes. file: its path; prefix: of the ids of its tables and the names of its pictures; heads: the headings above it.

    tables: the tables.yaml of its part. scope: whose figures it speaks of; own: its figures are called by their own ids, not by what every enterprise calls them.
    """

    file: Path
    prefix: str
    heads: tuple[str, ...]
    tables: Path
    scope: str = SCHOOL
    own: bool = True
    case: bool = False

    @property
    def folder(self) -> Path:
        """Where its pictures go."""
        return self.file.parent

    def beside(self, suffix: str) -> Path:
        """A file beside the text, of the same name: 就业质量.draft.md."""
        return self.file.with_name(f"{self.file.stem}.draft{suffix}")


def section_target(workspace: Workspace, sources: Sources, name: str, enterprise: str) -> Target:
    """The section of that name: PART/SECTION, with the report before it where two reports have one.

    Raises: Unreadable if there is none, or several; or if an enterprise's own section is meant and nobody says whose.
    """
    steps = [step for step in re.split(r"[/／]", name.strip().removesuffix(".md")) if step]
    every = [(plan, part, section) for plan in sources.plans for part in plan.parts for section in part.sections]
    found = [one for one in every if _fits(steps, *one)]
    if len(found) != 1:
        raise _unclear(name, found, every)
    plan, part, section = found[0]
    whose = _enterprise(sources, enterprise, plan, section)
    file = workspace.root / part.folder / section.file.replace(_EACH, whose.id if whose else "")
    prefix = f"{whose.id}-{section.id}" if whose and _EACH in section.file else section.id
    return Target(file, prefix, (part.title, section.title), workspace.root / part.folder / "tables.yaml", whose.name if whose else SCHOOL, whose is None)


def case_target(workspace: Workspace, slug: str) -> Target:
    """cases/<slug>/case.md. Raises: Unreadable if the slug cannot be one."""
    if not _SLUG.match(slug):
        raise Unreadable(f"案例编号“{slug}”不能用", hint="编号只用字母、数字、汉字、下划线和短横，60 字以内，如 jidian-01-zhizao")
    folder = workspace.cases / slug
    return Target(folder / "case.md", "tu", (), folder / "tables.yaml", case=True)


def _fits(steps: list[str], plan: ReportPlan, part: PartPlan, section: SectionPlan) -> bool:
    folder = PurePosixPath(part.folder).name
    called = [{section.id, section.title, PurePosixPath(section.file).stem, PurePosixPath(section.file).parent.name or section.id},
              {part.id, part.title, folder, _ORDINAL.sub("", folder)}, {plan.id, plan.title}]
    return 0 < len(steps) <= 3 and all(step in names for step, names in zip(reversed(steps), called, strict=False))


def _unclear(name: str, found: list[_Named], every: list[_Named]) -> Unreadable:
    if found:
        places = "、".join(f"{plan.id}/{part.id}/{section.id}" for plan, part, section in found)
        return Unreadable(f"“{name}”可以指{len(found)}节", hint=f"写明是哪一节：{places}")
    known = [spelling for plan, part, section in every for spelling in (f"{part.title}/{section.title}", f"{part.id}/{section.id}")]
    near = get_close_matches(name, known, 3, 0.4)
    return Unreadable(f"没有“{name}”这一节", hint=f"是不是{'、'.join(near)}？" if near else "用 reportgen plan 看有哪些节，写成 部分/节")


def _enterprise(sources: Sources, name: str, plan: ReportPlan, section: SectionPlan) -> Enterprise | None:
    known = sources.project.enterprises
    if plan.each != "enterprise":
        return None
    found = next((one for one in known if name in (one.id, one.name)), None)
    if found is None and (name or _EACH in section.file):
        listed = "、".join(f"{one.id}（{one.name}）" for one in known)
        raise Unreadable(f"没有企业“{name}”" if name else "这一节每家企业各写各的，没有说明是哪一家", hint=f"加上 --enterprise，可用：{listed}")
    return found


def departments(sources: Sources, figures: Figures) -> Iterator[str]:
    """Every department that the assignments, the figures and the breakdowns name."""
    for plan in sources.plans:
        for part in plan.parts:
            for section in part.sections:
                yield from (section.lead, *section.support)
    yield from (figure.department for figure in figures.values())
    for series in figures.all_series():
        if "学院" in series.dimension or "部门" in series.dimension:
            yield from (point.label for point in series.points)

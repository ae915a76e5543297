"""A new project for the next year: packs, looks, people, assignments and sections are carried over; cases and records are not."""

import re
import shutil

from dataclasses import dataclass
from pathlib import Path

from reportgen.core.errors import Refused, Unreadable
from reportgen.core.pack import Edition
from reportgen.core.place import Place
from reportgen.edition import open_project, sound_pack
from reportgen.files import read_text, write_together
from reportgen.workspace import Workspace

_BESIDE = ("people.yaml", "targets.yaml", "peers.yaml", "explanations.yaml", ".gitignore")
_NOT_CARRIED = shutil.ignore_patterns("exports", "*.jsonl", "*.jsonl.head", ".*", "*.tmp", "__pycache__")
_NOT_TEXTS = ("attested.yaml", "waivers.yaml")  # they hold for last year's text
_DAY = re.compile(r"(?P<year>\d{4})(?=-\d\d-\d\d)")
_DUE = re.compile(r"^\s*(?:due|填报|归口|校级|deadline)\s*:.*$", re.M)
_FLOW_CASES = re.compile(r"^(\s*(?:- )?cases:\s*)\[[^\]]*\]", re.M)
_BLOCK_CASES = re.compile(r"^(\s*)cases:[ \t]*\n(?:\1[ \t]*- .*\n)+", re.M)
_CASE = re.compile(r"^\s*[:：]{3}\s*案例\s.*\n?", re.M)
_CASE_REFERENCE = re.compile(r"[{｛]{2}\s*案例\s*[:：][^}｝]*[}｝]{2}")


@dataclass(frozen=True, slots=True)
class Rolled:
    """The new project, and its files."""

    root: Path
    year: int
    files: tuple[str, ...]
    new_pack: bool


def roll_forward(workspace: Workspace, year: int, target: Path, *, on: str) -> Rolled:
    """Makes the project of `year` in `target`. on: ISO date, for the new pack. Raises: Refused if there is something already."""
    project = open_project(workspace)
    if year <= project.year:
        raise Refused(f"项目已是{project.year}年度，不能滚动到{year}年度", hint=f"写下一个年度：--year {project.year + 1}")
    if target.exists() and any(target.iterdir()):
        raise Refused("文件夹不是空的，不在其中新建项目", at=Place(target.name), hint="用 --to 换一个新的文件夹名")
    draft = target.with_name(f".{target.name}.rolling")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        new_pack = _fill(workspace, draft, project.year, year, on)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            target.rmdir()
        draft.rename(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    files = sorted(path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file())
    return Rolled(target, year, tuple(files), new_pack)


def _fill(workspace: Workspace, draft: Path, last: int, year: int, on: str) -> bool:
    shutil.copytree(workspace.contracts, draft / "data_contracts", ignore=_NOT_CARRIED)
    shutil.copytree(workspace.root / "templates", draft / "templates", ignore=_NOT_CARRIED)
    shutil.copytree(workspace.chapters, draft / "chapters", ignore=shutil.ignore_patterns(*_NOT_TEXTS, "*.draft.*", ".*"))
    (draft / "cases").mkdir()
    texts: dict[Path, str] = {draft / name: read_text(workspace.root, workspace.root / name) for name in _BESIDE if (workspace.root / name).is_file()}
    texts[draft / "project.yaml"] = _project(read_text(workspace.root, workspace.root / "project.yaml"), last, year)
    if "people.yaml" in _BESIDE and draft / "people.yaml" in texts:
        texts[draft / "people.yaml"] = _later(texts[draft / "people.yaml"], year - last)
    for path in sorted((draft / "chapters").rglob("*")):
        if path.suffix in (".md", ".yaml") and path.is_file():
            texts[path] = _section(path.read_text("utf-8")) if path.suffix == ".md" else _assignment(path.read_text("utf-8"), year - last)
    pack = draft / "data_contracts" / str(year) / "pack.yaml"
    new = not pack.is_file()
    if new:
        texts[pack] = _pack(sound_pack(workspace, last)[0].edition, last, year, on)
    write_together({path: text.encode() for path, text in texts.items()})
    return new


def _project(text: str, last: int, year: int) -> str:
    """project.yaml with its year and cover date; all else stays as it was typed."""
    text, found = re.subn(r"^(year:\s*)\d{4}", rf"\g<1>{year}", text, flags=re.M)
    if not found:
        raise Unreadable("project.yaml 中没有 year", at=Place("project.yaml"), hint="写上 year: 年度")
    return re.sub(r"^(date:.*)$", lambda line: re.sub(r"\d{4}(?=年)", lambda one: str(int(one[0]) + year - last), line[0]), text, flags=re.M)


def _later(text: str, by: int) -> str:
    """Days in lines of deadlines, `by` years on."""
    def shifted(line: re.Match[str]) -> str:
        return _DAY.sub(lambda one: str(int(one["year"]) + by), line[0]).replace("-02-29", "-02-28")
    return _DUE.sub(shifted, text)


def _assignment(text: str, by: int) -> str:
    """A YAML file of chapters/: later deadlines, no cases."""
    return _later(_BLOCK_CASES.sub(r"\1cases: []\n", _FLOW_CASES.sub(r"\1[]", text)), by)


def _section(text: str) -> str:
    """A section without last year's cases."""
    return _CASE_REFERENCE.sub("【待改：这里引用了上年的案例】", _CASE.sub("", text))


def _pack(edition: Edition, last: int, year: int, on: str) -> str:
    """A pack that extends last year's, all its years later; to be checked when the notice arrives."""
    by, period = year - last, edition.data_year
    start, end = (f"{day.year + by}-{day.month:02}-{day.day:02}" for day in (period.start, period.end))
    return f"""# {year}年度：暂沿用{last}年度，只换年份。正式通知和附件指标表下发后，逐行核对，把变化写在本文件夹里（reportgen pack diff {last} {year}）。
extends: {last}
edition:
  label: {edition.label.replace(str(last), str(year))}
  data_year: {{start: {start}, end: {end}}}
  finance_year: {edition.finance_year + by}
  cohort: {edition.cohort + by}
  publish_year: {edition.publish_year + by}
citation:
  source: 沿用{last}年度
  clause: {year}年度的通知尚未下发，暂沿用{last}年度
  confidence: low
  checked_on: {on}
"""



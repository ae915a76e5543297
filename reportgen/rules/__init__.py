"""Rules: each is one file, `<code>_<name>.py`, its page the module's docstring; found by file name.

A rule module has one or more of: `check(report, read)` on a composed report; `check_text(manuscript)` on the wording of a report or of a
file; `check_file(manuscript)` on what else a file holds. Each yields findings. `EACH = True` says that `check_text` judges every passage by
itself, by the pack, the project and the scope alone, so that what it found in a section need not be looked for again. What a year asks stands in
its pack: a rule that the pack does not ask for finds nothing. The pages of findings that other rooms report stand in `pages/*.md`, one heading a code.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module, resources

from reportgen.core.finding import Finding, Severity
from reportgen.core.manuscript import Manuscript
from reportgen.core.reading import ReadFigure
from reportgen.core.report import Report
from reportgen.rules.passages import manuscript, pieces
from reportgen.turns import Turns

Read = Callable[[str], tuple[ReadFigure, ...]]
_FILE = re.compile(r"([a-z]\d{3})_(\w+)\.py$")
_PAGE = re.compile(r"^# (?P<code>[A-Z]\d{3}) (?P<name>[a-z0-9-]+) .*?(?=^# |\Z)", re.M | re.S)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's code ("T201"), its name ("bare-number"), its page, and what it looks at (None: not that). each: every passage by itself."""

    code: str
    name: str
    page: str
    check: Callable[[Report, Read], Iterable[Finding]] | None = None
    check_text: Callable[[Manuscript], Iterable[Finding]] | None = None
    check_file: Callable[[Manuscript], Iterable[Finding]] | None = None
    each: bool = False

    @property
    def here(self) -> bool:
        """Whether it is checked in this room; otherwise only its page is here."""
        return any((self.check, self.check_text, self.check_file))

    @property
    def title(self) -> str:
        """The page's heading without its code: "bare-number 手写的统计数字"."""
        return self.page.strip().splitlines()[0].lstrip("# ").removeprefix(self.code).strip()


@cache
def rules() -> tuple[Rule, ...]:
    """Every code with a page, in order. Those of other rooms have no check here."""
    here = resources.files(__name__)
    own = [_rule(*match.groups()) for entry in here.iterdir() if (match := _FILE.match(entry.name))]
    others = [Rule(match["code"], match["name"], match.group())
              for entry in (here / "pages").iterdir() if entry.name.endswith(".md")
              for match in _PAGE.finditer(entry.read_text("utf-8"))]
    return tuple(sorted((*own, *others), key=lambda rule: rule.code))


def _rule(code: str, slug: str) -> Rule:
    module = import_module(f"{__name__}.{code}_{slug}")
    return Rule(code.upper(), slug.replace("_", "-"), module.__doc__ or "",
                *(getattr(module, name, None) for name in ("check", "check_text", "check_file")), getattr(module, "EACH", False))


def named(code: str) -> tuple[Rule, ...]:
    """The rules of that code or name; several families may share a name."""
    wanted = code.strip().lower()
    return tuple(one for one in rules() if wanted in (one.code.lower(), one.name))


def run(report: Report, read: Read, turns: Turns | None = None) -> tuple[Finding, ...]:
    """Every rule on one report. A rule that cannot run is itself a finding (R001). turns: what was found in the same sections before."""
    turns = turns or Turns()
    parted = tuple(pieces(report, turns))
    text = manuscript(report, parted)
    alone = [turns.held("findings", (piece, report.pack), (report.project, text.scope), lambda: _alone(replace(text, passages=piece))) for piece in parted]
    return tuple(finding for one in rules() for finding in (*_apply(one, one.check, report, read), *(
        dict.fromkeys(finding for known in alone for finding in known.get(one.code, ())) if one.each else _apply(one, one.check_text, text))))


def _alone(text: Manuscript) -> Mapping[str, tuple[Finding, ...]]:
    """What the rules that judge every passage by itself find in some of them, by code."""
    found = {one.code: tuple(_apply(one, one.check_text, text)) for one in rules() if one.each}
    return {code: findings for code, findings in found.items() if findings}


def run_on_file(text: Manuscript) -> tuple[Finding, ...]:
    """Every rule that can judge a file by itself, on one file. A rule that cannot run is itself a finding (R001)."""
    return tuple(finding for one in rules() for finding in (*_apply(one, one.check_text, text), *_apply(one, one.check_file, text)))


def _apply(one: Rule, check: Callable[..., Iterable[Finding]] | None, *subject: object) -> Iterator[Finding]:
    if check is None:
        return
    try:
        yield from tuple(check(*subject))
    except Exception as fault:  # noqa: BLE001 - whatever stops a rule must not pass in silence
        yield Finding("R001", "rule-did-not-run", Severity.ERROR,
                      f"规则 {one.code} {one.name} 未能运行（{type(fault).__name__}），它管的内容没有检查",
                      hint="请把本条信息连同报告名称发给维护人员；在修复之前不要提交终稿")

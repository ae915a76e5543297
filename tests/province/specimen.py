"""Fictional schools that deliver what the public was told, and the summary project of their fictional province."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from reportgen.core.pack import Gathered
from reportgen.edition import sound_pack
from reportgen.province import make_summary
from reportgen.published import Published, path_of, written
from reportgen.published.passages import Passage
from reportgen.workspace import Workspace, open_workspace

OWNER, YEAR = "虚岭省教育厅", 2025
GROUPS = ("高职专科", "职业本科")
_LEVELS: Mapping[str, tuple[str, str]] = {"%": ("70", "0.31"), "∶1": ("14", "0.07"), "元": ("4600", "21.5"), "元/生": ("12000", "137.4"), "个/生": ("0.5", "0.006")}
_STEPS = 61


def name(number: int) -> str:
    return f"虚岭第{number}职业{'技术大学' if group(number) == GROUPS[1] else '技术学院'}"


def group(number: int) -> str:
    return GROUPS[number % 4 == 0]


def province(folder: Path, count: int) -> Workspace:
    """The summary project with that many schools on its list; nothing gathered."""
    make_summary(folder, owner=OWNER, year=YEAR)
    rows = (f"{name(n)},{90000 + n},{group(n)},{'否' if n == 5 else '是'}\n" for n in range(1, count + 1))
    roster(folder).write_text("\ufeff学校名称,学校代码,组别,公开校名\n" + "".join(rows), "utf-8")
    return open_workspace(folder)


def roster(folder: Path) -> Path:
    return folder / "data_contracts" / str(YEAR) / "exports" / "院校名单.csv"


def gathered(workspace: Workspace) -> Mapping[str, Gathered]:
    return sound_pack(workspace, YEAR)[0].gathered


def school(folder: Path, number: int, wanted: Mapping[str, Gathered], *, year: int = YEAR, edition: int = 1, values: Mapping[str, str | None] | None = None) -> Path:
    """A school's folder: who it is, and what it published."""
    root = folder / f"学校{number:03d}"
    path = path_of(Workspace(root), year)
    path.parent.mkdir(parents=True, exist_ok=True)
    (root / "project.yaml").write_text(f"school: {name(number)}\ncode: {90000 + number}\nyear: {year}\ndate: {year}年12月\n", "utf-8")
    told = {id: _value(number, place, one) for place, (id, one) in enumerate(wanted.items())} | dict(values or {})
    figures = tuple(figure(wanted[id], value) for id, value in told.items())
    path.write_bytes(written(year, {"school": Published("school", "年度报告", edition, f"{year}-12-20", "s", "p", (Passage("", "题名", "年度报告"),), figures)}))
    return root


def figure(one: Gathered, value: str | None, *, scope: str = "学校", definition: str = "") -> Mapping[str, object]:
    return {"id": one.id, "scope": scope, "name": one.name, "shown": value or "—", "value": value, "unit": one.unit, "definition": definition or one.definition}


def _value(number: int, place: int, one: Gathered) -> str:
    """Some value that is the same every time; a few schools stand far off."""
    base, step = (Decimal(text) for text in _LEVELS[one.unit])
    usual = base + step * (number * (7 + 2 * place) % _STEPS)
    far = usual - 40 if one.unit == "%" else usual * 3
    return format(far if number * (place + 3) % 41 == 7 else usual, ".2f")


def delivered(folder: Path, count: int) -> tuple[Workspace, Path]:
    """The project with its list, and the folder of all schools' deliveries."""
    workspace = province(folder / "汇总", count)
    for number in range(1, count + 1):
        school(folder / "各校", number, gathered(workspace), edition=2 if number % 9 == 0 else 1)
    return workspace, folder / "各校"

"""Which projects a run is about: folders named one by one, listed in a file, or found below a root."""

from collections.abc import Sequence
from pathlib import Path

from reportgen.core.errors import Unreadable
from reportgen.core.place import Place
from reportgen.files import reason

_DEEPEST = 3


def find_projects(folders: Sequence[str], *, listed: str | None = None, root: str | None = None) -> tuple[Path, ...]:
    """Every project folder once, in the order given. A folder that is no project stays in: the run says so of it.

    Raises: Unreadable if the list cannot be read, or there is nothing to do.
    """
    named = [Path(one) for one in folders] + (_listed(Path(listed)) if listed else []) + (_below(Path(root)) if root else [])
    known = tuple(dict.fromkeys(one.resolve() for one in named))
    if not known:
        raise Unreadable("没有要生成的项目", at=Place(root or listed or ""), hint="写上项目文件夹，或用 --list 给清单文件（一行一个），或用 --root 给上级文件夹")
    return known


def _listed(path: Path) -> list[Path]:
    """One folder a line, relative to the list; blank lines and those that begin with # are skipped."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise Unreadable("清单不是 UTF-8 编码", at=Place(path.name), hint="在记事本或 WPS 中另存为 UTF-8 编码") from None
    except OSError as fault:
        raise Unreadable(f"清单读不了（{reason(fault)}）", at=Place(path.name), hint="检查文件名和权限") from None
    return [path.parent / line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _below(root: Path) -> list[Path]:
    """The projects below a folder, by name; a project's own folders are not searched."""
    found: list[Path] = []
    waiting = [(root, 0)]
    while waiting:
        folder, depth = waiting.pop()
        if (folder / "project.yaml").is_file():
            found.append(folder)
        elif depth < _DEEPEST and folder.is_dir() and not folder.is_symlink():
            waiting += [(one, depth + 1) for one in folder.iterdir() if one.is_dir() and not one.name.startswith(".")]
    return sorted(found, key=lambda one: one.as_posix())

"""A project folder: where things are, and what is loaded from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reportgen.cache import Store
from reportgen.core.design import PARAMETERS
from reportgen.core.errors import Unreadable
from reportgen.core.look import Look
from reportgen.core.pack import frozen
from reportgen.core.place import Place
from reportgen.files import read_bytes, read_text

SHARED = "common"  # below templates/: what looks build on
_OWN_FILES = ("styles.yaml", "report.typ", "report.html.j2")
_SHARED_FILES = ("common.typ", "common.html.j2")
_FONTS = {".otf", ".ttf", ".ttc"}
_PICTURES = {".png", ".jpg", ".jpeg"}
_BESIDE = ("targets.yaml", "peers.yaml", "explanations.yaml", "waivers.yaml")  # any may be missing


@dataclass(frozen=True, slots=True)
class Workspace:
    """Paths of one project. shared: a cache that it shares with other projects, instead of its own."""

    root: Path
    shared: Path | None = None

    @property
    def contracts(self) -> Path:
        return self.root / "data_contracts"

    @property
    def chapters(self) -> Path:
        return self.root / "chapters"

    @property
    def cases(self) -> Path:
        return self.root / "cases"

    @property
    def cache(self) -> Path:
        return self.root / ".cache"

    @property
    def stored(self) -> Path:
        return self.shared or self.cache / "store"

    @property
    def tables(self) -> Path:
        """Where the tables of large snapshots stand ready."""
        return self.stored / "tables"

    def store(self) -> Store:
        """Results of earlier runs, kept in the cache."""
        return _store(self.stored)

    def snapshots(self, year: int) -> Path:
        return self.contracts / str(year) / "snapshots"

    def build(self, year: int) -> Path:
        return self.root / "build" / str(year)

    def label(self, path: Path) -> str:
        """A path as messages and places print it."""
        return path.relative_to(self.root).as_posix()

    def texts(self) -> Mapping[str, str]:
        """project.yaml with the files beside it that may be missing, and every YAML and Markdown file of chapters/ and cases/; in order."""
        beside = [path for name in _BESIDE if (path := self.root / name).is_file()]
        files = [self.root / "project.yaml", *beside, *self._files({".yaml", ".md"})]
        return {self.label(path): read_text(self.root, path) for path in files}

    def pictures(self) -> Mapping[str, bytes]:
        """Every picture of chapters/ and cases/, by path."""
        return {self.label(path): read_bytes(self.root, path) for path in self._files(_PICTURES)}

    def _files(self, suffixes: set[str]) -> list[Path]:
        found = [path for folder in (self.chapters, self.cases) if folder.is_dir() for path in folder.rglob("*")
                 if path.suffix.lower() in suffixes and path.is_file()]
        return sorted(found, key=lambda path: path.as_posix())


@lru_cache(maxsize=4)
def _store(folder: Path) -> Store:
    return Store(folder)


def open_workspace(folder: str | Path, *, shared: Path | None = None) -> Workspace:
    """The project in `folder`. shared: a cache of several projects. Raises: Unreadable if there is none."""
    root = Path(folder).resolve()
    if not (root / "project.yaml").is_file():
        raise Unreadable("这个文件夹不是 reportgen 项目（没有 project.yaml）", at=Place(root.name),
                         hint="进入项目文件夹再运行，或用 --project 指定；新建项目用 reportgen init")
    return Workspace(root, shared)


def load_look(workspace: Workspace, name: str) -> Look:
    """templates/<name>/ with what all looks share. Raises: Unreadable if there is no such look, a file is missing or styles.yaml is broken."""
    folder = workspace.root / "templates" / name
    if not folder.is_dir():
        raise Unreadable(f"没有名为“{name}”的版式", at=Place(f"templates/{name}"), hint=f"报告的 look 可以写：{'、'.join(looks(workspace)) or '（templates/ 里还没有版式）'}")
    paths = [*(folder / one for one in _OWN_FILES), *(folder.parent / SHARED / one for one in _SHARED_FILES)]
    texts = {path.name: read_text(workspace.root, path) for path in paths}
    fonts = {path.name: read_bytes(workspace.root, path) for path in sorted((folder / "fonts").glob("*")) if path.suffix.lower() in _FONTS}
    base = read_bytes(workspace.root, folder / "base.docx")
    depends = name, base, *texts.values(), *fonts.items()
    return workspace.store().turns.held("look", (), depends, lambda: _look(name, workspace.label(folder / "styles.yaml"), base, texts, fonts))


def _look(name: str, label: str, base: bytes, texts: Mapping[str, str], fonts: Mapping[str, bytes]) -> Look:
    import yaml
    from reportgen.looks.parameters import faults
    styles, typst, html = (texts[one] for one in _OWN_FILES)
    if wrong := faults(label, styles, PARAMETERS):
        raise Unreadable(f"版式“{name}”的参数（YAML）有{len(wrong)}处写得不对", at=wrong[0].at, hint="改好后用 look check 命令再查一遍", findings=wrong)
    read = yaml.load(styles, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    shared = {one: texts[one] for one in _SHARED_FILES}
    return Look(name=name, styles=frozen(read), base_docx=base, typst=typst, html=html, shared=frozen(shared), fonts=frozen(fonts))


def looks(workspace: Workspace) -> tuple[str, ...]:
    """Names of the project's looks."""
    return tuple(sorted(path.parent.name for path in (workspace.root / "templates").glob("*/styles.yaml")))

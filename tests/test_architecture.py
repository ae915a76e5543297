"""Imports go down only; rooms never import one another. And the guard can fail."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "reportgen"
ROOMS = {"pack", "intake", "indicators", "compose", "reading", "rules", "writers"}
GROUND = {"cache", "turns", "files", "office", "yamlplaces"}
CORRIDOR = {"final", "published", "build", "outputs", "proof", "review", "rollforward", "rotation", "edition", "workspace", "starter", "ledger", "signoff", "people", "assessment", "assignments", "impact", "forms", "printing", "audit", "drafts", "returned",
            "publish", "feedback", "batch", "inspection", "unchanged", "watch", "lineage", "looks", "reasons", "province", "scans"}
DOORS = {"cli", "web", "__main__"}
LAYERS = [{"core"}, GROUND, ROOMS, CORRIDOR, DOORS]


def forbidden(module: str, source: str) -> list[str]:
    """Imports in `source` that module (a dotted name below reportgen) may not make."""
    home = module.split(".")[0]
    level = next(number for number, layer in enumerate(LAYERS) if home in layer)
    wrong = []
    for target in imported(source):
        level_there = next((number for number, layer in enumerate(LAYERS) if target in layer), None)
        if level_there is None:
            wrong.append(target)
        elif level_there > level or (home in ROOMS and target in ROOMS and target != home):
            wrong.append(target)
    return wrong


def imported(source: str) -> list[str]:
    names = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("reportgen."):
            names.append(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            names += [alias.name.split(".")[1] for alias in node.names if alias.name.startswith("reportgen.")]
    return names


def modules() -> list[Path]:
    return sorted(path for path in ROOT.rglob("*.py") if path != ROOT / "__init__.py")


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_go_down(path: Path) -> None:
    name = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
    assert forbidden(name, path.read_text("utf-8")) == []


def test_the_guard_catches_a_room_that_opens_a_door_to_another() -> None:
    assert forbidden("rules.t201_bare_number", "from reportgen.writers.pdf import write_pdf") == ["writers"]


def test_the_guard_catches_an_import_that_goes_up() -> None:
    assert forbidden("core.figure", "import reportgen.build") == ["build"]


def test_core_needs_nothing_but_the_standard_library() -> None:
    import sys
    allowed = set(sys.stdlib_module_names) | {"reportgen"}
    for path in (ROOT / "core").glob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        roots = {(node.module or "").split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        roots |= {alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        assert roots <= allowed, path.name

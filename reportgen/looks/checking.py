"""What a look lacks: for a designer, all at once, before a report is built with it."""

from collections.abc import Iterator, Mapping

from reportgen.core.design import PARAMETERS
from reportgen.core.errors import Unreadable
from reportgen.core.finding import Finding, Severity, ordered
from reportgen.core.look import Look
from reportgen.core.place import Place
from reportgen.files import read_text
from reportgen.looks.colours import colour_faults
from reportgen.looks.fonts import font_faults
from reportgen.looks.parameters import FAMILY, faults
from reportgen.looks.proofs import proofs
from reportgen.looks.word import word_faults
from reportgen.workspace import Workspace, load_look, looks
from reportgen.yamlplaces import Node, load

_FILES = {"styles.yaml": "参数", "base.docx": "Word 的样式和封面", "report.typ": "PDF 的封面、篇头和页脚", "report.html.j2": "网页"}


def check_look(workspace: Workspace, name: str, year: int) -> tuple[Finding, ...]:
    """What templates/<name>/ lacks. Where its parameters are wrong, nothing else can be said of it yet.

    Raises: Unreadable if there is no such folder.
    """
    folder = workspace.root / "templates" / name
    if not folder.is_dir():
        raise Unreadable(f"没有名为“{name}”的版式", at=Place(f"templates/{name}"), hint=f"现有：{'、'.join(looks(workspace)) or '（templates/ 里还没有版式）'}")
    path = workspace.label(folder)
    missing = [_missing(path, file, use) for file, use in _FILES.items() if not (folder / file).is_file()]
    if missing:
        return ordered(missing)
    text = read_text(workspace.root, folder / "styles.yaml")
    found = faults(f"{path}/styles.yaml", text, PARAMETERS)
    return ordered(found or _looked(workspace, path, load_look(workspace, name), text, year))


def _missing(path: str, file: str, use: str) -> Finding:
    return Finding("Y110", "missing-look-file", Severity.ERROR, f"缺少 {file}（{use}）", Place(f"{path}/{file}"),
                   f"从 templates/official/ 复制一份 {file} 来改" + ("；或写好 styles.yaml 后运行 python ../common/make_base.py" if file == "base.docx" else ""))


def _looked(workspace: Workspace, path: str, look: Look, text: str, year: int) -> Iterator[Finding]:
    root, _ = load(f"{path}/styles.yaml", text, FAMILY)
    lacking = word_faults(f"{path}/base.docx", look.base_docx, look.styles)
    yield from lacking
    yield from colour_faults(f"{path}/styles.yaml", look.styles["colours"], _lines(root, "colours"))
    yield from font_faults(path, look, _lines(root, "fonts", "open") | _lines(root, "fonts", "pdf"), str(workspace.root / path / "fonts"))
    yield from proofs(path, look, year, word=not any(one.severity is Severity.ERROR for one in lacking))


def _lines(root: Node, *keys: str) -> Mapping[str, Place]:
    """Where each name below these keys stands."""
    node: Node | None = root
    for key in keys:
        node = node.get(key) if node is not None else None
    return dict(node.keys) if node is not None else {}

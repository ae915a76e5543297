"""What people read off sealed papers that are pictures: no program sees what stands on them, so it is typed off and that is compared."""

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.core.finding import Finding, Severity
from reportgen.core.place import Place
from reportgen.files import read_text
from reportgen.workspace import Workspace
from reportgen.yamlplaces import Reader, load

FILE = "read.yaml"


@dataclass(frozen=True, slots=True)
class ReadOff:
    """The words of each picture by its file's name, as somebody typed them off; and what is wrong with the record."""

    words: dict[str, str]
    findings: tuple[Finding, ...] = ()


def read_off(workspace: Workspace, folder: str) -> ReadOff:
    """The record of papers/<year>/: who read what, on which day."""
    path = workspace.root / folder / FILE
    if not path.is_file():
        return ReadOff({})
    root, found = load(f"{folder}/{FILE}", read_text(workspace.root, path), "A")
    reader = Reader(found, "A")
    words = {}
    for name, node in root.items():
        told = reader.fields(node, ("says", "by", "on"))
        if len(told) == 3 and reader.text(told["by"]) and reader.day(told["on"]):
            words[name] = "".join(reader.texts(told["says"]))
    return ReadOff(words, tuple(reader.findings))


def unread(name: str, folder: str, *, letter: bool) -> Iterator[Finding]:
    """A picture that nobody read."""
    wanted = "题目和附件说明里的每一件" if letter else "报告的名称和年度"
    yield Finding("G116", "paper-not-read", Severity.WARNING, f"盖章的“{name}”是图像，程序读不出字，{wanted}没有核对", Place(f"{folder}/{name}"),
                  f"看着扫描件（不要看报告）把{wanted}抄进 {folder}/{FILE}：{name}: {{says: [页上的文字, …], by: 抄录人, on: 抄录日期}}，再装一次包")

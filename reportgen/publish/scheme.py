"""What a year's reports are called when they leave the school, and how large they may be: submission.yaml of the year's pack."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.core.errors import Unreadable
from reportgen.core.finding import errors
from reportgen.core.pack import frozen
from reportgen.files import read_text
from reportgen.workspace import Workspace
from reportgen.yamlplaces import Node, Reader, load

FILE = "submission.yaml"
WORDS = ("代码", "学校", "年度", "企业", "编号", "题目")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_LONGEST = 80
_MEGA = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of the package and the pattern of its files' names."""

    folder: str
    name: str
    required: bool = False

    def path(self, words: Mapping[str, str], suffix: str) -> str:
        """folder/name.suffix with the words put in."""
        return f"{self.folder}/{named(self.name, words)}.{suffix}"


@dataclass(frozen=True, slots=True)
class Scheme:
    """submission.yaml. archive: the package's name. reports: by the report's id, in order. papers: form → what it is called.
    highlights: the figures that the public page shows first.

    file_limit, archive_limit: in bytes. label: the file, as places name it.
    """

    archive: str
    file_limit: int
    archive_limit: int
    reports: Mapping[str, Shelf]
    annex: Shelf
    cases: Shelf
    papers_folder: str
    papers: Mapping[str, str]
    data: str
    highlights: tuple[str, ...]
    label: str


def named(pattern: str, words: Mapping[str, str]) -> str:
    """A file name: the pattern with its words put in, without what a file system forbids, not too long."""
    said = _PLACEHOLDER.sub(lambda match: words.get(match[1], ""), pattern)
    return _UNSAFE.sub("_", said).strip(" .")[:_LONGEST].rstrip(" .") or "_"


def load_scheme(workspace: Workspace, year: int) -> Scheme:
    """The scheme of the year, or of the latest year before it that has one. Raises: Unreadable if there is none, or it is faulty."""
    years = sorted((int(path.name) for path in workspace.contracts.glob("*") if path.name.isdecimal() and int(path.name) <= year), reverse=True)
    path = next((path for one in years if (path := workspace.contracts / str(one) / FILE).is_file()), None)
    if path is None:
        raise Unreadable(f"没有报送规定 {FILE}", hint=f"在 data_contracts/{year}/ 下写一份，可照抄示例项目的")
    return read_scheme(workspace.label(path), read_text(workspace.root, path))


def read_scheme(label: str, text: str) -> Scheme:
    """The text of a submission.yaml. Raises: Unreadable, with all findings."""
    root, found = load(label, text)
    reader = Reader(found)
    top = reader.fields(root, ("citation", "archive", "limits", "reports", "annex", "cases", "data"), ("papers", "highlights"))
    limits = reader.fields(top["limits"], ("file", "archive")) if "limits" in top else {}
    papers = reader.fields(top["papers"], ("folder", "items")) if "papers" in top else {}
    if "citation" in top:
        reader.fields(top["citation"], ("source", "confidence", "checked_on"), ("clause",))
    made = Scheme(
        _pattern(reader, top.get("archive")), _limit(reader, limits.get("file")), _limit(reader, limits.get("archive")),
        frozen({id: _shelf(reader, node) for id, node in _entries(reader, top.get("reports"))}),
        _shelf(reader, top.get("annex")), _shelf(reader, top.get("cases")), _folder(reader, papers.get("folder")),
        frozen({form: reader.text(node) for form, node in _entries(reader, papers.get("items"))}), _folder(reader, top.get("data")),
        reader.texts(top.get("highlights")), label)
    _distinct(reader, made, root)
    if errors(reader.findings):
        first = reader.findings[0]
        raise Unreadable(first.message, at=first.at, hint=first.hint, findings=tuple(reader.findings))
    return made


def _entries(reader: Reader, node: Node | None) -> tuple[tuple[str, Node], ...]:
    if node is None:
        return ()
    if not isinstance(node.value, Mapping):
        reader.fields(node)
        return ()
    return tuple(node.items())


def _shelf(reader: Reader, node: Node | None) -> Shelf:
    fields = reader.fields(node, ("folder", "name"), ("required",)) if node is not None else {}
    return Shelf(_folder(reader, fields.get("folder")), _pattern(reader, fields.get("name")), reader.flag(fields.get("required")))


def _folder(reader: Reader, node: Node | None) -> str:
    text = reader.text(node)
    if node is not None and (_UNSAFE.search(text) or text.strip(" .") != text or not text):
        reader.fail(node.at, f"“{text}”不能作文件夹名", "只写一级名称，不用 \\ / : * ? \" < > |")
    return text


def _pattern(reader: Reader, node: Node | None) -> str:
    text = reader.text(node)
    unknown = [word for word in _PLACEHOLDER.findall(text) if word not in WORDS]
    if node is not None and unknown:
        reader.fail(node.at, f"名称里有不认识的 {{{unknown[0]}}}", "可用：" + "、".join(f"{{{word}}}" for word in WORDS))
    return text


def _limit(reader: Reader, node: Node | None) -> int:
    megabytes = reader.decimal(node)
    if node is not None and megabytes is not None and megabytes <= 0:
        reader.fail(node.at, "大小限制应大于零", "写一个数，单位 MB")
    return int((megabytes or 0) * _MEGA)


def _distinct(reader: Reader, made: Scheme, root: Node) -> None:
    folders = [*(shelf.folder for shelf in made.reports.values()), made.annex.folder, made.cases.folder, made.papers_folder, made.data]
    twice = next((one for one in folders if one and folders.count(one) > 1), None)
    if twice:
        reader.fail(root.at, f"文件夹“{twice}”用了两次", "每类材料用各自的文件夹")

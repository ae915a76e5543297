"""Forms of a project: templates/forms/<name>.docx says how one looks, <name>.yaml what it says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.core.errors import Unreadable
from reportgen.core.finding import errors
from reportgen.core.pack import frozen
from reportgen.core.place import Place
from reportgen.files import read_bytes, read_text
from reportgen.workspace import Workspace
from reportgen.yamlplaces import Node, Reader, load

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_UNSAFE = re.compile(r'[\\/:*?"<>|\r\n\t]')


@dataclass(frozen=True, slots=True)
class Form:
    """A form as the project has it. file: pattern of the written file's name. texts: wording that the school may change."""

    name: str
    label: str
    template: bytes
    title: str
    file: str
    texts: Mapping[str, str | tuple[str, ...]]

    def filled(self, words: Mapping[str, object]) -> bytes:
        """The form with these words and its own texts, in which {字段} stands for a word."""
        from reportgen.writers.forms import fill_form
        texts = {key: self._said(text, words) if isinstance(text, str) else tuple(self._said(one, words) for one in text)
                 for key, text in self.texts.items()}
        return fill_form(self.template, {**words, "标题": self._said(self.title, words), "文字": texts}, name=f"{self.label}.docx")

    def file_name(self, words: Mapping[str, object]) -> str:
        """What the written file is called."""
        return _UNSAFE.sub("_", self._said(self.file, words)) + ".docx"

    def _said(self, text: str, words: Mapping[str, object]) -> str:
        def word(match: re.Match[str]) -> str:
            value = words.get(match[1])
            if not isinstance(value, str):
                known = "、".join(key for key, one in words.items() if isinstance(one, str))
                raise Unreadable(f"表单文字里用了没有的字段“{match[1]}”", at=Place(f"{self.label}.yaml"), hint=f"可用的字段：{known}")
            return value
        return _PLACEHOLDER.sub(word, text)


def load_form(workspace: Workspace, name: str) -> Form:
    """A form by its name. Raises: Unreadable if a file is missing or the YAML is faulty."""
    folder = workspace.root / "templates" / "forms"
    label = workspace.label(folder / name)
    root, found = load(f"{label}.yaml", read_text(workspace.root, folder / f"{name}.yaml"), "A")
    reader = Reader(found, "A")
    told = reader.fields(root, ("title", "file"), ("texts", "fields"))
    texts = {key: _wording(reader, node) for key, node in (told["texts"].items() if "texts" in told else ())}
    if errors(reader.findings):
        first = reader.findings[0]
        raise Unreadable(first.message, at=first.at, hint=first.hint, findings=tuple(reader.findings))
    return Form(name, label, read_bytes(workspace.root, folder / f"{name}.docx"), reader.text(told["title"]), reader.text(told["file"]), frozen(texts))


def _wording(reader: Reader, node: Node) -> str | tuple[str, ...]:
    return node.value if isinstance(node.value, str) else reader.texts(node)

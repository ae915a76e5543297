"""Forms of a project: templates/forms/<name>.docx says how one looks, <name>.yaml what it says, forms.yaml what only people know."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from reportgen.core.errors import Unreadable
from reportgen.core.finding import errors
from reportgen.core.pack import frozen
from reportgen.core.place import Place
from reportgen.files import read_bytes, read_text
from reportgen.workspace import Workspace
from reportgen.yamlplaces import Node, Reader, load

ANSWERS = "forms.yaml"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_UNSAFE = re.compile(r'[\\/:*?"<>|\r\n\t]')


@dataclass(frozen=True, slots=True)
class Form:
    """A form as the project has it. file: pattern of the written file's name. texts: wording that the school may change.

    answers: fields that people fill in, as forms.yaml has them (their names: given); those it leaves out as the form's own YAML has them
    (empty: by hand, on paper).
    """

    name: str
    label: str
    template: bytes
    title: str
    file: str
    texts: Mapping[str, object] = field(default_factory=lambda: frozen({}))
    answers: Mapping[str, object] = field(default_factory=lambda: frozen({}))
    given: Collection[str] = ()

    def filled(self, words: Mapping[str, object]) -> bytes:
        """The form with these words, what people answered, and its own texts, in which {字段} stands for a word."""
        from reportgen.writers.forms import fill_form
        return fill_form(self.template, self.all_words(words), name=f"{self.label}.docx")

    def all_words(self, words: Mapping[str, object]) -> dict[str, object]:
        """Everything that the template can say."""
        known = {**self.answered(words), **words}
        return {**known, "标题": self._said(self.title, known), "文字": self._said(self.texts, known)}

    def answered(self, words: Mapping[str, object]) -> dict[str, object]:
        """What people answered, as typed, or the form's own YAML in their place, with {字段} replaced."""
        return {key: value if key in self.given else self._said(value, {**self.answers, **words}) for key, value in self.answers.items()}

    def file_name(self, words: Mapping[str, object]) -> str:
        """What the written file is called."""
        return _UNSAFE.sub("_", str(self._said(self.file, {**self.answered(words), **words}))) + ".docx"

    def _said(self, value: object, words: Mapping[str, object]) -> object:
        """The wording with its {字段} replaced."""
        match value:
            case str():
                return _PLACEHOLDER.sub(lambda found: self._word(found[1], words), value)
            case Mapping():
                return {key: self._said(one, words) for key, one in value.items()}
            case list() | tuple():
                return [self._said(one, words) for one in value]
        return value

    def _word(self, name: str, words: Mapping[str, object]) -> str:
        value = words.get(name)
        if not isinstance(value, str):
            known = "、".join(key for key, one in words.items() if isinstance(one, str))
            raise Unreadable(f"表单文字里用了没有的字段“{name}”", at=Place(f"{self.label}.yaml"), hint=f"可用的字段：{known}")
        return value


def load_form(workspace: Workspace, name: str) -> Form:
    """A form by its name. Raises: Unreadable, with all findings, if a file is missing, or one of the YAML files is faulty."""
    folder = workspace.root / "templates" / "forms"
    label = workspace.label(folder / name)
    root, found = load(f"{label}.yaml", read_text(workspace.root, folder / f"{name}.yaml"), "A")
    reader = Reader(found, "A")
    told = reader.fields(root, ("title", "file"), ("texts", "fields", "asks"))
    texts = {key: _wording(node) for key, node in (told["texts"].items() if "texts" in told else ())}
    asked = {key: _wording(node) for key, node in (told["asks"].items() if "asks" in told else ())}
    given = dict(_answers(workspace, name, asked, reader))
    if errors(reader.findings):
        first = reader.findings[0]
        raise Unreadable(first.message, at=first.at, hint=first.hint, findings=tuple(reader.findings))
    return Form(name, label, read_bytes(workspace.root, folder / f"{name}.docx"), reader.text(told["title"]), reader.text(told["file"]),
                frozen(texts), frozen(asked | given), tuple(given))


def _answers(workspace: Workspace, name: str, asked: Mapping[str, object], reader: Reader) -> Iterator[tuple[str, object]]:
    """What forms.yaml says for this form and, under "common", for all; a field that no form asks for is an error."""
    path = workspace.root / ANSWERS
    if not path.is_file():
        return
    root, found = load(ANSWERS, read_text(workspace.root, path), "A")
    reader.findings += found
    for section in ("common", name):
        for key, node in (root.get(section) or Node(frozen({}), Place(ANSWERS))).items():
            if key in asked:
                yield key, _wording(node)
            elif section == name:
                reader.fail(node.at, f"表单“{name}”没有字段“{key}”", f"可用的字段：{'、'.join(asked) or '无'}")


def _wording(node: Node) -> object:
    """Texts, lists and mappings of them, as written; an empty value is an empty text."""
    if isinstance(node.value, str):
        return "" if node.empty else node.value
    return [_wording(one) for one in node] if isinstance(node.value, tuple) else {key: _wording(one) for key, one in node.items()}

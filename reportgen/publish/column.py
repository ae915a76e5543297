"""site.yaml: the information-disclosure column that a school publishes in, and how people reach the school."""

import re
from dataclasses import dataclass

from reportgen.core.errors import Unreadable
from reportgen.core.finding import errors
from reportgen.core.place import Place
from reportgen.files import read_text
from reportgen.workspace import Workspace
from reportgen.yamlplaces import Node, Reader, load

FILE = "site.yaml"
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+$", re.ASCII)
_ADDRESS = re.compile(r"https?://[^\s<>\"'?#]+/$")
DEFAULT_DAYS = 15


@dataclass(frozen=True, slots=True)
class Contact:
    """How people reach the school: an office, never a person. phone, post, hours: "" if not given."""

    office: str
    email: str
    phone: str = ""
    post: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """title: of the column. address: its URL with a slash at its end, "" if not given. answer_days: within which feedback is answered."""

    title: str
    contact: Contact
    address: str = ""
    answer_days: int = DEFAULT_DAYS


def load_column(workspace: Workspace) -> Column:
    """The project's site.yaml. Raises: Unreadable if there is none, or it is faulty."""
    path = workspace.root / FILE
    if not path.is_file():
        raise Unreadable("还没有写公开栏目的设置", at=Place(FILE), hint="在项目里建 site.yaml，写上 column（栏目名称）和 contact（office、email），可照抄示例项目的")
    return read_column(read_text(workspace.root, path))


def read_column(text: str) -> Column:
    """The text of a site.yaml. Raises: Unreadable, with all findings."""
    root, found = load(FILE, text, "A")
    reader = Reader(found, "A")
    top = reader.fields(root, ("column", "contact"), ("address", "answer_days"))
    contact = reader.fields(top["contact"], ("office", "email"), ("phone", "post", "hours")) if "contact" in top else {}
    days = reader.integer(top.get("answer_days"), DEFAULT_DAYS)
    if days < 1:
        reader.fail(top["answer_days"].at, "答复期限至少一天", "写一个天数，如 15")
    made = Column(reader.text(top.get("column")), Contact(
        reader.text(contact.get("office")), _matching(reader, contact.get("email"), _MAIL, "电子邮箱", "写成 zlb@学校域名 的样子"),
        *(reader.text(contact.get(key)) for key in ("phone", "post", "hours"))),
        _matching(reader, top.get("address"), _ADDRESS, "以 / 结尾的网址", "写成 https://www.学校域名/xxgk/zlnb/ 的样子"), days)
    if errors(reader.findings):
        first = reader.findings[0]
        raise Unreadable(first.message, at=first.at, hint=first.hint, findings=tuple(reader.findings))
    return made


def _matching(reader: Reader, node: Node | None, pattern: re.Pattern[str], what: str, hint: str) -> str:
    text = reader.text(node)
    if node is not None and not pattern.match(text):
        reader.fail(node.at, f"“{text}”不是{what}", hint)
    return text

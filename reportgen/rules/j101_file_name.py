"""# J101 file-name 文件名不合要求

**查什么**：文件名里有没有空格和特殊字符、是不是太长；完整的年报，文件名里的学校名称、年度与内容是否一致，年度包规定了命名方式的照它查。

**为什么**：上报系统按文件名收件；特殊字符在别的电脑上会变乱码。

**怎么改**：按提示改名。

**程度**：由年度包的 `rules.yaml` 规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.core.place import Place
from reportgen.core.rulebook import Requirement
from reportgen.rules.wordings import asked, compiled, told

_YEAR = "{year}"


def check_file(text: Manuscript) -> Iterator[Finding]:
    name = text.name.rsplit("/", 1)[-1]
    for rule in asked(text, "file-name"):
        for problem, hint in (*_form(rule, name), *(_pattern(rule, text, name.rpartition(".")[0]) if text.whole else ())):
            yield told(rule, "J101", "file-name", problem, at=Place(text.name), hint=hint)


def _form(rule: Requirement, name: str) -> Iterator[tuple[str, str]]:
    odd = "".join(dict.fromkeys(compiled(str(rule.get("characters", "."))).sub("", name)))
    if odd:
        yield f"文件名里有不宜用的字符：{'、'.join('空格' if one.isspace() else f'“{one}”' for one in odd)}", "只用汉字、字母、数字、短横和括号"
    longest = int(rule.get("bytes", 0))
    if longest and len(name.encode()) > longest:
        yield f"文件名太长（{len(name.encode())}字节，宜在{longest}字节以内）", "缩短文件名"


def _pattern(rule: Requirement, text: Manuscript, stem: str) -> Iterator[tuple[str, str]]:
    """How the year wants the file called, if it says so: {school}, {code}, {label}, {enterprise} stand for the report's own."""
    wanted = str(rule.get("enterprise" if text.scope else "report", ""))
    known = {"school": text.project.school, "code": text.project.code, "label": text.pack.edition.label, "enterprise": text.scope}
    for key, value in known.items():
        wanted = wanted.replace(f"{{{key}}}", value)
    if wanted and stem != wanted:
        yield f"文件名应为“{wanted}”", "按通知的命名方式改名"

"""# J103 metadata 文件属性里有人名、单位或路径

**查什么**：Word、PDF、网页的属性里有没有作者、最后保存者、单位、主管、备注等；完整的年报，属性里的标题、学校名称与封面是否一致。

**为什么**：发布出去的文件会把打字员的姓名和电脑里的路径一起公开。

**怎么改**：Word 里用“检查文档”删除属性；用 `reportgen build` 生成的成品没有这些。

**程度**：由年度包的 `rules.yaml` 规定；部门交来的文稿（不是完整的年报）只作提示。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from dataclasses import replace

from reportgen.core.finding import Severity
from reportgen.core.place import Place
from reportgen.core.rulebook import Requirement
from reportgen.rules.wordings import asked, told

_PERSONAL = ("作者", "最后保存者", "主管", "单位", "备注", "链接基址", "状态")
_USUAL = ("Normal.dotm", "Normal")


def check_file(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "metadata"):
        for name, value in text.facts.properties if text.facts else ():
            for message, hint in _problem(rule, text, name, value):
                found = told(rule, "J103", "metadata", message, at=Place(text.name, sheet="文件属性"), hint=hint)
                yield found if text.whole else replace(found, severity=Severity.NOTE)


def _problem(rule: Requirement, text: Manuscript, name: str, value: str) -> Iterator[tuple[str, str]]:
    own = (text.project.school, *text.project.short_names, text.scope, *rule.get("allowed", ()))
    if (name in _PERSONAL or name.startswith("自定义属性")) and value not in own:
        yield f"文件属性“{name}”没有清除（此处不显示）", "用“检查文档”删除文件属性和个人信息；或换用 reportgen build 的成品"
    elif name == "模板" and value not in _USUAL and ("\\" in value or "/" in value):
        yield "文件属性“模板”里有电脑上的路径", "另存为 .docx 并改用 Normal 模板"
    elif name == "标题" and text.whole and text.title and _plain(value) not in _plain(text.title) and _plain(text.title) not in _plain(value):
        yield f"文件属性里的标题“{value[:40]}”与封面“{text.title[:40]}”不一致", "把属性里的标题改成与封面一致，或删去"


def _plain(text: str) -> str:
    return "".join(character for character in text if character.isalnum())

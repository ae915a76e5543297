"""# Q102 picture-metadata 图片里带着拍摄地点、作者

**查什么**：成品文件里的图片，元数据（EXIF）里有没有拍摄地点、作者、相机、拍摄时间。放进 `chapters/`、`cases/` 的图片，生成时自动去掉。

**为什么**：照片会泄露拍摄地点和拍摄人。

**怎么改**：用图片软件“删除属性”后重新插入；或放进项目由程序生成。

**程度**：由年度包的 `rules.yaml` 规定；没有地点和作者的只作警告。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from dataclasses import replace

from reportgen.core.finding import Severity
from reportgen.rules.wordings import asked, told

_GRAVE = ("拍摄地点（GPS）", "作者", "版权人", "电脑名")


def check_file(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "picture-metadata"):
        for one in text.facts.pictures if text.facts else ():
            if one.tags:
                found = told(rule, "Q102", "picture-metadata", f"图片“{one.name}”的元数据里有{'、'.join(one.tags)}", at=one.at, hint="删除图片属性后重新插入")
                yield found if set(one.tags) & set(_GRAVE) else replace(found, severity=Severity.WARNING)

"""# J110 page-size 纸张不是 A4

**查什么**：Word 各节、PDF 各页是不是 A4（横排的可以旋转）；PDF 有没有倒置的页。

**为什么**：打印、装订、上报都按 A4。

**怎么改**：在页面设置里改成 A4；倒置的扫描页旋转后重新插入。

**程度**：由年度包的 `rules.yaml` 规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.core.filefacts import Sheet
from reportgen.core.rulebook import Requirement
from reportgen.rules.wordings import asked, told


def check_file(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "page-size") if text.facts else ():
        wrong = [sheet for sheet in text.facts.sheets if not _fits(rule, sheet)]
        if wrong:
            sheet = wrong[0]
            what = "倒置了" if not sheet.width else f"是 {sheet.width:g}×{sheet.height:g} 毫米，不是 A4"
            yield told(rule, "J110", "page-size", f"{sheet.at.sheet or '页面'}{what}{f'，共{len(wrong)}处' if len(wrong) > 1 else ''}", at=sheet.at, hint="改成 A4（210×297 毫米）",
                       also=tuple(one.at for one in wrong[1:9]))


def _fits(rule: Requirement, sheet: Sheet) -> bool:
    slack = float(rule.get("slack", 1))
    wanted = sorted((float(rule.get("width", 210)), float(rule.get("height", 297))))
    return all(abs(side - right) <= slack for side, right in zip(sorted((sheet.width, sheet.height)), wanted, strict=True))

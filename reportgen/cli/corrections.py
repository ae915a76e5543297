"""Commands on corrections: diff, impact."""

from collections.abc import Iterator, Mapping

import click

from reportgen.cli.chinese import command
from reportgen.cli.console import print_json, save, say

_KINDS = {"added": "新增", "removed": "取消"}


@command("diff")
@click.argument("old", metavar="旧快照")
@click.argument("new", metavar="新快照")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.option("--xlsx", type=click.Path(dir_okay=False), metavar="文件", help="另存为工作簿")
@click.pass_obj
def diff_command(folder: str, old: str, new: str, as_json: bool, xlsx: str | None) -> int:
    """两个快照之间哪些指标、分组数据变了。快照写编号（或开头几位），也可写年度，如 2024 2025。"""
    from reportgen.impact import difference, open_pair
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    told = difference(workspace, open_pair(workspace, old, new))
    show(told, _difference_lines(told), as_json, xlsx, "数据差异")
    return 0


@command("impact")
@click.argument("old", metavar="旧快照")
@click.argument("new", metavar="新快照")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.option("--xlsx", type=click.Path(dir_okay=False), metavar="文件", help="另存为工作簿（按部门列出）")
@click.pass_obj
def impact_command(folder: str, old: str, new: str, as_json: bool, xlsx: str | None) -> int:
    """数变了，影响哪些报告的哪些句子、图表、指标表行和案例，由哪个部门处理。

    用新旧两个快照各编排一遍全部报告，逐处比较。印出来的字变了的，列出新旧两种写法；印出的字没变、所依据的指标变了的，另行注明。
    """
    from reportgen.impact import impact, open_pair
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    told = impact(workspace, open_pair(workspace, old, new))
    show(told, impact_lines(told), as_json, xlsx, "影响分析")
    return 0


def show(told: Mapping[str, object], lines: Iterator[str], as_json: bool, xlsx: str | None, what: str) -> None:
    """What changed, as JSON, as a workbook or as lines."""
    if xlsx:
        from reportgen.writers.difference_xlsx import difference_xlsx
        save(xlsx, difference_xlsx(told), what)
    if as_json:
        print_json(told)
    elif not xlsx:
        for line in lines:
            say(line)


def _difference_lines(told: Mapping[str, object]) -> Iterator[str]:
    old, new = told["old"], told["new"]
    yield f"{old['year']}年度快照 {old['snapshot']}" + ("，口径由暂用的改为现在的" if old == new else f" → {new['year']}年度快照 {new['snapshot']}")
    if told["correction"] and told["correction"]["reason"]:
        one = told["correction"]
        yield f"更正原因：{one['reason']}（提出 {one['requested_by'] or '—'}，批准 {one['approved_by'] or '—'}，{one['on']}）"
    for one in told["tables"]:
        lost = "、".join(one.get("signatures", ()))
        yield f"数据表  {one['title']}（{one['department']}）：{one['changed']}{'；签字作废：' + lost if lost else ''}"
    for one in told["figures"]:
        yield f"指标    {_scoped(one)}：{_values(one)}{'，' + one['change'] if one['change'] else ''}{_remark(one)}"
    for one in told["series"]:
        for point in one["points"]:
            yield f"分组    {_scoped(one)}·{point['label']}：{_values(point)}{_remark(point)}"
    points = sum(len(one["points"]) for one in told["series"])
    yield f"\n变了 {len(told['figures'])} 个指标，{points} 个分组数据"


def _scoped(one: Mapping[str, object]) -> str:
    return str(one["name"]) if one["scope"] == "学校" else f"{one['scope']} {one['name']}"


def _values(one: Mapping[str, object]) -> str:
    return f"{one['old_shown'] or '（无）'} → {one['new_shown'] or '（无）'}"


def _remark(one: Mapping[str, object]) -> str:
    if one["kind"] in _KINDS:
        return f"（{_KINDS[one['kind']]}）"
    return "" if one["printed"] else "（印出来不变，只有精确值变了）"


def impact_lines(told: Mapping[str, object]) -> Iterator[str]:
    """What changed, then every place that uses it, report by report, and who has to look at it."""
    yield from _difference_lines(told)
    for report in told["reports"]:
        yield f"\n■ {report['title']}"
        for section in report["sections"]:
            yield f"  {section['title']}{'（' + section['department'] + '）' if section['department'] else ''}"
            yield from (f"    案例 {case['title']}（{case['department']}）" for case in section["cases"])
            yield from (f"    {line}" for name in ("sentences", "tables", "charts", "annex") for one in section[name] for line in _use_lines(one))
    if not told["reports"]:
        yield "没有一份报告用到变了的数"
        return
    yield "\n请处理："
    for one in told["departments"]:
        yield (f"  {one['department']}：{one['sentences']}句、{one['tables']}表、{one['charts']}图、指标表{one['annex']}行；"
               f"来源数据 {one['figures']} 项{'，数据表 ' + '、'.join(one['source_tables']) + ' 变了' if one['source_tables'] else ''}")


def _use_lines(one: Mapping[str, object]) -> Iterator[str]:
    place = f"{one['file']}:{one['line']}  " if one["file"] else ""
    where = f"{one['number']} {one['caption']}  {one['row']}·{one['column']}：" if "row" in one else ""
    if not one["printed"]:
        yield f"{place}{where}{one['new']}（印出的字不变，它所依据的指标变了）"
    elif where:
        yield f"{place}{where}{one['old'] or '（无）'} → {one['new'] or '（无）'}"
    else:
        yield place
        yield f"  − {one['old'] or '（无）'}"
        yield f"  ＋ {one['new'] or '（无）'}"

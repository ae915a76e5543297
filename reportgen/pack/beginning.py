"""A year begun before its notice has arrived: a pack that says nothing of its own but its years."""

from datetime import date

from reportgen.core.pack import Pack

_TEXT = """# {year}年度：通知还没有到，暂用{base}年度的口径起草。
# 通知下发后：逐行核对附件指标表，把变化写在本文件夹里，每处写明依据；下面的 citation 换成通知的文号，删去 provisional 一行；
# 再运行 reportgen pack rebase {year}，看草稿里哪些数、哪些句子和图表跟着变。
extends: {base}
provisional: true
edition:
  label: {label}
  data_year: {{start: {start}, end: {end}}}
  finance_year: {finance}
  cohort: {cohort}
  publish_year: {publish}
citation:
  source: {year}年度编制通知（待下发）
  clause: 暂沿用{base}年度
  confidence: low
  checked_on: {on}
"""


def begun(base: Pack, year: int, on: date) -> str:
    """pack.yaml of `year` on the pack of another: each of its years moved by as much."""
    edition, step = base.edition, year - base.year
    start, end = (day.replace(year=day.year + step, day=min(day.day, 28) if day.month == 2 else day.day)
                  for day in (edition.data_year.start, edition.data_year.end))
    return _TEXT.format(year=year, base=base.year, label=edition.label.replace(str(base.year), str(year)), start=start, end=end,
                        finance=edition.finance_year + step, cohort=edition.cohort + step, publish=edition.publish_year + step, on=on)

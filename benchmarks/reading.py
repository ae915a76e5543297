"""The figure reader: a megabyte of ordinary text, a long report compared, and what four times the text costs."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from benchmarks.measuring import Bench, Measure, best, measurement, spent
from reportgen.core.reading import Known
from reportgen.reading import compare
from reportgen.reading.figures import read_figures
from reportgen.reading.lexicon import lexicon
from reportgen.reading.topics import Topics

_YEARS, _INDICATORS, _FIGURES, _LIMIT = 3, 200, 3000, 1.3
_THINGS = "专任教师 校内实训基地 合作企业 开设课程 在线精品课程 授权专利 横向课题 纵向课题 培训班 规划教材 技能竞赛获奖 学生社团 党支部 留学生 订单班 产业学院 图书馆藏书 教学楼 实训工位 志愿者".split()
_KINDS = "总数 新增数 省级数 国家级数 校级数 机电类数 医护类数 财经类数 农林类数 艺术类数".split()
_SENTENCE = "截至{year}年8月31日，{name}为{count}个，较上年增加{more}个；其中由企业参与建设的占{share}%，参与师生约{people}人，投入经费{money}万元，为人才培养方案的落实和教学质量的持续提高提供了保障。\n"


def _known() -> list[Known]:
    return [Known(f"n{number}", f"{thing}{kind}", (), Decimal(100 + number - 3 * back), "个", str(2025 - back))
            for number, (thing, kind) in enumerate((thing, kind) for thing in _THINGS for kind in _KINDS) for back in range(_YEARS)]


def _text(sentences: int) -> str:
    """So many sentences, no two alike."""
    names = [f"{thing}{kind}" for thing in _THINGS for kind in _KINDS]
    return "".join(_SENTENCE.format(year=2016 + n % 10, name=names[n % len(names)], count=100 + n % len(names), more=n % 17, share=f"{20 + n % 600 / 10:.1f}", people=300 + n, money=f"{50 + n * 7 % 900 / 10:.2f}")
                   for n in range(sentences))


def _spent(task: Callable[[], object]) -> float:
    start = spent()
    task()
    return spent() - start


@measurement
def reading(bench: Bench) -> Iterator[Measure]:
    """Processor seconds, so that a busy machine tells the same."""
    text = _text(3600)
    size = len(text.encode()) / 1_000_000
    words = lexicon()  # told, it is read anew each time
    read_figures(text[:1000], words)
    yield Measure(f"读 {size:.1f} MB 文字里的数（对比：每 MB 1 秒）", best(lambda: _spent(lambda: read_figures(text, words)), 3), size, 1)
    long, short = (best(lambda part=part: _spent(lambda: read_figures(part, words)), 3) for part in (text, text[:len(text) // 4]))
    yield Measure("读四倍长的文字（对比：读四次）", long, 4 * short, _LIMIT)
    topics, report = Topics(_known()), _text(_FIGURES // 5)
    figures = read_figures(report, words)
    counted = sum(one.measures for one in figures)
    yield Measure(f"{counted} 个数与 {_INDICATORS} 项指标、{_YEARS} 年比较（对比：1 秒）", best(lambda: _spent(lambda: compare(report, topics, figures=figures)), 3), 1, 1)

"""The audit as one offline page: the text on the left, what the snapshot says on the right, links both ways."""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from importlib import resources

from reportgen.core.audited import COVERAGE, Audited, coverage
from reportgen.core.figure import Figures
from reportgen.core.show import Rounding
from reportgen.writers.audit.cards import Cards
from reportgen.writers.audit.lines import LABELS
from reportgen.writers.audit.sheet import article

_TONES = (("wrong", "有误"), ("unsure", "指代不明"), ("right", "一致"), ("free", "快照未涉及"))


def audit_html(documents: Sequence[Audited], figures: Figures, origins: Mapping[tuple[str, str], str], *, school: str, label: str,
               rounding: Rounding = Rounding.HALF_UP) -> bytes:
    """The page; the same bytes for the same audit. origins: where each figure comes from, by id and scope."""
    cards = Cards(figures, origins, rounding, several=len(documents) > 1)
    articles = "".join(article(number, document, cards) for number, document in enumerate(documents))
    style, script = (resources.files(__package__).joinpath(name).read_text("utf-8").strip() for name in ("page.css", "page.js"))
    title = f"数字核对：{documents[0].file}" if len(documents) == 1 else f"数字核对：{len(documents)}个文件"
    return "".join(_page(escape(title), style, script, (
        _head(title, documents, f"{school}，{label}，数据快照 {figures.snapshot}"), _filter(),
        f'<div class="both"><main>{articles}</main><aside class="known" aria-label="快照"><h2>快照里的数</h2>{cards.printed()}</aside></div>'))).encode()


def _page(title: str, style: str, script: str, body: Iterable[str]) -> Iterator[str]:
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"
    yield f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title><style>{style}</style></head><body>'
    yield from body
    yield f"<script>{script}</script></body></html>\n"


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _head(title: str, documents: Sequence[Audited], about: str) -> str:
    unread = "".join(f"<p>{escape(document.file)}：{escape(what)}</p>" for document in documents for what in document.extract.unread)
    return f"<header><h1>{escape(title)}</h1><p>{escape(about)}</p>{_bar(coverage(documents))}{_counts(documents)}{unread}</header>"


def _bar(counts: Mapping[str, int]) -> str:
    """The coverage as one strip."""
    total, at, parts = sum(counts.values()) or 1, 0, []
    for name, count in counts.items():
        parts.append(f'<rect class="{name}" x="{at}" y="0" width="{count}" height="10"/>')
        at += count
    told = "，".join(f"{LABELS[name]}{count}" for name, count in counts.items())
    return f'<svg class="bar" viewBox="0 0 {total} 10" preserveAspectRatio="none" role="img" aria-label="{told}">{"".join(parts)}</svg>'


def _counts(documents: Sequence[Audited]) -> str:
    """How many figures are what: in a row for one file, in a table for several."""
    if len(documents) == 1:
        counts = coverage(documents)
        chips = "".join(f'<li class="{name}">{LABELS[name]} <b>{count}</b></li>' for name, count in counts.items())
        return f'<ul class="counts"><li>数字 <b>{sum(counts.values())}</b></li>{chips}</ul>'
    head = "".join(f'<th scope="col">{text}</th>' for text in ("文件", "数字", *(LABELS[name] for name in COVERAGE)))
    rows = [(f'<a href="#d{number}">{escape(document.file)}</a>', coverage([document])) for number, document in enumerate(documents)]
    rows += [("合计", coverage(documents))] if len(documents) > 1 else []
    body = "".join(f'<tr><th scope="row">{name}</th><td>{sum(counts.values())}</td>{"".join(f"<td>{count}</td>" for count in counts.values())}</tr>'
                   for name, counts in rows)
    return f'<div class="scroll"><table class="counts"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _filter() -> str:
    boxes = "".join(f'<label><input type="checkbox" data-tone="{tone}" checked>{label}</label>' for tone, label in _TONES)
    return f'<div class="filter" role="group" aria-label="筛选" hidden>{boxes}<label><input type="checkbox" data-only>只看有这些数字的段落</label></div>'

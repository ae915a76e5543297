"""Inline text as HTML: escaped, numbers linked to where they come from, footnotes collected."""

import re
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from reportgen.core.document import Break, Emphasis, Footnote, Inline, Link, Number, Reference, Strong, Text
from reportgen.writers.html.lineage import Register, Trace
from reportgen.writers.html.outline import slug

_RUN = re.compile(r"([!-~]{28,})")
_SCHEMES = frozenset({"http", "https", "mailto"})


class Inlines:
    """Turns inlines into markup. notes: the footnotes met so far, in order.

    numbered: texts of the exhibits that can be linked to ("表1-1"); a reference to another is plain text.
    """

    def __init__(self, register: Register, numbered: Collection[str]) -> None:
        self._register, self._numbered = register, numbered
        self._told: dict[int, deque[Trace | None]] = {}
        self.notes: list[Markup] = []

    @contextmanager
    def told(self, traces: Iterable[tuple[Number, Trace | None]]) -> Iterator[None]:
        """While a block is drawn, what stands behind its numbers, in order; it counts as used already."""
        self._told = defaultdict(deque)
        for number, trace in traces:
            self._told[id(number)].append(trace)
        try:
            yield
        finally:
            self._told = {}

    def numbered(self, text: str) -> bool:
        """Whether that text of a reference can be linked to."""
        return text in self._numbered

    def __call__(self, children: tuple[Inline, ...]) -> Markup:
        return Markup("".join(map(self._one, children)))

    def _one(self, child: Inline) -> Markup:
        match child:
            case Text(text=text):
                return _text(text)
            case Number():
                return self._number(child)
            case Strong(children=inner):
                return Markup(f"<strong>{self(inner)}</strong>")
            case Emphasis(children=inner):
                return Markup(f"<em>{self(inner)}</em>")
            case Link(url=url, children=inner):
                return self._link(url, inner)
            case Footnote(children=inner):
                self.notes.append(self(inner))
                n = len(self.notes)
                return Markup(f'<sup><a id="fnref-{n}" href="#fn-{n}" role="doc-noteref" aria-label="注{n}">{n}</a></sup>')
            case Reference(text=text):
                return Markup(f'<a class="ref" href="#{escape(slug(text))}">{escape(text)}</a>') if text in self._numbered else escape(text)
            case Break():
                return Markup("<br>")

    def _number(self, number: Number) -> Markup:
        """A bound number links to its entry in the register; the exact value is in `<data>` unless it was derived."""
        told = self._told.get(id(number))
        trace = None if number.literal else told.popleft() if told else self._register.trace(number)
        if trace is None:
            return escape(number.text)
        text = f'<data value="{escape(trace.value)}">{escape(number.text)}</data>' if trace.value else escape(number.text)
        own = f' id="{escape(trace.use)}"' if trace.use else ""
        also = f' data-also="{escape(" ".join(trace.anchors[1:]))}"' if trace.anchors[1:] else ""
        return Markup(f'<a class="n"{own} href="#{escape(trace.anchors[0])}"{also} title="{escape(trace.title)}">{text}</a>')

    def _link(self, url: str, inner: tuple[Inline, ...]) -> Markup:
        if urlsplit(url).scheme.lower() not in _SCHEMES:
            return self(inner)
        return Markup(f'<a href="{escape(url)}" rel="noopener noreferrer">{self(inner)}</a>')


def _text(text: str) -> Markup:
    """Escaped; a long run of Latin letters (an address) may break anywhere, so that it does not tear its line apart."""
    return Markup("".join(f'<span class="run">{escape(piece)}</span>' if n % 2 else escape(piece) for n, piece in enumerate(_RUN.split(text))))

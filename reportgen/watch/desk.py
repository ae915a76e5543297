"""What the preview shows: the last good pages of every report, and what was said of the last build."""

from dataclasses import dataclass, field, replace
from threading import Condition

from reportgen.core.report import Written

SHOWN = {"html": "text/html; charset=utf-8", "pdf": "application/pdf"}


@dataclass(frozen=True, slots=True)
class News:
    """How things stand. number: grows with every change. state: building · good · findings · failed.

    told: findings or the fault, as plain text. pages: report name → format → its number, which changes when the page does.
    """

    number: int = 0
    state: str = "building"
    told: str = ""
    pages: dict[str, dict[str, int]] = field(default_factory=dict)


class Desk:
    """Pages and news between the one who builds and those who look on."""

    def __init__(self) -> None:
        self._news, self._pages = News(), {}
        self._changed = Condition()
        self._closed = False

    def show(self, report: str, written: Written) -> None:
        """A page is ready; the one before goes, what was not made again stays."""
        if written.format in SHOWN:
            with self._changed:
                if self._pages.get((report, written.format)) == written.data:
                    return
                self._pages[report, written.format] = written.data
                formats = {**self._news.pages.get(report, {}), written.format: self._news.number + 1}
                self._tell(pages={**self._news.pages, report: formats})

    def say(self, state: str, told: str = "") -> None:
        """How the build goes, or ended."""
        with self._changed:
            if (state, told) != (self._news.state, self._news.told):
                self._tell(state=state, told=told)

    def _tell(self, **changes: object) -> None:
        self._news = replace(self._news, number=self._news.number + 1, **changes)
        self._changed.notify_all()

    def news(self, after: int, seconds: float) -> News | None:
        """News later than number `after`, waited for so long; None if there was none, or the desk is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._news.number > after, seconds)
            return None if self._closed or self._news.number <= after else self._news

    def page(self, report: str, format: str) -> bytes | None:
        """The last good page."""
        with self._changed:
            return self._pages.get((report, format))

    @property
    def closed(self) -> bool:
        return self._closed

    def close(self) -> None:
        """Nobody waits any longer."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

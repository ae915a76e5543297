"""The preview, timed from the saving of a file to the moment at which a page is there to be fetched."""

import threading
import time
from pathlib import Path

from reportgen.core.report import Written
from reportgen.files import write_together
from reportgen.watch.desk import Desk
from reportgen.watch.loop import rounds
from reportgen.workspace import open_workspace

_EDITS = 4
_PATIENCE = 60  # seconds; a build that was overtaken by the saving itself is followed by another
_FORMATS = ("docx", "pdf", "html")


class _Clock(Desk):
    """Notes when each format came."""

    def __init__(self) -> None:
        super().__init__()
        self.times: dict[str, float] = {}

    def show(self, report: str, written: Written) -> None:
        super().show(report, written)
        self.times[written.format] = time.perf_counter()


def watched(project: Path, section: Path) -> dict[str, float]:
    """Seconds from an edit to each format, the best of a few edits."""
    desk, end, turns, said = _Clock(), threading.Event(), threading.Semaphore(0), []
    thread = threading.Thread(target=rounds, args=(open_workspace(project), ["school"], desk), kwargs={
        "formats": _FORMATS, "say": lambda line: (said.append(line), turns.release()), "ends": end.is_set})
    thread.start()
    turns.acquire()
    text, found = section.read_text("utf-8"), []
    for number in range(_EDITS):
        desk.times.clear()
        start = time.perf_counter()
        write_together({section: f"{text}\n\n学校第{'一二三四五六'[number]}次总结了经验。\n".encode()})
        while not turns.acquire(timeout=_PATIENCE) or len(desk.times) < len(_FORMATS):
            if time.perf_counter() - start > _PATIENCE:
                end.set()
                raise RuntimeError(said[-1])
        found.append({name: moment - start for name, moment in desk.times.items()})
    end.set()
    thread.join()
    write_together({section: text.encode()})
    return {name: min(one[name] for one in found) for name in found[0]}

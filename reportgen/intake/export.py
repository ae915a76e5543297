"""An export as a whole: every file of it through the gate and read, sheet by sheet, beside other work if wished."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from threading import Event

from reportgen.core.finding import Finding
from reportgen.intake.sheets import Sheet, each_sheet, export_files


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file of an export. name: relative to it."""

    name: str
    data: bytes = field(repr=False)


Read = ExportFile | Sheet | Finding


def read_export(exports: Path) -> Iterator[Read]:
    """Every file of a workbook or folder in order, each followed by its sheets, and by why it or one of them was not read.

    Nothing if there is no such export. Raises: OSError.
    """
    for name, data in export_files(exports):
        yield ExportFile(name, data)
        yield from each_sheet(name, data)


@contextmanager
def reading(exports: Path) -> Iterator[Iterator[Read]]:
    """The same begun at once: a workbook is taken apart beside the interpreter, which meanwhile loads the pack, and then checks sheet after sheet."""
    arrived: SimpleQueue[Read | None] = SimpleQueue()
    given_up = Event()

    def fill() -> None:
        try:
            for one in read_export(exports):
                if given_up.is_set():
                    return
                arrived.put(one)
        finally:
            arrived.put(None)

    def fetched() -> Iterator[Read]:
        yield from iter(arrived.get, None)
        filled.result()
    with ThreadPoolExecutor(1) as aside:
        filled = aside.submit(fill)
        try:
            yield fetched()
        finally:
            given_up.set()

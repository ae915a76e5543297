"""An export as a whole: every file of it through the gate and read, sheet by sheet, beside other work if wished."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from threading import Event

from reportgen.core.finding import Finding
from reportgen.intake.gate import Passed
from reportgen.intake.sheets import Sheet, admitted, each_sheet, export_files


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
    return _read(_files(exports))


@contextmanager
def reading(exports: Path) -> Iterator[Iterator[Read]]:
    """The same begun at once: its files pass the gate, and are taken apart beside the interpreter, which meanwhile loads the pack, and
    then checks sheet after sheet.
    """
    admitted_files = tuple(_files(exports))
    arrived: SimpleQueue[Read | None] = SimpleQueue()
    given_up = Event()

    def fill() -> None:
        try:
            for one in _read(admitted_files):
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


_File = tuple[ExportFile, Passed | None, tuple[Finding, ...]]


def _files(exports: Path) -> Iterator[_File]:
    """Every file, and what the gate says of it."""
    return ((ExportFile(name, data), *admitted(name, data)) for name, data in export_files(exports))


def _read(files: Iterable[_File]) -> Iterator[Read]:
    for file, passed, findings in files:
        yield file
        yield from findings
        if passed is not None:
            yield from each_sheet(file.name, file.data, passed)

"""Old .xls files, read in a process of their own: a damaged one can bring the parser down, and its process with it.

The child gets the file on its standard input and prints [name, visible, rows] of every worksheet as JSON, dates as text.
"""

import io
import json
import os
import subprocess
import sys
from datetime import date, timedelta

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

_PASSWORD = 3
_SECONDS = 120
_MEMORY = 4 * 1024**3


def read_aside(data: bytes) -> list[tuple[str, bool, list[list[object]]]]:
    """Name, visibility and rows of every worksheet. Raises: PasswordError; ValueError if it cannot be read."""
    paths = os.pathsep.join(filter(None, sys.path))
    try:
        done = subprocess.run([sys.executable, "-m", __name__], input=data, capture_output=True, timeout=_SECONDS, check=False,
                              env={**os.environ, "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"})
    except subprocess.TimeoutExpired:
        raise ValueError("timeout") from None
    if done.returncode == _PASSWORD:
        raise PasswordError
    if done.returncode != 0:
        raise ValueError("unreadable")
    return [tuple(sheet) for sheet in json.loads(done.stdout)]


def _rows(book: CalamineWorkbook, name: str) -> list[list[object]]:
    return [[str(cell) if isinstance(cell, date | timedelta) or not isinstance(cell, str | int | float) else cell for cell in row]
            for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]


def _limit_memory() -> None:
    if os.name != "nt":
        import resource
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _main() -> int:
    _limit_memory()
    try:
        book = CalamineWorkbook.from_object(io.BytesIO(sys.stdin.buffer.read()))
        sheets = [(one.name, one.visible is SheetVisibleEnum.Visible, _rows(book, one.name))
                  for one in book.sheets_metadata if one.typ is SheetTypeEnum.WorkSheet]
    except PasswordError:
        return _PASSWORD
    json.dump(sheets, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(_main())

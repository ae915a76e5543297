"""Links from a workbook we write to the cells of the workbooks that were read."""

from reportgen.core.place import Place

_WITH_CELLS = (".xlsx", ".xlsm", ".xls")


def cell_link(books: str | None, at: Place) -> str | None:
    """What XlsxWriter takes as the link to a cell; to the file alone where a file has no cells to point at.

    books: the folder of the read workbooks as seen from the one written; None: no links. None if the place is in no workbook.
    """
    if books is None or not at.file or at.sheet is None:
        return None
    path = (f"{books}/{at.file}" if books not in ("", ".") else at.file).replace("#", "%23")
    if not at.file.lower().endswith(_WITH_CELLS):
        return f"external:{path}"
    sheet = at.sheet.replace("'", "''")
    return f"external:{path}#'{sheet}'!{at.cell or 'A1'}"

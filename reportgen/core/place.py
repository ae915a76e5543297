"""Where something stands: a line of text, a workbook cell, a paragraph of a Word file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """One position in a source.

    file: path relative to the project ("" where there is none), with forward slashes.
    line, column: 1-based, for text files. sheet, cell: for workbooks ("F23").
    paragraph: 0-based index of a Word paragraph. start, end: character offsets in that line or paragraph.
    Fields that do not apply are None.
    """

    file: str = ""
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    paragraph: int | None = None
    start: int | None = None
    end: int | None = None

    def __str__(self) -> str:
        if self.sheet is not None:
            return f"{self.file}[{self.sheet}{'!' + self.cell if self.cell else ''}]"
        if self.paragraph is not None:
            return f"{self.file}¶{self.paragraph + 1}"
        parts = [self.file, self.line, self.column if self.line is not None else None]
        return ":".join(str(part) for part in parts if part is not None and part != "")

    def as_json(self) -> dict[str, object]:
        """All fields by name; None where one does not apply."""
        return {name: getattr(self, name) for name in self.__slots__}


NOWHERE = Place()

"""What stands behind a figure in the export: the rows that enter it and the columns that were looked at."""

from dataclasses import dataclass

_OPEN = 3  # runs that people are shown before “…”


@dataclass(frozen=True, slots=True)
class Used:
    """A column that a query reads. letters: where it stands in that sheet ("" if the sheet has none). personal: its values are never shown."""

    id: str
    name: str
    letters: str = ""
    personal: bool = False

    def __str__(self) -> str:
        return f"{self.letters} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class Stretch:
    """The rows of one sheet that enter a figure. runs: first and last workbook row of each unbroken run, from the top."""

    table: str
    title: str
    file: str
    sheet: str
    columns: tuple[Used, ...]
    runs: tuple[tuple[int, int], ...]

    @property
    def rows(self) -> int:
        return sum(last - first + 1 for first, last in self.runs)

    @property
    def ranges(self) -> tuple[str, ...]:
        """Every run as a range of each column that was read ("J2:J57"); of whole rows ("2:57") if none was."""
        letters = [one.letters for one in self.columns if one.letters] or [""]
        return tuple(f"{letter}{first}:{letter}{last}" for letter in letters for first, last in self.runs)

    @property
    def cells(self) -> tuple[str, ...]:
        """The first cell of every row."""
        letter = next((one.letters for one in self.columns if one.letters), "A")
        return tuple(f"{letter}{row}" for first, last in self.runs for row in range(first, last + 1))

    def shown(self) -> str:
        """The runs for people: the first ones, and how many there are.

        >>> Stretch("t", "表", "a.xlsx", "一", (), ((2, 57), (59, 59))).shown()
        '第2—57、59行，共57行'
        """
        named = "、".join(str(first) if first == last else f"{first}—{last}" for first, last in self.runs[:_OPEN])
        more = f"等{len(self.runs)}段" if len(self.runs) > _OPEN else ""
        return f"第{named}行{more}，共{self.rows}行"


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a figure was counted. values: what the $names of the SQL stood for."""

    sql: str
    values: tuple[tuple[str, str], ...] = ()
    stretches: tuple[Stretch, ...] = ()

"""Cell addresses: "F23" is row 22, column 5, counted from 0."""

from functools import cache


@cache
def letters(column: int) -> str:
    """The letters of a 0-based column.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def position(cell: str) -> tuple[int, int]:
    """0-based row and column of an address.

    >>> position("AB3")
    (2, 27)
    """
    name = cell.rstrip("0123456789")
    column = 0
    for letter in name:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(name):]) - 1, column - 1

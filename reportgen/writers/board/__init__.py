"""The board of who is where: lines for the terminal, a workbook, a page."""

from reportgen.writers.board.lines import board_text
from reportgen.writers.board.page import board_html
from reportgen.writers.board.workbook import board_xlsx

__all__ = ["board_html", "board_text", "board_xlsx"]

"""Next year's project from this one, and the marks on sentences that no longer follow from the data."""

from reportgen.rollforward.marks import Marked, mark
from reportgen.rollforward.project import Rolled, roll_forward

__all__ = ["Marked", "Rolled", "mark", "roll_forward"]

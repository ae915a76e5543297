"""Two snapshots compared: what changed, and what that touches."""

from reportgen.impact.difference import Pair, difference, find_snapshot, open_pair, open_rebase
from reportgen.impact.reach import impact

__all__ = ["Pair", "difference", "find_snapshot", "impact", "open_pair", "open_rebase"]

"""Assignments at work: who is where, who is reminded of what, and the papers that say so."""

from reportgen.assignments.board import STATES, board
from reportgen.assignments.reminder import reminder_words

__all__ = ["STATES", "board", "reminder_words"]

"""Assignments at work: who is where, who is reminded of what, and the papers that say so."""

from reportgen.assignments.board import STATES, board

__all__ = ["STATES", "board"]

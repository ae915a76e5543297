"""What people write to the school about its report: received, assigned, answered in time; and nothing of who they are in any record."""

from reportgen.feedback.book import CHANNELS, Item, add, answer, assign, items, public_answers, verify_feedback

__all__ = ["CHANNELS", "Item", "add", "answer", "assign", "items", "public_answers", "verify_feedback"]

"""Review: what is still open, what a named person lets stand."""

from reportgen.review.openfindings import with_open_findings
from reportgen.review.waivers import doubts, settled

__all__ = ["doubts", "settled", "with_open_findings"]

"""The summary of a run over many schools: a page and a workbook."""

from reportgen.writers.batch.page import batch_html
from reportgen.writers.batch.sheet import batch_xlsx

__all__ = ["batch_html", "batch_xlsx"]

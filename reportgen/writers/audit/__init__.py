"""What an audit leaves: records for programs, lines for the terminal, a list for departments, a review copy, a page."""

from reportgen.writers.audit.lines import summary_lines
from reportgen.writers.audit.records import audit_records, comparison_record, figure_record

__all__ = ["audit_records", "comparison_record", "figure_record", "summary_lines"]

"""Composition: assignments, small Markdown, cases and figures become a document. All functions return (value, findings)."""

from reportgen.compose.assemble import compose, scan_path
from reportgen.compose.attested import read_attested
from reportgen.compose.cases import CaseText, read_cases
from reportgen.compose.faults import Fault, known_faults
from reportgen.compose.plan import ENTERPRISE, read_plan, read_project, report_ids
from reportgen.compose.waivers import read_waivers

__all__ = ["ENTERPRISE", "CaseText", "Fault", "compose", "known_faults", "read_attested", "read_cases", "read_plan", "read_project", "read_waivers",
           "report_ids", "scan_path"]

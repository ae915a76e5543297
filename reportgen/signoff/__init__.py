"""Data sign-off in three levels: the department that fills in, the one that collates, the school."""

from reportgen.signoff.acts import Act, send_back, sign
from reportgen.signoff.state import CONCLUSIONS, CRITERIA, RETURN, SIGN, Standing, Table, final_findings, loose_ends, standing

__all__ = ["CONCLUSIONS", "CRITERIA", "RETURN", "SIGN", "Act", "Standing", "Table", "final_findings", "loose_ends", "send_back", "sign",
           "standing"]

"""Sign-off in levels, of data tables and of sections: a signature holds for one content, and for nothing else."""

from reportgen.signoff.acts import Desk, send_back, send_back_at, sign, sign_at
from reportgen.signoff.checks import Act
from reportgen.signoff.items import RETURN, SIGN, Item
from reportgen.signoff.sections import Piece, Sections, section_desk, section_loose_ends, sections
from reportgen.signoff.state import CONCLUSIONS, CRITERIA, Data, Table, final_findings, loose_ends, standing

__all__ = ["CONCLUSIONS", "CRITERIA", "RETURN", "SIGN", "Act", "Data", "Desk", "Item", "Piece", "Sections", "Table", "final_findings", "loose_ends",
           "section_desk", "section_loose_ends", "sections", "send_back", "send_back_at", "sign", "sign_at", "standing"]

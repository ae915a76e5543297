"""Sign-off in levels, of data tables and of sections: a signature holds for one content, and for nothing else."""

from reportgen.signoff.acts import send_back, sign
from reportgen.signoff.checks import Act
from reportgen.signoff.items import RETURN, SIGN, Item
from reportgen.signoff.state import CONCLUSIONS, CRITERIA, Data, Table, final_findings, loose_ends, standing

__all__ = ["CONCLUSIONS", "CRITERIA", "RETURN", "SIGN", "Act", "Data", "Item", "Table", "final_findings", "loose_ends", "send_back",
           "sign", "standing"]

"""Records that nobody can change unseen: the register of snapshots, the logs of what was signed, seals over them (`ledger.seal`),
signatures by key file (`ledger.hand`)."""

from reportgen.ledger.chain import Entry, Log, Pen, alone, digest
from reportgen.ledger.register import (Correction, check_correction, correction_of, record_final, register, root_in, section_log, signoff_log,
                                       snapshot_log, verify_register)
from reportgen.ledger.signatures import verify_signatures
from reportgen.ledger.tables import Rows, changed_tables, manifest_tables, read_table, what_changed

__all__ = ["Correction", "Entry", "Log", "Pen", "Rows", "alone", "changed_tables", "check_correction", "correction_of", "digest", "manifest_tables",
           "read_table", "record_final", "register", "root_in", "section_log", "signoff_log", "snapshot_log", "verify_register", "verify_signatures", "what_changed"]

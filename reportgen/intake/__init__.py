"""From exports to snapshots: the gate, reading, conforming to the contracts, freezing, and the frozen tables in DuckDB."""

from reportgen.intake.answers import Answers, read_answers
from reportgen.intake.freezing import Frozen, freeze
from reportgen.intake.listing import listed_rows
from reportgen.intake.lock import alone
from reportgen.intake.root import merkle, root_of
from reportgen.intake.snapshot import Snapshot, current_snapshot, letters_in, root_in, snapshots, token_key, use_snapshot, verify
from reportgen.intake.store import connect

__all__ = ["Answers", "Frozen", "Snapshot", "alone", "connect", "current_snapshot", "freeze", "letters_in", "listed_rows", "merkle", "read_answers", "root_in", "root_of", "snapshots",
           "token_key", "use_snapshot", "verify"]

"""Signatures over something that never was: of a snapshot nobody froze, of a content that is not what the line itself describes."""

from collections.abc import Iterator

from reportgen.core.finding import Finding, Severity
from reportgen.core.place import Place
from reportgen.ledger.chain import digest
from reportgen.ledger.register import FROZEN, section_log, signoff_log, snapshot_log
from reportgen.workspace import Workspace

_HINT = "查明这一行是谁写进去的；从备份或版本库恢复登记，由本人重新签字"


def verify_signatures(workspace: Workspace, year: int) -> Iterator[Finding]:
    """What is wrong with the signatures of a year, apart from the chain of the logs itself."""
    frozen = {entry["snapshot"] for entry in snapshot_log(workspace, year).read()[0] if entry["kind"] == FROZEN}
    for log in (signoff_log(workspace, year), section_log(workspace, year)):
        for entry in log.read()[0]:
            at = Place(log.label, entry.no)
            if frozen and entry.get("snapshot") not in frozen:
                yield Finding("L107", "unknown-signed-snapshot", Severity.ERROR, f"签字依据的快照 {entry.get('snapshot')} 从来没有冻结过", at, _HINT)
            if "pieces" in entry.said and digest(entry["pieces"]) != entry.get("content"):
                yield Finding("L108", "unknown-signed-content", Severity.ERROR, "签字的内容与这一行自己记下的校验值不符，这样的内容从来没有过", at, _HINT)

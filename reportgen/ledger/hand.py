"""Signatures by key file, for those who have one: a line of the log bears the person's Ed25519 signature over what it says and where.

Whoever has a key in data_contracts/people.pub signs with it; a line of theirs without one is worth nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from cryptography.exceptions import InvalidSignature

from reportgen.core.finding import Finding, Severity
from reportgen.core.place import NOWHERE, Place
from reportgen.ledger.chain import GENESIS, Entry, Log, digest
from reportgen.ledger.keys import PEOPLE, check, private_key, public_text, signed, trusted
from reportgen.workspace import Workspace

_KEYS = f"data_contracts/{PEOPLE}"


class Hand:
    """The hands that a project trusts."""

    def __init__(self, workspace: Workspace) -> None:
        self.keys: Mapping[str, str] = trusted(workspace, PEOPLE)

    def faults(self, person: str, key: Path | None) -> list[Finding]:
        """Why this person cannot sign with this key file (or without one). Raises: Unreadable if the file holds no key."""
        if key is None:
            mine = person in self.keys.values()
            return [_fault(f"“{person}”登记了公钥，签字要用私钥", "加上 --key 私钥文件")] if mine else []
        owner = self.keys.get(public_text(private_key(key)))
        return [] if owner == person else [_fault(f"这把私钥不是“{person}”的" if owner else f"这把私钥对应的公钥不在 {_KEYS} 中", "用本人的私钥")]

    def marked(self, records: Iterable[Mapping[str, object]], key: Path | None, entries: Sequence[Entry]) -> list[Mapping[str, object]]:
        """The records with the signature of whoever holds the key; as they are without one. entries: the log's lines before them."""
        if key is None:
            return list(records)
        private = private_key(key)
        after = entries[-1].hash if entries else GENESIS
        said = [{**one, "after": after, "key": public_text(private)} for one in records]
        return [{**one, "signature": signed(private, _message(one))} for one in said]

    def verify(self, log: Log) -> Iterator[Finding]:
        """Lines whose signature is not what it should be, or that lack one."""
        entries, _ = log.read()
        for n, entry in enumerate(entries):
            at = Place(log.label, entry.no)
            if "signature" in entry.said:
                if not self._good(entry, entries[n - 1] if n else None):
                    yield Finding("H723", "bad-hand", Severity.ERROR, f"{entry['person']}的电子签名无效，或不是本人的", at, "从备份或版本库恢复登记；查明来历后重新签字")
            elif any("signature" in one.said and one["person"] == entry["person"] for one in entries[:n]):
                yield Finding("H723", "bad-hand", Severity.ERROR, f"{entry['person']}一向用私钥签字，这一行没有电子签名", at, "查明来历后由本人重新签字")

    def _good(self, entry: Entry, before: Entry | None) -> bool:
        """Whether the signature is the person's own, and given at this place of the log."""
        try:
            check(str(entry["key"]), str(entry["signature"]), _message({key: value for key, value in entry.said.items() if key != "signature"}))
        except (InvalidSignature, ValueError, KeyError):
            return False
        here = entry["after"] == (before.hash if before else GENESIS)
        batch = before is not None and (before.get("after"), before.get("key")) == (entry["after"], entry["key"])
        return self.keys.get(str(entry["key"])) == entry["person"] and (here or batch)


def _fault(message: str, hint: str) -> Finding:
    return Finding("H722", "wrong-key", Severity.ERROR, message, NOWHERE, hint)


def _message(said: Mapping[str, object]) -> bytes:
    return f"reportgen line 1\n{digest(said)}".encode()

"""Seals: an Ed25519 signature over a snapshot's root and the state of the year's logs, detached, beside the snapshot's folder.

data_contracts/seal.pub lists the public keys of the school's seals.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from cryptography.exceptions import InvalidSignature

from reportgen.core.errors import Refused
from reportgen.core.finding import Finding, Severity
from reportgen.core.place import Place
from reportgen.files import write_whole
from reportgen.ledger.chain import GENESIS, Log
from reportgen.ledger.keys import SEALS, check, private_key, public_text, signed, trusted
from reportgen.ledger.register import correction_of, root_in, signoff_log, snapshot_log
from reportgen.workspace import Workspace


def seal(workspace: Workspace, year: int, snapshot: str, key: Path, *, on: str) -> Path:
    """Signs a registered snapshot; the signature's path. Raises: Refused if it is not registered, or the key is none the project trusts."""
    entry = correction_of(workspace, year, snapshot)
    if entry is None:
        raise Refused(f"快照 {snapshot} 没有登记", hint=f"先重新运行 reportgen freeze 导出文件夹 --year {year}")
    private = private_key(key)
    public = public_text(private)
    if public not in trusted(workspace, SEALS):
        raise Refused("这把私钥对应的公钥不在 data_contracts/seal.pub 中", at=Place(key.name), hint="用 reportgen data keygen 生成的那把私钥")
    said = {"year": year, "snapshot": snapshot, "root": entry["root"], "pack": entry["pack"], "on": on,
            "ledger": _state(snapshot_log(workspace, year)), "signoff": _state(signoff_log(workspace, year))}
    signature = signed(private, _message(said))
    path = _path(workspace, year, snapshot)
    write_whole(path, json.dumps({**said, "key": public, "signature": signature}, ensure_ascii=False, indent=1).encode() + b"\n")
    return path


def verify_seals(workspace: Workspace, year: int) -> Iterator[Finding]:
    """What is wrong with the year's seals."""
    for path in seals(workspace, year):
        at = Place(workspace.label(path))
        told = read_seal(path.read_bytes())
        if told is None:
            yield Finding("L105", "bad-seal", Severity.ERROR, "封签无效：内容与签名不符", at, "从备份恢复封签；快照确有更正的，重新封签")
            continue
        if told["key"] not in trusted(workspace, SEALS):
            yield Finding("L106", "unknown-seal-key", Severity.ERROR, "封签用的钥匙不在 data_contracts/seal.pub 中，不能认可", at,
                          "确是学校的钥匙，把公钥加进 seal.pub；不是的，查明来历")
            continue
        yield from _changed_since(workspace, year, path, told)


def read_seal(seal: bytes) -> Mapping[str, object] | None:
    """What a seal says, its key included; None if the signature does not fit. Whose key it is, is another question."""
    try:
        told = json.loads(seal)
        said = {name: value for name, value in told.items() if name not in ("key", "signature")}
        check(str(told["key"]), str(told["signature"]), _message(said))
        return told
    except (ValueError, KeyError, TypeError, AttributeError, InvalidSignature):
        return None


def seals(workspace: Workspace, year: int) -> list[Path]:
    """The year's seals."""
    return sorted(workspace.snapshots(year).glob("*.sig"))


def _changed_since(workspace: Workspace, year: int, path: Path, said: Mapping[str, object]) -> Iterator[Finding]:
    """What the seal says of snapshot and logs, against what is there."""
    at = Place(workspace.label(path))
    try:
        root = root_in(workspace.snapshots(year) / str(said["snapshot"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        root = ""
    if root != said.get("root") or path.stem != said.get("snapshot"):
        yield Finding("L105", "bad-seal", Severity.ERROR, f"快照 {path.stem} 不是封签时的样子", at, "从备份或版本库恢复这个快照")
    for name, log in (("ledger", snapshot_log(workspace, year)), ("signoff", signoff_log(workspace, year))):
        entries, _ = log.read()
        count, digest = said.get(name) or (0, GENESIS)
        if count and (count > len(entries) or entries[count - 1].hash != digest):
            yield Finding("L105", "bad-seal", Severity.ERROR, f"封签时已有的{count}行登记被改动过或不全", at, "从备份或版本库恢复",
                          also=(Place(log.label),))


def _state(log: Log) -> list[object]:
    """How many lines a log has, and the last hash. Raises: Refused if it is broken."""
    entries, found = log.read()
    if found:
        raise Refused("登记文件被改动过，不能封签", at=Place(log.label), hint="先运行 reportgen verify", findings=found)
    return [len(entries), entries[-1].hash if entries else GENESIS]


def _message(said: Mapping[str, object]) -> bytes:
    return b"reportgen seal 1\n" + json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _path(workspace: Workspace, year: int, snapshot: str) -> Path:
    return workspace.snapshots(year) / f"{snapshot}.sig"


"""Seals: an Ed25519 signature over a snapshot's root and the state of the year's logs, detached, beside the snapshot's folder.

data_contracts/seal.pub lists the public keys that the project trusts, one a line: `ed25519 <base64> <whose>`. Private keys stay
outside the project.
"""

import base64
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from reportgen.core.errors import Refused, Unreadable
from reportgen.core.finding import Finding, Severity
from reportgen.core.place import Place
from reportgen.files import reason, write_whole
from reportgen.ledger.chain import GENESIS, Log
from reportgen.ledger.register import correction_of, root_of, signoff_log, snapshot_log
from reportgen.workspace import Workspace

_KIND = "ed25519"


def keygen(workspace: Workspace, key: Path, *, owner: str) -> str:
    """Makes a key pair: the private key in `key`, readable by its owner alone, the public one added to those the project trusts.

    Raises: Refused if `key` exists or lies in the project.
    """
    if key.resolve().is_relative_to(workspace.root):
        raise Refused("私钥不要放在项目文件夹里", at=Place(key.name), hint="放在别处，由专人保管，不入库、不外传")
    made = Ed25519PrivateKey.generate()
    pem = made.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    try:
        handle = os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refused("已有同名文件，不覆盖私钥", at=Place(key.name), hint="换一个文件名") from None
    except OSError as fault:
        raise Unreadable(f"私钥写不了（{reason(fault)}）", at=Place(key.name), hint="检查文件夹是否存在、是否可写") from None
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
    public = _text(made.public_key())
    path = _keys_path(workspace)
    known = path.read_bytes() if path.is_file() else "# 项目认可的封签公钥，一行一个；停用的删去\n".encode()
    write_whole(path, known + f"{_KIND} {public} {' '.join(owner.split())}\n".encode())
    return public


def seal(workspace: Workspace, year: int, snapshot: str, key: Path, *, on: str) -> Path:
    """Signs a registered snapshot; the signature's path. Raises: Refused if it is not registered, or the key is none the project trusts."""
    entry = correction_of(workspace, year, snapshot)
    if entry is None:
        raise Refused(f"快照 {snapshot} 没有登记", hint=f"先重新运行 reportgen freeze 导出文件夹 --year {year}")
    private = _private(key)
    public = _text(private.public_key())
    if public not in trusted(workspace):
        raise Refused("这把私钥对应的公钥不在 data_contracts/seal.pub 中", at=Place(key.name), hint="用 reportgen data keygen 生成的那把私钥")
    said = {"year": year, "snapshot": snapshot, "root": entry["root"], "pack": entry["pack"], "on": on,
            "ledger": _state(snapshot_log(workspace, year)), "signoff": _state(signoff_log(workspace, year))}
    signature = base64.b64encode(private.sign(_message(said))).decode()
    path = _path(workspace, year, snapshot)
    write_whole(path, json.dumps({**said, "key": public, "signature": signature}, ensure_ascii=False, indent=1).encode() + b"\n")
    return path


def verify_seals(workspace: Workspace, year: int) -> Iterator[Finding]:
    """What is wrong with the year's seals."""
    for path in seals(workspace, year):
        at = Place(workspace.label(path))
        try:
            told = json.loads(path.read_bytes())
            said = {name: value for name, value in told.items() if name not in ("key", "signature")}
            Ed25519PublicKey.from_public_bytes(base64.b64decode(told["key"])).verify(base64.b64decode(told["signature"]), _message(said))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, InvalidSignature):
            yield Finding("L105", "bad-seal", Severity.ERROR, "封签无效：内容与签名不符", at, "从备份恢复封签；快照确有更正的，重新封签")
            continue
        if told["key"] not in trusted(workspace):
            yield Finding("L106", "unknown-seal-key", Severity.ERROR, "封签用的钥匙不在 data_contracts/seal.pub 中，不能认可", at,
                          "确是学校的钥匙，把公钥加进 seal.pub；不是的，查明来历")
            continue
        yield from _changed_since(workspace, year, path, said)


def seals(workspace: Workspace, year: int) -> list[Path]:
    """The year's seals."""
    return sorted(workspace.snapshots(year).glob("*.sig"))


def trusted(workspace: Workspace) -> Mapping[str, str]:
    """The public keys that the project trusts → whose they are."""
    path = _keys_path(workspace)
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    words = (line.split(maxsplit=2) for line in lines if line.startswith(_KIND + " "))
    return {word[1]: word[2] if len(word) > 2 else "" for word in words}


def _changed_since(workspace: Workspace, year: int, path: Path, said: Mapping[str, object]) -> Iterator[Finding]:
    """What the seal says of snapshot and logs, against what is there."""
    at = Place(workspace.label(path))
    try:
        root = root_of((workspace.snapshots(year) / str(said["snapshot"]) / "manifest.json").read_bytes(), str(said["pack"]))
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


def _private(key: Path) -> Ed25519PrivateKey:
    try:
        made = serialization.load_pem_private_key(key.read_bytes(), password=None)
    except OSError as fault:
        raise Unreadable(f"私钥读不了（{reason(fault)}）", at=Place(key.name), hint="检查路径和权限") from None
    except (ValueError, TypeError):
        made = None
    if not isinstance(made, Ed25519PrivateKey):
        raise Unreadable("不是 Ed25519 私钥，或设了口令", at=Place(key.name), hint="用 reportgen data keygen 生成的私钥")
    return made


def _text(key: Ed25519PublicKey) -> str:
    return base64.b64encode(key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)).decode()


def _message(said: Mapping[str, object]) -> bytes:
    return b"reportgen seal 1\n" + json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _path(workspace: Workspace, year: int, snapshot: str) -> Path:
    return workspace.snapshots(year) / f"{snapshot}.sig"


def _keys_path(workspace: Workspace) -> Path:
    return workspace.contracts / "seal.pub"

"""Ed25519 key files. Private keys stay outside the project; the project lists the public ones it trusts, one a line.

data_contracts/seal.pub holds those of the school's seals, data_contracts/people.pub those of people: `ed25519 <base64> <whose>`.
"""

import base64
import os
from collections.abc import Mapping
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from reportgen.core.errors import Refused, Unreadable
from reportgen.core.place import Place
from reportgen.files import reason, write_whole
from reportgen.workspace import Workspace

SEALS, PEOPLE = "seal.pub", "people.pub"
_KIND = "ed25519"
_HEADS = {SEALS: "# 项目认可的封签公钥，一行一个；停用的删去\n", PEOPLE: "# 会签人的公钥，一行一个：公钥、姓名（与 people.yaml 相同）；停用的删去\n"}


def keygen(workspace: Workspace, key: Path, *, owner: str, listing: str = SEALS) -> str:
    """Makes a key pair: the private key in `key`, readable by its owner alone, the public one added to the project's list.

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
    public = public_text(made)
    path = workspace.contracts / listing
    known = path.read_bytes() if path.is_file() else _HEADS[listing].encode()
    write_whole(path, known + f"{_KIND} {public} {' '.join(owner.split())}\n".encode())
    return public


def trusted(workspace: Workspace, listing: str) -> Mapping[str, str]:
    """The public keys of a list → whose they are."""
    path = workspace.contracts / listing
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    words = (line.split(maxsplit=2) for line in lines if line.startswith(_KIND + " "))
    return {word[1]: word[2] if len(word) > 2 else "" for word in words}


def private_key(key: Path) -> Ed25519PrivateKey:
    """The private key in a file. Raises: Unreadable if there is none."""
    try:
        made = serialization.load_pem_private_key(key.read_bytes(), password=None)
    except OSError as fault:
        raise Unreadable(f"私钥读不了（{reason(fault)}）", at=Place(key.name), hint="检查路径和权限") from None
    except (ValueError, TypeError):
        made = None
    if not isinstance(made, Ed25519PrivateKey):
        raise Unreadable("不是 Ed25519 私钥，或设了口令", at=Place(key.name), hint="用 reportgen data keygen 生成的私钥")
    return made


def public_text(key: Ed25519PrivateKey) -> str:
    """The public key, as lists hold it."""
    return base64.b64encode(key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)).decode()


def signed(key: Ed25519PrivateKey, message: bytes) -> str:
    """The signature of a message."""
    return base64.b64encode(key.sign(message)).decode()


def check(public: str, signature: str, message: bytes) -> None:
    """Raises: InvalidSignature if it is not that key's for that message, ValueError if key or signature are no such thing."""
    Ed25519PublicKey.from_public_bytes(base64.b64decode(public)).verify(base64.b64decode(signature), message)

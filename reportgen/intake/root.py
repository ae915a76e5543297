"""The Merkle root of a snapshot: one hash over its tables, the contracts and the pack they were checked by, and all else it says.

A leaf is sha256 of 0x00 and the leaf's text, an inner node of 0x01 and its two children; an odd one goes up as it is. So the presence
of one table can be proved with a handful of hashes, without showing the others.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping

FORMAT = 2  # 1 had no root and no pack; it is still read


def canonical(manifest: Mapping[str, object]) -> bytes:
    """The one spelling of a manifest."""
    return (json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def root_of(manifest: Mapping[str, object]) -> str:
    """The root over a manifest's content; a root it states itself does not enter."""
    said = {key: value for key, value in manifest.items() if key not in ("root", "tables")}
    tables = manifest["tables"]
    leaves = [f"table {id} {_digest(tables[id])}" for id in sorted(tables)]
    leaves += [f"contracts {manifest['contracts']}", f"pack {manifest.get('pack', '')}", f"manifest {_digest(said)}"]
    return merkle(hashlib.sha256(b"\0" + leaf.encode()).digest() for leaf in leaves).hex()


def merkle(leaves: Iterable[bytes]) -> bytes:
    """The root over hashed leaves; there must be one."""
    nodes = list(leaves)
    while len(nodes) > 1:
        pairs = [nodes[n:n + 2] for n in range(0, len(nodes), 2)]
        nodes = [hashlib.sha256(b"\1" + b"".join(pair)).digest() if len(pair) == 2 else pair[0] for pair in pairs]
    return nodes[0]


def with_root(manifest: Mapping[str, object]) -> dict[str, object]:
    """The manifest with its root stated."""
    return {**manifest, "root": root_of(manifest)}


def named(data: bytes) -> str:
    """The id of the snapshot with that manifest: the root's first twelve digits, before format 2 those of the manifest's own hash."""
    manifest = json.loads(data)
    return (root_of(manifest) if manifest["format"] >= FORMAT else hashlib.sha256(data).hexdigest())[:12]


def sound(data: bytes) -> bool:
    """Whether a manifest is spelled as we spell it and states its own root."""
    manifest = json.loads(data)
    return canonical(manifest) == data and (manifest["format"] < FORMAT or manifest["root"] == root_of(manifest))


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()

"""A year's pack: YAML files to a checked `Pack`, and what changed between two of them."""

from reportgen.pack.diff import Change, diff_packs
from reportgen.pack.load import load_pack

__all__ = ["Change", "diff_packs", "load_pack"]

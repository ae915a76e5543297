"""A year's pack: YAML files to a checked `Pack`, what changed between two of them, and what the figures are held against."""

from reportgen.pack.beginning import begun
from reportgen.pack.diff import diff_packs
from reportgen.pack.load import load_pack, provisional
from reportgen.pack.sources import year_texts
from reportgen.pack.yardsticks import FILES as YARDSTICK_FILES, read_yardsticks

__all__ = ["YARDSTICK_FILES", "begun", "diff_packs", "load_pack", "provisional", "read_yardsticks", "year_texts"]

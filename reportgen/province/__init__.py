"""A province or a group: a project whose table is what many schools published. Gathering that, and beginning such a project."""

from reportgen.province.gather import Gathering, gather
from reportgen.province.starter import make_summary

__all__ = ["Gathering", "gather", "make_summary"]

"""What leaves the school: the submission package and the public page, both made of final reports only."""

from reportgen.publish.package import Packed, make_package
from reportgen.publish.proving import Proved, prove

__all__ = ["Packed", "Proved", "make_package", "prove"]

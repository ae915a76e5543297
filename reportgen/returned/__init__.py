"""What comes back from Word: an edited working copy checked number by number, and its prose taken into the sources."""

from reportgen.returned.checking import Standing, check_copy, verify_file
from reportgen.returned.taking import Returned, take_back

__all__ = ["Returned", "Standing", "check_copy", "take_back", "verify_file"]

"""What comes back from Word: an edited working copy checked number by number, and its prose taken into the sources."""

from reportgen.returned.checking import Proof, Standing, check_copy, proved, verify_file
from reportgen.returned.taking import Returned, take_back

__all__ = ["Proof", "Returned", "Standing", "check_copy", "proved", "take_back", "verify_file"]

"""What authors get wrong in assignments and texts: one value a kind of mistake. Codes are never reused.

A1xx: YAML of project.yaml, chapters/ and cases/ (A101–A106 come from the YAML reader). T2xx: texts, bindings, pictures.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from reportgen.core.finding import Finding, Severity
from reportgen.core.place import Place

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of mistake: its code, its name and how much it matters."""

    code: str
    name: str
    severity: Severity = _ERROR

    def at(self, place: Place, message: str, hint: str, *, figures: tuple[str, ...] = (), also: tuple[Place, ...] = ()) -> Finding:
        """One occurrence of it."""
        return Finding(self.code, self.name, self.severity, message, place, hint, also, figures)


MISSING_FILE = Fault("A110", "missing-file")
STRAY_FILE = Fault("A111", "stray-file", _WARNING)
BAD_ID = Fault("A112", "bad-id")
DUPLICATE_ID = Fault("A113", "duplicate-id")
UNKNOWN_ASSIGNMENT = Fault("A114", "unknown-assignment")
UNUSED_EXHIBIT = Fault("A115", "unused-exhibit", _WARNING)
UNKNOWN_PLACEHOLDER = Fault("A116", "unknown-placeholder")
WRONG_CREDIT_CODE = Fault("A118", "wrong-credit-code")
UNUSED_ATTESTATION = Fault("A117", "unused-attestation", _WARNING)
DATA_FORM = Fault("A120", "data-form")
UNKNOWN_SERIES = Fault("A121", "unknown-series")
MIXED_UNITS = Fault("A122", "mixed-units")
NO_DATA = Fault("A123", "no-data")
UNSUITABLE_CHART = Fault("A124", "unsuitable-chart")
ROW_SHAPE = Fault("A125", "row-shape")
NOT_ADDITIVE = Fault("A126", "not-additive")
ANNEX_GAP = Fault("A130", "annex-gap")
UNEXPLAINED = Fault("A131", "unexplained-outlier", _WARNING)

UNKNOWN_FIGURE = Fault("T202", "unknown-figure")
ABSENT_FIGURE = Fault("T203", "absent-figure")
NO_LAST_YEAR = Fault("T204", "no-last-year")
AMBIGUOUS_FIGURE = Fault("T205", "ambiguous-figure")
WRONG_UNIT = Fault("T206", "wrong-unit")
UNKNOWN_FORM = Fault("T207", "unknown-form")
BROKEN_BRACES = Fault("T208", "broken-braces")
HTML_IN_TEXT = Fault("T209", "html-in-text")
UNSUPPORTED_MARKDOWN = Fault("T210", "unsupported-markdown")
BROKEN_REFERENCE = Fault("T211", "broken-reference")
BROKEN_DIRECTIVE = Fault("T212", "broken-directive")
UNKNOWN_EXHIBIT = Fault("T213", "unknown-exhibit")
PLACED_TWICE = Fault("T214", "placed-twice")
HEADING_LEVEL = Fault("T215", "heading-level")
TYPED_ORDINAL = Fault("T216", "typed-ordinal", _WARNING)
MISSING_PICTURE = Fault("T217", "missing-picture")
BAD_PICTURE = Fault("T218", "bad-picture")
MISSING_CAPTION = Fault("T219", "missing-caption")
CHANGED_DEFINITION = Fault("T220", "changed-definition")
GROWTH_OF_PERCENT = Fault("T221", "growth-of-percent", _WARNING)
LOOSE_MARK = Fault("T222", "loose-mark", _WARNING)
BAD_LINK = Fault("T223", "bad-link")
LIST_NUMBERS = Fault("T224", "list-numbers", _WARNING)
SMALL_PICTURE = Fault("T225", "small-picture", _WARNING)
NO_YARDSTICK = Fault("T226", "no-yardstick")
UNKNOWN_ANALYSIS = Fault("T227", "unknown-analysis")


def known_faults() -> tuple[Fault, ...]:
    """Every kind of mistake this room reports, by code."""
    return tuple(sorted((one for one in globals().values() if isinstance(one, Fault)), key=lambda one: one.code))


def nearest(word: str, known: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """The known words that `word` may have meant: spelt alike, or one inside the other."""
    words = tuple(dict.fromkeys(known))
    alike = get_close_matches(word, words, count, 0.55)
    inside = sorted((one for one in words if len(word) > 1 and (word in one or (len(one) > 2 and one in word))), key=len)
    return tuple(dict.fromkeys((*alike, *inside)))[:count]

"""Every finding that taking in a Word draft can raise. The catalogue below is read by the program: code, name, what it means.

N101 not-a-document       the file is no Word document
N102 encrypted-document   the document asks for a password
N103 oversized-document   it unpacks to too much, or to too many parts
N104 document-doctype     a part declares a DOCTYPE
N105 document-macro       it carries macros
N106 scanned-document     pictures only: a scan
N107 empty-document       nothing in it
N108 broken-document      it cannot be unpacked or parsed
N111 undecided-changes    it holds tracked changes, and nobody said what to do with them
N112 tracked-change       a tracked change, resolved as told
N113 comment              a comment left in the draft
N114 dropped-header       words in headers and footers, and page numbers typed by hand, are left out (note)
N115 dropped-title        the document's own title is left out (note)
N116 moved-text           a text box, or a frame made of a table, became paragraphs
N117 hidden-text          hidden words are left out
N118 marked-text          coloured, highlighted or struck out words
N119 foreign-object       a native chart, SmartArt or embedded object
N120 unusable-picture     a picture in a format that a report cannot print, or that is not in the file
N121 shared-caption       two pictures under one caption
N122 no-caption           a picture or table without a caption
N123 merged-cells         merged cells are taken apart
N124 lost-reference       a reference to a table or picture that the draft does not hold
N125 flat-list            a list within a list, or one that does not begin at one
N126 formula              a formula became text
N127 deep-heading         a heading below the last level became a bold paragraph
N128 lost-content         what came out is not what went in
N129 dropped-contents     a table of contents is left out (note)
N130 repaired             what was mended by the way (note)
N131 kept-ordinal         a typed ordinal before a long paragraph is kept
N132 no-second-reading    pandoc cannot read the document, so nothing was compared (note)
N133 tabbed-table          lines set as a table with tabs
N140 wrong-figure         the draft says other than the snapshot
N141 ambiguous-draft      a figure that may mean several indicators
N142 unbound-figures      figures that no indicator speaks of (note)
N150 missing-field        something a case needs that the draft does not say
N151 case-table           a table in a case became a list
N160 kept-copy            what a file held before it was replaced is kept (note)
N161 tables-apart           tables to be put into tables.yaml (note)
N162 not-accepted          --accept was asked for, and an error stands against it
"""

import re

from reportgen.core.finding import Finding, Severity
from reportgen.core.place import NOWHERE, Place

NAMES: dict[str, str] = dict(re.findall(r"^(N\d{3}) ([a-z-]+)", __doc__ or "", re.MULTILINE))
_LONG_NUMBER = re.compile(r"\d{11,}[Xx]?")  # telephones, identity cards, accounts; no statistic has so many digits
_SHOWN = 40


def fail(code: str, message: str, at: Place = NOWHERE, hint: str = "", *, severity: Severity = Severity.ERROR,
         figures: tuple[str, ...] = ()) -> Finding:
    """A finding of this package; its name comes from the catalogue above."""
    return Finding(code, NAMES[code], severity, message, at, hint, figures=figures)


def warn(code: str, message: str, at: Place = NOWHERE, hint: str = "", *, figures: tuple[str, ...] = ()) -> Finding:
    """A finding that a person looks at."""
    return fail(code, message, at, hint, severity=Severity.WARNING, figures=figures)


def note(code: str, message: str, at: Place = NOWHERE, hint: str = "") -> Finding:
    """Information."""
    return fail(code, message, at, hint, severity=Severity.NOTE)


def masked(text: str) -> str:
    """The text with long numbers of persons masked.

    >>> masked("联系人电话13000000271")
    '联系人电话***********'
    """
    return _LONG_NUMBER.sub(lambda found: "*" * len(found[0]), text)


def quoted(text: str) -> str:
    """A passage for a message: short, on one line, personal numbers masked."""
    plain = masked(" ".join(text.split()))
    return f"“{plain if len(plain) <= _SHOWN else plain[:_SHOWN - 1] + '…'}”"

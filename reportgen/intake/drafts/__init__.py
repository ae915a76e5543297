"""Word drafts: from a department's file to blocks of text, tables and pictures, with nothing lost in silence."""

from reportgen.intake.drafts.binding import Ground, Proposal, edits, propose
from reportgen.intake.drafts.captions import Names
from reportgen.intake.drafts.markdown import markdown, scalar, tables_yaml
from reportgen.intake.drafts.model import Draft, Tally
from reportgen.intake.drafts.older import OLD_SUFFIXES, to_docx
from reportgen.intake.drafts.passages import Passage, passages, rebuilt
from reportgen.intake.drafts.reading import read_draft
from reportgen.intake.drafts.witness import words_out

__all__ = ["OLD_SUFFIXES", "Draft", "Ground", "Names", "Passage", "Proposal", "Tally", "edits", "markdown", "passages", "propose", "read_draft", "rebuilt",
           "scalar", "tables_yaml", "to_docx", "words_out"]

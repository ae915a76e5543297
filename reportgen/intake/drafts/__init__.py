"""Word drafts: from a department's file to blocks of text, tables and pictures, with nothing lost in silence."""

from reportgen.intake.drafts.captions import Names
from reportgen.intake.drafts.markdown import markdown, scalar, tables_yaml
from reportgen.intake.drafts.model import Draft
from reportgen.intake.drafts.reading import read_draft

__all__ = ["Draft", "Names", "markdown", "read_draft", "scalar", "tables_yaml"]

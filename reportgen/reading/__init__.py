"""Reading: finds every figure in Chinese prose, says what it measures, and compares it with what is known.

`read_figures` and `compare` judge texts; `extract` (a package beside) gets the texts, with their places and context, out of
DOCX, PDF, HTML, Markdown and plain text.
"""

from reportgen.reading.compare import compare
from reportgen.reading.figures import read_figures

__all__ = ["compare", "read_figures"]

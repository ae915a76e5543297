"""HTML: one offline file that is read without a script, with the source of every number in it.

The designer's template lays the page out; this package supplies what a template cannot: anchors and heading levels
(`outline`), inline text (`inline`), the register of figures shown (`lineage`), and drawings and photos made safe and small.
"""

from reportgen.writers.html.page import write_html

__all__ = ["write_html"]

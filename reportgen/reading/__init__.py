"""Reading: finds every figure in Chinese prose and says what it is."""

from reportgen.reading.figures import read_figures

__all__ = ["read_figures"]

"""Definitions to exact figures and series, and the derivation of each down to the workbook's rows."""

from reportgen.indicators.compute import compute
from reportgen.indicators.explain import Explanation, explain

__all__ = ["Explanation", "compute", "explain"]

"""How paragraphs of a working copy are set: headings and lists by their styles, words set apart by hand."""

import re

from lxml.etree import _Element as Element

from reportgen.reading.extract.package import Package
from reportgen.reading.extract.runs import W

_DRESS = {f"{W}b": ("0", "false"), f"{W}i": ("0", "false"), f"{W}strike": ("0", "false"), f"{W}u": ("none",), f"{W}highlight": ("none",)}  # and what takes it off


def heading_styles(package: Package) -> dict[str, int]:
    """Style id → level of the built-in headings."""
    root = package.tree("word/styles.xml")
    named = {style.get(f"{W}styleId", ""): (style.find(f"{W}name").get(f"{W}val", "") if style.find(f"{W}name") is not None else "").lower()
             for style in (root.iter(f"{W}style") if root is not None else ())}
    return {id: int(name[-1]) for id, name in named.items() if re.match(r"(?:heading|标题) [1-9]$", name)}


def list_styles(package: Package) -> frozenset[str]:
    """Ids of the paragraph styles that number or bullet what is set in them."""
    root = package.tree("word/styles.xml")
    return frozenset(style.get(f"{W}styleId", "") for style in (root.iter(f"{W}style") if root is not None else ())
                     if style.find(f"{W}pPr/{W}numPr") is not None and not re.match("(?:heading|标题)", style.find(f"{W}name").get(f"{W}val", "").lower()))


def dressed(paragraph: Element) -> str:
    """Words that were set apart by hand, not by a style."""
    runs = (run for run in paragraph.iter(f"{W}r") for look in run.iterfind(f"{W}rPr/*") if look.tag in _DRESS and look.get(f"{W}val", "1") not in _DRESS[look.tag])
    return "".join(words for run in dict.fromkeys(runs) for words in run.itertext(f"{W}t"))

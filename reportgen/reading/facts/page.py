"""The facts of an HTML page: language, title, landmarks, what it would load, its pictures and tables."""

import base64
import binascii
import re
from collections.abc import Iterator

from lxml import etree, html as lxml_html
from lxml.etree import _Element as Element

from reportgen.core.errors import Unreadable
from reportgen.core.filefacts import FileFacts, PictureFact, TableFact
from reportgen.core.place import Place
from reportgen.reading.extract.plain import decoded
from reportgen.reading.facts.pictures import picture

_LOADED = (("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("video", "src"), ("audio", "src"), ("embed", "src"), ("object", "data"),
           ("link", "href"), ("form", "action"), ("image", "href"), ("use", "href"))
_OUTSIDE = re.compile(r"^\s*(?:https?:)?//", re.I)
_IN_STYLE = re.compile(r"""url\(\s*["']?\s*((?:https?:)?//[^)"']+)|@import\s+["']([^"']+)""", re.I)
_DATA = re.compile(r"data:image/[\w.+-]+;base64,(.+)", re.S)
_SILENT_LINKS = frozenset(("canonical", "license", "author", "help", "next", "prev", "alternate", "bookmark"))
_NAMED = ("aria-label", "aria-labelledby")


def html_facts(name: str, data: bytes) -> FileFacts:
    """What the page holds. Raises: Unreadable."""
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    try:
        root = lxml_html.document_fromstring(decoded(name, data).encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise Unreadable("网页里没有可读的文字", at=Place(name), hint="检查文件是否完整") from None
    page = _Page(name, root)
    return FileFacts("html", len(data), tuple(page.properties()), pictures=tuple(page.pictures()), tables=tuple(page.tables()),
                     claims=frozenset(page.claims()), requests=tuple(dict.fromkeys(page.requests())))


class _Page:
    def __init__(self, name: str, root: Element) -> None:
        self.name, self.root = name, root

    def _at(self, element: Element) -> Place:
        return Place(self.name, element.sourceline or 1, 1)

    def properties(self) -> Iterator[tuple[str, str]]:
        for one in self.root.iter("meta"):
            label = {"author": "作者", "generator": "生成程序", "description": "说明", "keywords": "关键词"}.get((one.get("name") or "").lower())
            if label and (one.get("content") or "").strip():
                yield label, one.get("content", "").strip()
        if title := (self.root.findtext(".//title") or "").strip():
            yield "标题", title

    def claims(self) -> Iterator[str]:
        """lang · title · h1 · main · nav · header · footer · skip · csp · steps (no heading level skipped) · script."""
        if (self.root.get("lang") or "").lower().startswith("zh"):
            yield "lang"
        if (self.root.findtext(".//title") or "").strip():
            yield "title"
        if len(list(self.root.iter("h1"))) == 1:
            yield "h1"
        roles = {one.get("role") for one in self.root.iter() if isinstance(one.tag, str) and one.get("role")}
        for tag, role in (("main", "main"), ("nav", "navigation"), ("header", "banner"), ("footer", "contentinfo")):
            if role in roles or next(self.root.iter(tag), None) is not None:
                yield tag
        if next((True for one in self.root.iter("a") if (one.get("href") or "").startswith("#")), False):
            yield "skip"
        policy = next((one.get("content") or "" for one in self.root.iter("meta") if (one.get("http-equiv") or "").lower() == "content-security-policy"), "")
        if re.search(r"default-src\s+'none'", policy):
            yield "csp"
        levels = [int(one.tag[1]) for one in self.root.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        if all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False)):
            yield "steps"
        if next(self.root.iter("script"), None) is not None:
            yield "script"

    def requests(self) -> Iterator[str]:
        for tag, attribute in _LOADED:
            for one in self.root.iter(tag):
                silent = tag == "link" and set((one.get("rel") or "").lower().split()) & _SILENT_LINKS
                address = one.get(attribute) or one.get(f"{{http://www.w3.org/1999/xlink}}{attribute}") or ""
                if _OUTSIDE.match(address) and not silent:
                    yield address.strip()
        styles = [one.text or "" for one in self.root.iter("style")] + [one.get("style", "") for one in self.root.iter() if isinstance(one.tag, str) and one.get("style")]
        for found in (match for style in styles for match in _IN_STYLE.finditer(style)):
            yield found[1] or found[2]

    def pictures(self) -> Iterator[PictureFact]:
        for one in self.root.iter("img"):
            match = _DATA.match(one.get("src") or "")
            name = "内嵌图片" if match else (one.get("src") or "").rsplit("/", 1)[-1]
            made = picture(name, _decoded(match[1]), alt=one.get("alt"), at=self._at(one)) if match else None
            yield made or PictureFact(name, "", 0, 0, 0, alt=one.get("alt"), at=self._at(one))
        for one in self.root.iter("svg"):
            if one.get("aria-hidden") != "true" and not any(parent.tag == "svg" or parent.get("aria-hidden") == "true" for parent in one.iterancestors()):
                named = next((one.get(name) for name in _NAMED if one.get(name)), None) or one.findtext("title") or one.findtext("desc")
                yield PictureFact("图形", "svg", 0, 0, 0, alt=(named or "").strip() if named else None, at=self._at(one))

    def tables(self) -> Iterator[TableFact]:
        tables = (one for one in self.root.iter("table") if not any(parent.get("data-extra") is not None for parent in one.iterancestors()))
        for number, table in enumerate(tables, 1):
            rows = [list(row.iter("td", "th")) for row in table.iter("tr")]
            heads = ["".join(cell.itertext()).strip() for cell in rows[0]] if rows else []
            blanks = tuple(head for row in rows[1:] for head, cell in zip(heads, row, strict=False) if _blank(cell))
            yield TableFact(number, len(rows), next(table.iter("th"), None) is not None, True, blanks, self._at(table))


def _blank(cell: Element) -> bool:
    return not "".join(cell.itertext()).strip() and next(cell.iter("img", "svg"), None) is None


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(re.sub(r"\s", "", text))
    except (binascii.Error, ValueError):
        return b""

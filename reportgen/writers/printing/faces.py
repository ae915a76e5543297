"""Which faces the words of a Word file ask for: each run's own, its styles', the document's; the theme's where they point there."""

from collections.abc import Iterator, Mapping

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
_TEXTS = ("word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes")
_SLOTS = {"ascii": "asciiTheme", "eastAsia": "eastAsiaTheme"}
_EAST = 0x2E80  # from here on the Chinese face is used
Slots = dict[str, str]


def faces(parts: Mapping[str, bytes]) -> tuple[str, ...]:
    """Names of the faces that print at least one character, in the order they are met. parts: of a .docx that has passed the gate."""
    sheet = _Styles(parts)
    found: dict[str, None] = {}
    for name in sorted(one for one in parts if one.startswith(_TEXTS) and one.endswith(".xml")):
        for run in etree.fromstring(parts[name], _PARSER).iter(f"{_W}r"):
            found |= dict.fromkeys(_used(run, sheet))
    return tuple(found)


def _used(run: etree._Element, sheet: "_Styles") -> Iterator[str]:
    text = "".join(one.text or "" for one in run.iter(f"{_W}t"))
    slots = {"eastAsia"} if any(ord(one) >= _EAST for one in text) else set()
    slots |= {"ascii"} if any("!" <= one <= "~" for one in text) else set()
    if slots:
        asked = sheet.of(run)
        yield from (asked[slot] for slot in sorted(slots) if asked.get(slot))


class _Styles:
    """The style sheet: what each style asks for, itself or through what it is based on."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        root = etree.fromstring(parts.get("word/styles.xml") or f'<w:styles xmlns:w="{_W[1:-1]}"/>'.encode(), _PARSER)
        self._theme = _theme(parts)
        self._defaults = self._slots(root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr"))
        self._styles = {one.get(f"{_W}styleId"): one for one in root.iter(f"{_W}style")}
        self._normal = next((id for id, one in self._styles.items() if one.get(f"{_W}default") and one.get(f"{_W}type") == "paragraph"), "")
        self._known: dict[str, Slots] = {}

    def of(self, run: etree._Element) -> Slots:
        """The faces of a run, by slot."""
        own = run.find(f"{_W}rPr")
        paragraph = next(run.iterancestors(f"{_W}p"), None)
        style = paragraph.find(f"{_W}pPr/{_W}pStyle") if paragraph is not None else None
        named = own.find(f"{_W}rStyle") if own is not None else None
        return {**self._defaults, **self._style(_value(style) or self._normal), **self._style(_value(named)), **self._slots(own)}

    def _style(self, id: str, depth: int = 0) -> Slots:
        one = self._styles.get(id)
        if one is None or depth > 12:
            return {}
        if id not in self._known:
            below = self._style(_value(one.find(f"{_W}basedOn")), depth + 1)
            self._known[id] = {**below, **self._slots(one.find(f"{_W}rPr"))}
        return self._known[id]

    def _slots(self, properties: etree._Element | None) -> Slots:
        fonts = properties.find(f"{_W}rFonts") if properties is not None else None
        if fonts is None:
            return {}
        made = {slot: self._theme.get(fonts.get(f"{_W}{theme}") or "") or fonts.get(f"{_W}{slot}") or "" for slot, theme in _SLOTS.items()}
        return {slot: face for slot, face in made.items() if face}


def _value(element: etree._Element | None) -> str:
    return element.get(f"{_W}val") or "" if element is not None else ""


def _theme(parts: Mapping[str, bytes]) -> Mapping[str, str]:
    """What the theme's names stand for: the face for Chinese is the one of the script Hans."""
    data = parts.get("word/theme/theme1.xml")
    if data is None:
        return {}
    root, found = etree.fromstring(data, _PARSER), {}
    for kind in ("major", "minor"):
        fonts = root.find(f".//{_A}{kind}Font")
        if fonts is None:
            continue
        east = [one.get("typeface") for one in (*fonts.iterfind(f"{_A}font[@script='Hans']"), *fonts.iterfind(f"{_A}ea")) if one.get("typeface")]
        latin = fonts.find(f"{_A}latin")
        found |= {f"{kind}EastAsia": east[0] if east else ""} | dict.fromkeys((f"{kind}HAnsi", f"{kind}Ascii"), latin.get("typeface") if latin is not None else "")
    return found

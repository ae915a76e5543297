"""Formulas (OMML) on one line: the small Markdown knows no mathematics."""

from reportgen.intake.drafts.package import Element, M

_RAISED = dict(zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))
_LOWERED = dict(zip("0123456789", "₀₁₂₃₄₅₆₇₈₉", strict=True))
_PROPERTIES = "Pr"


def formula(element: Element) -> str:
    """The formula as text: fractions with ÷, powers and indices small where they are digits, roots with √.

    Nothing of its text is lost, whatever the construction.
    """
    name = element.tag.removeprefix(M)
    match name:
        case "t":
            return element.text or ""
        case "f":
            return "÷".join(_bracketed(_part(element, part)) for part in ("num", "den"))
        case "sSup" | "sSub":
            exponent = _part(element, "sup" if name == "sSup" else "sub")
            return _part(element, "e") + _small(exponent, name == "sSup")
        case "rad":
            degree = _part(element, "deg")
            return f"{degree}√{_bracketed(_part(element, 'e'))}"
        case "d":
            return f"（{'，'.join(formula(one) for one in element.findall(M + 'e'))}）"
    return "".join(formula(child) for child in element if not str(child.tag).endswith(_PROPERTIES))


def _part(element: Element, name: str) -> str:
    found = element.find(M + name)
    return "" if found is None else formula(found)


def _bracketed(text: str) -> str:
    return f"（{text}）" if any(sign in text for sign in "+-－×÷=") else text


def _small(text: str, raised: bool) -> str:
    known = _RAISED if raised else _LOWERED
    return "".join(known[one] for one in text) if text and all(one in known for one in text) else ("^" if raised else "_") + _bracketed(text)

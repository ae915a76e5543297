"""Words as findings about an edited copy show them."""


def short(text: str) -> str:
    """At most forty characters."""
    return text if len(text) <= 40 else text[:39] + "…"


def tight(text: str) -> str:
    """Without blanks, which word processors set as they like."""
    return "".join(text.split())


def changed(before: str, now: str) -> str:
    """The first place at which two texts part.

    >>> changed("共有44人", "共有45人")
    '“共有44人”→“共有45人”'
    """
    at = next((n for n, (one, other) in enumerate(zip(before, now, strict=False)) if one != other), min(len(before), len(now)))
    return f"“{before[max(0, at - 6):at + 10]}”→“{now[max(0, at - 6):at + 10]}”"

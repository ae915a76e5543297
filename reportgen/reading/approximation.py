"""What qualifies a figure: about, over, nearly, at least, at most."""

import re

_APPROX = {
    "about": ("约", "大约", "大概", "约为", "左右", "上下"),
    "over": ("超过", "超出", "突破", "高于", "多于", "大于", "逾", "超", "＞", ">", "之多", "上", "有余", "出头", "开外"),
    "nearly": ("近", "将近", "接近"),
    "at_least": (*(f"不{may}{than}" for may in ("", "得", "应", "能", "可") for than in ("低于", "少于", "小于")), "不下于", "不下", "至少", "最少", "≥", "以上", "及以上", "或以上"),
    "at_most": (*(f"不{may}{than}" for may in ("", "得", "应", "能", "可") for than in ("超过", "高于", "多于", "大于")), "不足", "不到", "最多", "至多", "低于", "少于", "小于", "≤", "＜", "<", "以下", "及以下", "或以下", "以内", "之内"),
}
_MEANING = {word: approx for approx, words in _APPROX.items() for word in words}
_FIRST = re.compile("|".join(map(re.escape, sorted(_MEANING, key=len, reverse=True))))
_LAST = re.compile(f"(?:{'|'.join(re.escape(word) for word in sorted(_MEANING, key=len, reverse=True) if word != '上')})$")


def approximation(span: str) -> str:
    """What the qualifier at either side of a span says.

    >>> approximation("超过60%"), approximation("40%以上"), approximation("近千亩"), approximation("512人")
    ('over', 'at_least', 'nearly', 'none')
    """
    found = _FIRST.match(span) or _LAST.search(span)
    return _MEANING[found[0]] if found else "none"

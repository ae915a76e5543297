"""The unified social credit code: eighteen characters, the last of them computed from the others."""

_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_MODULUS = 31


def credit_code_holds(code: str) -> bool:
    """Whether the check character is right. Source: GB 32100, weights 3 to the power of the place modulo 31.

    >>> credit_code_holds("91350100M000100Y43"), credit_code_holds("91350100M000100Y44"), credit_code_holds("9135")
    (True, False, False)
    """
    if len(code) != 18 or any(sign not in _SIGNS for sign in code):
        return False
    return check_character(code[:17]) == code[17]


def check_character(first: str) -> str:
    """The eighteenth character of the seventeen before it."""
    total = sum(_SIGNS.index(sign) * pow(3, place, _MODULUS) for place, sign in enumerate(first))
    return _SIGNS[(_MODULUS - total % _MODULUS) % _MODULUS]

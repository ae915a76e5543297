"""Pictures of a draft as PNG or JPEG without metadata."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from reportgen.intake.drafts.model import Shot

_MOST_PIXELS = 80_000_000
_KEPT = {0xE0, 0xE2, 0xEE}  # JFIF, colour profile, Adobe's colour transform
_ORIENTATION = 0x0112
_WHOLE = 100_000
_QUALITY = 92
_VECTOR = (b"\x01\x00\x00\x00", b"\xd7\xcd\xc6\x9a")


class NoPicture(ValueError):
    """The bytes cannot be used; the message says why, in Chinese."""


def usable(shot: Shot) -> tuple[bytes, str]:
    """The picture's bytes and suffix. A JPEG that needs no change keeps its pixels as they are.

    Raises: NoPicture.
    """
    if shot.data.startswith(_VECTOR):
        raise NoPicture("是 EMF/WMF 矢量图")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(BytesIO(shot.data))
            return _bare(image, shot)
    except UnidentifiedImageError:
        raise NoPicture("不是能印的图片格式") from None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
        raise fault if isinstance(fault, NoPicture) else NoPicture("已损坏") from None


def _bare(image: Image.Image, shot: Shot) -> tuple[bytes, str]:
    if image.width * image.height > _MOST_PIXELS:
        raise NoPicture("过大")
    upright = image.getexif().get(_ORIENTATION, 1) == 1
    if image.format == "JPEG" and upright and not any(shot.crop) and image.mode in ("L", "RGB"):
        image.load()
        return _stripped(shot.data), ".jpg"
    whole = _cut(ImageOps.exif_transpose(image), shot.crop)
    out = BytesIO()
    if image.format == "JPEG":
        _fresh(whole.convert("RGB")).save(out, "JPEG", quality=_QUALITY, optimize=True)
        return out.getvalue(), ".jpg"
    _fresh(whole if whole.mode in ("L", "RGB", "RGBA") else whole.convert("RGBA")).save(out, "PNG", optimize=True)
    return out.getvalue(), ".png"


def _cut(image: Image.Image, crop: tuple[int, int, int, int]) -> Image.Image:
    left, top, right, bottom = crop
    if not any(crop) or left + right >= _WHOLE or top + bottom >= _WHOLE:
        return image
    return image.crop((image.width * left // _WHOLE, image.height * top // _WHOLE,
                       image.width - image.width * right // _WHOLE, image.height - image.height * bottom // _WHOLE))


def _fresh(image: Image.Image) -> Image.Image:
    """The pixels alone."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    return bare


def _stripped(data: bytes) -> bytes:
    """A JPEG without comments and application segments that say who, when, where."""
    out = bytearray(data[:2])
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF and data[place + 1] != 0xDA:
        mark = data[place + 1]
        size = 2 + int.from_bytes(data[place + 2:place + 4], "big")
        if not (0xE0 <= mark <= 0xEF or mark == 0xFE) or mark in _KEPT:
            out += data[place:place + size]
        place += size
    return bytes(out + data[place:])

"""Pictures: really PNG or JPEG, upright, without metadata, not larger than print needs. Equal input gives equal bytes."""

import posixpath
import warnings
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

WIDEST = 1600
NARROWEST = 600
_MOST_PIXELS = 80_000_000
_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A checked picture. width, height in pixels; original: its width before it was made smaller."""

    data: bytes
    media_type: str
    width: int
    height: int
    original: int


class NoPicture(ValueError):
    """The bytes cannot be used; the message says why, in Chinese."""


def picture_path(file: str, name: str) -> str | None:
    """Project path of a picture named in `file`; None if it leads out of the project."""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(file), name.replace("\\", "/")))
    return None if path.startswith(("..", "/")) else path


@lru_cache(maxsize=128)
def check_picture(data: bytes) -> Picture:
    """The picture as it goes into the report: rotated as its camera says, metadata dropped, at most WIDEST wide.

    Raises: NoPicture.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _encoded(Image.open(BytesIO(data)))
    except UnidentifiedImageError:
        raise NoPicture("不是图片文件") from None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
        raise fault if isinstance(fault, NoPicture) else NoPicture("图片文件已损坏") from None


def _encoded(image: Image.Image) -> Picture:
    kind = image.format or ""
    if kind not in _TYPES:
        raise NoPicture(f"是 {kind} 格式")
    if image.width * image.height > _MOST_PIXELS:
        raise NoPicture("图片过大")
    upright = _flat(ImageOps.exif_transpose(image))
    original = upright.width
    if original > WIDEST:
        upright = upright.resize((WIDEST, max(1, round(upright.height * WIDEST / original))), Image.Resampling.LANCZOS)
    out = BytesIO()
    upright.save(out, kind, **({"quality": 88, "optimize": True} if kind == "JPEG" else {"optimize": True}))
    return Picture(out.getvalue(), _TYPES[kind], upright.width, upright.height, original)


def _flat(image: Image.Image) -> Image.Image:
    """In RGB or grey, transparent parts white, without metadata."""
    if image.mode in ("L", "RGB"):
        plain = image
    else:
        layer = image.convert("RGBA")
        plain = Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    return bare

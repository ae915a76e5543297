"""Photos as data URIs: small enough for a page that travels by mail, and the same bytes on every run."""

import base64
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from reportgen.core.document import Photo

MAX_WIDTH = 800
_QUALITY = 66


@dataclass(frozen=True, slots=True)
class Picture:
    """What an `<img>` needs: its address, and its size so that nothing moves while the page loads."""

    source: str
    width: int
    height: int


def picture(photo: Photo) -> Picture:
    """The photo as JPEG, at most `MAX_WIDTH` pixels wide, transparent parts white."""
    with Image.open(BytesIO(photo.data)) as opened:
        image = _opaque(opened)
    if image.width > MAX_WIDTH:
        image = image.resize((MAX_WIDTH, max(1, round(image.height * MAX_WIDTH / image.width))), Image.Resampling.LANCZOS)
    out = BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return Picture("data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode("ascii"), image.width, image.height)


def _opaque(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    layered = image.convert("RGBA")
    white = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(white, layered).convert("RGB")

"""A picture's size, and what its metadata would tell of people and places."""

import warnings
from io import BytesIO

from PIL import ExifTags, Image, UnidentifiedImageError

from reportgen.core.filefacts import PictureFact
from reportgen.core.place import NOWHERE, Place

_TOLD = {ExifTags.Base.Artist: "作者", ExifTags.Base.Copyright: "版权人", ExifTags.Base.Make: "相机", ExifTags.Base.Model: "机型",
         ExifTags.Base.DateTime: "拍摄时间", ExifTags.Base.HostComputer: "电脑名", ExifTags.Base.ImageDescription: "说明", ExifTags.Base.XPAuthor: "作者"}
_MOST = 40_000_000


def picture(name: str, data: bytes, *, shown: float = 0.0, alt: str | None = "", at: Place = NOWHERE) -> PictureFact | None:
    """The picture; None if it is none that can be measured (a drawing, a broken file). shown: its width on the page in centimetres."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(BytesIO(data))
            width, height = image.size
            tags = _tags(image) if width * height <= _MOST else ()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    return PictureFact(name, (image.format or "").lower(), width, height, len(data), shown, tags, alt, at)


def _tags(image: Image.Image) -> tuple[str, ...]:
    exif = image.getexif()
    told = [word for tag, word in _TOLD.items() if str(exif.get(tag) or "").strip("\0 ")]
    place = ["拍摄地点（GPS）"] if exif.get_ifd(ExifTags.IFD.GPSInfo) else []
    return tuple(dict.fromkeys((*place, *told)))

"""Charts and photos as inline pictures with alternative text."""

from collections.abc import Mapping
from io import BytesIO

from docx.oxml.shape import CT_Inline
from docx.shared import Emu, Pt
from lxml.etree import _Element as Element

from reportgen.core.document import Photo
from reportgen.core.look import Drawing
from reportgen.writers.docx.press import Press
from reportgen.writers.docx.xml import clean, run, w

_PHOTO = {"width_pt": 340, "height_pt": 227}  # the largest a photo becomes, where the look does not say


def chart_picture(press: Press, drawing: Drawing, alt: str, room: float) -> Element:
    """The run that shows a drawn chart. room: width at hand, in points."""
    chart = press.design["chart"]
    frame = {"width_pt": chart["width_pt"], "height_pt": chart["most_pt"]}
    return _picture(press, drawing.png, fitted((drawing.width, drawing.height), frame, room), alt)


def photo_picture(press: Press, photo: Photo, room: float) -> Element:
    """The run that shows a photo. room: width at hand, in points."""
    return _picture(press, photo.data, fitted((photo.width, photo.height), press.design.get("photo", _PHOTO), room), photo.alt)


def fitted(size: tuple[float, float], most: Mapping[str, float], room: float) -> tuple[float, float]:
    """Width and height in points: as large as frame and room allow, proportions kept.

    >>> fitted((960, 640), {"width_pt": 340, "height_pt": 220}, 400)
    (330.0, 220.0)
    """
    scale = min(min(most["width_pt"], room) / size[0], most["height_pt"] / size[1])
    return size[0] * scale, size[1] * scale


def _picture(press: Press, data: bytes, size: tuple[float, float], alt: str) -> Element:
    relation, image = press.part.get_or_add_image(BytesIO(data))
    number = press.next("pictures")
    inline = CT_Inline.new_pic_inline(number, relation, f"picture{number}.{image.ext}", *(Emu(round(Pt(1) * length)) for length in size))
    inline.docPr.set("descr", clean(alt))
    inline.graphic.graphicData.pic.nvPicPr.cNvPr.id = number
    return run(w("drawing", inline))

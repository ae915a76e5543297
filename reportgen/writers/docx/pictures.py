"""Charts and photos in the line of text, with alternative text: charts that Word draws itself, and pictures."""

from collections.abc import Mapping
from io import BytesIO

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.shape import CT_Inline
from docx.shared import Emu, Pt
from lxml.etree import _Element as Element

from reportgen.core.document import Chart, Photo
from reportgen.core.look import Drawing
from reportgen.writers.charts import png
from reportgen.writers.docx.native import WORKBOOK, Native, native_chart
from reportgen.writers.docx.press import Press
from reportgen.writers.docx.xml import clean, run, w

_FRAME = """<wp:inline {names} distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>
<wp:docPr id="{id}" name="chart{n}"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">
<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="{relation}"/></a:graphicData></a:graphic></wp:inline>"""
_PHOTO = {"width_pt": 340, "height_pt": 227}  # the largest a photo becomes, where the look does not say


def chart_shown(press: Press, chart: Chart, drawing: Drawing, room: float) -> Element:
    """The run that shows a chart, as large as its drawing. room: width at hand, in points.

    Word's own chart, unless the look asks for pictures (docx: charts: picture) or Word has no such kind.
    """
    design = press.design["chart"]
    size = fitted((drawing.width, drawing.height), {"width_pt": design["width_pt"], "height_pt": design["most_pt"]}, room)
    shown = press.store.turns.held("word-chart", (chart, press.design, drawing), (), lambda: press.store.kept(
        "word-chart", (chart, press.design, drawing.svg), lambda: _shown(chart, press.design, drawing)))
    return _native(press, shown, size, chart.alt) if isinstance(shown, Native) else _picture(press, shown, size, chart.alt)


def _shown(chart: Chart, design: Mapping[str, object], drawing: Drawing) -> Native | bytes:
    wanted = (design.get("docx") or {}).get("charts", "native") == "native"
    return wanted and native_chart(chart, design) or png(drawing.svg)


def photo_picture(press: Press, photo: Photo, room: float, *, most: Mapping[str, float] | None = None) -> Element:
    """The run that shows a photo. room: width at hand, in points. most: its frame, if not that of the look's photos."""
    return _picture(press, photo.data, fitted((photo.width, photo.height), most or press.design.get("photo", _PHOTO), room), photo.alt)


def fitted(size: tuple[float, float], most: Mapping[str, float], room: float) -> tuple[float, float]:
    """Width and height in points: as large as frame and room allow, proportions kept.

    >>> fitted((960, 640), {"width_pt": 340, "height_pt": 220}, 400)
    (330.0, 220.0)
    """
    scale = min(min(most["width_pt"], room) / size[0], most["height_pt"] / size[1])
    return size[0] * scale, size[1] * scale


def _native(press: Press, native: Native, size: tuple[float, float], alt: str) -> Element:
    """A frame around a chart part that has its workbook beside it."""
    number, package = press.next("charts"), press.part.package
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, native.chart, package)
    book = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), CONTENT_TYPE.SML_SHEET, native.workbook, package)
    part.load_rel(RELATIONSHIP_TYPE.PACKAGE, book, WORKBOOK)
    width, height = (Emu(round(Pt(1) * length)) for length in size)
    inline = parse_xml(_FRAME.format(names=nsdecls("wp", "a", "r"), width=width, height=height, id=press.next("pictures"), n=number,
                                     relation=press.part.relate_to(part, RELATIONSHIP_TYPE.CHART)))
    inline.docPr.set("descr", clean(alt))
    return run(w("drawing", inline))


def _picture(press: Press, data: bytes, size: tuple[float, float], alt: str) -> Element:
    relation, image = press.part.get_or_add_image(BytesIO(data))
    number = press.next("pictures")
    inline = CT_Inline.new_pic_inline(number, relation, f"picture{number}.{image.ext}", *(Emu(round(Pt(1) * length)) for length in size))
    inline.docPr.set("descr", clean(alt))
    inline.graphic.graphicData.pic.nvPicPr.cNvPr.id = number
    return run(w("drawing", inline))

"""The PNG of a chart, from the same SVG, without a browser."""

import resvg_py

from reportgen.writers.charts import face

SCALE = 3  # pixels a point: 216 to the inch


def png(svg: bytes) -> bytes:
    """The picture on white, set in our font only."""
    return bytes(resvg_py.svg_to_bytes(
        svg_string=svg.decode(), dpi=72, zoom=SCALE, background="#ffffff", skip_system_fonts=True,
        font_files=[str(face.path())], font_family=face.FAMILY, sans_serif_family=face.FAMILY))

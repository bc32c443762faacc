"""The paths of SVG on a page of PDF."""

from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path
from reportlab.pdfgen.pathobject import PDFPathObject


def traced(path: PDFPathObject, data: str) -> PDFPathObject:
    """Return the path with the outline that SVG path data describe: straight lines, cubic curves and arcs."""
    pen = RecordingPen()
    parse_path(data, pen)
    for step, points in pen.value:
        match step:
            case "moveTo":
                path.moveTo(*points[0])
            case "lineTo":
                path.lineTo(*points[0])
            case "curveTo":
                path.curveTo(*(length for point in points for length in point))
            case "closePath":
                path.close()
    return path

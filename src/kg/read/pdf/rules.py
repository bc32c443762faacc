"""The rules drawn on a page of a PDF, also as sides of rectangles, and how many pictures it holds."""

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
from pypdfium2 import raw

from kg.read.pdf.marks import Box
from kg.read.pdf.turning import Turn

Matrix = tuple[float, float, float, float, float, float]

_UNTURNED: Matrix = (1, 0, 0, 1, 0, 0)
_MOST_RULES = 4_000
_MOST_PARTS = 20_000
_DEEPEST = 8
_THIN = 2.5
_SHORT = 4.0
_WHOLE_PAGE = 0.9
_CORNERS = 5
"""Of a rectangle: four, and back."""


def rules(page: pdfium.PdfPage, turn: Turn) -> tuple[tuple[Box, ...], int]:
    """Return the upright and level rules of a page, and the number of pictures; of a drawing with thousands of lines, no rules."""
    found: list[Box] = []
    pictures = 0
    for kind, item, matrix in _drawn(page):
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
        elif len(found) <= _MOST_RULES:
            found.extend(_sides(item, matrix, turn))
    return (tuple(found) if len(found) <= _MOST_RULES else ()), pictures


def _drawn(page: pdfium.PdfPage) -> Iterator[tuple[int, raw.FPDF_PAGEOBJECT, Matrix]]:
    """Yield the paths and pictures of a page, those within forms too, each with the matrix that places it on the page."""
    open_forms = [(page, _UNTURNED, 0)]
    parts = 0
    while open_forms:
        holder, outer, depth = open_forms.pop()
        for item in _items(holder, depth):
            parts += 1
            if parts > _MOST_PARTS:
                return
            kind, matrix = raw.FPDFPageObj_GetType(item), _combined(_matrix(item), outer)
            if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                open_forms.append((item, matrix, depth + 1))
            elif kind in {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE}:
                yield kind, item, matrix


def _items(holder: "pdfium.PdfPage | raw.FPDF_PAGEOBJECT", depth: int) -> Iterator[raw.FPDF_PAGEOBJECT]:
    count, item = (
        (raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject) if depth else (raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject)
    )
    return (found for index in range(count(holder)) if (found := item(holder, index)))


def _matrix(item: raw.FPDF_PAGEOBJECT) -> Matrix:
    found = raw.FS_MATRIX()
    return (found.a, found.b, found.c, found.d, found.e, found.f) if raw.FPDFPageObj_GetMatrix(item, found) else _UNTURNED


def _combined(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    across, up = _placed(e, f, outer)
    return (
        a * outer[0] + b * outer[2],
        a * outer[1] + b * outer[3],
        c * outer[0] + d * outer[2],
        c * outer[1] + d * outer[3],
        across,
        up,
    )


def _placed(across: float, up: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * across + c * up + e, b * across + d * up + f


def _sides(path: raw.FPDF_PAGEOBJECT, matrix: Matrix, turn: Turn) -> Iterator[Box]:
    """Yield the level and upright lines of a path; of a rectangle as thin as a line, one line."""
    corners = [turn.point(*_placed(*point, matrix)) for point in _points(path)]
    if not corners:
        return
    across, down = [corner[0] for corner in corners], [corner[1] for corner in corners]
    hull = Box(min(across), min(down), max(across), max(down))
    width, height = turn.size
    if hull.right - hull.left > _WHOLE_PAGE * width and hull.bottom - hull.top > _WHOLE_PAGE * height:
        return
    if len(corners) <= _CORNERS and (thin := _thinned(hull)):
        yield thin
        return
    for one, other in _pairs(path, corners):
        side = Box(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))
        if thin := _thinned(side):
            yield thin


def _thinned(hull: Box) -> Box | None:
    """Return a rectangle that looks like a rule as one: without width or without height."""
    width, height = hull.right - hull.left, hull.bottom - hull.top
    if height <= _THIN and width > _SHORT:
        middle = (hull.top + hull.bottom) / 2
        return Box(hull.left, middle, hull.right, middle)
    if width <= _THIN and height > _SHORT:
        middle = (hull.left + hull.right) / 2
        return Box(middle, hull.top, middle, hull.bottom)
    return None


def _points(path: raw.FPDF_PAGEOBJECT) -> list[tuple[float, float]]:
    """Return the corners of a path; none when it has curves, as letters and pictures drawn of lines have."""
    across, up = ctypes.c_float(), ctypes.c_float()
    points = []
    for index in range(min(raw.FPDFPath_CountSegments(path), _MOST_RULES)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_BEZIERTO:
            return []
        raw.FPDFPathSegment_GetPoint(segment, across, up)
        points.append((across.value, up.value))
    return points


def _pairs(path: raw.FPDF_PAGEOBJECT, corners: list[tuple[float, float]]) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield the ends of each line of a path."""
    start = corners[0]
    for index, corner in enumerate(corners):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            start = corner
        else:
            yield corners[index - 1], corner
        if raw.FPDFPathSegment_GetClose(segment):
            yield corner, start

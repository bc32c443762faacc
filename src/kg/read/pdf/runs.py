"""What is printed on a page of a PDF by one order to print: a run of signs in one style on one line."""

import ctypes
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pypdfium2 import raw

from kg.read.pdf.marks import Style

REPLACEMENT = "\ufffd"
"""Stands for a sign that the file gives no character for."""

Corners = tuple[float, float, float, float]

_BOLD_WEIGHT = 600
_BOLD_NAMES = ("bold", "black", "heavy", "semibd", "demi")
_SKEW = math.radians(6)
_SPACE = 0x20
_HYPHEN_MARK = 0x02
_NO_CHARACTERS = frozenset((0x00, 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)))
_NAME_BYTES = 128


@dataclass(frozen=True, slots=True)
class Run:
    """The text of a run, a character for each box; where it starts, in the coordinates of the file; and how it is printed.

    `quarters` are the quarter turns that its line makes with the page; None when it is askew.
    """

    text: str
    corners: tuple[Corners, ...]
    origin: tuple[float, float]
    style: Style
    quarters: int | None


@dataclass(frozen=True, slots=True)
class _Hand:
    """What all signs of a run have in common."""

    origin: tuple[float, float]
    style: Style
    quarters: int | None


def printed(text: raw.FPDF_TEXTPAGE, count: int) -> Iterator[Run]:
    """Yield the runs of a page; the spaces and line ends that PDFium makes up itself are left out."""
    signs: defaultdict[int, list[tuple[str, Corners]]] = defaultdict(list)
    hands: dict[int, _Hand] = {}
    box = raw.FS_RECTF()
    for index in range(count):
        item = raw.FPDFText_GetTextObject(text, index)
        code = raw.FPDFText_GetUnicode(text, index)
        if not item or (code <= _SPACE and raw.FPDFText_IsGenerated(text, index) == 1):
            continue
        piece = ctypes.addressof(item.contents)
        if piece not in hands:
            hands[piece] = _hand(text, index)
        raw.FPDFText_GetLooseCharBox(text, index, box)
        signs[piece].append((_character(code), (box.left, box.bottom, box.right, box.top)))
    for piece, found in signs.items():
        hand = hands[piece]
        yield Run("".join(sign for sign, _ in found), tuple(corners for _, corners in found), hand.origin, hand.style, hand.quarters)


def once(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield each run once, also where it was printed twice, a hair apart, to look bold or to throw a shadow."""
    seen: set[tuple[str, int, int]] = set()
    for run in runs:
        across, down = (round(2 * place) for place in run.origin)
        if not any((run.text, across + right, down + up) in seen for right in (-1, 0, 1) for up in (-1, 0, 1)):
            yield run
        seen.add((run.text, across, down))


def _hand(text: raw.FPDF_TEXTPAGE, index: int) -> _Hand:
    across, up, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    raw.FPDFText_GetCharOrigin(text, index, across, up)
    if not raw.FPDFText_GetMatrix(text, index, matrix):
        matrix.a, matrix.d = 1, 1
    angle = math.atan2(matrix.b, matrix.a)
    quarters = round(angle / (math.pi / 2))
    askew = abs(angle - quarters * math.pi / 2) > _SKEW
    size = abs(raw.FPDFText_GetFontSize(text, index)) * math.hypot(matrix.c, matrix.d)
    return _Hand((across.value, up.value), _style(text, index, size), None if askew else quarters % 4)


def _style(text: raw.FPDF_TEXTPAGE, index: int, size: float) -> Style:
    name = _font_name(text, index)
    bold = raw.FPDFText_GetFontWeight(text, index) >= _BOLD_WEIGHT or any(part in name.casefold() for part in _BOLD_NAMES)
    return Style(max(round(size * 2) / 2, 0.5), bold, _colour(text, index), name)


def _font_name(text: raw.FPDF_TEXTPAGE, index: int) -> str:
    """Return the name of the font without the mark of a subset ("ABCDEF+")."""
    name = ctypes.create_string_buffer(_NAME_BYTES)
    raw.FPDFText_GetFontInfo(text, index, name, _NAME_BYTES, ctypes.c_int())
    return name.value.decode("utf-8", "replace").rpartition("+")[2]


def _colour(text: raw.FPDF_TEXTPAGE, index: int) -> int:
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    raw.FPDFText_GetFillColor(text, index, red, green, blue, opacity)
    return red.value << 16 | green.value << 8 | blue.value


def _character(code: int) -> str:
    """Return the character of a code; PDFium marks a hyphen at the end of a line with a code of its own."""
    if code == _HYPHEN_MARK:
        return "-"
    return REPLACEMENT if code in _NO_CHARACTERS else chr(code)

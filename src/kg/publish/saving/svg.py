"""The picture as an SVG file that needs nothing else: as on the page, with its title, legend and source."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.publish.focus.lettering import SIZE_PX, lines, width_px
from kg.publish.saving import look
from kg.publish.saving.sheet import Saved, xml
from kg.publish.templating import assets, templates

MARGIN_PX = 24
_NARROWEST_PX = 560
_TITLE_PX, _TOLD_PX, _SMALL_PX = 24, 14, 13
_LEADING = 1.35
_LEGEND_PX = 26  # a row of the legend
_BETWEEN_PX = 26  # two entries of it


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: where it begins, how large it is, and where it leads, if anywhere."""

    text: str
    y: float
    size: int
    bold: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A kind in the legend, and where its icon stands."""

    kind: str
    name: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole drawing: how large it is, where the picture stands in it, and the texts around that."""

    saved: Saved
    width: float
    height: float
    left: float
    top: float
    above: tuple[Line, ...]
    legend: tuple[Entry, ...]
    below: tuple[Line, ...]


def written(saved: Saved) -> bytes:
    """Return the picture as SVG (UTF-8) that brings the letters along in which it was measured."""
    return drawing(saved, packed_letters()).encode()


def drawing(saved: Saved, faces: Mapping[int, str]) -> str:
    """Return the picture as SVG, with typefaces by their weight (WOFF2, in base 64) for who does not have ours."""
    told = {"page": sheet(saved), "saved": saved, "look": look, "icons": look.icons(), "margin": MARGIN_PX, "faces": faces}
    return xml(templates().get_template("saved_picture.svg").render(told))


@cache
def packed_letters() -> Mapping[int, str]:
    """Return the letters of the pages by their weight, packed; those of most of Europe's west are enough, others come from elsewhere."""
    folder = files("kg") / "web" / "static"
    names = {weight: assets()[f"source-sans-3-latin-{weight}-normal.woff2"] for weight in (400, 600)}
    return {weight: b64encode((folder / name).read_bytes()).decode() for weight, name in names.items()}


def sheet(saved: Saved) -> Sheet:
    """Return what stands where: title, picture, legend and source below each other."""
    drawn = saved.picture
    inner = max(drawn.width, _NARROWEST_PX)
    above = _set([(saved.title, _TITLE_PX, True, ""), (saved.told, _TOLD_PX, False, "")], MARGIN_PX, inner)
    top = above[-1].y + 18
    legend = _legend(saved, top + drawn.height + 24, inner)
    told = [(note, _SMALL_PX, False, "") for note in saved.notes]
    told += [(saved.source, _SMALL_PX, False, ""), (saved.origin.address, _SMALL_PX, False, saved.origin.address)]
    below = _set(told, legend[-1].y + _LEGEND_PX, inner)
    left = MARGIN_PX + (inner - drawn.width) / 2
    return Sheet(saved, inner + 2 * MARGIN_PX, below[-1].y + MARGIN_PX, left, top, above, legend, below)


def _set(texts: list[tuple[str, int, bool, str]], top: float, room: float) -> tuple[Line, ...]:
    """Return texts as lines below each other, each as long as the room is wide."""
    found: list[Line] = []
    y = top
    for text, size, bold, href in texts:
        for line in lines(text, room * SIZE_PX / size):
            y += size * _LEADING
            found.append(Line(line, round(y, 1), size, bold, href))
    return tuple(found)


def _legend(saved: Saved, top: float, room: float) -> tuple[Entry, ...]:
    """Return the kinds in the picture beside each other, in as many rows as it takes."""
    found: list[Entry] = []
    x, y = 0.0, top
    for kind in saved.picture.kinds:
        name = saved.words(f"kind.{kind}")
        width = 22 + width_px(name) + _BETWEEN_PX
        if x and x + width > room:
            x, y = 0.0, y + _LEGEND_PX
        found.append(Entry(kind, name, round(MARGIN_PX + x, 1), round(y, 1)))
        x += width
    return tuple(found)

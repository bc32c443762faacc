"""The page of the design: every component that pages are made of, live, from the templates and the graph that pages are made from."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, cast

from rdflib import URIRef

from kg.publish.contrast import Pair, palette
from kg.publish.contrast import pairs as contrasts
from kg.publish.facts import Evidence, Text
from kg.publish.finding import Results, results
from kg.publish.focus.picture import Picture, picture
from kg.publish.frame import Frame, frame
from kg.publish.kinds import Kind, kinds
from kg.publish.library import Library, View
from kg.publish.links import link
from kg.publish.placed import year
from kg.publish.relations import Group
from kg.publish.resource import Thing, around, told
from kg.publish.templating import html
from kg.publish.words import words

if TYPE_CHECKING:
    from kg.publish.style_samples import Samples

PATH = "/stijl"
_SIZES = ("display", "title", "heading", "large", "body", "small")
_SPACES = ("tight", "close", "near", "gap", "room", "broad", "wide")
_SEARCHED = "regio deal"
_CHOSEN = "initiatief"
_PAGES = 12
_ROWS = 8


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour by its name, with its value by light and in the dark."""

    name: str
    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A list of several pages, at one of them."""

    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class StylePage:
    """All that the page of the design shows: the type scale, spaces and colours, and things of the graph in every component."""

    frame: Frame
    sizes: tuple[str, ...]
    spaces: tuple[str, ...]
    colours: tuple[Colour, ...]
    contrasts: tuple[Pair, ...]
    kinds: tuple[Kind, ...]
    thing: Thing | None
    picture: Picture | None
    steps: tuple[tuple[int, str], ...]
    indicator: Thing | None
    results: Results
    stretch: Stretch
    pages: tuple[tuple[int, str], ...]
    address: str
    samples: "Samples"

    @property
    def group(self) -> Group | None:
        """Return the relations of the thing of which there are most, but not too many for a sample."""
        found = [each for each in (self.thing.groups if self.thing else ()) if len(each.rows) <= _ROWS]
        return max(found, key=lambda each: len(each.rows), default=None)

    @property
    def year(self) -> Callable[[Evidence], str]:
        """Return what writes the year of a document behind its name."""
        return year

    def ratio(self, value: float) -> str:
        """Return a contrast as it is written, rounded down so that none seems enough that is not."""
        return self.frame.words.number(Decimal(int(value * 10)) / 10) + " : 1"


def style_page(library: Library, view: View) -> str:
    """Return the page that shows every component."""
    spoken, (light, dark) = words(view.language), palette()
    page = StylePage(
        frame(view, Text(spoken("style.title")), library),
        _SIZES,
        _SPACES,
        tuple(Colour(name, value, dark[name]) for name, value in light.items()),
        contrasts(),
        kinds(library, view),
        *_pictured(library, view),
        _sample(library, view, "indicator"),
        _found(library, view),
        Stretch(5, _PAGES),
        tuple((number, f"{link(view, PATH)}#bladeren") for number in range(1, _PAGES + 1)),
        library.endpoint.base + PATH,
        _samples(library, view),
    )
    return html("style.html", page)


def _samples(library: Library, view: View) -> "Samples":
    """Return what the pages that explore are made of, loaded when it is first asked for: networkx comes with it."""
    loaded = import_module("kg.publish.style_samples")
    return cast("Samples", loaded.samples(library, view))


def _pictured(library: Library, view: View) -> tuple[Thing | None, Picture | None, tuple[tuple[int, str], ...]]:
    """Return an initiative with its picture, and the links that widen that."""
    iri = _best(library, _CHOSEN)
    if iri is None:
        return None, None, ()
    known = around(library, view, iri)
    return told(library, known), picture(library, known, 1), ((1, f"{link(view, PATH)}#beeld"),)


def _sample(library: Library, view: View, kind: str) -> Thing | None:
    iri = _best(library, kind)
    return told(library, around(library, view, iri)) if iri else None


def _best(library: Library, kind: str) -> URIRef | None:
    """Return the thing of a kind that has most to show: the best connected one."""
    hits = library.index.find("", {"kind": kind}, 1, 1).hits
    return hits[0].iri if hits else None


def _found(library: Library, view: View) -> Results:
    """Return a search of which something was chosen."""
    return results(library, view, _SEARCHED, {"kind": (_CHOSEN,)}, 1)

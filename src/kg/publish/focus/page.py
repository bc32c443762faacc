"""The page of a focus picture: the form to narrow it down, the picture or narrower views, and the same as a list and as a table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from rdflib import URIRef

from kg.publish.facts import Text
from kg.publish.focus import Focus, focus
from kg.publish.focus.branches import Edge, Leaf, forest
from kg.publish.focus.picture import Picture
from kg.publish.focus.view import ORDERS, STEPS, Pairs, Wish, address, wish
from kg.publish.frame import Frame, frame
from kg.publish.library import Library, View
from kg.publish.links import link, path_of
from kg.publish.saving import FORMATS
from kg.publish.templating import assets, html
from kg.publish.words import words

ROWS = 100
"""How many ties a page tells of when they are too many for a picture."""


@dataclass(frozen=True, slots=True)
class Column:
    """An order of the table: its name (none: from the chosen thing outwards), its link, and whether it is in that order now."""

    name: str
    href: str
    sorted: bool


@dataclass(frozen=True, slots=True)
class FocusPage:
    """The picture of a thing with all that stands around it.

    `rows` are the ties of this page of the table, `trees` the same as a list; `hidden` is what the form keeps of the address.
    `links` lead to the thing's own page, to this address, to the page that embeds it and to that which explains a tie.
    """

    frame: Frame
    path: str
    focus: Focus
    picture: Picture
    steps: tuple[tuple[int, str], ...]
    hidden: Pairs
    action: str
    without: str
    columns: tuple[Column, ...]
    rows: tuple[Edge, ...]
    trees: tuple[Leaf, ...]
    page: int
    pages: tuple[tuple[int, str], ...]
    saves: tuple[tuple[str, str], ...]
    links: Mapping[str, str]
    script: str


def focus_page(library: Library, view: View, iri: URIRef) -> str:
    """Return the page of the picture that its address asks for; raises NotFoundError for what has no place in a picture."""
    wished = wish(view)
    found = focus(library, view, iri, wished)
    path, drawn = path_of(iri), found.picture
    pages = 1 if found.fits else max(1, -(-len(drawn.edges) // ROWS))
    number = min(wished.page, pages)
    rows = _sorted(drawn.edges, wished.order)[(number - 1) * ROWS : number * ROWS] if pages > 1 else _sorted(drawn.edges, wished.order)
    own = replace(wished, page=1)
    page = FocusPage(
        frame(view, Text(words(view.language)("picture.title", name=drawn.centre.name.value), drawn.centre.name.language), library),
        path,
        found,
        drawn,
        tuple((step, address(view, path, replace(own, steps=step))) for step in STEPS),
        [pair for pair in own.pairs if pair[0] in {"stappen", "open", "dicht", "volgorde"}],
        link(replace(view, release=""), f"/beeld/{path}"),
        address(view, path, Wish(steps=wished.steps, order=wished.order)),
        tuple(Column(name, address(view, path, replace(own, order=name)), name == wished.order) for name in ORDERS),
        rows,
        drawn.trees if found.fits else forest([node.ref.iri for node in drawn.nodes], rows),
        number,
        tuple((each, address(view, path, replace(own, page=each))) for each in range(1, pages + 1)),
        tuple((name, address(view, path, own, f".{name}")) for name, made in FORMATS.items() if found.fits or not made.drawn),
        _links(library, view, path, own),
        f"{view.root}/static/{assets()['focus.js']}",
    )
    return html("focus.html", page)


def _links(library: Library, view: View, path: str, wished: Wish) -> Mapping[str, str]:
    here = address(view, path, wished)
    return {
        "thing": link(view, f"/doc/{path}"),
        "here": here,
        "address": library.endpoint.base + here.removeprefix(view.root),
        "embed": address(view, path, wished, root="/insluiten"),
        "explain": link(view, "/verband"),
    }


def _sorted(edges: Sequence[Edge], order: str) -> tuple[Edge, ...]:
    """Return the ties by one of the columns; what is alike in that keeps its order, from the chosen thing outwards."""
    keys: Mapping[str, Callable[[Edge], str]] = {
        "van": lambda edge: edge.source.name.value.casefold(),
        "verband": lambda edge: edge.relation.value.casefold(),
        "naar": lambda edge: edge.target.name.value.casefold(),
        "jaar": lambda edge: max(edge.years, default=""),
    }
    return tuple(sorted(edges, key=keys[order], reverse=order == "jaar")) if order else tuple(edges)

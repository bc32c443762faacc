"""The page of a focus picture: the form to narrow it down, the picture or narrower views, and the same as a list and as a table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from rdflib import URIRef

from kg.publish.catalogue import edition
from kg.publish.facts import Facts, Text, names
from kg.publish.focus import MOST_DRAWN, MOST_REACHED, Focus, Sought, seek, tell
from kg.publish.focus.branches import Edge, Leaf, forest
from kg.publish.focus.picture import Picture
from kg.publish.focus.surroundings import Tie
from kg.publish.focus.view import MOST_OPENED, ORDERS, STEPS, Pairs, Wish, address, wish
from kg.publish.focus.whole import there, whole
from kg.publish.frame import Frame, frame
from kg.publish.library import Library, View
from kg.publish.links import link, path_of
from kg.publish.relations import says
from kg.publish.saving import FORMATS
from kg.publish.saving.sheet import lasting_address
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
    `links` lead to the thing's own page, to this address (`lasting` when it keeps to a publication), to the page that embeds it
    and to that which explains a tie. `full` is how many relations can be open, when so many are.
    """

    frame: Frame
    path: str
    focus: Focus
    picture: Picture
    most_drawn: int
    most_reached: int
    full: int
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
    lasting: bool
    script: str


def asked_for(library: Library, view: View) -> Wish:
    """Return what the address of a page asks for, of what there is."""
    return there(whole(library), wish(view))


def focus_page(library: Library, view: View, iri: URIRef) -> str:
    """Return the page of the picture that its address asks for; raises NotFoundError for what has no place in a picture."""
    path, wished = path_of(iri), asked_for(library, view)
    sought, own = seek(library, iri, wished), replace(wished, page=1)
    ties = _sorted(library, view, sought)
    pages = 1 if sought.fits else max(1, -(-len(ties) // ROWS))
    number = min(wished.page, pages)
    part = ties[(number - 1) * ROWS : number * ROWS] if pages > 1 else ties
    found = tell(library, view, sought, None if sought.fits else part)
    drawn = found.picture
    edges = dict(zip(sought.chosen.ties if sought.fits else part, drawn.edges, strict=True))
    rows = tuple(edges[tie] for tie in part)
    here = replace(view, path=address(View(), path, wished))
    page = FocusPage(
        frame(here, Text(words(view.language)("picture.title", name=drawn.centre.name.value), drawn.centre.name.language), library),
        path,
        found,
        drawn,
        MOST_DRAWN,
        MOST_REACHED,
        MOST_OPENED if len(wished.opened) >= MOST_OPENED else 0,
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
        _links(library, view, found),
        bool(edition(library.manifest).number),
        f"{view.root}/static/{assets()['focus.js']}",
    )
    return html("focus.html", page)


def _links(library: Library, view: View, found: Focus) -> Mapping[str, str]:
    path, own = path_of(found.iri), replace(found.wish, page=1)
    lasting = lasting_address(library, view, found)
    return {
        "thing": link(view, f"/doc/{path}"),
        "here": view.root + lasting.removeprefix(library.endpoint.base),
        "address": lasting,
        "embed": address(view, path, own, root="/insluiten"),
        "explain": link(view, "/verband"),
    }


def _sorted(library: Library, view: View, sought: Sought) -> tuple[Tie, ...]:
    """Return the ties by one of the columns; what is alike in that keeps its order, from the chosen thing outwards."""
    every, order, ties = sought.every, sought.wish.order, sought.chosen.ties
    if not order:
        return ties
    known = Facts(sought.iri, {}, names(library, every.relations), view)
    verbs = {relation: says(known, words(view.language), relation).value.casefold() for relation in every.relations}
    keys: Mapping[str, Callable[[Tie], int | str]] = {
        "van": lambda tie: every.places[tie.source],
        "verband": lambda tie: verbs[tie.relation],
        "naar": lambda tie: every.places[tie.target],
        "jaar": lambda tie: max(every.grounds[tie].years, default=""),
    }
    return tuple(sorted(ties, key=keys[order], reverse=order == "jaar"))

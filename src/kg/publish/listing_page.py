"""The page that lists all things of one kind, by name; or some of them, in another order, when its address asks so."""

from dataclasses import dataclass
from functools import partial

from kg.errors import NotFoundError
from kg.publish.facets import Chip, Facet, Place, chips, chosen, facets, pairs
from kg.publish.facts import Text
from kg.publish.frame import Frame, frame
from kg.publish.library import Library, View
from kg.publish.links import PAGE, asked, link, page_path
from kg.publish.listing import SIZE, Listing, listing, listing_of
from kg.publish.narrowing import Counts, Order
from kg.publish.templating import html
from kg.publish.words import words

ORDER = "sorteer"
"""The parameter that asks for another order."""


_SAID = {"organisatie": ("kind", "organisation")}
"""The facets that say nothing of the things in a list: of all lists the kind, and of an organisation its sort is its type."""


@dataclass(frozen=True, slots=True)
class Way:
    """An order that the list can be put in: its name, the link, and whether it has it now."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Narrowing:
    """How the list can be narrowed down and put in order, what was chosen (`asked` as it stands in the address), and the whole list."""

    facets: tuple[Facet, ...]
    chips: tuple[Chip, ...]
    ways: tuple[Way, ...]
    asked: tuple[tuple[str, str], ...]
    without: str
    past: bool


@dataclass(frozen=True, slots=True)
class ListingPage:
    """All things of one kind, or those that were asked for; `pages` are the links to its pages."""

    frame: Frame
    listing: Listing
    pages: tuple[tuple[int, str], ...]
    narrowing: Narrowing


def listing_page(library: Library, view: View, kind: str, page: int) -> str:
    """Return a page of all things of a kind, by name, or as its address asks; raises NotFoundError for another kind or page."""
    place, order = Place(f"/doc/{kind}", _ordering(view), chosen(view)), _order(view)
    if place.asked or place.chosen:
        found, counts = _narrowed(library, view, kind, place)
    else:
        found, counts = listing(library, view, kind, page), library.kept.of((_counts, kind), partial(_counts, library, kind))
    title = Text(words(view.language)(f"kinds.{kind}"))
    narrowing = Narrowing(
        tuple(each for each in facets(library, view, place, counts) if each.key not in _SAID.get(kind, ("kind",))),
        chips(library, view, place),
        _ways(view, place, order, counts),
        (*place.asked, *pairs(place.chosen)),
        link(view, place.path),
        past=bool(view.release),
    )
    return html("listing.html", ListingPage(frame(view, title, library), found, _pages(view, place, found.pages), narrowing))


def _narrowed(library: Library, view: View, kind: str, place: Place) -> tuple[Listing, Counts]:
    """Return the page of the list that the address asks for, and how many things have each value."""
    page = _number(view)
    things, total, counts = library.index.browse(kind, place.chosen, _order(view), slice((page - 1) * SIZE, page * SIZE))
    pages = max(1, -(-total // SIZE))
    if not 1 <= page <= pages:
        raise NotFoundError(f"{library.endpoint.base}{place.path}?{PAGE}={page}")
    return listing_of(library, view, kind, (things, total, page)), counts


def _counts(library: Library, kind: str) -> Counts:
    _, _, counted = library.index.browse(kind, {}, Order.NAME, slice(0, 0))
    return counted


def _pages(view: View, place: Place, pages: int) -> tuple[tuple[int, str], ...]:
    """Return the links to the pages: those of the whole list have a path of their own."""

    def href(number: int) -> str:
        if place.asked or place.chosen:
            return link(view, place.path, *place.asked, *pairs(place.chosen), **{PAGE: number if number > 1 else ""})
        return link(view, page_path(place.path, number))

    return tuple((number, href(number)) for number in range(1, pages + 1))


def _ways(view: View, place: Place, order: Order, counts: Counts) -> tuple[Way, ...]:
    """Return the orders that say something of these things."""
    spoken, there = words(view.language), {Order.NAME: True, Order.OWNER: "owner" in counts, Order.YEAR: "years" in counts}

    def href(way: Order) -> str:
        return link(view, place.path, *_told(way), *pairs(place.chosen))

    return tuple(Way(spoken(f"sort.{way}"), href(way), way == order) for way in Order if there[way])


def _order(view: View) -> Order:
    text = asked(view).get(ORDER, "")
    return Order(text) if text in set(Order) else Order.NAME


def _ordering(view: View) -> tuple[tuple[str, str], ...]:
    return _told(_order(view))


def _told(order: Order) -> tuple[tuple[str, str], ...]:
    return ((ORDER, order.value),) if order != Order.NAME else ()


def _number(view: View) -> int:
    text = asked(view).get(PAGE, "1")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0  # noqa: PLR2004 - as other lists have it

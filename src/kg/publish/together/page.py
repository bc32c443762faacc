"""The pages of the whole: pairs, organisations, matrix and network, each by the same filters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from kg.publish.facts import Text
from kg.publish.frame import Frame, frame
from kg.publish.library import Library, View
from kg.publish.templating import html
from kg.publish.together.analysis import Grouped, grouped, standings
from kg.publish.together.around import ORDERS, Around, Links, Way, around, links_of
from kg.publish.together.asking import Known, Wish, known, wish
from kg.publish.together.counting import Asked, counted
from kg.publish.together.drawing import Drawing, Network, drawing
from kg.publish.together.lists import Group, OrganisationLine, PairLine, groups, in_order, organisation_lines, pair_line, weight
from kg.publish.together.matrix import Matrix, matrix
from kg.publish.together.measures import sampled
from kg.publish.together.paging import Paging, paged
from kg.publish.together.partners import organisation_page, pair_page
from kg.publish.together.records import records
from kg.publish.together.sharing import Link, Pair, Sharing, shown
from kg.publish.words import words


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs, a page of them."""

    lines: tuple[PairLine, ...]
    paging: Paging


@dataclass(frozen=True, slots=True)
class Organisations:
    """The organisations, a page of them, and the groups; `sample` as in Measures, `clear` as in Communities."""

    lines: tuple[OrganisationLine, ...]
    paging: Paging
    groups: tuple[Group, ...]
    clear: str
    sample: int
    times: int


@dataclass(frozen=True, slots=True)
class Matrices:
    """The matrix, with the groups in it."""

    matrix: Matrix
    groups: Mapping[int, Group]
    clear: str
    sample: int
    times: int


@dataclass(frozen=True, slots=True)
class Networks:
    """The network as drawn, with the groups in it and the drawn links as lines, those that share most first."""

    drawing: Drawing
    groups: Mapping[int, Group]
    lines: tuple[PairLine, ...]
    clear: str
    sample: int
    times: int


@dataclass(frozen=True, slots=True)
class TogetherPage:
    """The whole in one way; there is no content when something in the address does not fit."""

    frame: Frame
    around: Around
    links: Links
    content: Pairs | Organisations | Matrices | Networks | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a content is made from: how it is asked for, what is counted, and the links of it that are shown."""

    links: Links
    wish: Wish
    asked: Asked
    found: Sharing
    shown: Mapping[Pair, Link]

    def grouped(self) -> Grouped:
        """Return what is counted with its groups."""
        return grouped(self.asked, self.found)


def together_page(library: Library, view: View, step: str) -> str:
    """Return the page of the way with this step, or the one of an organisation or a pair when the address names them."""
    way = Way(step)
    told, asked_for = opened(library, view, ORDERS[way])
    if asked_for.organisation is not None and not asked_for.complaints:
        made = pair_page if asked_for.other is not None else organisation_page
        return made(library, links_of(told, view, asked_for), asked_for)
    return _overview(library, links_of(told, view, asked_for), asked_for, way)


def opened(library: Library, view: View, orders: tuple[str, ...]) -> tuple[Known, Wish]:
    """Return what a page of this view reads from, and what is asked for."""
    told = known(library, view, records(library))
    return told, wish(told, view, orders)


def _overview(library: Library, links: Links, asked_for: Wish, way: Way) -> str:
    asked = Asked(library, links.told.records, asked_for.filters)
    found = counted(asked)
    strong = shown(found, asked_for.filters.minimum)
    content = None if asked_for.complaints else _CONTENTS[way](Wanted(links, asked_for, asked, found, strong))
    title = Text(words(links.view.language)("together.title"))
    page = TogetherPage(frame(links.view, title, library), around(library, links, asked_for, (way, found, strong)), links, content)
    return html(f"together_{way.name.lower()}.html", page)


def _pairs(wanted: Wanted) -> Pairs:
    ordered, paging = paged(wanted.links.view, in_order(wanted.links, wanted.shown, wanted.wish.order), wanted.wish.page)
    return Pairs(tuple(pair_line(wanted.links, pair, wanted.shown[pair]) for pair in ordered), paging)


def _organisations(wanted: Wanted) -> Organisations:
    found = wanted.grouped()
    measured = standings(wanted.asked, found)
    lines = organisation_lines(wanted.links, (measured, found.communities), wanted.wish.order)
    ordered, paging = paged(wanted.links.view, lines, wanted.wish.page)
    return Organisations(
        tuple(ordered), paging, groups(wanted.links, found.communities), found.communities.clear, measured.sample, found.communities.times
    )


def _matrix(wanted: Wanted) -> Matrices:
    whole = wanted.grouped()
    found = whole.communities
    made = matrix(wanted.shown, found.number_of, weight(wanted.wish.order))
    there = groups(wanted.links, found, {band.group for band in made.bands})
    return Matrices(made, {group.number: group for group in there}, found.clear, sampled(whole.ties), found.times)


def _network(wanted: Wanted) -> Networks:
    whole, links = wanted.grouped(), wanted.links
    found = whole.communities
    named = {group.number: group for group in groups(links, found)}
    made = drawing(Network(wanted.shown, found.number_of, weight(wanted.wish.order), links.ref, partial(_head, links, named)))
    there = {node.group for node in made.nodes}
    drawn = {(line.ends[0].iri, line.ends[1].iri): line.link for line in made.lines}
    lines = tuple(pair_line(links, pair, drawn[pair]) for pair in in_order(links, drawn, wanted.wish.order))
    drawn_groups = {number: group for number, group in named.items() if number in there}
    return Networks(made, drawn_groups, lines, found.clear, sampled(whole.ties), found.times)


def _head(links: Links, named: Mapping[int, Group], number: int) -> str:
    """Return the name of a group."""
    return words(links.view.language)("together.group", name=named[number].centre.name.value)


_CONTENTS: Mapping[Way, Callable[[Wanted], Pairs | Organisations | Matrices | Networks]] = MappingProxyType(
    {Way.PAIRS: _pairs, Way.ORGANISATIONS: _organisations, Way.MATRIX: _matrix, Way.NETWORK: _network},
)

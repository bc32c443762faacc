"""What the page of the design shows of the pages that explore: a gap, a pair, a matrix, groups, and an explained way.

networkx comes with it, so style_page.py loads it when it is first asked for.
"""

from dataclasses import dataclass

from rdflib import URIRef

from kg.publish.explaining.examples import examples
from kg.publish.explaining.ways import Way as Explained
from kg.publish.explaining.ways import explained
from kg.publish.gaps.asking import asked as asked_of_gaps
from kg.publish.gaps.pages import Tile, tiles
from kg.publish.library import Library, View
from kg.publish.together.analysis import grouped
from kg.publish.together.around import Links, links_of
from kg.publish.together.asking import known, wish
from kg.publish.together.counting import Asked, counted
from kg.publish.together.lists import Group, PairLine, groups, in_order, pair_line, weight
from kg.publish.together.matrix import Cell, matrix
from kg.publish.together.records import records

_ORDER = "samen"
_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Samples:
    """A gap, the pair that shares most, the first rows of the matrix, the groups, and a way between two things."""

    tile: Tile
    pairs: tuple[PairLine, ...]
    links: Links
    columns: tuple[URIRef, ...]
    rows: tuple[tuple[URIRef, tuple[Cell, ...]], ...]
    groups: tuple[Group, ...]
    ways: tuple[Explained, ...]


def samples(library: Library, view: View) -> Samples:
    """Return what the page of the design shows of these pages; empty where the graph has nothing for it."""
    own = View(view.language, "/", view.root)
    told = known(library, own, records(library))
    wanted = wish(told, own, (_ORDER,))
    links, asked = links_of(told, own, wanted), Asked(library, told.records, wanted.filters)
    found = grouped(asked, counted(asked))
    shared = found.sharing.links
    made = matrix(shared, found.communities.number_of, weight(_ORDER))
    rows = [row for band in made.bands for row in band.rows][:_COLUMNS]
    return Samples(
        next(tiles(library, own, asked_of_gaps(library, view.language, {}))),
        tuple(pair_line(links, pair, shared[pair]) for pair in in_order(links, shared, _ORDER)[:2]),
        links,
        made.columns[:_COLUMNS],
        tuple((each, cells[:_COLUMNS]) for each, cells in rows),
        groups(links, found.communities),
        _ways(library, own),
    )


def _ways(library: Library, view: View) -> tuple[Explained, ...]:
    return tuple(way for pair in examples(library)[:1] for way in explained(library, view, pair, 1).ways)

"""The organisations that work together most against each other: in each cell how many initiatives two of them share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rdflib import URIRef

from kg.publish.together.sharing import Link, Pair, Weight, pair_of, strengths

MOST = 20
"""How many organisations a matrix has at most."""

SHADES = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """What two organisations share, and how dark that is from 1 to 4; 0 and 0 when nothing, -1 for an organisation against itself."""

    count: int
    shade: int
    other: URIRef


@dataclass(frozen=True, slots=True)
class Band:
    """The rows of one group: each organisation with its cells, in the order of the columns."""

    group: int
    rows: tuple[tuple[URIRef, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The columns, the rows by group, and how many organisations are left out."""

    columns: tuple[URIRef, ...]
    bands: tuple[Band, ...]
    left_out: int


def matrix(links: Mapping[Pair, Link], group_of: Mapping[URIRef, int], weight: Weight) -> Matrix:
    """Return the matrix of these links: the organisations that share most, by group and then by how much."""
    order = list(strengths(links, weight))
    kept = frozenset(order[:MOST])
    columns = tuple(sorted(kept, key=lambda each: (group_of.get(each, 0), order.index(each))))
    most = max((link.count for pair, link in links.items() if kept.issuperset(pair)), default=0)
    bands = tuple(
        Band(group, tuple((each, _cells(links, each, columns, most)) for each in columns if group_of.get(each, 0) == group))
        for group in sorted({group_of.get(each, 0) for each in columns})
    )
    return Matrix(columns, bands, len(order) - len(columns))


def _cells(links: Mapping[Pair, Link], row: URIRef, columns: Iterable[URIRef], most: int) -> tuple[Cell, ...]:
    return tuple(_cell(links, row, column, most) for column in columns)


def _cell(links: Mapping[Pair, Link], row: URIRef, column: URIRef, most: int) -> Cell:
    if row == column:
        return Cell(-1, 0, column)
    link = links.get(pair_of(row, column))
    return Cell(link.count, shade(link.count, most), column) if link else Cell(0, 0, column)


def shade(count: int, most: int) -> int:
    """Return how dark a number is beside the highest: from 1 to 4, in equal steps.

    >>> shade(1, 20), shade(10, 20), shade(20, 20), shade(1, 1)
    (1, 2, 4, 4)
    """
    return max(1, -(-count * SHADES // most))

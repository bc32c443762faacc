"""A long list in pages: which part of it a page shows, and the links to the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from kg.errors import NotFoundError
from kg.publish.library import View
from kg.publish.links import PAGE, with_query

SIZE = 25

Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page of how many, from which number its list counts, and the links to all of them."""

    page: int
    pages: int
    first: int
    links: tuple[tuple[int, str], ...]


def paged(view: View, lines: Sequence[Line], page: int) -> tuple[Sequence[Line], Paging]:
    """Return the lines of a page of this list; raises NotFoundError when it has no such page."""
    pages = max(1, -(-len(lines) // SIZE))
    if page > pages:
        raise NotFoundError(view.path)
    links = tuple((number, with_query(view, {PAGE: number if number > 1 else ""})) for number in range(1, pages + 1))
    return lines[(page - 1) * SIZE : page * SIZE], Paging(page, pages, (page - 1) * SIZE + 1, links)

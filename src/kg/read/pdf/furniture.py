"""What stands at the same place of page after page and is no part of the text: running heads and feet, and page numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.read.pdf.marks import Box, Word
from kg.read.pdf.words import rows

_MARGIN = 0.13
_FEW = 3
_APART = 0.8
_STEP = 5.0
_LARGER = 1.12
_LONG_NUMBER = 5
_PAGE_NUMBER = re.compile(r"(?:pagina|pag\.?|p\.?|blz\.?|page)?\s*[-–|]?\s*#\s*[-–|]?(?:\s*(?:van|/|of|\|)\s*#)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page as words: its number in the file, its size, what is drawn on it, and the titles bookmarks give it.

    `pictures`, `sideways` and `unreadable` count as in a Sheet.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Box, ...] = ()
    outlined: frozenset[str] = frozenset()
    pictures: int = 0
    sideways: int = 0
    unreadable: int = 0


@dataclass(frozen=True, slots=True)
class _Edge:
    """A row near the top or the bottom of a page: what it says, where, and whether it is apart from what is within.

    `ahead` is by how much the numbers it begins and ends with are ahead of the page's place in the file: the page numbers
    printed at one place of all pages are ahead by the same. `large` when it is printed larger than the text, as a heading is.
    """

    said: str
    place: int
    words: tuple[Word, ...]
    apart: bool
    ahead: frozenset[int] = frozenset()
    large: bool = False


def without_furniture(leaves: Sequence[Leaf]) -> list[Leaf]:
    """Return the pages without the rows near their edges that other pages have at the same place."""
    edges = [_edges(leaf) for leaf in leaves]
    counted = Counter(key for page in edges for key in {key for edge in page for key in _keys(edge)})
    kept = []
    for leaf, page in zip(leaves, edges, strict=True):
        gone = {id(word) for edge in page if _repeated(edge, counted, len(leaves)) for word in edge.words}
        kept.append(replace(leaf, words=tuple(word for word in leaf.words if id(word) not in gone)))
    return kept


def _keys(edge: _Edge) -> Iterator[tuple[str, int]]:
    """Yield by what a row may be known on another page: what it says, and the number it counts with, at its place."""
    yield edge.said, edge.place
    if not edge.large:
        yield from ((f"# {ahead}", edge.place) for ahead in edge.ahead)


def _repeated(edge: _Edge, counted: Counter[tuple[str, int]], pages: int) -> bool:
    """Tell whether enough pages have a row like this at its place, or a step higher or lower."""
    needed = min(_FEW, max(2, pages))
    enough = min(2, pages) if _PAGE_NUMBER.fullmatch(edge.said) else max(needed, pages // 2) if edge.large else needed
    return edge.apart and any(_times(key, counted) >= enough for key in _keys(edge))


def _times(key: tuple[str, int], counted: Counter[tuple[str, int]]) -> int:
    said, place = key
    return counted[key] + max(counted[said, place - 1], counted[said, place + 1])


def _edges(leaf: Leaf) -> list[_Edge]:
    """Return the rows in the upper and lower margin of a page, whether or not they are apart from what is within."""
    lines = rows(leaf.words)
    top = [line for line in lines if line[0].baseline < _MARGIN * leaf.height]
    bottom = [line for line in lines if line[0].baseline > (1 - _MARGIN) * leaf.height]
    inner = lines[len(top) : len(lines) - len(bottom)]
    upper = _marked(leaf, top, [*top, *inner, *bottom], 1)
    return [*upper, *_marked(leaf, bottom[::-1], [*top, *inner, *bottom][::-1], -1)]


def _marked(leaf: Leaf, outer: Sequence[list[Word]], found: Sequence[list[Word]], way: int) -> Iterator[_Edge]:
    """Yield the outer rows, from the edge inward; one is apart when there is white after it, or after one further inward."""
    gaps = [way * (later[0].baseline - row[0].baseline) - later[0].style.size for row, later in pairwise(found[: len(outer) + 1])]
    usual = Counter(word.style.size for word in leaf.words).most_common(1)
    for index, row in enumerate(outer):
        apart = index >= len(gaps) or any(gap >= _APART * row[0].style.size for gap in gaps[index:])
        text = " ".join(word.text for word in row)
        counted = re.sub(r"\d+", "#", text)
        said = counted if _PAGE_NUMBER.fullmatch(counted) else text
        ahead = frozenset(
            int(word.text) - leaf.number for word in (row[0], row[-1]) if word.text.isdecimal() and len(word.text) < _LONG_NUMBER
        )
        yield _Edge(said, round(row[0].baseline / _STEP), tuple(row), apart, ahead, large=row[0].style.size > _LARGER * usual[0][0])

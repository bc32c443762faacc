"""All things of one kind, by name, with the columns that tell them apart."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rdflib import Literal, URIRef
from rdflib.namespace import ORG

from kg.errors import NotFoundError
from kg.publish.facts import Ref, Text
from kg.publish.library import Library, View
from kg.publish.links import kind_of, page_of, page_path
from kg.publish.words import words
from kg.store import Solution, Term, rows
from kg.terms import BELEID

SIZE = 50
_AT_ONCE = 500

COLUMNS = {
    "programma": ("owner", "start", "end", "goals"),
    "doel": ("owner", "programme", "target", "initiatives"),
    "initiatief": ("kind", "theme", "status", "start", "end", "partners"),
    "organisatie": ("kind", "initiatives"),
    "indicator": ("unit", "measured", "values"),
    "resultaat": ("of", "year"),
    "document": ("publisher", "kind", "year", "passages"),
}
"""The kinds that have a listing, in the order of the menu, with the variables of their query."""

_NUMBERS = frozenset({"start", "end", "goals", "target", "initiatives", "partners", "values", "year", "passages"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a listing: its name, and whether it holds numbers."""

    key: str
    label: str
    numeric: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in a listing, with the things or texts in each column."""

    ref: Ref
    cells: tuple[tuple[Ref, ...], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of all things of a kind."""

    kind: str
    total: int
    page: int
    pages: int
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


def listing(library: Library, view: View, kind: str, page: int) -> Listing:
    """Return a page of the things of a kind, by name; raises NotFoundError for another kind or a page there is not."""
    total, _ = extent(library, kind, page)
    return listing_of(library, view, kind, (members(library, kind, page), total, page))


def listing_of(library: Library, view: View, kind: str, part: tuple[Sequence[URIRef], int, int]) -> Listing:
    """Return a page of some things of a kind: these, of so many, as the page with this number."""
    things, total, page = part
    columns = tuple(Column(key, words(view.language)(f"listing.{key}"), key in _NUMBERS) for key in COLUMNS[kind])
    lines = _lines(library, view, kind, things)
    return Listing(kind, total, page, max(1, -(-total // SIZE)), columns, tuple(lines))


def extent(library: Library, kind: str, page: int) -> tuple[int, int]:
    """Return how many things of a kind there are, and on how many pages; raises NotFoundError for another kind or a page there is not."""
    check_kind(library, kind)
    total = library.index.number_of(kind)
    pages = max(1, -(-total // SIZE))
    if not 1 <= page <= pages:
        raise NotFoundError(library.endpoint.base + page_path(f"/doc/{kind}", page))
    return total, pages


def members(library: Library, kind: str, page: int) -> list[URIRef]:
    """Return the things on a page of the list of a kind."""
    return library.index.listed(kind, (page - 1) * SIZE, SIZE)


def every_line(library: Library, view: View, kind: str) -> Iterator[Line]:
    """Yield all things of a kind, by name; raises NotFoundError for another kind."""
    check_kind(library, kind)
    for first in range(0, library.index.number_of(kind), _AT_ONCE):
        yield from _lines(library, view, kind, library.index.listed(kind, first, _AT_ONCE))


def check_kind(library: Library, kind: str) -> None:
    """Raise NotFoundError for a kind without a listing."""
    if kind not in COLUMNS:
        raise NotFoundError(f"{library.endpoint.base}/doc/{kind}")


def _lines(library: Library, view: View, kind: str, things: Sequence[URIRef]) -> list[Line]:
    """Return a line per thing; a thing has a row for each combination of values, so values that return are told once."""
    columns, names = COLUMNS[kind], dict[URIRef, Term]()
    cells: dict[URIRef, dict[str, dict[Ref, None]]] = defaultdict(lambda: defaultdict(dict))
    query = library.queries.text(f"pages/listing/{kind}", things=things, language=Literal(view.language.value))
    for row in rows(library.endpoint, query) if things else ():
        thing = URIRef(row["thing"])
        names.setdefault(thing, row["name"])
        for key in columns:
            if cell := _cell(view, row, key):
                cells[thing][key][cell] = None
    return [
        Line(_ref(view, thing, names[thing]), tuple(tuple(sorted(cells[thing][key], key=lambda ref: ref.name.value)) for key in columns))
        for thing in things
        if thing in names
    ]


def _cell(view: View, row: Solution, key: str) -> Ref | None:
    """Return the thing or text in a column: its variable, or that with Name for what it is called."""
    if f"{key}Name" in row:
        iri = row.get(key)
        return _ref(view, iri, row[f"{key}Name"]) if isinstance(iri, URIRef) else _plain(row[f"{key}Name"])
    return _plain(row[key]) if key in row else None


def _ref(view: View, iri: URIRef, name: Term) -> Ref:
    return Ref(iri, kind_of(iri), _text(name), page_of(view, iri))


def _plain(value: Term) -> Ref:
    return Ref(URIRef(""), "", _text(value), "")


def _text(value: Term) -> Text:
    return Text(str(value), (value.language or "") if isinstance(value, Literal) else "")


CLASSES = {
    BELEID.Programme: "programma",
    BELEID.Goal: "doel",
    BELEID.Initiative: "initiatief",
    ORG.Organization: "organisatie",
    BELEID.Indicator: "indicator",
    BELEID.Result: "resultaat",
    BELEID.Document: "document",
}
"""The class of the things in each listing."""


def counts(library: Library) -> dict[str, int]:
    """Return how many things there are of each kind that has a listing, in the order of the menu."""
    found = {CLASSES[URIRef(row["class"])]: int(row["count"]) for row in rows(library.endpoint, library.queries.text("pages/counts"))}
    return {kind: found.get(kind, 0) for kind in COLUMNS}

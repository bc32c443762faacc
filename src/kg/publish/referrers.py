"""All that says something of a thing, page by page: the other direction of what its own document tells."""

from dataclasses import dataclass

from rdflib import Literal, URIRef

from kg.errors import NotFoundError
from kg.publish.facts import Facts, Ref, Text, names
from kg.publish.library import Library, View
from kg.publish.links import page_path, path_of
from kg.terms import BASE

SIZE = 100

STEP = "verwijzingen"
"""The step below a thing's document under which these pages stand."""


@dataclass(frozen=True, slots=True)
class Referrer:
    """A thing that says something of another, and what it says: `relation` reads from the other's side."""

    ref: Ref
    relation: Text
    predicate: URIRef


@dataclass(frozen=True, slots=True)
class Referrers:
    """One page of what says something of a thing."""

    thing: Ref
    total: int
    page: int
    pages: int
    lines: tuple[Referrer, ...]


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page of how many, and how many members all pages have together."""

    page: int
    pages: int
    total: int

    def terms(self, path: str) -> dict[str, URIRef | list[URIRef] | Literal]:
        """Return the pages of the list at this path as the parameters of a query: this one, the first, the last, those beside it."""

        def place(number: int) -> URIRef:
            return URIRef(BASE + page_path(path, number))

        return {
            "view": place(self.page),
            "total": Literal(self.total),
            "first": place(1),
            "last": place(self.pages),
            "previous": [place(self.page - 1)] if self.page > 1 else [],
            "next": [place(self.page + 1)] if self.page < self.pages else [],
        }


def referrers(library: Library, view: View, iri: URIRef, page: int) -> Referrers:
    """Return a page of what says something of a thing, by what it says; raises NotFoundError for a page there is not."""
    total = library.index.number_of_referrers(iri)
    if not 1 <= page <= (last := pages(total)):
        raise NotFoundError(library.endpoint.base + page_path(f"/doc/{path_of(iri)}/{STEP}", page))
    shown = library.index.referrers(iri, (page - 1) * SIZE, SIZE)
    known = Facts(iri, {}, names(library, {iri, *(each for pair in shown for each in pair)}), view)
    lines = tuple(Referrer(known.ref(subject), known.relation(predicate, inverse=True), predicate) for subject, predicate in shown)
    return Referrers(known.ref(iri), total, page, last, lines)


def pages(total: int) -> int:
    """Return on how many pages so much stands that says something of a thing: at least one."""
    return max(1, -(-total // SIZE))

"""What the graph covers: which documents were read, of whom and of which year."""

from collections import defaultdict
from dataclasses import dataclass

from rdflib import Literal, URIRef

from kg.publish.facts import Ref, Text
from kg.publish.library import Library, View
from kg.publish.links import kind_of, page_of
from kg.store import Term, rows


@dataclass(frozen=True, slots=True)
class Publisher:
    """The documents of one publisher: how many per year, in the order of the years, and in all."""

    ref: Ref
    documents: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """The documents that were read, per publisher and year; the last of `years` is empty when some have no year."""

    years: tuple[str, ...]
    publishers: tuple[Publisher, ...]
    total: int

    @property
    def first_year(self) -> str:
        """Return the first year of which there is a document."""
        return min((year for year in self.years if year), default="")

    @property
    def last_year(self) -> str:
        """Return the last year of which there is a document."""
        return max(self.years, default="")


def coverage(library: Library, view: View) -> Coverage:
    """Return the coverage, publishers with most documents first."""
    found: dict[Ref, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in library.kept.of(coverage, lambda: rows(library.endpoint, library.queries.text("pages/coverage"))):
        found[_publisher(view, row.get("publisher"), row.get("name"))][str(row.get("year", ""))] += int(row["documents"])
    years = sorted({year for counted in found.values() for year in counted}, key=lambda year: (not year, year))
    publishers = [Publisher(ref, tuple(counted.get(year, 0) for year in years), sum(counted.values())) for ref, counted in found.items()]
    publishers.sort(key=lambda each: (-each.total, each.ref.name.value.casefold()))
    return Coverage(tuple(years), tuple(publishers), sum(each.total for each in publishers))


def _publisher(view: View, iri: Term | None, name: Term | None) -> Ref:
    text = Text(str(name or ""), (name.language or "") if isinstance(name, Literal) else "")
    return Ref(iri, kind_of(iri), text, page_of(view, iri)) if isinstance(iri, URIRef) else Ref(URIRef(""), "", text, "")

"""What stands behind the lines of a picture: the property or role that names each, and the claims that state it."""

from dataclasses import dataclass

from rdflib import URIRef

from kg.publish.facts import Evidence, Ref, Text
from kg.publish.focus import Focus
from kg.publish.focus.picture import Edge
from kg.publish.focus.reach import selection
from kg.publish.focus.whole import whole
from kg.publish.library import Library


@dataclass(frozen=True, slots=True)
class Tie:
    """A line of the picture in full: `term` is the property or role that names it, `claims` state it."""

    edge: Edge
    term: URIRef
    claims: tuple[URIRef, ...]

    @property
    def source(self) -> Ref:
        """Return the thing of which it is said."""
        return self.edge.source

    @property
    def relation(self) -> Text:
        """Return what is said, as the verb of a sentence."""
        return self.edge.relation

    @property
    def target(self) -> Ref:
        """Return the thing to which it ties."""
        return self.edge.target

    @property
    def years(self) -> tuple[str, ...]:
        """Return the years it is said of or in."""
        return self.edge.years

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Return where it stands."""
        return self.edge.evidence


def ties(library: Library, found: Focus) -> tuple[Tie, ...]:
    """Return the lines of a picture in its order, each with what stands behind it."""
    every = whole(library)
    chosen = selection(every, found.iri, found.wish).ties
    return tuple(Tie(edge, tie.relation, every.grounds[tie].claims) for edge, tie in zip(found.picture.edges, chosen, strict=True))

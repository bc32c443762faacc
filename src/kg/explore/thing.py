"""A thing in Python: what it is, what is claimed about it and where, with whom, for which goals."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from rdflib import URIRef

from kg.errors import NotFoundError
from kg.explore.answer import Answer
from kg.explore.asking import made, table
from kg.explore.naming import unknown
from kg.explore.showing import Notes, html, web_link
from kg.publish.claims import Claim, claims, quantity
from kg.publish.facts import Evidence, Facts, Ref
from kg.publish.focus.picture import picture
from kg.publish.library import Library, View
from kg.publish.links import kind_of
from kg.publish.resource import Thing as Told
from kg.publish.resource import around, pictured, told
from kg.publish.sources import Sentence, sentence
from kg.publish.words import words
from kg.store import Term
from kg.terms import BASE, M8G, SCHEMA, SDMX_A, moved

MOST_DRAWN = 30
"""The things that the picture in a notebook shows."""

_CLAIM_COLUMNS = (
    "claim", "kind", "subject", "subject_name", "relation", "object", "object_name", "value", "unit", "year", "basis",
    "document", "source", "source_year", "locator", "url",
)  # fmt: skip
_ORDER = {
    kind: place
    for place, kind in enumerate(
        ("bijdrage", "deelname", "verband", "resultaat", "statusvaststelling", "bedrag", "waarneming", "vermelding")
    )
}
_SOURCE_COLUMNS = _CLAIM_COLUMNS[-5:]

_Cell: TypeAlias = Term | str | int | None


@dataclass(frozen=True, eq=False, repr=False)
class Thing:
    """One thing of the graph, under the name by which it was asked for; a notebook shows its facts and a picture.

    >>> import kg
    >>> thing = kg.open("data/triples.ttl").thing("Skills Twente")
    >>> thing.kind, thing.label, thing.iri
    ('initiatief', 'Skills Twente', 'https://samenspel.example.org/id/initiatief/skills-twente')
    """

    library: Library
    known: Facts
    told: Told

    @property
    def iri(self) -> str:
        """Return its IRI, under the base of the graph."""
        return self._moved(self.known.thing)

    @property
    def label(self) -> str:
        """Return its name."""
        return self.told.ref.name.value

    @property
    def kind(self) -> str:
        """Return what sort of thing it is: initiatief, doel, programma, organisatie, indicator, resultaat, document and others."""
        return self.told.ref.kind

    @property
    def description(self) -> str:
        """Return what it is in a few words; empty when no source says."""
        return self.told.description.value

    @property
    def aliases(self) -> tuple[str, ...]:
        """Return its other names."""
        return tuple(name.value for name in self.told.other_names)

    @property
    def facts(self) -> dict[str, tuple[str, ...]]:
        """Return its key facts: what each is called, and its values as a reader sees them."""
        return {fact.label.value: tuple(value.text.value for value in fact.values) for fact in self.told.facts}

    def claims(self) -> Answer:
        """Return all that is claimed about the thing, a row for each claim and source, with the place where it stands.

        A figure is in `value` and `unit`; an amount that somebody promised to something has both in its row.

        >>> import kg
        >>> found = kg.open("data/triples.ttl").thing("Skills Twente").claims()
        >>> [row["object_name"] for row in found if row["relation"] == "contributes to"][:1]
        ['Vergroten van het perspectief van de Almelose arbeidsmarkt']
        """
        stated = sorted(claims(self.known), key=lambda claim: (_ORDER.get(kind_of(claim.iri), len(_ORDER)), claim.iri))
        rows = [row for claim in stated for row in self._claim(claim)]
        return made(self.library, self.known.view.language, _CLAIM_COLUMNS, rows)

    def partners(self) -> Answer:
        """Return who works on it, or with it when it is an organisation: in which role, in what, and where it says so."""
        return self._table("explore/partners")

    def goals(self) -> Answer:
        """Return the goals it serves, directly or through what it takes part in, and where it says so."""
        return self._table("explore/goals")

    def sources(self) -> Answer:
        """Return the documents that describe it, and where in them, newest first."""
        return made(self.library, self.known.view.language, _SOURCE_COLUMNS, [self._place(each) for each in self.told.sources])

    def __str__(self) -> str:
        """Return its name."""
        return self.label

    def __repr__(self) -> str:
        """Return its kind, name and IRI."""
        return f"<{self.told.kind} {self.label!r} {self.iri}>"

    def __eq__(self, other: object) -> bool:
        """Tell whether both are the same thing of the same graph."""
        return isinstance(other, Thing) and (self.iri, self.library) == (other.iri, other.library)

    def __hash__(self) -> int:
        """Return a number for sets and dicts."""
        return hash(self.iri)

    def _repr_html_(self) -> str:
        """Return its key facts and its focus picture for a notebook."""
        drawn = picture(self.library, self.known, limit=MOST_DRAWN) if pictured(self.known) else None
        links = {node.ref.iri: web_link(self._moved(node.ref.iri)) for node in drawn.nodes} if drawn else {}
        spoken = words(self.known.view.language)
        return html("thing.html", thing=self.told, notes=Notes([]), drawn=drawn, links=links, href=web_link(self.iri), w=spoken)

    def _table(self, query: str) -> Answer:
        return table(self.library, self.known.view.language, query, thing=self.known.thing)

    def _claim(self, claim: Claim) -> Iterator[tuple[_Cell, ...]]:
        """Yield a row for each place where a claim stands; one without a place when its source is not known."""
        said, number = sentence(self.known, words(self.known.view.language), claim), quantity(self.known, claim.iri)
        text = None if said.other or number is not None else said.value.value
        subject, other = self._ends(said)
        row = (
            URIRef(self._moved(claim.iri)),
            kind_of(claim.iri),
            *self._named(subject),
            said.relation.value.rstrip(":"),
            *(self._named(other) if other else (None, text)),
            number,
            None if number is None else self._unit(claim),
            int(claim.year) if claim.year else None,
            self.known.name(claim.basis).value if isinstance(claim.basis, URIRef) else None,
        )
        for place in self.known.evidence(claim.iri) or (None,):
            yield (*row, *self._place(place))

    def _ends(self, said: Sentence) -> tuple[Ref, Ref | None]:
        """Return whom a claim is about, and the other thing: of an amount in a participation who takes part, and in what."""
        who = self.known.things(said.subject.iri, M8G.hasParticipant)
        holders = [subject for subject in self.known.statements if said.subject.iri in self.known.values(subject, M8G.hasParticipation)]
        if said.subject.kind != "deelname" or not (who and holders):
            return said.subject, said.other
        return self.known.ref(who[0]), self.known.ref(holders[0])

    def _named(self, ref: Ref) -> tuple[URIRef, str]:
        return URIRef(self._moved(ref.iri)), ref.name.value

    def _unit(self, claim: Claim) -> str | None:
        currency = self.known.value(claim.iri, SCHEMA.currency)
        units = self.known.things(claim.iri, SDMX_A.unitMeasure)
        return str(currency) if currency else self.known.name(units[0]).value if units else None

    def _place(self, evidence: Evidence | None) -> tuple[_Cell, ...]:
        if evidence is None:
            return (None,) * len(_SOURCE_COLUMNS)
        document = URIRef(self._moved(evidence.document.iri))
        year = int(evidence.year) if evidence.year else None
        return document, evidence.document.name.value, year, evidence.locator, evidence.original or None

    def _moved(self, iri: str) -> str:
        return moved(str(iri), BASE, self.library.endpoint.base)


def thing(library: Library, view: View, iri: URIRef) -> Thing:
    """Return a thing by its IRI under the project's base; raises UnclearNameError when the graph says nothing about it."""
    try:
        known = around(library, view, iri)
    except NotFoundError as error:
        raise unknown(library, iri) from error
    return Thing(library, known, told(library, known))

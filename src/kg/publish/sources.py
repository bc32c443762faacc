"""What each source says: the mentions of a thing, and the passages of a document with what rests on them."""

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import DCTERMS, RDF, RDFS, SKOS, Literal, URIRef

from kg.publish.claims import Claim, quantity
from kg.publish.facts import Evidence, Facts, Ref, Text
from kg.publish.relations import says
from kg.publish.values import Fact, Value, measured, value
from kg.publish.words import Words
from kg.terms import BELEID

_NOT_TOLD = frozenset({RDF.type, BELEID.evidencedBy, BELEID.mentionOf, BELEID.order, RDFS.label, SKOS.altLabel, DCTERMS.description})


@dataclass(frozen=True, slots=True)
class Saying:
    """What one source says of a thing in its own words."""

    order: int
    name: Text
    other_names: tuple[Text, ...]
    description: Text
    facts: tuple[Fact, ...]
    source: tuple[Evidence, ...]
    href: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A claim in words: this, has this relation to, that; `value` stands instead of `other` when that is no thing."""

    subject: Ref
    relation: Text
    other: Ref | None
    value: Text
    year: str
    href: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a document, the things described in it and the claims that rest on it."""

    locator: str
    href: str
    described: tuple[Ref, ...]
    sentences: tuple[Sentence, ...]


def sayings(facts: Facts, words: Words) -> tuple[Saying, ...]:
    """Return what each source says of the thing, in the order of the sources."""
    mentions = [iri for iri in facts.statements if facts.thing in facts.values(iri, BELEID.mentionOf)]
    return tuple(sorted((_saying(facts, words, iri) for iri in mentions), key=lambda each: each.order))


def _saying(facts: Facts, words: Words, iri: URIRef) -> Saying:
    told = [predicate for predicate in facts.statements[iri] if predicate not in _NOT_TOLD]
    said = tuple(Fact(facts.relation(each, inverse=False), _values(facts, words, iri, each)) for each in told)
    return Saying(
        int(str(facts.value(iri, BELEID.order) or 0)),
        facts.text(iri, RDFS.label),
        other_names(facts, iri),
        facts.text(iri, DCTERMS.description),
        said,
        facts.evidence(iri),
        facts.ref(iri).href,
    )


def _values(facts: Facts, words: Words, iri: URIRef, predicate: URIRef) -> tuple[Value, ...]:
    return tuple(value(facts, words, term) for term in facts.values(iri, predicate))


def other_names(facts: Facts, iri: URIRef) -> tuple[Text, ...]:
    """Return the aliases of a thing, by the alphabet."""
    aliases = [value for value in facts.values(iri, SKOS.altLabel) if isinstance(value, Literal)]
    return tuple(Text(str(alias), alias.language or "") for alias in sorted(aliases, key=lambda alias: (str(alias).casefold(), alias)))


def passages(facts: Facts, words: Words, stated: Iterable[Claim]) -> tuple[Passage, ...]:
    """Return the passages of the document that the thing is, or the passage it is itself, by their place."""
    sentences = {claim.iri: sentence(facts, words, claim) for claim in stated}
    resting: dict[URIRef, list[URIRef]] = {iri: [] for iri in facts.statements if BELEID.locator in facts.statements[iri]}
    for iri in facts.statements:
        for passage in facts.things(iri, BELEID.evidencedBy):
            if passage in resting:
                resting[passage].append(iri)
    found = (_passage(facts, sentences, passage, resting[passage]) for passage in resting)
    return tuple(sorted(found, key=lambda each: (each.locator.casefold(), each.href)))


def _passage(facts: Facts, sentences: dict[URIRef, Sentence], passage: URIRef, resting: list[URIRef]) -> Passage:
    described = sorted((facts.ref(iri) for iri in resting if iri not in sentences), key=lambda ref: (ref.kind, ref.name.value.casefold()))
    said = sorted((sentences[iri] for iri in resting if iri in sentences), key=lambda each: (each.subject.name.value.casefold(), each.href))
    return Passage(str(facts.value(passage, BELEID.locator) or ""), facts.ref(passage).href, tuple(described), tuple(said))


def sentence(facts: Facts, words: Words, claim: Claim) -> Sentence:
    """Return a claim in words."""
    other = facts.ref(claim.value) if isinstance(claim.value, URIRef) else None
    number = quantity(facts, claim.iri)
    shown = measured(facts, words, claim.iri, number) if number is not None else Text("" if other else str(claim.value), "nl")
    return Sentence(facts.ref(claim.subject), says(facts, words, claim.relation), other, shown, claim.year, facts.ref(claim.iri).href)

"""The claims around a thing, each as: this has that relation to that, or that value; with its evidence."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import DCTERMS, RDFS, Literal, URIRef

from kg.publish.facts import Facts
from kg.store import Term
from kg.terms import ADMS, BELEID, M8G, SCHEMA, SDMX_M, concept

COLLECTIVE = concept("onderbouwing", "documentstructuur")


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim node: `subject` has `relation` to `value`.

    `relation` is a property, or the concept of a role or a kind of amount.
    """

    iri: URIRef
    subject: URIRef
    relation: URIRef
    value: Term
    year: str
    basis: Term | None


def claims(facts: Facts) -> list[Claim]:
    """Return the claims around the thing, in the order of their IRIs."""
    holders = _holders(facts)
    found = (claim for iri in facts.statements for claim in _claims(facts, iri, holders.get(iri, [])))
    return sorted(found, key=lambda claim: (claim.iri, claim.relation, claim.value))


def _claims(facts: Facts, iri: URIRef, holders: list[URIRef]) -> Iterator[Claim]:
    """Yield what a node claims: once, but a result may be of an endeavour and for a goal."""
    year, basis = str(facts.value(iri, BELEID.year) or ""), facts.value(iri, BELEID.basis)
    for subject, relation, value in _said(facts, iri, holders):
        yield Claim(iri, subject, relation, value, year, basis)


def _said(facts: Facts, iri: URIRef, holders: list[URIRef]) -> Iterator[tuple[URIRef, URIRef, Term]]:
    said = facts.statements[iri]
    if M8G.role in said:
        for endeavour in holders:
            yield facts.things(iri, M8G.hasParticipant)[0], facts.things(iri, M8G.role)[0], endeavour
    elif BELEID.toGoal in said:
        yield facts.things(iri, BELEID.contributor)[0], BELEID.contributesTo, facts.things(iri, BELEID.toGoal)[0]
    elif BELEID.relationKind in said:
        yield facts.things(iri, BELEID.relationFrom)[0], _property(facts, iri), facts.things(iri, BELEID.relationTo)[0]
    elif BELEID.assertedStatus in said:
        for endeavour in holders:
            yield endeavour, ADMS.status, facts.things(iri, BELEID.assertedStatus)[0]
    else:
        yield from _value_said(facts, iri, holders)


def _value_said(facts: Facts, iri: URIRef, holders: list[URIRef]) -> Iterator[tuple[URIRef, URIRef, Term]]:
    said = facts.statements[iri]
    if BELEID.mentionOf in said:
        yield facts.things(iri, BELEID.mentionOf)[0], RDFS.label, said[RDFS.label][0]
    elif SDMX_M.obsValue in said:
        yield facts.things(iri, BELEID.indicator)[0], BELEID.refArea, facts.things(iri, BELEID.refArea)[0]
    elif BELEID.amountKind in said:
        for holder in holders:
            yield holder, facts.things(iri, BELEID.amountKind)[0], said[SCHEMA.value][0]
    else:
        for reached in (BELEID.resultOf, BELEID.resultFor):
            for value in facts.values(iri, reached):
                yield iri, reached, value


def _holders(facts: Facts) -> dict[URIRef, list[URIRef]]:
    """Return which things have a participation, a status assertion or an amount."""
    found: dict[URIRef, list[URIRef]] = defaultdict(list)
    for subject in facts.statements:
        for claim in facts.things(subject, M8G.hasParticipation, BELEID.hasStatusAssertion, BELEID.amount):
            found[claim].append(subject)
    return found


def _property(facts: Facts, iri: URIRef) -> URIRef:
    """Return the property that is the short form of a relation."""
    kind = facts.things(iri, BELEID.relationKind)[0]
    found = facts.names.get(kind, {}).get(BELEID.asProperty, ())
    return next((value for value in found if isinstance(value, URIRef)), DCTERMS.relation)


def quantity(facts: Facts, iri: URIRef) -> Literal | None:
    """Return the number that an observation or an amount states."""
    return next((value for value in facts.values(iri, SDMX_M.obsValue, SCHEMA.value) if isinstance(value, Literal)), None)

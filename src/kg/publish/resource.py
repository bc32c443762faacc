"""What the page about one thing tells."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib import DCTERMS, RDF, RDFS, SKOS, URIRef
from rdflib.namespace import DC, FOAF, ORG

from kg.publish.charts.lanes import Timeline, timeline
from kg.publish.charts.measured import Graph, graphs
from kg.publish.claims import Claim, claims
from kg.publish.facts import Evidence, Facts, Ref, Text, facts, names
from kg.publish.helping.reporting import Remark, State, remark, state
from kg.publish.library import Library, View
from kg.publish.links import has_picture, kind_of
from kg.publish.moments import Moment, measures, moments
from kg.publish.relations import Group, groups, incoming, incoming_groups
from kg.publish.sources import Passage, Saying, Sentence, other_names, passages, sayings, sentence
from kg.publish.timeline import Series, latest_status, series
from kg.publish.values import Fact, Value, amounts, value
from kg.publish.words import Words, words
from kg.terms import ADMS, BASE, BELEID, M8G, SCHEMA, SDMX_A, moved

CLAIM_KINDS = frozenset({"bedrag", "bijdrage", "deelname", "statusvaststelling", "verband", "vermelding", "waarneming"})

_NAMES = (RDFS.label, SKOS.prefLabel, DCTERMS.title)
_DESCRIPTIONS = (DCTERMS.description, SKOS.definition, RDFS.comment)
_OWN_PLACE = frozenset({
    *_NAMES, *_DESCRIPTIONS, RDF.type, SKOS.altLabel, BELEID.evidencedBy, ADMS.status, BELEID.owner, BELEID.amount,
    SCHEMA.startDate, SCHEMA.endDate, BELEID.startYear, BELEID.endYear,
    M8G.hasParticipation, BELEID.hasContribution, BELEID.hasStatusAssertion, BELEID.locator,
})  # fmt: skip
_SHORT_FORMS = frozenset({
    BELEID.contributesTo, BELEID.partOf, BELEID.follows, BELEID.relatedTo, BELEID.goalOf, BELEID.subGoalOf, BELEID.measures,
    BELEID.resultOf, BELEID.resultFor, ORG.subOrganizationOf, RDFS.seeAlso,
})  # fmt: skip
_OF_CONCEPTS = frozenset({SKOS.topConceptOf, SKOS.inScheme, SKOS.notation})
_ELSEWHERE = frozenset({("document", "passage")})  # a document tells its passages itself
_FIRST = (
    DCTERMS.type, ORG.classification, BELEID.theme, BELEID.targetYear, SDMX_A.unitMeasure, DCTERMS.publisher, DC.publisher,
    BELEID.year, DCTERMS.issued, FOAF.page, FOAF.homepage, DCTERMS.identifier, BELEID.governs,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Thing:
    """All that the page about one thing tells, in the order in which it tells it."""

    ref: Ref
    iri: str
    kind: str
    description: Text
    other_names: tuple[Text, ...]
    sources: tuple[Evidence, ...]
    facts: tuple[Fact, ...]
    sentences: tuple[Sentence, ...]
    groups: tuple[Group, ...]
    moments: tuple[Moment, ...]
    timeline: Timeline | None
    series: tuple[Series, ...]
    graphs: tuple[Graph, ...]
    sayings: tuple[Saying, ...]
    passages: tuple[Passage, ...]
    remark: Remark
    state: State


def describe(library: Library, iri: URIRef, view: View) -> Thing:
    """Return what the page about a thing tells; raises NotFoundError when the graph says nothing about it."""
    return told(library, around(library, view, iri))


def around(library: Library, view: View, iri: URIRef) -> Facts:
    """Return what the graph says around a thing, with all names that its page needs."""
    return facts(library, view, iri)


def told(library: Library, known: Facts) -> Thing:
    """Return what the page about the thing tells, from what is known around it."""
    spoken, stated, kind = words(known.view.language), claims(known), kind_of(known.thing)
    iri = moved(known.thing, BASE, library.endpoint.base)
    pointing = {place: others for place, others in incoming(library, known).items() if (kind, place[1]) not in _ELSEWHERE}
    known = Facts(known.thing, known.statements, {**known.names, **names(library, _to_name(pointing))}, known.view)
    own = [claim for claim in stated if claim.iri == known.thing] if kind in CLAIM_KINDS else []
    values, passing = series(known, spoken), moments(known, spoken, stated, measures(library, known))
    related = () if kind in CLAIM_KINDS | {"passage", "document"} else groups(known, spoken, stated)
    return Thing(
        known.ref(known.thing),
        iri,
        spoken.known(f"kind.{kind}", spoken("kind.other")),
        known.text(known.thing, *_DESCRIPTIONS),
        other_names(known, known.thing),
        known.evidence(known.thing),
        tuple(_facts(known, spoken, stated)),
        tuple(sentence(known, spoken, claim) for claim in own),
        (*related, *incoming_groups(known, spoken, pointing)),
        passing,
        timeline(passing, spoken),
        values,
        graphs(values, spoken, of_indicator=kind == "indicator"),
        sayings(known, spoken),
        passages(known, spoken, stated) if kind in {"document", "passage"} else (),
        remark(library, known.view, known.ref(known.thing), iri),
        state(library, known.view, known.ref(known.thing), iri),
    )


def pictured(known: Facts) -> bool:
    """Tell whether the thing has a focus picture."""
    return has_picture(kind_of(known.thing))


def _to_name(pointing: dict[tuple[URIRef, str], list[URIRef]]) -> set[URIRef]:
    return {iri for (predicate, _), others in pointing.items() for iri in (predicate, *others)}


def _facts(known: Facts, spoken: Words, stated: list[Claim]) -> Iterator[Fact]:
    """Yield the key facts: kind and theme, status, period, owner and money first, then whatever else is stated."""
    evidence = known.evidence(known.thing)
    status = latest_status(known, spoken, stated)
    if status:
        yield Fact(known.relation(ADMS.status, inverse=False), (status,))
    yield from _period(known, spoken, evidence)
    owners = tuple(_owners(known, spoken, stated))
    if owners:
        yield Fact(known.relation(BELEID.owner, inverse=False), owners)
    money = amounts(known, spoken, known.thing)
    if money:
        yield Fact(Text(spoken("fact.amount")), money)
    for predicate in _rest(known, stated):
        shown = tuple(value(known, spoken, term, evidence) for term in known.values(known.thing, predicate))
        yield Fact(known.relation(predicate, inverse=False), shown)


def _rest(known: Facts, stated: Iterable[Claim]) -> list[URIRef]:
    """Return the other properties, the best known first; a short form only when no claim tells it with its evidence."""
    claimed = {claim.relation for claim in stated if known.thing in {claim.subject, claim.iri}}
    placed = _OWN_PLACE | (_SHORT_FORMS & claimed) | (_OF_CONCEPTS if kind_of(known.thing) == "indicator" else frozenset())
    left = [each for each in known.statements[known.thing] if each not in placed]
    return sorted(left, key=lambda each: (_FIRST.index(each) if each in _FIRST else len(_FIRST), each))


def _period(known: Facts, spoken: Words, evidence: tuple[Evidence, ...]) -> Iterator[Fact]:
    dates = [spoken.date(str(known.value(known.thing, each) or "")) for each in (SCHEMA.startDate, SCHEMA.endDate)]
    if any(dates):
        keys = {(True, True): "fact.from_to", (True, False): "fact.from", (False, True): "fact.to"}
        text = spoken(keys[bool(dates[0]), bool(dates[1])], start=dates[0], end=dates[1])
        yield Fact(Text(spoken("fact.period")), (Value(Text(text), evidence=evidence),))


def _owners(known: Facts, spoken: Words, stated: Iterable[Claim]) -> Iterator[Value]:
    evidence: dict[URIRef, list[URIRef]] = {owner: [] for owner in known.things(known.thing, BELEID.owner)}
    for claim in stated:
        if claim.relation == BELEID.owner and claim.subject == known.thing and isinstance(claim.value, URIRef):
            evidence.setdefault(claim.value, []).append(claim.iri)
    for owner, asserted in evidence.items():
        yield value(known, spoken, owner, known.evidence(*asserted))

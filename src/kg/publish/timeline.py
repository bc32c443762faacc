"""What is known of a thing through the years: statuses, results and measured values."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from rdflib import DCTERMS, Literal, URIRef

from kg.publish.claims import Claim, quantity
from kg.publish.facts import Evidence, Facts, Ref, Text
from kg.publish.values import Value, measured, value
from kg.publish.words import Words
from kg.terms import ADMS, BELEID, concept

OWN = concept("vergelijkingsgroep", "eigen-waarde")
_DIMENSIONS = (BELEID.indicator, BELEID.refArea, BELEID.refPeriod, BELEID.comparisonGroup, BELEID.valueKind)
_RESULTS = frozenset({BELEID.resultOf, BELEID.resultFor})


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that a source places in time: a status or a result."""

    when: str
    what: str
    value: Value


@dataclass(frozen=True, slots=True)
class Point:
    """One measured value; `conflict` when sources give another value for the same."""

    when: str
    kind: Value
    amount: Text
    number: Decimal
    conflict: bool
    href: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one indicator for one area or group, in the order of the years."""

    name: tuple[Ref, ...]
    own: bool
    points: tuple[Point, ...]


def moments(facts: Facts, words: Words, stated: Iterable[Claim]) -> tuple[Moment, ...]:
    """Return the statuses and results of the thing, newest first, those without a year last."""
    found = []
    for claim in stated:
        if claim.relation == ADMS.status and claim.subject == facts.thing:
            found.append((_when(facts, claim), "status", value(facts, words, claim.value, facts.evidence(claim.iri))))
        elif claim.relation in _RESULTS and claim.value == facts.thing:
            found.append((_when(facts, claim), "result", value(facts, words, claim.subject, facts.evidence(claim.iri))))
    found.sort(key=lambda moment: (moment[1], moment[2].text.value))
    found.sort(key=lambda moment: moment[0], reverse=True)
    return tuple(Moment(words.date(when) if when else words("unknown_year"), words(f"moment.{what}"), shown) for when, what, shown in found)


def latest_status(facts: Facts, words: Words, stated: Iterable[Claim]) -> Value | None:
    """Return the derived status, with its year and evidence."""
    status = facts.value(facts.thing, ADMS.status)
    if status is None:
        return None
    said = [claim for claim in stated if claim.relation == ADMS.status and claim.value == status]
    last = max(said, key=lambda claim: _when(facts, claim), default=None)
    shown = value(facts, words, status, facts.evidence(last.iri) if last else ())
    when = words.date(_when(facts, last)) if last else ""
    return Value(shown.text, shown.href, shown.kind, when or words("unknown_year"), shown.evidence)


def series(facts: Facts, words: Words) -> tuple[Series, ...]:
    """Return the values measured for an indicator per area or group, or those of an area per indicator; own values first."""
    found: dict[tuple[bool, tuple[URIRef, ...]], list[URIRef]] = defaultdict(list)
    for iri in facts.statements:
        if facts.thing in facts.values(iri, BELEID.indicator, BELEID.refArea):
            group = facts.things(iri, BELEID.comparisonGroup)
            found[OWN in group, _named(facts, iri, group)].append(iri)
    shown = [Series(tuple(map(facts.ref, named)), own, _points(facts, words, observations)) for (own, named), observations in found.items()]
    return tuple(sorted(shown, key=lambda each: (not each.own, [ref.name.value.casefold() for ref in each.name])))


def _named(facts: Facts, observation: URIRef, group: list[URIRef]) -> tuple[URIRef, ...]:
    others = [*facts.things(observation, BELEID.indicator, BELEID.refArea), *(each for each in group if each != OWN)]
    return tuple(dict.fromkeys(other for other in others if other != facts.thing))


def _points(facts: Facts, words: Words, observations: list[URIRef]) -> tuple[Point, ...]:
    numbers = {iri: number for iri in observations if (number := quantity(facts, iri)) is not None}
    rivals = Counter(place for place, _ in {(_place(facts, iri), Decimal(str(number))) for iri, number in numbers.items()})
    ordered = sorted(numbers, key=lambda iri: (_year(facts, iri) or "9999", iri))
    conflicts = {iri for iri in ordered if _year(facts, iri) and rivals[_place(facts, iri)] > 1}
    return tuple(_point(facts, words, iri, numbers[iri], conflict=iri in conflicts) for iri in ordered)


def _point(facts: Facts, words: Words, iri: URIRef, number: Literal, *, conflict: bool) -> Point:
    periods = facts.things(iri, BELEID.refPeriod)
    when = _year(facts, iri) or (facts.name(periods[0]).value if periods else words("unknown_year"))
    kinds = facts.things(iri, BELEID.valueKind)
    kind = value(facts, words, kinds[0]) if kinds else Value(Text(""))
    return Point(when, kind, measured(facts, words, iri, number), Decimal(str(number)), conflict, facts.ref(iri).href, facts.evidence(iri))


def _place(facts: Facts, iri: URIRef) -> tuple[object, ...]:
    return tuple(facts.value(iri, dimension) for dimension in _DIMENSIONS)


def _year(facts: Facts, iri: URIRef) -> str:
    return str(facts.value(iri, BELEID.year) or "")


def _when(facts: Facts, claim: Claim) -> str:
    """Return the date that the source states, else the year, else nothing."""
    return str(facts.value(claim.iri, DCTERMS.date) or claim.year)

"""What is known of a thing through the years: its latest status and its measured values."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from rdflib import Literal, URIRef

from kg.publish.claims import Claim, quantity
from kg.publish.facts import Evidence, Facts, Ref, Text
from kg.publish.moments import placed
from kg.publish.values import Value, measured, unit, value
from kg.publish.words import Words
from kg.terms import ADMS, BELEID, concept

OWN = concept("vergelijkingsgroep", "eigen-waarde")
"""The group of what is no group: the value of the area itself."""
TARGETS = frozenset({concept("waardesoort", "streefwaarde"), concept("waardesoort", "ambitie")})
"""The kinds of values that say what is aimed at."""
_DIMENSIONS = (BELEID.indicator, BELEID.refArea, BELEID.refPeriod, BELEID.comparisonGroup, BELEID.valueKind)


@dataclass(frozen=True, slots=True)
class Point:
    """One measured value; `conflict` when sources give another value for the same, `year` is 0 when no source tells it."""

    when: str
    kind: Value
    amount: Text
    number: Decimal
    conflict: bool
    href: str
    evidence: tuple[Evidence, ...]
    year: int = 0
    unit: str = ""
    target: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one indicator for one area or group, in the order of the years."""

    name: tuple[Ref, ...]
    own: bool
    points: tuple[Point, ...]


def latest_status(facts: Facts, words: Words, stated: Iterable[Claim]) -> Value | None:
    """Return the derived status, with its year and evidence."""
    status = facts.value(facts.thing, ADMS.status)
    if status is None:
        return None
    said = [claim for claim in stated if claim.relation == ADMS.status and claim.value == status]
    last = max(said, key=lambda claim: placed(facts, claim), default=None)
    shown = value(facts, words, status, facts.evidence(last.iri) if last else ())
    when = words.date(placed(facts, last)) if last else ""
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
    told = when, kind, measured(facts, words, iri, number), Decimal(str(number)), conflict, facts.ref(iri).href, facts.evidence(iri)
    return Point(*told, int(_year(facts, iri) or 0), unit(facts, iri), bool(TARGETS.intersection(kinds)))


def _place(facts: Facts, iri: URIRef) -> tuple[object, ...]:
    return tuple(facts.value(iri, dimension) for dimension in _DIMENSIONS)


def _year(facts: Facts, iri: URIRef) -> str:
    return str(facts.value(iri, BELEID.year) or "")

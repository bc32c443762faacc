"""What sources place in time about a thing: statuses, results, measured values, amounts, and the documents that speak of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rdflib import DCTERMS, Literal, URIRef

from kg.publish.claims import Claim, quantity
from kg.publish.facts import Facts, Text, names
from kg.publish.library import Library
from kg.publish.links import kind_of
from kg.publish.relations import AMOUNTS
from kg.publish.values import Value, measured, value
from kg.publish.words import Words
from kg.store import Term, rows
from kg.terms import ADMS, BELEID, concept

SORTS = ("status", "result", "measured", "amount", "document")
"""The sorts of moments, in the order in which they are told."""

_RESULTS = frozenset({BELEID.resultOf, BELEID.resultFor})
_TOLD_OF = frozenset({"doel", "initiatief", "organisatie", "programma", "resultaat"})
"""The kinds of things of which it is told in which documents they stand."""
_MEASURED = frozenset({"doel", "initiatief", "programma"})
_REALISED = concept("waardesoort", "realisatie")


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that a source places in time; `year` is 0 when it tells none, `anchor` is there at the first of its year and sort."""

    when: str
    what: str
    value: Value
    year: int
    sort: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A moment before it is told: the date or the year as it is written, the sort, and what it is."""

    when: str
    sort: str
    value: Value


def moments(facts: Facts, words: Words, stated: Sequence[Claim], measures: Facts) -> tuple[Moment, ...]:
    """Return the moments of the thing, newest first, those without a year last; `measures` are the values of what measures it.

    Where it stands in one document and nothing happens, that is no moment: the head of its page tells it.
    """
    documents = list(_documents(facts))
    found = [*_statuses(facts, words, stated), *_results(facts, words, stated), *_values(measures, words), *_amounts(facts, words, stated)]
    found += documents if found or len(documents) > 1 else []
    found.sort(key=lambda each: (SORTS.index(each.sort), each.value.text.value.casefold()))
    found.sort(key=lambda each: (each.when[:4], each.when), reverse=True)
    return tuple(_anchored(_moment(each, words) for each in found))


def measures(library: Library, facts: Facts) -> Facts:
    """Return what is said of the values of the indicators that measure the thing, with the names of all it points at."""
    found: dict[URIRef, dict[URIRef, list[Term]]] = defaultdict(lambda: defaultdict(list))
    if kind_of(facts.thing) in _MEASURED:
        for row in rows(library.endpoint, library.queries.text("pages/measured", thing=facts.thing)):
            found[URIRef(row["subject"])][URIRef(row["predicate"])].append(row["value"])
    said = {subject: dict(values) for subject, values in found.items()}
    mentioned = {each for values in said.values() for terms in values.values() for each in terms if isinstance(each, URIRef)}
    return Facts(facts.thing, said, names(library, mentioned | said.keys()) if said else {}, facts.view)


def placed(facts: Facts, claim: Claim) -> str:
    """Return the date that the source states, else the year, else nothing."""
    return str(facts.value(claim.iri, DCTERMS.date) or claim.year)


def _moment(found: _Placed, words: Words) -> Moment:
    when = words.date(found.when) if found.when else words("unknown_year")
    year = int(found.when[:4]) if found.when[:4].isdecimal() else 0
    return Moment(when, words(f"moment.{found.sort}"), found.value, year, found.sort)


def _anchored(found: Iterable[Moment]) -> Iterator[Moment]:
    known: set[str] = set()
    for each in found:
        anchor = f"tijdlijn-{each.year}-{each.sort}"
        yield each if anchor in known else replace(each, anchor=anchor)
        known.add(anchor)


def _statuses(facts: Facts, words: Words, stated: Iterable[Claim]) -> Iterator[_Placed]:
    for claim in stated:
        if claim.relation == ADMS.status and claim.subject == facts.thing:
            yield _Placed(placed(facts, claim), "status", value(facts, words, claim.value, facts.evidence(claim.iri)))


def _results(facts: Facts, words: Words, stated: Iterable[Claim]) -> Iterator[_Placed]:
    for claim in stated:
        if claim.relation in _RESULTS and claim.value == facts.thing:
            yield _Placed(placed(facts, claim), "result", value(facts, words, claim.subject, facts.evidence(claim.iri)))


def _values(measures: Facts, words: Words) -> Iterator[_Placed]:
    """Yield the values of what measures the thing, each with its indicator, its area and the kind of value."""
    for iri in measures.statements:
        number = quantity(measures, iri)
        if number is not None:
            about = measures.things(iri, BELEID.indicator, BELEID.refArea, BELEID.valueKind)
            name = ", ".join(measures.name(each).value for each in about if each != _REALISED)
            text = Text(f"{measured(measures, words, iri, number)} – {name}")
            yield _Placed(str(measures.value(iri, BELEID.year) or ""), "measured", _told(measures, iri, text))


def _amounts(facts: Facts, words: Words, stated: Sequence[Claim]) -> Iterator[_Placed]:
    """Yield the amounts of the thing and of its participations, with who takes part or in what."""
    parts = {claim.iri: claim.subject if claim.value == facts.thing else claim.value for claim in stated}
    for claim in stated:
        if claim.relation.startswith(AMOUNTS) and isinstance(claim.value, Literal):
            other = parts.get(claim.subject) if claim.subject != facts.thing else None
            name = f", {facts.name(other).value}" if isinstance(other, URIRef) else ""
            text = Text(f"{measured(facts, words, claim.iri, claim.value)} – {facts.name(claim.relation).value}{name}")
            yield _Placed(claim.year, "amount", _told(facts, claim.iri, text))


def _documents(facts: Facts) -> Iterator[_Placed]:
    """Yield the documents in which something of the thing stands, each once, at its own year."""
    if kind_of(facts.thing) in _TOLD_OF:
        told = {each.document: each.year for each in facts.evidence(*facts.statements)}
        for document, year in told.items():
            yield _Placed(year, "document", Value(document.name, document.href, document.kind))


def _told(facts: Facts, claim: URIRef, text: Text) -> Value:
    return Value(text, facts.ref(claim).href, evidence=facts.evidence(claim))

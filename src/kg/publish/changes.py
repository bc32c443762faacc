"""What differs between two releases, to read: totals, what changed of each thing, and how much per source."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from rdflib import DCTERMS, RDF, RDFS, URIRef

from kg.build.difference import CLAIM_KINDS, FACTS, Difference, Group, Subject, Turn
from kg.build.difference import Evidence as Place
from kg.build.difference import Value as Differing
from kg.build.sides import term
from kg.publish.facts import Text
from kg.publish.values import literal
from kg.publish.words import Words
from kg.terms import BASE, BELEID, M8G, SCHEMA, SDMX_A, SDMX_M, moved

_ORDER = ("programma", "doel", "initiatief", "organisatie", "concept/indicator", "gebied", "document")
_TOLD: Mapping[str, tuple[URIRef, ...]] = {
    "bedrag": (SCHEMA.value, BELEID.amountKind, BELEID.year),
    "bijdrage": (BELEID.toGoal, BELEID.year),
    "deelname": (M8G.hasParticipant, M8G.role),
    "resultaat": (RDFS.label, BELEID.year),
    "statusvaststelling": (BELEID.assertedStatus, DCTERMS.date),
    "verband": (BELEID.relationKind, BELEID.relationTo, BELEID.year),
    "vermelding": (RDFS.label,),
    "waarneming": (SDMX_M.obsValue, SDMX_A.unitMeasure, BELEID.refArea, BELEID.year, BELEID.valueKind),
}
"""What tells a reader which claim it is, in this order."""

_NOT_TOLD = frozenset({str(RDF.type)})


@dataclass(frozen=True, slots=True)
class Named:
    """A thing as a page names it; `iri` is under the project's own base, as everywhere above the store."""

    iri: URIRef
    kind: str
    name: Text


@dataclass(frozen=True, slots=True)
class Where:
    """Where something stands: the document, and the place in it."""

    document: Named
    locator: str


@dataclass(frozen=True, slots=True)
class ChangedValue:
    """A property of which the values differ: those that only the old and only the new release have."""

    label: Text
    old: tuple[Text, ...]
    new: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class ChangedClaim:
    """A claim that is new, withdrawn or changed: what it says in short, what changed in it, and where it stands."""

    iri: URIRef
    kind: str
    turn: Turn
    said: tuple[Text, ...]
    values: tuple[ChangedValue, ...]
    evidence: tuple[Where, ...]


@dataclass(frozen=True, slots=True)
class ChangedThing:
    """A thing of which something differs; `turn` is None when only claims about it do."""

    thing: Named
    turn: Turn | None
    values: tuple[ChangedValue, ...]
    claims: tuple[ChangedClaim, ...]
    evidence: tuple[Where, ...]


@dataclass(frozen=True, slots=True)
class ChangedSource:
    """How many facts with evidence in one document are new, withdrawn and changed."""

    document: Named
    counts: Mapping[Turn, int] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from one release to another: triples, facts and the rest in numbers, then by thing and by source.

    `facts` counts things and claims, `sources` documents and passages, `model` terms, concepts and periods.
    """

    added: int
    removed: int
    facts: Mapping[Turn, int] = field(hash=False)
    sources: Mapping[Turn, int] = field(hash=False)
    model: Mapping[Turn, int] = field(hash=False)
    things: tuple[ChangedThing, ...]
    documents: tuple[ChangedSource, ...]


def changes(found: Difference, words: Words) -> Changes:
    """Return the difference to read in one language: things in the order of their kinds and names, sources by name."""
    reading = _Reading(found, words)
    things = sorted(_things(reading), key=_place)
    documents = (ChangedSource(reading.named(source.document), source.counts) for source in found.sources)
    facts, sources, model = ({turn: found.count(groups, turn) for turn in Turn} for groups in (FACTS, [Group.SOURCE], [Group.MODEL]))
    by_name = sorted(documents, key=lambda each: each.document.name.value.casefold())
    return Changes(found.added, found.removed, facts, sources, model, tuple(things), tuple(by_name))


def _place(each: ChangedThing) -> tuple[int, str, str]:
    kind = each.thing.kind
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER), each.thing.name.value.casefold(), each.thing.iri


@dataclass(frozen=True, slots=True)
class _Reading:
    """A difference with the words to read it in."""

    found: Difference
    words: Words

    def named(self, iri: str) -> Named:
        """Return a thing with its name in this language, else in any; without a name the last part of its IRI."""
        ours = URIRef(moved(iri, self.found.base, BASE))
        path = ours.removeprefix(f"{BASE}/id/")
        kind = "concept/indicator" if path.startswith("concept/indicator/") else path.split("/", 1)[0]
        return Named(ours, kind, self.name(iri))

    def name(self, iri: str) -> Text:
        names = self.found.names.get(iri, {})
        known = [language for language in (self.words.language.value, "nl", "en", *names) if language in names]
        return Text(names[known[0]], known[0]) if known else Text(iri.rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1])

    def text(self, written: str) -> Text:
        """Return a term as this language writes it."""
        value = term(written)
        return self.name(str(value)) if isinstance(value, URIRef) else literal(self.words, value)


def _things(reading: _Reading) -> Iterator[ChangedThing]:
    """Yield the things and documents that differ, or of which a claim does."""
    told = {subject.iri: subject for subject in reading.found.subjects if _has_place(subject)}
    claims: dict[str, list[Subject]] = defaultdict(list)
    for subject in reading.found.subjects:
        if subject.group is Group.CLAIM:
            claims[subject.about[0] if subject.about else subject.iri].append(subject)
    for iri in dict.fromkeys([*told, *claims]):
        yield _thing(reading, iri, told.get(iri), claims[iri])


def _has_place(subject: Subject) -> bool:
    return subject.group is Group.THING or subject.kind == "document"


def _thing(reading: _Reading, iri: str, subject: Subject | None, claims: Iterable[Subject]) -> ChangedThing:
    claims = list(claims)
    lines = tuple(_claim(reading, claim) for claim in claims)
    if subject is None:
        return ChangedThing(reading.named(iri), None, (), lines, ())
    hidden = {value for claim in claims for value in (*(f"<{about}>" for about in claim.about), *(value for _, value in claim.said))}
    own = [each for each in subject.values if not _repeats(reading, each, hidden)]
    values = _values(reading, own) if subject.turn is Turn.CHANGED else ()
    return ChangedThing(reading.named(iri), subject.turn, values, lines, _evidence(reading, subject.evidence))


def _repeats(reading: _Reading, differing: Differing, hidden: set[str]) -> bool:
    """Tell whether a property only points to claims, or says in short what a claim that is told here says too."""
    claims = tuple(f"<{reading.found.base}/id/{kind}/" for kind in CLAIM_KINDS)
    return all(value.startswith(claims) or (value in hidden and value.startswith("<")) for value in (*differing.old, *differing.new))


def _claim(reading: _Reading, claim: Subject) -> ChangedClaim:
    said = [value for wanted in _TOLD[claim.kind] for predicate, value in claim.said if predicate == str(_published(reading, wanted))]
    values = _values(reading, claim.values) if claim.turn is Turn.CHANGED else ()
    iri = reading.named(claim.iri).iri
    return ChangedClaim(iri, claim.kind, claim.turn, tuple(map(reading.text, said)), values, _evidence(reading, claim.evidence))


def _published(reading: _Reading, iri: URIRef) -> str:
    return moved(iri, BASE, reading.found.base)


def _values(reading: _Reading, differing: Iterable[Differing]) -> tuple[ChangedValue, ...]:
    return tuple(
        ChangedValue(reading.name(each.predicate), tuple(map(reading.text, each.old)), tuple(map(reading.text, each.new)))
        for each in differing
        if each.predicate not in _NOT_TOLD
    )


def _evidence(reading: _Reading, places: Iterable[Place]) -> tuple[Where, ...]:
    return tuple(Where(reading.named(place.document), place.locator) for place in places)


def change_lines(told: Changes, words: Words) -> Iterator[str]:
    """Yield the changes as lines of plain text: the counts, then each thing with what changed, then each source."""
    yield summary(told, words)
    for key, counts in (("changes.sources", told.sources), ("changes.model", told.model)):
        if any(counts.values()):
            yield f"{words(key)}: {_counts(counts, words)}"
    for thing in told.things:
        yield from ("", *_thing_lines(thing, words))
    if told.documents:
        yield from ("", words("changes.documents"))
    for source in told.documents:
        yield f"  {source.document.name}: {_counts(source.counts, words)}"


def summary(told: Changes, words: Words) -> str:
    """Return what differs as one sentence."""
    if not told.added and not told.removed:
        return words("changes.none")
    facts = ", ".join(words.count(f"changes.{turn}", told.facts[turn]) for turn in Turn)
    added, removed = (words.number(Decimal(number)) for number in (told.added, told.removed))
    return f"{facts} ({words('changes.triples', added=added, removed=removed)})"


def _counts(counts: Mapping[Turn, int], words: Words) -> str:
    return ", ".join(f"{words.number(Decimal(counts[turn]))} {words(f'changes.turn.{turn}')}" for turn in Turn if counts[turn])


def _thing_lines(each: ChangedThing, words: Words) -> Iterator[str]:
    kind = words.known(f"kind.{each.thing.kind.removeprefix('concept/')}", words("kind.other"))
    turn = f" ({words(f'changes.turn.{each.turn}')})" if each.turn else ""
    yield f"{kind} {each.thing.name}{turn}{_places(each.evidence)}"
    yield from (f"    {_value_line(value, words)}" for value in each.values)
    for claim in each.claims:
        said = ", ".join(map(str, claim.said))
        yield f"  {_SIGNS[claim.turn]} {words(f'changes.claim.{claim.kind}')}: {said}{_places(claim.evidence)}"
        yield from (f"      {_value_line(value, words)}" for value in claim.values)


_SIGNS = {Turn.NEW: "+", Turn.WITHDRAWN: "-", Turn.CHANGED: "±"}


def _value_line(value: ChangedValue, words: Words) -> str:
    old, new = (" | ".join(f"“{each}”" for each in side) or words("changes.nothing") for side in (value.old, value.new))
    return f"{value.label}: {old} → {new}"


def _places(evidence: Iterable[Where]) -> str:
    told = "; ".join(f"{where.document.name}, {where.locator}" for where in evidence)
    return f"  [{told}]" if told else ""

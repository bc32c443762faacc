"""What differs between two graphs: triples added and removed, and what that means per thing, claim and source."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rdflib import DCTERMS, RDFS, SKOS, Literal

from kg.build.sides import Delta, Side, Statement, statement, term
from kg.terms import BASE, BELEID, M8G, moved

CLAIM_KINDS = ("bedrag", "bijdrage", "deelname", "resultaat", "statusvaststelling", "verband", "vermelding", "waarneming")
_THING_KINDS = ("concept/indicator", "doel", "gebied", "initiatief", "organisatie", "programma")
_SOURCE_KINDS = ("document", "passage", "teksteditie")

_HOLDING = tuple(map(str, (M8G.hasParticipation, BELEID.hasContribution, BELEID.hasStatusAssertion, BELEID.amount)))
"""Properties from a thing to a claim about it that does not point back."""

_ABOUT = tuple(
    map(
        str,
        (
            BELEID.contributor,
            BELEID.relationFrom,
            BELEID.mentionOf,
            BELEID.indicator,
            BELEID.resultOf,
            BELEID.resultFor,
            M8G.hasParticipant,
            BELEID.toGoal,
            BELEID.relationTo,
        ),
    )
)
"""Properties from a claim to what it is about, the first of which leads to where a reader looks for it."""

_NAMES = tuple(map(str, (SKOS.prefLabel, RDFS.label, DCTERMS.title)))
_EVIDENCE, _LOCATOR, _STATUS, _DOCUMENT = map(str, (BELEID.evidencedBy, BELEID.locator, BELEID.assertedStatus, DCTERMS.isPartOf))


class Turn(StrEnum):
    """What happened to a subject."""

    NEW = "new"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"


class Group(StrEnum):
    """What a subject is: a thing, a claim about things, a source of claims, or a part of the model (terms, concepts, periods)."""

    THING = "thing"
    CLAIM = "claim"
    SOURCE = "source"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class Value:
    """The values of a property that only the old and only the new graph have, as N-Triples writes them."""

    predicate: str
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """Where something was read: the document and the place in it."""

    document: str
    locator: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing, claim, source or term that differs.

    `kind` is the step of its IRI after /id/; `about` are the things a claim is about, the one it is told under first;
    `said` is all that is said of a claim, also what did not change.
    """

    iri: str
    kind: str
    group: Group
    turn: Turn
    values: tuple[Value, ...]
    evidence: tuple[Evidence, ...] = ()
    about: tuple[str, ...] = ()
    said: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """How many things and claims with evidence in one document are new, withdrawn and changed."""

    document: str
    counts: Mapping[Turn, int] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs from the old graph to the new, by their names; all IRIs are under `base`, `names` tells what they are called."""

    old: str
    new: str
    base: str
    added: int
    removed: int
    subjects: tuple[Subject, ...]
    sources: tuple[Source, ...]
    names: Mapping[str, Mapping[str, str]] = field(hash=False)

    def count(self, groups: Collection[Group], turn: Turn) -> int:
        """Return how many subjects of these groups went this way."""
        return sum(subject.turn is turn and subject.group in groups for subject in self.subjects)

    @property
    def withdrawn(self) -> tuple[Subject, ...]:
        """Return the things, claims and sources that are no longer there."""
        return tuple(each for each in self.subjects if each.turn is Turn.WITHDRAWN and each.group is not Group.MODEL)


FACTS = (Group.THING, Group.CLAIM)
"""What counts as a fact in a summary: a subject that says something with evidence."""


def difference(found: Delta) -> Difference:
    """Return what the lines that differ mean, in the order of the IRIs.

    A thing that only points to other claims than before has not changed itself: its claims tell that.
    """
    changes = _changes(found)
    abouts = _abouts(found, [iri for iri in changes if _group(iri, found.new.base) is Group.CLAIM])
    implied = _implied(found, abouts)
    subjects = tuple(
        _subject(found, iri, values, abouts.get(iri, ()))
        for iri, values in sorted(changes.items())
        if _said_here(found, iri, values, implied)
    )
    sources = _sources(subjects)
    names = _names(found, _mentioned(subjects, sources))
    return Difference(found.old.name, found.new.name, found.new.base, len(found.added), len(found.removed), subjects, sources, names)


def _changes(found: Delta) -> dict[str, tuple[Value, ...]]:
    """Return the values that differ per subject; what is said of a part (`#positie`) is said of the whole."""
    values: dict[str, dict[str, tuple[list[str], list[str]]]] = defaultdict(lambda: defaultdict(lambda: ([], [])))
    for position, lines in enumerate((found.removed, found.added)):
        for line in lines:
            subject, predicate, value = statement(line)
            values[_whole(subject[1:-1], found.new.base)][predicate[1:-1]][position].append(value)
    return {
        iri: tuple(Value(predicate, tuple(old), tuple(new)) for predicate, (old, new) in sorted(told.items()))
        for iri, told in values.items()
    }


def _whole(iri: str, base: str) -> str:
    return iri.partition("#")[0] if iri.startswith(f"{base}/id/") else iri


def _kind(iri: str, base: str) -> str:
    """Return the step after /id/; of an indicator `concept/indicator`, "" when the IRI is not one of ours."""
    if not iri.startswith(f"{base}/id/"):
        return ""
    first, *rest = iri.removeprefix(f"{base}/id/").split("/")
    return "concept/indicator" if (first, *rest[:1]) == ("concept", "indicator") else first


def _group(iri: str, base: str) -> Group:
    kinds = {Group.THING: _THING_KINDS, Group.CLAIM: CLAIM_KINDS, Group.SOURCE: _SOURCE_KINDS}
    return next((group for group, names in kinds.items() if _kind(iri, base) in names), Group.MODEL)


def _turn(found: Delta, iri: str) -> Turn:
    if not found.old.has(iri):
        return Turn.NEW
    return Turn.CHANGED if found.new.has(iri) else Turn.WITHDRAWN


def _present(found: Delta, iri: str) -> list[Statement]:
    """Return what the new graph says of a subject, or the old when the new says nothing."""
    return found.new.about(iri) or found.old.about(iri)


def _resources(said: Iterable[Statement], *predicates: str) -> Iterator[str]:
    """Yield the IRIs that are values of these properties, in the order of the properties."""
    said = list(said)
    for wanted in predicates:
        yield from (value[1:-1] for predicate, value in said if predicate[1:-1] == wanted and value.startswith("<"))


def _under(found: Delta, *predicates: str) -> tuple[str, ...]:
    """Return properties as the graphs have them, under their base."""
    return tuple(moved(predicate, BASE, found.new.base) for predicate in predicates)


def _abouts(found: Delta, claims: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return for each claim the things it is about: those that hold it, or hold the claim that holds it, then those it names."""
    holders = _holders(found, claims)
    outer = _holders(found, {holder for each in holders.values() for holder in each if _group(holder, found.new.base) is Group.CLAIM})
    return {
        claim: tuple(
            dict.fromkeys(
                [
                    *(thing for holder in holders.get(claim, ()) for thing in outer.get(holder, [holder])),
                    *_resources(_present(found, claim), *_under(found, *_ABOUT)),
                ]
            )
        )
        for claim in claims
    }


def _holders(found: Delta, claims: Collection[str]) -> Mapping[str, list[str]]:
    """Return the things that point to each claim, in the new graph or, of what is withdrawn, in the old."""
    gone = [claim for claim in claims if not found.new.has(claim)]
    holding = _under(found, *_HOLDING)
    return {**found.old.pointing(gone, holding), **found.new.pointing(set(claims) - set(gone), holding)}


def _implied(found: Delta, abouts: Mapping[str, tuple[str, ...]]) -> set[tuple[str, str]]:
    """Return the pairs of things of which a triple says in short what a claim says that differs too."""
    ends = {claim: {*things, *_resources(_present(found, claim), *_under(found, _STATUS))} for claim, things in abouts.items()}
    return {(one, other) for claim, things in abouts.items() for one in things for other in {claim, *ends[claim]} if other != one}


def _said_here(found: Delta, iri: str, values: Iterable[Value], implied: Collection[tuple[str, str]]) -> bool:
    """Tell whether a subject is new, withdrawn, or has a value that differs and that no claim tells."""
    own = any((iri, value[1:-1]) not in implied for each in values for value in (*each.old, *each.new))
    return own or _turn(found, iri) is not Turn.CHANGED


def _subject(found: Delta, iri: str, values: tuple[Value, ...], about: tuple[str, ...]) -> Subject:
    group = _group(iri, found.new.base)
    said = tuple((predicate[1:-1], value) for predicate, value in _present(found, iri)) if group is Group.CLAIM else ()
    passages = ((side, passage) for side in (found.old, found.new) for passage in _resources(side.about(iri), *_under(found, _EVIDENCE)))
    evidence = {place for side, passage in passages for place in _places(side, passage)}
    return Subject(iri, _kind(iri, found.new.base), group, _turn(found, iri), values, tuple(sorted(evidence)), about, said)


def _sources(subjects: Iterable[Subject]) -> tuple[Source, ...]:
    counts: dict[str, Counter[Turn]] = defaultdict(Counter)
    for subject in subjects:
        if subject.group in FACTS:
            for document in {each.document for each in subject.evidence}:
                counts[document][subject.turn] += 1
    return tuple(Source(document, {turn: counts[document][turn] for turn in Turn}) for document in sorted(counts))


def _mentioned(subjects: Iterable[Subject], sources: Iterable[Source]) -> set[str]:
    """Return the IRIs a reader will want a name for."""
    found = {source.document for source in sources}
    for subject in subjects:
        if subject.group is not Group.MODEL:
            terms = {value for each in subject.values for value in (*each.old, *each.new)} | {value for _, value in subject.said}
            found |= {subject.iri, *subject.about, *(each.predicate for each in subject.values)}
            found |= {value[1:-1] for value in terms if value.startswith("<")}
    return found


def _names(found: Delta, wanted: Iterable[str]) -> dict[str, dict[str, str]]:
    named = {iri: _name(found.old, iri) | _name(found.new, iri) for iri in sorted(wanted)}
    return {iri: name for iri, name in named.items() if name}


def _name(side: Side, iri: str) -> dict[str, str]:
    """Return what a graph calls something, per language ("" for none); a passage is called after its document and place."""
    if _kind(iri, side.base) == "passage":
        titles = [(_name(side, place.document), place.locator) for place in _places(side, iri)]
        return {language: f"{title}, {locator}" for name, locator in titles for language, title in name.items()}
    said, found = side.about(iri), dict[str, str]()
    for wanted in _NAMES:
        for value in (value for predicate, value in said if predicate[1:-1] == wanted):
            name = term(value)
            found.setdefault((name.language or "") if isinstance(name, Literal) else "", str(name))
    return found


def _places(side: Side, passage: str) -> Iterator[Evidence]:
    """Yield the document a passage is in, and its place there."""
    said = side.about(passage)
    locator = next((str(term(value)) for predicate, value in said if predicate[1:-1] == moved(_LOCATOR, BASE, side.base)), "")
    yield from (Evidence(document, locator) for document in _resources(said, _DOCUMENT))


def key_of(iri: str, base: str) -> str:
    """Return what names a thing of ours below its base.

    >>> key_of("https://b.nl/id/doel/a", "https://b.nl")
    'doel/a'
    """
    return iri.removeprefix(f"{base}/id/")

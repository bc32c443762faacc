"""How a thing hangs together with others: grouped by kind of relation, in both directions, with the evidence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib import RDFS, URIRef
from rdflib.namespace import ORG

from kg.publish.claims import COLLECTIVE, Claim
from kg.publish.facts import Evidence, Facts, Ref, Text
from kg.publish.library import Library
from kg.publish.links import kind_of
from kg.publish.values import Value, amounts
from kg.publish.words import Words
from kg.store import rows
from kg.terms import ADMS, BASE, BELEID, concept, name_of

ROLES = f"{BASE}/id/concept/rol/"
AMOUNTS = f"{BASE}/id/concept/bedragsoort/"

_ROLES_IN_ORDER = ("trekker", "opdrachtgever", "financier", "uitvoerder", "partner", "deelnemer", "adviseur")
_ORDER: tuple[tuple[URIRef, bool], ...] = (
    (BELEID.owner, False),
    (BELEID.goalOf, False),
    (BELEID.subGoalOf, False),
    (BELEID.partOf, False),
    (ORG.subOrganizationOf, False),
    (BELEID.resultOf, False),
    (BELEID.resultFor, False),
    (BELEID.measures, False),
    (BELEID.contributesTo, False),
    (BELEID.goalOf, True),
    (BELEID.subGoalOf, True),
    (BELEID.partOf, True),
    (BELEID.contributesTo, True),
    *((concept("rol", role), inverse) for role in _ROLES_IN_ORDER for inverse in (False, True)),
    (BELEID.measures, True),
    (BELEID.resultFor, True),
    (BELEID.resultOf, True),
    (BELEID.owner, True),
    (ORG.subOrganizationOf, True),
    (BELEID.follows, False),
    (BELEID.follows, True),
    (BELEID.relatedTo, False),
    (BELEID.relatedTo, True),
    (RDFS.seeAlso, False),
    (RDFS.seeAlso, True),
)
_PLACES = {place: number for number, place in enumerate(_ORDER)}
_SHOWN = 50
_NO_RELATION = frozenset({ADMS.status, BELEID.refArea})
_BOTH_WAYS = frozenset({BELEID.relatedTo, RDFS.seeAlso})


@dataclass(frozen=True, slots=True)
class Row:
    """One thing on the other side: the years, what to remark, the amounts, where it stands, and the claims' own pages."""

    other: Ref
    years: tuple[str, ...] = ()
    collective: bool = False
    amounts: tuple[Value, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The things on the other side of one kind of relation, by name; `relation` reads as: this thing … the others.

    `more` is how many there are beyond those: a page shows the first of a long list that no claims stand behind.
    """

    key: str
    relation: Text
    rows: tuple[Row, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    """One relation between the thing and another, as a claim states it."""

    claim: Claim
    relation: URIRef
    inverse: bool
    other: URIRef


def edges(facts: Facts, stated: Iterable[Claim]) -> Iterator[Edge]:
    """Yield the claims that join the thing with another thing that has a page of its own."""
    for claim in stated:
        if claim.relation in _NO_RELATION or not isinstance(claim.value, URIRef):
            continue
        if claim.subject == facts.thing:
            yield Edge(claim, claim.relation, side(claim.relation, subject=True), claim.value)
        elif claim.value == facts.thing:
            yield Edge(claim, claim.relation, side(claim.relation, subject=False), claim.subject)


def groups(facts: Facts, words: Words, stated: Iterable[Claim]) -> tuple[Group, ...]:
    """Return the relations of the thing, the weightiest kinds first."""
    found: dict[tuple[URIRef, bool], dict[URIRef, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for edge in edges(facts, stated):
        found[edge.relation, edge.inverse][edge.other].append(edge.claim)
    order = sorted(found, key=relation_place)
    return tuple(_group(facts, words, kind, found[kind]) for kind in order)


def _group(facts: Facts, words: Words, kind: tuple[URIRef, bool], others: dict[URIRef, list[Claim]]) -> Group:
    relation, inverse = kind
    rows = sorted((_row(facts, words, other, stated) for other, stated in others.items()), key=lambda row: _by_name(row.other))
    return Group(relation_key(relation, inverse=inverse), relation_name(facts, words, relation, inverse=inverse), tuple(rows))


def relation_name(facts: Facts, words: Words, relation: URIRef, *, inverse: bool) -> Text:
    """Return a relation in words, from the side of the thing: a role is `partner`, or `partner in` from the organisation's side."""
    if relation.startswith(ROLES):
        role = facts.name(relation)
        return Text(words("relation.role_in", role=role.value) if inverse else role.value, role.language)
    return facts.relation(relation, inverse=inverse)


def says(facts: Facts, words: Words, relation: URIRef) -> Text:
    """Return a relation as the verb of a sentence, its subject before it and its object after."""
    name = facts.name(relation)
    if relation.startswith(ROLES):
        return Text(words("relation.is_role_in", role=name.value), name.language)
    if relation.startswith(AMOUNTS):
        return Text(words("says.amount", kind=name.value), name.language)
    verb = words.known(f"says.{_local(relation)}", "")
    return Text(verb) if verb else facts.relation(relation, inverse=False)


def incoming(library: Library, facts: Facts) -> dict[tuple[URIRef, str], list[URIRef]]:
    """Return what else points at the thing, by property and kind of thing."""
    found: dict[tuple[URIRef, str], list[URIRef]] = defaultdict(list)
    for row in rows(library.endpoint, library.queries.text("pages/incoming", thing=facts.thing)):
        if isinstance(row["subject"], URIRef):
            found[URIRef(row["predicate"]), kind_of(row["subject"])].append(row["subject"])
    return dict(found)


def incoming_groups(facts: Facts, words: Words, pointing: dict[tuple[URIRef, str], list[URIRef]]) -> tuple[Group, ...]:
    """Return what else points at the thing as groups; the kind of thing stands in the name when there are several."""
    found = []
    for predicate, kind in sorted(pointing, key=lambda place: (place[0], words.known(f"kinds.{place[1]}", place[1]))):
        name = facts.relation(predicate, inverse=True)
        label = Text(f"{name.value}: {words.known(f'kinds.{kind}', kind)}" if kind else name.value, name.language)
        others = sorted((facts.ref(other) for other in pointing[predicate, kind]), key=_by_name)
        shown = tuple(Row(other) for other in others[:_SHOWN])
        found.append(Group(f"{relation_key(predicate, inverse=True)}-{kind}", label, shown, len(others) - len(shown)))
    return tuple(found)


def _row(facts: Facts, words: Words, other: URIRef, stated: list[Claim]) -> Row:
    return Row(
        facts.ref(other),
        tuple(sorted({claim.year for claim in stated if claim.year})),
        any(claim.basis == COLLECTIVE for claim in stated),
        tuple(amount for claim in stated for amount in amounts(facts, words, claim.iri)),
        facts.evidence(*(claim.iri for claim in stated)),
        tuple(facts.ref(claim.iri).href for claim in stated if claim.iri not in {other, facts.thing}),
    )


def _by_name(ref: Ref) -> tuple[str, str]:
    return ref.name.value.casefold(), ref.iri


def relation_place(kind: tuple[URIRef, bool]) -> tuple[int, tuple[URIRef, bool]]:
    """Return by what kinds of relations are put in order, the weightiest first: a relation, and whether it is read from its other side."""
    return _PLACES.get(kind, len(_PLACES)), kind


def side(relation: URIRef, *, subject: bool) -> bool:
    """Tell whether a relation is read inversely, from the side of its subject or of its object: a role is of the initiative."""
    if relation.startswith(ROLES):
        return subject
    return not subject and relation not in _BOTH_WAYS


def relation_key(relation: URIRef, *, inverse: bool) -> str:
    """Return what a kind of relation is called in addresses, from one of its sides.

    >>> relation_key(concept("rol", "partner"), inverse=False), relation_key(BELEID.owner, inverse=True)
    ('naar-partner', 'van-owner')
    """
    return f"{'van' if inverse else 'naar'}-{_local(relation)}"


def _local(relation: URIRef) -> str:
    return name_of(relation).rpartition("#")[2]

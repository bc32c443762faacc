"""Which organisations share initiatives, and how often: counted from the parts that a reader wants to count."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from rdflib import URIRef

from kg.publish.together.records import Part, Records

Pair: TypeAlias = tuple[URIRef, URIRef]
"""Two organisations, in the order of their IRIs."""

Weight: TypeAlias = Callable[["Link"], tuple[float, float]]
"""What a link weighs, and what decides between links that weigh the same."""

GEMEENTE = "gemeente"


@dataclass(frozen=True, slots=True)
class Filters:
    """What is counted. Empty fields count all; `role` is that of both, `kind` of one end and `other_kind` of the other.

    `municipality` takes part in the initiative itself, `year` is that of a document that tells of the part.
    `grouped` also counts the parts in which an organisation is only named as one of a group.
    `minimum` is of how many shared initiatives a pair is shown; it does not change what is counted.
    """

    theme: URIRef | None = None
    municipality: URIRef | None = None
    year: int | None = None
    role: URIRef | None = None
    kind: URIRef | None = None
    other_kind: URIRef | None = None
    grouped: bool = False
    minimum: int = 1


@dataclass(frozen=True, slots=True)
class Link:
    """What two organisations share; `since` is the first year of which one document names both in one initiative, 0 when none does.

    Where no document at all names both, `apart` is the first year by which each is named in one initiative, else 0.
    `weighted` counts an initiative of n organisations for 1/(n-1): so all links of an organisation in one initiative are 1 together.
    """

    initiatives: tuple[URIRef, ...]
    weighted: float
    since: int
    apart: int = 0

    @property
    def count(self) -> int:
        """Return how many initiatives they share."""
        return len(self.initiatives)


@dataclass(frozen=True, slots=True)
class Sharing:
    """The parts that count, who is in each initiative by them, and the links between organisations.

    `organisations` and `initiatives` are those that it is about: all in the parts, or of a filter by kind those with a link.
    """

    parts: tuple[Part, ...]
    members: Mapping[URIRef, tuple[URIRef, ...]]
    links: Mapping[Pair, Link]
    organisations: tuple[URIRef, ...]
    initiatives: tuple[URIRef, ...]

    def initiatives_of(self, organisation: URIRef) -> list[URIRef]:
        """Return the initiatives of an organisation, in the order of their IRIs."""
        return [initiative for initiative, organisations in self.members.items() if organisation in organisations]


def sharing(known: Records, filters: Filters) -> Sharing:
    """Return what organisations share, counted by these filters."""
    parts = tuple(counted(known, filters))
    members: dict[URIRef, set[URIRef]] = defaultdict(set)
    for part in parts:
        members[part.initiative].add(part.organisation)
    ordered = {initiative: tuple(sorted(members[initiative])) for initiative in sorted(members)}
    links = _links(known, filters, parts, ordered)
    if filters.kind is None and filters.other_kind is None:
        everybody = sorted({part.organisation for part in parts})
        return Sharing(parts, ordered, links, tuple(everybody), tuple(ordered))
    shared = {initiative for link in links.values() for initiative in link.initiatives}
    return Sharing(parts, ordered, links, tuple(ends(links)), tuple(sorted(shared)))


def counted(known: Records, filters: Filters) -> Iterator[Part]:
    """Yield the parts that count by these filters, whatever the kind of organisation."""
    within = _initiatives(known, filters)
    for part in known.parts:
        if (
            part.initiative in within
            and (filters.grouped or not part.grouped)
            and filters.role in (None, part.role)
            and (filters.year is None or filters.year in part.years)
        ):
            yield part


def shown(found: Sharing, minimum: int) -> dict[Pair, Link]:
    """Return the links of at least so many shared initiatives."""
    return {pair: link for pair, link in found.links.items() if link.count >= minimum}


def partners(links: Mapping[Pair, Link]) -> dict[URIRef, dict[URIRef, Link]]:
    """Return the links of each organisation, by whom they are with."""
    found: dict[URIRef, dict[URIRef, Link]] = defaultdict(dict)
    for (one, other), link in links.items():
        found[one][other] = found[other][one] = link
    return dict(found)


def ends(pairs: Iterable[Pair]) -> list[URIRef]:
    """Return the organisations in these pairs, in the order of their IRIs."""
    return sorted({end for pair in pairs for end in pair})


def strengths(links: Mapping[Pair, Link], weight: Weight) -> dict[URIRef, tuple[float, float]]:
    """Return what the links of each organisation weigh together, the heaviest first, equals in the order of their IRIs."""
    found: dict[URIRef, tuple[float, float]] = {}
    for pair, link in links.items():
        most, then = weight(link)
        for end in pair:
            before = found.get(end, (0.0, 0.0))
            found[end] = before[0] + most, before[1] + then
    ordered = sorted(found, key=lambda each: (-round(found[each][0], 6), -round(found[each][1], 6), each))
    return {each: found[each] for each in ordered}


def pair_of(one: URIRef, other: URIRef) -> Pair:
    """Return two organisations as links know them."""
    return (one, other) if one < other else (other, one)


def other_end(pair: Pair, organisation: URIRef) -> URIRef:
    """Return the other of the two."""
    return pair[1] if pair[0] == organisation else pair[0]


def _initiatives(known: Records, filters: Filters) -> set[URIRef]:
    """Return the initiatives on the theme in which the municipality takes part."""
    found = {each for each, about in known.initiatives.items() if filters.theme is None or filters.theme in about.themes}
    if filters.municipality is None:
        return found
    return found & {
        part.initiative for part in known.parts if part.organisation == filters.municipality and (filters.grouped or not part.grouped)
    }


def _links(known: Records, filters: Filters, parts: Iterable[Part], members: Mapping[URIRef, tuple[URIRef, ...]]) -> dict[Pair, Link]:
    documents = _documents(parts)
    initiatives: dict[Pair, list[URIRef]] = defaultdict(list)
    weighted: dict[Pair, float] = defaultdict(float)
    for initiative, organisations in members.items():
        for pair in combinations(organisations, 2):
            if _of_kinds(known, filters, pair):
                initiatives[pair].append(initiative)
                weighted[pair] += 1 / (len(organisations) - 1)
    return {pair: Link(tuple(found), weighted[pair], *_since(documents, pair, found)) for pair, found in initiatives.items()}


def _of_kinds(known: Records, filters: Filters, pair: Pair) -> bool:
    """Tell whether one of the two is of the one kind and the other of the other."""
    if filters.kind is None and filters.other_kind is None:
        return True
    wanted = (filters.kind, filters.other_kind)
    kinds = tuple(known.kinds.get(end) for end in pair)
    return any(all(kind in (None, found) for kind, found in zip(wanted, order, strict=True)) for order in (kinds, kinds[::-1]))


Naming: TypeAlias = Mapping[tuple[URIRef, URIRef], Mapping[URIRef, int]]
"""The documents that name an organisation in an initiative, each with its year."""


def _documents(parts: Iterable[Part]) -> Naming:
    found: dict[tuple[URIRef, URIRef], dict[URIRef, int]] = defaultdict(dict)
    for part in parts:
        found[part.initiative, part.organisation].update(part.documents)
    return found


def _since(documents: Naming, pair: Pair, initiatives: Iterable[URIRef]) -> tuple[int, int]:
    """Return the first year of a document that names both in one initiative; beside it, when none does, that by which each is named."""
    both = [(documents.get((initiative, pair[0]), {}), documents.get((initiative, pair[1]), {})) for initiative in initiatives]
    common = [one[document] for one, other in both for document in one.keys() & other.keys()]
    if common:
        return min(filter(None, common), default=0), 0
    first = [tuple(min(filter(None, each.values()), default=0) for each in ends) for ends in both]
    return 0, min((max(years) for years in first if all(years)), default=0)

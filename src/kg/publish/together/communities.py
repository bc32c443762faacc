"""Groups of organisations that work together more among themselves than with others, and how sure that is."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import networkx as nx
from rdflib import URIRef

from kg.publish.together.measures import Ties
from kg.publish.together.records import Records
from kg.publish.together.sharing import Sharing

MOST_TIMES, FEWEST_TIMES = 10, 3
"""How often the groups are looked for, each time in another order: fewer times when there are many links and a reader waits."""

_LINKS_A_READER_WAITS_FOR = 3_000

OFTEN = 0.2
"""Who is not with the centre of its group in this share of the times or more is a borderline case."""

_THEMES = 2
_CLEAR = ((0.5, "strong"), (0.3, "fair"), (0.15, "weak"))


class Clear(StrEnum):
    """How clearly the groups differ, by their modularity."""

    STRONG = "strong"
    FAIR = "fair"
    WEAK = "weak"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Community:
    """A group: its number from 1 for the largest, its members with who works together most within it first, and its commonest themes."""

    number: int
    members: tuple[URIRef, ...]
    themes: tuple[URIRef, ...]

    @property
    def centre(self) -> URIRef:
        """Return who works together most within the group: the group is named after it."""
        return self.members[0]


@dataclass(frozen=True, slots=True)
class Communities:
    """The groups, looked for so many `times`; of each borderline case in which share of them it was not with the centre of its group."""

    groups: tuple[Community, ...]
    doubtful: Mapping[URIRef, float]
    modularity: float
    times: int = MOST_TIMES

    @property
    def clear(self) -> Clear:
        """Return in a word how clearly the groups differ."""
        return Clear(next((word for least, word in _CLEAR if self.modularity >= least), Clear.NONE))

    @property
    def number_of(self) -> dict[URIRef, int]:
        """Return the number of the group of each organisation."""
        return {member: group.number for group in self.groups for member in group.members}


def times_for(links: int) -> int:
    """Return how often the groups are looked for while a reader waits.

    >>> times_for(40), times_for(1_000), times_for(100_000)
    (10, 3, 3)
    """
    return max(FEWEST_TIMES, min(MOST_TIMES, _LINKS_A_READER_WAITS_FOR // max(links, 1)))


def communities(known: Records, found: Sharing, tied: Ties, times: int = MOST_TIMES) -> Communities:
    """Return the groups by Louvain's method, the best of so many times; the same graph gives the same groups.

    Links count by their weight: an initiative of many would otherwise tie all of them into one group.
    """
    if not found.links:
        return Communities((), {}, 0.0)
    runs = [_run(tied, seed) for seed in range(times)]
    scored = [(round(nx.community.modularity(tied.graph, map(set, run), weight="weighted"), 9), run) for run in runs]
    modularity, best = min(scored, key=lambda each: (-each[0], each[1]))
    ordered = sorted((_by_centrality(tied, group) for group in best), key=lambda members: (-len(members), members[0]))
    groups = tuple(Community(number, members, _themes(known, found, members)) for number, members in enumerate(ordered, 1))
    return Communities(groups, _doubtful(groups, [[_named(tied, group) for group in run] for run in runs]), modularity, times)


def _run(tied: Ties, seed: int) -> list[tuple[int, ...]]:
    found = nx.community.louvain_communities(tied.graph, weight="weighted", seed=seed)
    return sorted(tuple(sorted(group)) for group in found)


def _by_centrality(tied: Ties, group: Iterable[int]) -> tuple[URIRef, ...]:
    within = tied.graph.subgraph(group)
    strength = dict(within.degree(weight="weighted"))
    return tuple(_named(tied, sorted(within, key=lambda each: (-round(strength[each], 9), each))))


def _named(tied: Ties, group: Iterable[int]) -> list[URIRef]:
    return [tied.organisations[place] for place in group]


def _themes(known: Records, found: Sharing, members: Collection[URIRef]) -> tuple[URIRef, ...]:
    """Return the themes of most initiatives that at least two of the group share."""
    there, counts = frozenset(members), Counter[URIRef]()
    for initiative, organisations in found.members.items():
        if len(there.intersection(organisations)) > 1:
            counts.update(known.initiatives[initiative].themes)
    return tuple(sorted(counts, key=lambda theme: (-counts[theme], theme))[:_THEMES])


def _doubtful(groups: Iterable[Community], runs: Sequence[Iterable[Collection[URIRef]]]) -> dict[URIRef, float]:
    """Return in which share of the times an organisation is not with the centre of its group, of those that are often elsewhere."""
    away: Counter[URIRef] = Counter()
    for run in runs:
        together = {member: number for number, group in enumerate(run) for member in group}
        for group in groups:
            away.update(member for member in group.members if together[member] != together[group.centre])
    return {member: times / len(runs) for member, times in sorted(away.items()) if times / len(runs) >= OFTEN}

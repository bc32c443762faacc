"""What is worked out of what organisations share: their groups and how each stands, kept for the whole graph."""

from dataclasses import dataclass

from kg.publish.together.communities import MOST_TIMES, Communities, communities, times_for
from kg.publish.together.counting import Asked
from kg.publish.together.measures import Measures, Ties, measures, ties
from kg.publish.together.sharing import Filters, Sharing


@dataclass(frozen=True, slots=True)
class Grouped:
    """What organisations share, as a graph too, and their groups."""

    sharing: Sharing
    ties: Ties
    communities: Communities


def grouped(asked: Asked, found: Sharing) -> Grouped:
    """Return what organisations share with their groups."""

    def made(_: Filters) -> Grouped:
        tied = ties(found)
        times = MOST_TIMES if asked.whole else times_for(len(found.links))
        return Grouped(found, tied, communities(asked.known, found, tied, times))

    return asked.kept("groups", made)


def standings(asked: Asked, found: Grouped) -> Measures:
    """Return how each organisation stands in what they share."""
    return asked.kept("measures", lambda _: measures(found.sharing, found.ties))

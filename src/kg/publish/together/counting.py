"""What is counted for a page: once for the whole graph, and for what readers filtered last. It needs no networkx.

How many initiatives a pair must share to be shown changes nothing in it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from rdflib import URIRef

from kg.publish.library import Library
from kg.publish.recent import recent
from kg.publish.together.records import Records
from kg.publish.together.sharing import Filters, Link, Sharing, partners, sharing

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is counted, of which release."""

    library: Library
    known: Records
    filters: Filters

    @property
    def whole(self) -> bool:
        """Tell whether nothing is filtered."""
        return replace(self.filters, minimum=1) == Filters(grouped=self.filters.grouped)

    def kept(self, what: str, make: Callable[[Filters], Made]) -> Made:
        """Return what is made by these filters: without any it is kept of the release, and of the last filters that were asked for."""
        filters = replace(self.filters, minimum=1)
        kept = self.library.kept if self.whole else recent(self.library.kept)
        return kept.of(("together", what, filters), lambda: make(filters))


def counted(asked: Asked) -> Sharing:
    """Return what organisations share."""
    return asked.kept("sharing", lambda filters: sharing(asked.known, filters))


def partners_of(asked: Asked, organisation: URIRef) -> dict[URIRef, Link]:
    """Return the links of an organisation, by whom they are with."""
    found = asked.kept("partners", lambda _: partners(counted(asked).links))
    return found.get(organisation, {})

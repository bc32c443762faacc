"""What is counted for a page: once for the whole graph, and each time for what a reader filters. It needs no networkx.

How many initiatives a pair must share to be shown changes nothing in it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from kg.publish.library import Library
from kg.publish.together.records import Records
from kg.publish.together.sharing import Filters, Sharing, sharing

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
        """Return what is made by these filters; without any it is kept of the release."""
        filters = replace(self.filters, minimum=1)
        return self.library.kept.of(("together", what, filters), lambda: make(filters)) if self.whole else make(filters)


def counted(asked: Asked) -> Sharing:
    """Return what organisations share."""
    return asked.kept("sharing", lambda filters: sharing(asked.known, filters))

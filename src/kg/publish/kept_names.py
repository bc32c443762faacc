"""What things are called, kept: the names of relations and kinds stand on every page, those of many things on many."""

from collections.abc import Callable, Iterable, Mapping
from threading import Lock

from rdflib import URIRef

from kg.store import Term

OF_A_RELEASE = 20_000
"""Of how many things of a release it is kept what they are called."""

Said = Mapping[URIRef, list[Term]]
"""What is said of one thing: the values by their properties."""


class KeptNames:
    """What was found of so many things by their IRIs, the last ones asked for; only for a graph that does not change.

    It may be used from several threads at once. One for no things keeps nothing.
    """

    def __init__(self, most: int = 0) -> None:
        self._most = most
        self._kept: dict[URIRef, Said] = {}
        self._changing = Lock()

    def of(self, things: Iterable[URIRef], ask: Callable[[list[URIRef]], Mapping[URIRef, Said]]) -> dict[URIRef, Said]:
        """Return what is said of these things, asked of `ask` for those that are not known; a thing of which nothing is said is left out.

        >>> kept = KeptNames(2)
        >>> def ask(things: list[URIRef]) -> dict[URIRef, Said]:
        ...     print("asked for", *things)
        ...     return {}
        >>> kept.of([URIRef("b"), URIRef("a")], ask), kept.of([URIRef("a"), URIRef("c")], ask)
        asked for a b
        asked for c
        ({}, {})
        """
        wanted = set(things)
        found = {iri: said for iri in wanted if (said := self._kept.get(iri)) is not None}
        missing = sorted(wanted - found.keys())
        if missing:
            told = ask(missing)
            found |= {iri: told.get(iri, {}) for iri in missing}
            self._keep({iri: found[iri] for iri in missing})
        return {iri: said for iri, said in found.items() if said}

    def _keep(self, told: Mapping[URIRef, Said]) -> None:
        with self._changing:
            self._kept |= told
            for iri in list(self._kept)[: max(len(self._kept) - self._most, 0)]:
                del self._kept[iri]

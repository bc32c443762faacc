"""What things are called, kept: the names of relations and kinds stand on every page, those of many things on many."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from threading import Lock

from rdflib import URIRef

from kg.store import Term

OF_A_RELEASE = 20_000
"""Of how many things of a release it is kept what they are called."""

Said = Mapping[URIRef, Sequence[Term]]
"""What is said of one thing: the values by their properties."""


class KeptNames:
    """What was found of so many things by their IRIs, those asked for last; only for a graph that does not change.

    It may be used from several threads at once. Things of which nothing is said are not kept: anyone can make those up.
    """

    def __init__(self, most: int = 0) -> None:
        """Begin with nothing; one for no things keeps nothing."""
        self._most = most
        self._kept: OrderedDict[URIRef, Said] = OrderedDict()
        self._changing = Lock()

    def of(self, things: Iterable[URIRef], ask: Callable[[list[URIRef]], Mapping[URIRef, Said]]) -> dict[URIRef, Said]:
        """Return what is said of these things, asked of `ask` for those that are not known; a thing of which nothing is said is left out.

        >>> from rdflib import RDFS, Literal
        >>> kept = KeptNames(2)
        >>> def ask(things: list[URIRef]) -> dict[URIRef, Said]:
        ...     print("asked for", *things)
        ...     return {iri: {RDFS.label: (Literal(iri.upper()),)} for iri in things}
        >>> _ = kept.of([URIRef("b"), URIRef("a")], ask), kept.of([URIRef("a"), URIRef("c")], ask)
        asked for a b
        asked for c
        """
        wanted = set(things)
        found = self._known(wanted)
        if missing := sorted(wanted - found.keys()):
            told = {iri: said for iri, said in ask(missing).items() if said}
            self._keep(told)
            found |= told
        return found

    def _known(self, wanted: Iterable[URIRef]) -> dict[URIRef, Said]:
        with self._changing:
            found = {iri: said for iri in wanted if (said := self._kept.get(iri))}
            for iri in found:
                self._kept.move_to_end(iri)
        return found

    def _keep(self, told: Mapping[URIRef, Said]) -> None:
        with self._changing:
            self._kept |= {iri: {name: tuple(values) for name, values in said.items()} for iri, said in told.items()}
            for iri in list(islice(self._kept, max(len(self._kept) - self._most, 0))):
                del self._kept[iri]

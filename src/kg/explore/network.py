"""Networks for networkx: things and the claims that tie them, each with its evidence."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import networkx as nx
from rdflib import URIRef

from kg.build.network import Network
from kg.errors import Misfit, ParameterError
from kg.publish.library import Language, Library
from kg.publish.network import surroundings, whole
from kg.store import rows
from kg.terms import BASE, moved

KINDS = ("initiatief", "doel", "programma", "organisatie", "indicator", "resultaat")
"""The kinds of things that are nodes."""

Drawn: TypeAlias = "nx.MultiDiGraph[str]"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a claim or a thing stands: the places in words, and the IRIs of the documents."""

    places: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    def told(self) -> dict[str, str]:
        """Return it as attributes that every format of networks can hold."""
        return {"evidence": " | ".join(self.places), "documents": " ".join(self.documents)}


@dataclass(frozen=True)
class Networks:
    """The whole network of a graph, and parts of it."""

    library: Library
    language: Language

    def around(self, centre: URIRef | None, steps: int, kinds: Collection[str]) -> Drawn:
        """Return what lies within so many steps of a thing, over things of these kinds only; without a thing all of it."""
        strange = sorted(set(kinds) - set(KINDS))
        if strange:
            told = f"kinds: {', '.join(map(repr, strange))}: no kind of node; there are: {', '.join(KINDS)}"
            raise ParameterError("kinds", Misfit.VALUE, told, KINDS)
        whole = self._whole
        if centre is not None and centre not in whole:
            told = f"<{self._moved(centre)}> is no node of the network; these kinds of things are: {', '.join(KINDS)}"
            raise ParameterError("thing", Misfit.VALUE, told)
        if kinds:
            others = [node for node, known in whole.nodes(data=True) if known["kind"] not in kinds and node != centre]
            whole = whole.copy()  # its subgraph() would forget the order
            whole.remove_nodes_from(others)
        return self._told(whole if centre is None else surroundings(whole, centre, steps, len(whole)))

    @cached_property
    def _whole(self) -> Network:
        return whole(self.library)

    @cached_property
    def _evidence(self) -> Mapping[URIRef, Evidence]:
        base = self.library.endpoint.base
        places: dict[URIRef, dict[str, None]] = defaultdict(dict)
        documents: dict[URIRef, dict[str, None]] = defaultdict(dict)
        for row in rows(self.library.endpoint, self.library.queries.text("explore/evidence")):
            year = f" ({row['year']})" if "year" in row else ""
            thing = URIRef(row["thing"])
            places[thing][f"{row['source']}{year}, {row['locator']}"] = None
            documents[thing][moved(str(row["document"]), BASE, base)] = None
        return {thing: Evidence(tuple(places[thing]), tuple(documents[thing])) for thing in places}

    def _told(self, found: Network) -> Drawn:
        """Return the network with plain texts and numbers only; nodes and edges in the order they were found."""
        told: Drawn = nx.MultiDiGraph()
        for node, known in found.nodes(data=True):
            told.add_node(self._moved(node), **known, weight=0, **self._evidence.get(node, Evidence()).told())
        for source, target, known in found.edges(data=True):
            ends = self._moved(source), self._moved(target)
            told.edges[(*ends, told.add_edge(*ends, key=self._moved(known["claim"])))].update(self._said(known))
            for end in ends:
                told.nodes[end]["weight"] += known["weight"]
        return told

    def _said(self, known: Mapping[str, Any]) -> dict[str, str | int]:
        """Return what is told of an edge; a year only when one is stated."""
        said = {"label": known[self.language.value], "relation": self._moved(known["term"]), "weight": known["weight"]}
        year = {"year": known["year"]} if known["year"] else {}
        claim: URIRef = known["claim"]
        return {**said, "claim": self._moved(claim), **year, **self._evidence.get(claim, Evidence()).told()}

    def _moved(self, iri: URIRef) -> str:
        return moved(str(iri), BASE, self.library.endpoint.base)

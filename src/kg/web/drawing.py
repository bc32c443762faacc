"""The stand-alone network of a thing; app.py loads this module when one is first asked for."""

from collections.abc import Callable

from rdflib import URIRef

from kg.publish.library import Language, Library
from kg.publish.network import surroundings, whole
from kg.publish.standalone import standalone

NETWORK_DEPTH = 2
NETWORK_LIMIT = 60
"""How much of the network a page shows: steps from the thing, and things at most."""


def network(library: Library) -> Callable[[URIRef, Language], str]:
    """Return what draws the surroundings of a thing."""

    def drawn(centre: URIRef, language: Language) -> str:
        graph = whole(library)
        near = surroundings(graph, centre, NETWORK_DEPTH, NETWORK_LIMIT)
        near.graph["release"] = str(library.manifest.get("release", ""))
        near.graph["site"] = library.site(language)
        return standalone(near, str(graph.nodes[centre]["label"]), language)

    return drawn

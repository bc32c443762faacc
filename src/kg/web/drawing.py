"""The stand-alone network of a thing; app.py loads this module when one is first asked for."""

from collections.abc import Callable
from functools import cache, partial
from threading import Lock

from rdflib import URIRef

from kg.publish.library import Language, Library
from kg.publish.network import projection, surroundings
from kg.publish.standalone import standalone

NETWORK_DEPTH = 2
NETWORK_LIMIT = 60
"""How much of the network a page shows: steps from the thing, and things at most."""


def network(library: Library) -> Callable[[URIRef, Language], str]:
    """Return what draws the surroundings of a thing; the whole network is read once, when it is first asked for."""
    whole, lock = cache(partial(projection, library.endpoint, library.queries)), Lock()

    def drawn(centre: URIRef, language: Language) -> str:
        with lock:
            graph = whole()
        near = surroundings(graph, centre, NETWORK_DEPTH, NETWORK_LIMIT)
        near.graph["release"] = str(library.manifest.get("release", ""))
        near.graph["site"] = library.site(language)
        return standalone(near, str(graph.nodes[centre]["label"]), language)

    return drawn

"""The picture as one HTML file to move around in: drawn by pyvis, with what the picture shows and nothing else."""

import networkx as nx

from kg.build.network import Network
from kg.errors import NetworkTooLargeError
from kg.publish.placed import place
from kg.publish.saving.behind import Tie
from kg.publish.saving.networks import line_key
from kg.publish.saving.sheet import Saved
from kg.publish.standalone import MOST_NODES, standalone


def written(saved: Saved) -> bytes:
    """Return the file; raises NetworkTooLargeError for more than a browser draws at once."""
    if len(saved.picture.nodes) > MOST_NODES:
        raise NetworkTooLargeError(saved.words("saving.too_large.html", nodes=len(saved.picture.nodes), most=MOST_NODES))
    return standalone(_network(saved), saved.title, saved.language).encode()


def _network(saved: Saved) -> Network:
    """Return the things and lines of the picture as the stand-alone page wants them."""
    graph: Network = nx.MultiDiGraph(centre=saved.picture.centre.iri, site=saved.origin.site)
    graph.graph.update(told=saved.told, source=saved.source, address=saved.origin.address)
    for node in saved.picture.nodes:
        graph.add_node(node.ref.iri, kind=node.ref.kind, label=node.ref.name.value, href=saved.address(node.ref.href))
    for tie in saved.ties:
        said = dict.fromkeys(("nl", "en"), tie.relation.value)
        graph.add_edge(tie.source.iri, tie.target.iri, key=line_key(tie), years=", ".join(tie.years), sources=_sources(saved, tie), **said)
    return graph


def _sources(saved: Saved, tie: Tie) -> tuple[tuple[str, str], ...]:
    """Return where a line stands, each with where that leads."""
    return tuple({place(each): saved.address(each.passage.href) for each in tie.evidence}.items())

"""What tells nodes of a network with one name apart: kind, what they belong to, years, and at last their own part of the IRI."""

from collections.abc import Callable, Iterator, Sequence

from rdflib import URIRef

from kg.build.network import Network
from kg.publish.facts import readable
from kg.publish.library import Language
from kg.publish.told_apart import alike, tails_of
from kg.publish.words import words

TAIL = "tail"
"""The attribute of a node for what stands behind its label; only nodes whose label looks like another's have it."""

_SEEN = 80  # letters of a label that a card has room for


def told_apart(graph: Network, language: Language) -> Network:
    """Return the network, in which nodes whose labels look the same on a card have tails that differ."""
    found: Network = graph.copy()
    for nodes in alike(graph.nodes, lambda node: graph.nodes[node]["label"].casefold()[:_SEEN]):
        for node, tail in zip(nodes, _tails(graph, nodes, language), strict=True):
            found.nodes[node][TAIL] = tail
    return found


def _tails(graph: Network, nodes: Sequence[URIRef], language: Language) -> list[str]:
    """Return for each node as little as tells it from the others."""
    spoken = words(language)
    ways: tuple[Callable[[URIRef], str], ...] = (
        lambda node: spoken.known(f"kind.{graph.nodes[node]['kind']}", graph.nodes[node]["kind"]).lower(),
        lambda node: next(_belonging(graph, node), ""),
        lambda node: ", ".join(sorted(_years(graph, node))),
        readable,
    )
    return tails_of(nodes, ways)


def _belonging(graph: Network, node: URIRef) -> Iterator[str]:
    """Return the names of what a node ties itself to, then of what ties to it."""
    label = graph.nodes[node]["label"]
    others = (graph.nodes[other]["label"] for other in (*graph.successors(node), *graph.predecessors(node)))
    return (other for other in others if other != label)


def _years(graph: Network, node: URIRef) -> set[str]:
    edges = (*graph.in_edges(node, data=True), *graph.out_edges(node, data=True))
    return {str(year) for *_, known in edges if (year := known.get("years") or known.get("year"))}

"""The graph as a network: what becomes node, edge and weight is declared in queries/network."""

from typing import TypeAlias

import networkx as nx
from rdflib import URIRef

from kg.store import Endpoint, rows
from kg.store.queries import Queries

Network: TypeAlias = "nx.MultiDiGraph[URIRef]"


def projection(endpoint: Endpoint, queries: Queries) -> Network:
    """Return the whole graph as a network, nodes and edges in a fixed order.

    A node has `kind` and `label`. An edge is one claim and its key: the IRI of the claim, which leads to
    the evidence. It has `claim`, `predicate` (the property), `term` (the IRI of what names it: a role, a
    kind of relation, a property), `nl` and `en` (that name), `weight` (integer) and `year` (integer, 0 when none is stated).
    """
    network: Network = nx.MultiDiGraph()
    for row in rows(endpoint, queries.text("network/nodes")):
        network.add_node(URIRef(row["node"]), kind=str(row["kind"]), label=str(row["label"]))
    for row in rows(endpoint, queries.text("network/edges")):
        claim, term = URIRef(row["claim"]), URIRef(row["term"])
        name = str(row.get("nl", term))
        said = {"predicate": URIRef(row["predicate"]), "term": term, "nl": name, "en": str(row.get("en", name))}
        year = str(row.get("year", ""))
        known = {"claim": claim, "weight": int(str(row["weight"])), "year": int(year) if year.isdecimal() else 0}
        network.add_edge(URIRef(row["from"]), URIRef(row["to"]), key=claim, **said, **known)
    return network

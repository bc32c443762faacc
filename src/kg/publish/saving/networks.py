"""The picture as a network for other programs: GraphML and GEXF, with its places, colours, names and evidence."""

import io
from typing import TypeAlias

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from kg.publish.focus.columns import Node
from kg.publish.links import path_of
from kg.publish.saving import look
from kg.publish.saving.behind import Tie
from kg.publish.saving.sheet import Saved, several, xml
from kg.terms import name_of

Drawn: TypeAlias = "nx.MultiDiGraph[str]"

_SIZE, _CENTRE_SIZE = 12.0, 20.0


def graphml(saved: Saved) -> bytes:
    """Return the network as GraphML; `x`, `y`, `r`, `g`, `b` and `size` are what Gephi reads the looks from."""
    graph = network(saved)
    for node, known in graph.nodes(data=True):
        red, green, blue = _light(look.COLOURS[known["sort"]])
        graph.nodes[node].update(r=red, g=green, b=blue, size=_CENTRE_SIZE if known["centre"] else _SIZE)
    file = io.BytesIO()
    nx.write_graphml_xml(graph, file, edge_id_from_attribute="id")
    return file.getvalue()


def gexf(saved: Saved) -> bytes:
    """Return the network as GEXF 1.2, its places and colours as `viz`."""
    graph = network(saved)
    for node, known in graph.nodes(data=True):
        red, green, blue = _light(look.COLOURS[known["sort"]])
        look_of = {"color": {"r": red, "g": green, "b": blue}, "size": _CENTRE_SIZE if known["centre"] else _SIZE}
        if "x" in known:
            look_of["position"] = {"x": known["x"], "y": known["y"], "z": 0.0}
        graph.nodes[node].update(viz=look_of)
    for *_, known in graph.edges(data=True):
        known.update(viz={"color": dict(zip("rgb", _light(look.LINE_STRONG), strict=True))})
    writer = GEXFWriter(prettyprint=True, version="1.2draft")
    writer.add_graph(graph)
    _tell(writer, saved)
    return str(writer).encode()


def network(saved: Saved) -> Drawn:
    """Return the picture as a network: a node a thing, an edge a line; y counts upwards, as these programs have it."""
    graph: Drawn = nx.MultiDiGraph(
        name=xml(saved.title),
        description=xml(saved.told),
        source=xml(f"{saved.source} {saved.origin.address}"),
        language=str(saved.language),
    )
    for node in saved.picture.nodes:
        graph.add_node(saved.iri(node.ref.iri), **_node(saved, node))
    for tie in saved.ties:
        key = line_key(tie)
        graph.add_edge(saved.iri(tie.source.iri), saved.iri(tie.target.iri), key=key, id=key, **_edge(saved, tie))
    return graph


def _node(saved: Saved, node: Node) -> dict[str, str | float | bool]:
    """Return what is told of a thing; where it stands only when it was drawn."""
    ref, box = node.ref, node.box
    said = {"label": xml(ref.name.value), "sort": ref.kind, "kind": saved.words(f"kind.{ref.kind}"), "page": saved.address(ref.href)}
    place = {"x": round(box.x + box.width / 2, 1), "y": round(-box.middle, 1)} if saved.picture.width else {}
    return {**said, "centre": node.centre, **place}


def _edge(saved: Saved, tie: Tie) -> dict[str, str | float | int]:
    """Return what is told of a line; the first and last year are numbers, to filter by."""
    years = [int(year) for year in tie.years if year.isdecimal()]
    spread = {"first_year": min(years), "last_year": max(years)} if years else {}
    return {
        "label": xml(tie.relation.value),
        "weight": 1.0,
        "relation": saved.iri(tie.term),
        "years": several(tie.years),
        **spread,
        "evidence": xml(several(f"{each.document.name.value}, {each.locator}" for each in tie.evidence)),
        "documents": several(saved.iri(each.document.iri) for each in tie.evidence),
        "claims": several(map(saved.iri, tie.claims)),
    }


def line_key(tie: Tie) -> str:
    """Return what the line is called in every file of every release: its ends and its relation."""
    relation = name_of(tie.term).rpartition("#")[2]
    return f"{path_of(tie.source.iri)}~{relation}~{path_of(tie.target.iri)}"


def _light(colour: str) -> tuple[int, int, int]:
    """Return a colour as red, green and blue.

    >>> _light("#0d6b58")
    (13, 107, 88)
    """
    code = int(colour.removeprefix("#"), 16)
    return code >> 16, code >> 8 & 0xFF, code & 0xFF


def _tell(writer: GEXFWriter, saved: Saved) -> None:
    """Tell in the file who made it, when, and from what; without this the day would be today's."""
    told = writer.xml.find("meta")
    told.attrib.clear()
    if saved.origin.made:
        told.set("lastmodifieddate", saved.origin.made)
    told.find("creator").text = xml(saved.origin.site)
    described = told.makeelement("description", {})
    described.text = xml(f"{saved.title}. {saved.source} {saved.origin.address}")
    told.append(described)

"""A network as one HTML file that needs nothing else: pyvis' data and its vis-network, our page."""

import re
from collections import Counter
from dataclasses import asdict, dataclass
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network as Drawing
from rdflib import URIRef

from kg.build.network import Network
from kg.errors import NetworkTooLargeError
from kg.publish.library import SITE, Language
from kg.publish.placing import CELL, SCREEN, TELEPHONE, Placing, side_by_side, stacked, wrapped

MOST_NODES = 2000
"""The number of nodes that a browser still draws at once without delay."""

_VIS = "lib/vis-9.1.2"
_SHAPES = {
    "organisatie": ("square", "#2b5c8a"),
    "programma": ("hexagon", "#6b3fa0"),
    "initiatief": ("dot", "#b4530a"),
    "doel": ("diamond", "#1b7a3d"),
    "resultaat": ("star", "#a3195b"),
    "indicator": ("triangle", "#7a6000"),
}
_OTHER = ("triangleDown", "#555555")
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "hideEdgesOnDrag": True, "zoomView": False, "tooltipDelay": 200},
    "edges": {
        "width": 1,
        "selectionWidth": 0.5,
        "color": {"color": "#c3ccd6", "highlight": "#1c2430", "hover": "#55606e"},
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}},
    },
}
_PAGES = Environment(loader=PackageLoader("kg.publish"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@dataclass(frozen=True, slots=True)
class Thing:
    """A node as a row of the table."""

    number: int
    iri: URIRef
    kind: str
    label: str
    links: int


@dataclass(frozen=True, slots=True)
class Tie:
    """An edge as a row of the table, its ends by number; `claim` leads to the evidence."""

    start: int
    end: int
    name: str
    year: int
    claim: URIRef


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the page shows."""

    title: str
    language: Language
    centre: str
    site: str
    release: str
    omitted: int
    things: tuple[Thing, ...]
    ties: tuple[Tie, ...]
    shapes: dict[str, tuple[str, str]]
    picture: dict[str, object]


def standalone(graph: Network, title: str, language: Language) -> str:
    """Return the network as an HTML page that asks nothing of any server.

    `graph["centre"]`, `graph["omitted"]` (see surroundings), `graph["release"]` and `graph["site"]` are shown when given.
    Raises NetworkTooLargeError above MOST_NODES nodes.
    """
    if len(graph) > MOST_NODES:
        hint = "take a smaller depth or limit"
        raise NetworkTooLargeError(f"{len(graph)} nodes are too many for one page, at most {MOST_NODES} fit; {hint}")
    script, style = _vis()
    page = _PAGES.get_template("standalone.html")
    return page.render(sheet=_sheet(graph, title, language), script=Markup(script), style=Markup(style))  # noqa: S704 - the library's own


def _vis() -> tuple[str, str]:
    """Return the script and style sheet of vis-network as pyvis ships them, without what points to other files."""
    folder = files("pyvis") / _VIS
    script = (folder / "vis-network.min.js").read_text(encoding="utf-8")
    style = (folder / "vis-network.css").read_text(encoding="utf-8")
    return re.sub(r"//# sourceMappingURL=.*", "", script), re.sub(r"[\w-]+:[^;{}]*url\((?:\"[^\"]*\"|[^)]*)\)[^;{}]*;?", "", style)


def _sheet(graph: Network, title: str, language: Language) -> Sheet:
    numbers = {node: number for number, node in enumerate(graph)}
    things = tuple(Thing(numbers[node], node, known["kind"], known["label"], graph.degree(node)) for node, known in graph.nodes(data=True))
    ties = tuple(
        Tie(numbers[start], numbers[end], known[language], known["year"], known["claim"]) for start, end, known in graph.edges(data=True)
    )
    kinds = {thing.kind for thing in things}
    about = graph.graph
    return Sheet(
        title=title,
        language=language,
        centre=str(about.get("centre", "")),
        site=str(about.get("site", SITE)),
        release=str(about.get("release", "")),
        omitted=about.get("omitted", 0),
        things=things,
        ties=ties,
        shapes={kind: _SHAPES.get(kind, _OTHER) for kind in (*_SHAPES, *sorted(kinds - _SHAPES.keys())) if kind in kinds},
        picture=_picture(graph, things, ties),
    )


def _picture(graph: Network, things: tuple[Thing, ...], ties: tuple[Tie, ...]) -> dict[str, object]:
    """Return what the script draws: pyvis' nodes, edges and options, and the two ways in which they may stand."""
    drawing = Drawing(directed=True)
    drawing.options = _OPTIONS  # lists are filled directly: add_edge looks through all edges each time
    wide, narrow = side_by_side(graph), stacked(graph)
    centre = next((thing.number for thing in things if thing.iri == graph.graph.get("centre")), -1)
    drawing.nodes.extend(_node(thing, wide, narrow) for thing in things)
    parallel: Counter[tuple[int, int]] = Counter()
    for number, tie in enumerate(ties):
        pair = (min(tie.start, tie.end), max(tie.start, tie.end))
        drawing.edges.append(_edge(number, tie, parallel[pair], upright=centre in pair))
        parallel[pair] += 1
    nodes, edges, *_ = drawing.get_network_data()
    outlines = {"wide": _outline(wide), "narrow": _outline(narrow), "card": CELL - 12, "screen": SCREEN, "telephone": TELEPHONE}
    return {"nodes": nodes, "edges": edges, "options": drawing.options, "centre": centre, **outlines}


def _node(thing: Thing, wide: Placing, narrow: Placing) -> dict[str, object]:
    shape, colour = _SHAPES.get(thing.kind, _OTHER)
    return {
        "id": thing.number,
        "label": wrapped(thing.label),
        "name": thing.label,
        "shape": shape,
        "color": colour,
        "wide": wide.places[thing.iri],
        "narrow": narrow.places[thing.iri],
    }


def _edge(number: int, tie: Tie, place: int, *, upright: bool) -> dict[str, object]:
    """Return an edge; several between the same two nodes are bent more, each in its place."""
    direction = "vertical" if upright else "horizontal"
    bend = {"enabled": True, "type": "cubicBezier", "forceDirection": direction, "roundness": round(0.4 + 0.12 * place, 2)}
    return {"id": number, "from": tie.start, "to": tie.end, "name": tie.name, "smooth": bend}


def _outline(placing: Placing) -> dict[str, object]:
    return {"width": placing.width, "height": placing.height, "bands": [asdict(band) for band in placing.bands]}

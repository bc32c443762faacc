"""A network as one HTML file that needs nothing else: pyvis' data and its vis-network, our page."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from importlib.resources import files
from itertools import cycle
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network as Drawing
from rdflib import URIRef

from kg.build.network import Network
from kg.errors import NetworkTooLargeError
from kg.publish.library import SITE, Language
from kg.publish.placing import CELL, KINDS, SCREEN, TELEPHONE, Placing, card, side_by_side, stacked
from kg.publish.saving import look
from kg.publish.saving.told_apart import TAIL, told_apart

MOST_NODES = 2000
"""The number of nodes that a browser still draws at once without delay."""

_VIS = "lib/vis-9.1.2"
_CLAIM = {Language.NL: "bewering en bron", Language.EN: "claim and source"}


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind looks: the outline of its icon in a square of 16 by 16, its colour, and whether overlap is empty."""

    path: str
    colour: str
    holes: bool = False


_SPARE = (
    Look("M8 15 0 1h16z", "#7a1f1f"),
    Look("M8 1 16 15H0z", "#1f4f4f"),
    Look("M8 0 16 8 8 16 0 8z", "#3d3d7a"),
    Look("M2 2h12v12H2z", "#5e3d1a"),
    Look("M16 8 12 15H4L0 8l4-7h8z", "#1f1f1f"),
)
"""The looks of kinds that have none of their own, in turn."""

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
    """A node as a row of the table: `name` is its own among all, `card` the same on short lines, `href` leads to its page."""

    number: int
    iri: URIRef
    kind: str
    name: str
    card: str
    href: str
    links: int


@dataclass(frozen=True, slots=True)
class Tie:
    """An edge as a row of the table, its ends by number; `sources` are where it stands: in words, and where that leads."""

    start: int
    end: int
    name: str
    years: str
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the page shows."""

    title: str
    language: Language
    centre: str
    site: str
    release: str
    told: str
    source: str
    address: str
    omitted: int
    things: tuple[Thing, ...]
    ties: tuple[Tie, ...]
    looks: dict[str, Look]
    picture: dict[str, object]


def standalone(graph: Network, title: str, language: Language) -> str:
    """Return the network as an HTML page that asks nothing of any server.

    `graph["centre"]`, `graph["omitted"]` (see surroundings), `graph["release"]`, `graph["site"]`, `graph["told"]`, `graph["source"]` and
    `graph["address"]` are shown when given. A node may have a `href`; an edge `years` (a text) and `sources` (texts and where they lead) in
    place of its year and its claim. Things with the same name are told apart. Raises NetworkTooLargeError above MOST_NODES nodes.
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
    apart = told_apart(graph, language)
    numbers = {node: number for number, node in enumerate(apart)}
    things = tuple(_thing(apart, node, number) for node, number in numbers.items())
    ties = tuple(_tie(numbers[start], numbers[end], known, language) for start, end, known in apart.edges(data=True))
    about = graph.graph
    return Sheet(
        title=title,
        language=language,
        centre=str(about.get("centre", "")),
        site=str(about.get("site", SITE)),
        release=str(about.get("release", "")),
        told=str(about.get("told", "")),
        source=str(about.get("source", "")),
        address=str(about.get("address", "")),
        omitted=about.get("omitted", 0),
        things=things,
        ties=ties,
        looks=_looks({thing.kind for thing in things}),
        picture=_picture(apart, things, ties),
    )


def _thing(graph: Network, node: URIRef, number: int) -> Thing:
    known = graph.nodes[node]
    tail = known.get(TAIL, "")
    name = f"{known['label']} ({tail})" if tail else known["label"]
    return Thing(number, node, known["kind"], name, card(known), str(known.get("href", node)), graph.degree(node))


def _tie(start: int, end: int, known: Mapping[str, Any], language: Language) -> Tie:
    claim = (_CLAIM[language], str(known["claim"])) if "claim" in known else None
    year = str(known.get("year") or "")
    return Tie(start, end, known[language], known.get("years", year), known.get("sources", (claim,) if claim else ()))


def _looks(kinds: Collection[str]) -> dict[str, Look]:
    """Return how each kind looks, in the order of the legend; a handful of unknown kinds have a look of their own."""
    icons, others = look.icons(), sorted(set(kinds) - set(KINDS))
    own = {kind: Look(icons[kind].path, look.COLOURS[kind], holes=icons[kind].holes) for kind in KINDS if kind in kinds}
    return own | dict(zip(others, cycle(_SPARE), strict=False))


def _picture(graph: Network, things: tuple[Thing, ...], ties: tuple[Tie, ...]) -> dict[str, object]:
    """Return what the script draws: pyvis' nodes, edges and options, and the two ways in which they may stand."""
    drawing = Drawing(directed=True)
    drawing.options = _OPTIONS  # lists are filled directly: add_edge looks through all edges each time
    wide, narrow = side_by_side(graph), stacked(graph)
    looks = _looks({thing.kind for thing in things})
    centre = next((thing.number for thing in things if thing.iri == graph.graph.get("centre")), -1)
    drawing.nodes.extend(_node(thing, looks[thing.kind].colour, wide, narrow) for thing in things)
    parallel: Counter[tuple[int, int]] = Counter()
    for number, tie in enumerate(ties):
        pair = (min(tie.start, tie.end), max(tie.start, tie.end))
        drawing.edges.append(_edge(number, tie, parallel[pair], upright=centre in pair))
        parallel[pair] += 1
    nodes, edges, *_ = drawing.get_network_data()
    outlines = {"wide": _outline(wide), "narrow": _outline(narrow), "card": CELL - 12, "screen": SCREEN, "telephone": TELEPHONE}
    return {"nodes": nodes, "edges": edges, "options": drawing.options, "centre": centre, **outlines}


def _node(thing: Thing, colour: str, wide: Placing, narrow: Placing) -> dict[str, object]:
    return {
        "id": thing.number,
        "label": thing.card,
        "name": thing.name,
        "shape": thing.kind,
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

"""The network as a picture: the groups around a ring, and the strongest links of each organisation across it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from rdflib import URIRef

from kg.publish.facts import Ref
from kg.publish.together.ring import INNER_PX, WIDTH_PX, Head, Node, Section, heads, height_of, nodes, section, sides
from kg.publish.together.sharing import Link, Pair, Weight, strengths

MOST = 60
"""How many organisations are drawn at most: those that share most."""

STRONGEST = 3
"""Of each organisation at least so many links are drawn, the strongest."""

_THINNEST_PX, _THICKEST_PX = 1.0, 6.0
_SHALLOW_PX, _DEEPER = 36, 0.4  # of a line between two on the same side, and how much deeper with their distance


@dataclass(frozen=True, slots=True)
class Line:
    """A link that is drawn: between which two, what they share, its path and width, and their group when they are of one."""

    ends: tuple[Ref, Ref]
    link: Link
    path: str
    width: float
    group: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """The picture, and what is left out of it: organisations, and links between those that are drawn."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    left_out: int
    links_left_out: int


@dataclass(frozen=True, slots=True)
class Network:
    """What is drawn: links, the group of each organisation, what a link weighs, and how organisations and groups are named."""

    links: Mapping[Pair, Link]
    group_of: Mapping[URIRef, int]
    weight: Weight
    ref: Callable[[URIRef], Ref]
    head: Callable[[int], str]


def drawing(network: Network) -> Drawing:
    """Return the picture of a network."""
    strength = strengths(network.links, network.weight)
    kept = list(strength)[:MOST]
    there = frozenset(kept)
    between = {pair: link for pair, link in network.links.items() if there.issuperset(pair)}
    both = sides(_sections(network, {each: strength[each][0] for each in kept}))
    placed = tuple(nodes(both))
    lines = _lines({node.ref.iri: node for node in placed}, _strongest(network, between))
    return Drawing(
        WIDTH_PX,
        height_of(both),
        placed,
        tuple(heads(both)),
        lines,
        len(strength) - len(kept),
        len(between) - len(lines),
    )


def _sections(network: Network, strength: Mapping[URIRef, float]) -> list[Section]:
    """Return the groups with their members, the strongest first."""
    groups: dict[int, list[tuple[Ref, float]]] = defaultdict(list)
    most = max(strength.values(), default=1.0)
    for each, share in strength.items():
        groups[network.group_of.get(each, 0)].append((network.ref(each), share / most))
    return [section(group, network.head(group), members) for group, members in groups.items()]


def _strongest(network: Network, links: Mapping[Pair, Link]) -> dict[Pair, Link]:
    """Return the links that are among the strongest of one of their two ends.

    Between links that are equally strong chance decides, the same each time: by name all would be with who comes first.
    """
    own: dict[URIRef, list[tuple[float, float, bytes, Pair]]] = defaultdict(list)
    for pair, link in links.items():
        most, then = network.weight(link)
        for end in pair:
            own[end].append((-most, -then, sha256(" ".join(pair).encode()).digest(), pair))
    return {pair: links[pair] for each in own.values() for *_, pair in sorted(each)[:STRONGEST]}


def _lines(places: Mapping[URIRef, Node], links: Mapping[Pair, Link]) -> tuple[Line, ...]:
    """Return the lines, the thickest last: they lie on top."""
    most = max((link.count for link in links.values()), default=1)
    ordered: Iterable[tuple[Pair, Link]] = sorted(links.items(), key=lambda each: (each[1].count, each[0]))
    return tuple(_line(places, pair, link, most) for pair, link in ordered)


def _line(places: Mapping[URIRef, Node], pair: Pair, link: Link, most: int) -> Line:
    one, other = (places[end] for end in pair)
    width = _THINNEST_PX + (_THICKEST_PX - _THINNEST_PX) * (link.count - 1) / max(most - 1, 1)
    return Line((one.ref, other.ref), link, _path(one, other), round(width, 2), one.group if one.group == other.group else 0)


def _path(one: Node, other: Node) -> str:
    """Return a curve through the inside of the ring; between two on one side it goes deeper the further they are apart."""
    if one.column != other.column:
        half = (one.x + other.x) / 2
        return f"M{one.x:g} {one.y:g}C{half:g} {one.y:g} {half:g} {other.y:g} {other.x:g} {other.y:g}"
    deep = min(_SHALLOW_PX + abs(one.y - other.y) * _DEEPER, INNER_PX)
    inside = deep if one.column == 0 else -deep
    return f"M{one.x:g} {one.y:g}C{one.x + inside:g} {one.y:g} {other.x + inside:g} {other.y:g} {other.x:g} {other.y:g}"

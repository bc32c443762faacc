"""The overview of a graph: what lies where, with all that a picture of it shows."""

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from rdflib import URIRef

from kg.build.layout.inside import inside, roomy
from kg.build.layout.islands import NOBODY, Belonging, belonging, homes, members, ties_between
from kg.build.layout.placing import placed
from kg.build.network import Network, projection
from kg.build.overview_file import Island, Line, Mark, Named, Overview
from kg.store import Endpoint, rows
from kg.store.queries import Queries
from kg.terms import BASE

UNIT = 20
"""How far things lie apart, about; the picture has no smaller measure than 1."""

_ROOM = 0.62
_EDGE = 0.7
_NEAREST = 0.6
"""In this measure: the radius one thing takes, what an island is larger than what its things fill, how near two things may lie."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where everything lies: the islands, and of each thing its x and y and the number of its island."""

    islands: tuple[Island, ...]
    places: Mapping[URIRef, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Marking:
    """By what things can be narrowed down: all themes, and of things their themes (as places in that list) and their years."""

    names: tuple[Named, ...]
    themes: Mapping[URIRef, tuple[int, ...]]
    years: Mapping[URIRef, tuple[int, ...]]


def overview(endpoint: Endpoint, queries: Queries) -> Overview:
    """Return the whole network of a graph with the place of each thing; the same graph, the same places."""
    network = projection(endpoint, queries)
    return _told(network, arrangement(network, belonging(endpoint, queries)), marking(endpoint, queries))


def arrangement(network: Network, belonging: Belonging) -> Arrangement:
    """Return where everything in a network lies, by who answers for what."""
    ties = ties_between(network)
    found = homes(ties, belonging)
    things = members(found)
    radii = {home: math.sqrt(len(each)) * _ROOM + _EDGE for home, each in things.items()}
    islands: list[Island] = []
    places: dict[URIRef, tuple[int, int, int]] = {}
    for (home, each), (x, y) in zip(things.items(), placed(radii), strict=True):
        for thing, (right, down) in zip(each, roomy(inside(each, ties) * (radii[home] - _EDGE), _NEAREST), strict=True):
            places[thing] = (round((x + right) * UNIT), round((y + down) * UNIT), len(islands))
        label = network.nodes[home]["label"] if home != NOBODY else ""
        islands.append(Island(_path(home), label, round(x * UNIT), round(y * UNIT), round(radii[home] * UNIT)))
    return Arrangement(tuple(islands), places)


def _told(network: Network, arranged: Arrangement, known: Marking) -> Overview:
    places = {thing: arranged.places[thing] for thing in sorted(network)}
    marks = tuple(
        Mark(
            _path(thing),
            said["kind"],
            said["label"],
            *place,
            network.degree(thing),
            known.themes.get(thing, ()),
            known.years.get(thing, ()),
        )
        for thing, place in places.items()
        for said in (network.nodes[thing],)
    )
    numbers = {thing: number for number, thing in enumerate(places)}
    named = {said["term"]: Named(said["term"].removeprefix(BASE), said["nl"], said["en"]) for *_, said in network.edges(data=True)}
    order = {term: number for number, term in enumerate(sorted(named))}
    lines = sorted(
        (numbers[source], numbers[target], order[said["term"]], said["year"]) for source, target, said in network.edges(data=True)
    )
    return Overview(arranged.islands, marks, tuple(Line(*line) for line in lines), tuple(named[term] for term in order), known.names)


def marking(endpoint: Endpoint, queries: Queries) -> Marking:
    """Return the themes and the years of things."""
    names: dict[str, Named] = {}
    themes: dict[URIRef, list[str]] = defaultdict(list)
    years: dict[URIRef, list[int]] = defaultdict(list)
    for row in rows(endpoint, queries.text("network/marks")):
        if "theme" in row:
            iri = str(row["theme"]).removeprefix(BASE)
            names.setdefault(iri, Named(iri, str(row["nl"]), str(row.get("en", row["nl"]))))
            themes[URIRef(row["node"])].append(iri)
        elif (year := str(row["year"])).isdecimal():  # a release may be made of a graph with mistakes in it
            years[URIRef(row["node"])].append(int(year))
    order = {iri: number for number, iri in enumerate(sorted(names))}
    return Marking(
        tuple(names[iri] for iri in order),
        {thing: tuple(sorted({order[iri] for iri in found})) for thing, found in themes.items()},
        {thing: tuple(sorted(set(found))) for thing, found in years.items()},
    )


def _path(iri: URIRef) -> str:
    return iri.removeprefix(f"{BASE}/id/")

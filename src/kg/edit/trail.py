"""The trail: who made the graph another, when and why, as PROV-O; lines are added at the end and none is changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rdflib import PROV, RDF, RDFS, Graph, URIRef

from kg.edit.place import Place
from kg.store import turtle

_CHANGE, _STATE, _RELEASE, _ACCOUNT, _ROWS = (f"urn:samenspel:{kind}:" for kind in ("change", "graph", "release", "account", "rows"))
HEAD = "".join(
    f"@prefix {prefix}: <{namespace}> .\n"
    for prefix, namespace in (("prov", str(PROV)), ("rdfs", str(RDFS)), ("xsd", "http://www.w3.org/2001/XMLSchema#"))
)
"""What the file of the trail begins with."""


@dataclass(frozen=True, slots=True)
class Act:
    """Who changes the graph, why, and since when; `restores` is the digest of the state that is returned to, if any."""

    who: str
    reason: str
    started: datetime
    restores: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One change that was made: the digests of the graph before and after it, and the name of the release that came of it."""

    number: int
    act: Act
    ended: datetime
    former: str
    later: str
    release: str


def written(entry: Entry) -> str:
    """Return an entry as the lines of Turtle that are added to the trail."""
    act = entry.act
    lines = [
        f"<{_CHANGE}{entry.number}> a prov:Activity ;",
        f'    prov:startedAtTime "{act.started.isoformat()}"^^xsd:dateTime ;',
        f'    prov:endedAtTime "{entry.ended.isoformat()}"^^xsd:dateTime ;',
        f"    prov:wasAssociatedWith <{_ACCOUNT}{act.who}> ;",
        f"    prov:used <{_STATE}{entry.former}> ;",
        f"    prov:generated <{_STATE}{entry.later}> , <{_RELEASE}{entry.release}> ;",
        *([f"    prov:hadPrimarySource <{_STATE}{act.restores}> ;"] if act.restores else []),
        f"    rdfs:seeAlso <{_ROWS}{entry.number}> ;",
        f"    rdfs:comment {turtle.quoted(act.reason)} .",
        f"<{_ACCOUNT}{act.who}> a prov:Agent ; rdfs:label {turtle.quoted(act.who)} .",
        f"<{_STATE}{entry.later}> a prov:Entity ; prov:wasDerivedFrom <{_STATE}{entry.former}> .",
    ]
    return "\n" + "\n".join(lines) + "\n"


def entries(place: Place) -> tuple[Entry, ...]:
    """Return the changes that were made, the first first."""
    return read(place.entries) if place.entries.exists() else ()


def read(file: Path) -> tuple[Entry, ...]:
    """Return what stands in a trail."""
    graph = turtle.load(file)
    changes = graph.subjects(RDF.type, PROV.Activity)
    return tuple(sorted((_entry(graph, URIRef(str(change))) for change in changes), key=lambda entry: entry.number))


def _entry(graph: Graph, change: URIRef) -> Entry:
    def told(predicate: URIRef) -> str:
        return str(graph.value(change, predicate))

    generated = sorted(_after(graph, change, PROV.generated, _STATE)), sorted(_after(graph, change, PROV.generated, _RELEASE))
    restored = next(_after(graph, change, PROV.hadPrimarySource, _STATE), "")
    who = told(PROV.wasAssociatedWith).removeprefix(_ACCOUNT)
    act = Act(who, told(RDFS.comment), datetime.fromisoformat(told(PROV.startedAtTime)), restored)
    ended, former = datetime.fromisoformat(told(PROV.endedAtTime)), told(PROV.used).removeprefix(_STATE)
    return Entry(int(change.removeprefix(_CHANGE)), act, ended, former, generated[0][0], generated[1][0])


def _after(graph: Graph, change: URIRef, predicate: URIRef, beginning: str) -> Iterator[str]:
    values = map(str, graph.objects(change, predicate))
    return (value.removeprefix(beginning) for value in values if value.startswith(beginning))

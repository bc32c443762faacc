"""The publications as a Linked Data Event Stream: a node for each, with versions of all that is new or changed, and of what is gone."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from rdflib import DCTERMS, RDF, SH, XSD, Graph, Literal, Namespace, URIRef

from kg.build.dumps import GRAPH
from kg.build.series import Published
from kg.build.sides import Statement, term
from kg.build.stream import described, touched
from kg.errors import NotFoundError
from kg.publish.catalogue import DATASET
from kg.publish.library import Library
from kg.publish.publications import before, published
from kg.publish.triples import Triple, about, each, graph_of
from kg.terms import BASE, SCHEMA, moved

PATH = "/ldes"
MOST_MEMBERS = 500
"""How many members a node has."""

LDES = Namespace("https://w3id.org/ldes#")
TREE = Namespace("https://w3id.org/tree#")
AS = Namespace("https://www.w3.org/ns/activitystreams#")

_CREATED, _VERSION_OF, _NUMBER = DCTERMS.created, DCTERMS.isVersionOf, SCHEMA.position


def root(library: Library) -> Graph:
    """Return the first node: what the stream is like, and where each publication is. It keeps all that was ever in it.

    A member without `as:Delete` is what a subject says from then on; within a day the number of the publication tells the order.
    """
    stream, here = _stream(library), node(library)
    triples = [
        *about(
            stream,
            (RDF.type, LDES.EventStream),
            (LDES.timestampPath, _CREATED),
            (LDES.sequencePath, _NUMBER),
            (LDES.versionOfPath, _VERSION_OF),
            (LDES.versionDeletePath, RDF.type),
            (LDES.versionDeleteObject, AS.Delete),
            (TREE.view, here),
            (TREE.shape, URIRef(f"{here}#lid")),
            (DCTERMS.isPartOf, URIRef(moved(DATASET, BASE, library.endpoint.base))),
        ),
        *_shape(here),
        *about(here, (RDF.type, TREE.Node), (RDF.type, LDES.EventSource)),
        *(triple for one in library.published for triple in _relations(here, node(library, one.number), one)),
    ]
    return graph_of(triples)


def nodes(library: Library, number: int) -> int:
    """Return how many nodes a publication has; raises NotFoundError when there is none, or its folder is not here any more."""
    one = published(library, number)
    if not _graph_of(library, one).is_file():
        raise NotFoundError(str(node(library, number)))
    return max(1, -(-len(_subjects(library, one)) // MOST_MEMBERS))


def page(library: Library, number: int, place: int) -> Graph:
    """Return a node of the stream: a publication, or the rest of a long one; raises NotFoundError when there is no such publication."""
    one, here = published(library, number), node(library, number, place)
    subjects = _subjects(library, one)
    further = range(2, nodes(library, number) + 1) if place == 1 else ()
    return graph_of(
        [
            (_stream(library), TREE.view, node(library)),
            *about(here, (RDF.type, TREE.Node), (LDES.immutable, Literal(lexical_or_value=True))),
            *(triple for other in further for triple in _relations(here, node(library, number, other), one)),
            *_members(library, one, here, subjects[(place - 1) * MOST_MEMBERS : place * MOST_MEMBERS]),
        ]
    )


def node(library: Library, number: int = 0, place: int = 1) -> URIRef:
    """Return the address of a node: of the first without a number, of a publication, or of a further part of one."""
    steps = [str(number)] if number else []
    return URIRef(library.endpoint.base + "/".join([PATH, *steps, *([str(place)] if place > 1 else [])]))


def _stream(library: Library) -> URIRef:
    return URIRef(f"{node(library)}#stroom")


def _out(library: Library) -> Path:
    if library.folder is None:
        raise NotFoundError(str(node(library)))
    return library.folder.parent


def _graph_of(library: Library, one: Published) -> Path:
    return _out(library) / one.release / GRAPH


def _subjects(library: Library, one: Published) -> tuple[str, ...]:
    return _touched(_out(library), before(library, one), one)


_touched = lru_cache(maxsize=4)(touched)
"""The subjects that a publication is about never change."""


def _moment(one: Published) -> Literal:
    """Return when a publication was made; its day is all that is known."""
    return Literal(dt.datetime.combine(one.date, dt.time(), dt.UTC).isoformat(), datatype=XSD.dateTime)


def _relations(here: URIRef, there: URIRef, one: Published) -> Iterator[Triple]:
    """Yield that all members of a publication are at another node: none is earlier, and none later."""
    for name, kind in (("vanaf", TREE.GreaterThanOrEqualToRelation), ("tot-en-met", TREE.LessThanOrEqualToRelation)):
        relation = URIRef(f"{here}#{name}-{'-'.join(there.rsplit(PATH, 1)[1].strip('/').split('/'))}")
        yield here, TREE.relation, relation
        yield from about(relation, (RDF.type, kind), (TREE.node, there), (TREE.path, _CREATED), (TREE.value, _moment(one)))


def _shape(here: URIRef) -> Iterator[Triple]:
    """Yield what every member has."""
    parts = {"versie-van": _VERSION_OF, "gemaakt": _CREATED, "nummer": _NUMBER}
    shape = URIRef(f"{here}#lid")
    yield from about(shape, (RDF.type, SH.NodeShape), *each(SH.property, (URIRef(f"{shape}-{name}") for name in parts)))
    for name, path in parts.items():
        one = Literal(1, datatype=XSD.integer)
        yield from about(URIRef(f"{shape}-{name}"), (RDF.type, SH.PropertyShape), (SH.path, path), (SH.minCount, one), (SH.maxCount, one))


def _members(library: Library, one: Published, here: URIRef, subjects: Sequence[str]) -> Iterator[Triple]:
    said = described(_graph_of(library, one), subjects)
    for subject in subjects:
        yield from _member(_stream(library), _version(library, here, subject), (subject, one), said)


def _version(library: Library, here: URIRef, subject: str) -> URIRef:
    """Return the name of a version: the node it is at, and the subject as a part of that."""
    name = subject.removeprefix(f"{library.endpoint.base}/")
    return URIRef(f"{here}#{quote(name, safe='/:@')}")


def _member(stream: URIRef, version: URIRef, what: tuple[str, Published], said: Mapping[str, Sequence[Statement]]) -> Iterator[Triple]:
    subject, one = what
    yield stream, TREE.member, version
    yield from about(version, (_VERSION_OF, URIRef(subject)), (_CREATED, _moment(one)), (_NUMBER, Literal(one.number)))
    if subject not in said:
        yield version, RDF.type, AS.Delete
    for predicate, value in said.get(subject, ()):
        yield version, URIRef(predicate[1:-1]), term(value)

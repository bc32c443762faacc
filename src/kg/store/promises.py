"""What ontology/shapes.ttl promises, as values: of each class, and of whatever has a property."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse
from pyoxigraph import Literal as Written
from rdflib import SH, SKOS, Literal, URIRef
from rdflib.namespace import RDF

from kg.errors import RdfError
from kg.model.findings import Severity
from kg.store import Term

_Node: TypeAlias = "NamedNode | BlankNode | Written"
_Shapes: TypeAlias = "Mapping[str, Mapping[str, list[_Node]]]"

_CLASS, _DATATYPE, _NODE_KIND, _NODE, _OR, _IN = (str(SH[each]) for each in ("class", "datatype", "nodeKind", "node", "or", "in"))
_MESSAGE, _SEVERITY, _PATH, _PROPERTY, _VALUE = (str(SH[each]) for each in ("message", "severity", "path", "property", "hasValue"))
_LEAST, _MOST, _PER_LANGUAGE = (str(SH.minCount), str(SH.qualifiedMinCount)), (str(SH.maxCount),), str(SH.uniqueLang)
_TARGETS = (str(SH.targetSubjectsOf), str(SH.targetObjectsOf))
_SEVERITIES = {str(SH.Warning): Severity.WARNING, str(SH.Info): Severity.INFO}


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise: how many values a property has, of which kinds, how bad it is when it is broken, and what is then said.

    `paths` are the properties it is about, any of them, and read from the other side when `inverse`; without
    paths it is about the thing as a whole. `kinds` are classes, datatypes and kinds of node; `schemes` those
    that a concept is chosen from; `most` is None when there is no limit.
    """

    shape: URIRef
    paths: tuple[URIRef, ...]
    inverse: bool
    least: int
    most: int | None
    per_language: bool
    kinds: tuple[URIRef, ...]
    schemes: tuple[URIRef, ...]
    choices: tuple[Term, ...]
    severity: Severity
    messages: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Promises:
    """The promises by class, in the order of the file; and those about all that has, or is the value of, a property."""

    of_class: Mapping[URIRef, tuple[Promise, ...]]
    of_property: tuple[tuple[tuple[URIRef, ...], Promise], ...]


def promises(file: Path) -> Promises:
    """Return what the shapes in a file promise; raises RdfError when it is not Turtle."""
    shapes = _read(file)
    of_class: dict[URIRef, list[Promise]] = defaultdict(list)
    of_property = []
    for shape, said in shapes.items():
        told = (shape, *map(_key, said.get(_PROPERTY, ())))
        own = [_promise(shapes, each) for each in told if _MESSAGE in shapes.get(each, {})]
        for kind in said.get(str(SH.targetClass), ()):
            of_class[URIRef(_key(kind))] += own
        if properties := tuple(URIRef(_key(value)) for target in _TARGETS for value in said.get(target, ())):
            of_property += [(properties, promise) for promise in own]
    return Promises({kind: tuple(own) for kind, own in of_class.items()}, tuple(of_property))


def _read(file: Path) -> _Shapes:
    """Return what a file says, by subject and property in its order; a tenth of the time that a graph of rdflib takes."""
    found: dict[str, dict[str, list[_Node]]] = defaultdict(dict)
    try:
        for statement in parse(path=file, format=RdfFormat.TURTLE):
            found[_key(statement.subject)].setdefault(statement.predicate.value, []).append(statement.object)
    except (SyntaxError, ValueError) as error:
        raise RdfError(str(file), str(error)) from error
    return dict(found)


def _promise(shapes: _Shapes, shape: str) -> Promise:
    said = shapes[shape]
    paths, inverse = _paths(shapes, said.get(_PATH, ()))
    parts = [said, *(_said(shapes, part) for choice in said.get(_OR, ()) for part in _listed(shapes, choice))] if paths else []
    return Promise(
        shape=URIRef(shape),
        paths=paths,
        inverse=inverse,
        least=_count(said, _LEAST) or 0,
        most=_count(said, _MOST),
        per_language=_PER_LANGUAGE in said,
        kinds=tuple(URIRef(_key(kind)) for part in parts for each in (_CLASS, _DATATYPE, _NODE_KIND) for kind in part.get(each, ())),
        schemes=tuple(scheme for part in parts for scheme in _schemes(shapes, part)),
        choices=tuple(map(_term, (*said.get(_VALUE, ()), *(each for held in said.get(_IN, ()) for each in _listed(shapes, held))))),
        severity=next((_SEVERITIES[_key(each)] for each in said.get(_SEVERITY, ()) if _key(each) in _SEVERITIES), Severity.VIOLATION),
        messages={text.language or "": text.value for text in said[_MESSAGE] if isinstance(text, Written)},
    )


def _paths(shapes: _Shapes, path: Iterable[_Node]) -> tuple[tuple[URIRef, ...], bool]:
    """Return the properties of a path, and whether they are read from the other side; none for a path of several steps."""
    for step in path:
        if isinstance(step, NamedNode):
            return (URIRef(step.value),), False
        said = _said(shapes, step)
        if inverse := said.get(str(SH.inversePath)):
            return (URIRef(_key(inverse[0])),), True
        return tuple(URIRef(_key(each)) for held in said.get(str(SH.alternativePath), ()) for each in _listed(shapes, held)), False
    return (), False


def _schemes(shapes: _Shapes, part: Mapping[str, list[_Node]]) -> Iterator[URIRef]:
    """Yield the schemes that the values must be in: a node shape asks for it of the value."""
    for asked in part.get(_NODE, ()):
        for promised in (_said(shapes, each) for each in _said(shapes, asked).get(_PROPERTY, ())):
            if [_key(step) for step in promised.get(_PATH, ())] == [str(SKOS.inScheme)]:
                yield from (URIRef(_key(scheme)) for scheme in promised.get(_VALUE, ()))


def _said(shapes: _Shapes, node: _Node) -> Mapping[str, list[_Node]]:
    return shapes.get(_key(node), {})


def _count(said: Mapping[str, list[_Node]], properties: Iterable[str]) -> int | None:
    return next((int(_key(said[each][0])) for each in properties if each in said), None)


def _listed(shapes: _Shapes, head: _Node) -> Iterator[_Node]:
    """Yield the members of an RDF list."""
    said = _said(shapes, head)
    while str(RDF.first) in said:
        yield said[str(RDF.first)][0]
        said = _said(shapes, said[str(RDF.rest)][0])


def _term(node: _Node) -> Term:
    if isinstance(node, Written):
        return Literal(node.value, lang=node.language) if node.language else Literal(node.value, datatype=URIRef(node.datatype.value))
    return URIRef(_key(node))


def _key(node: object) -> str:
    """Return what a node is called: its IRI, the text of a literal, or the name of a blank node."""
    return node.value if isinstance(node, NamedNode | Written) else str(node)

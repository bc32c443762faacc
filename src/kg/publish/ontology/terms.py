"""The classes and the properties of the ontology, each as its section of the page tells it."""

from dataclasses import dataclass

from rdflib import OWL, RDF, RDFS, SKOS, URIRef
from rdflib.namespace import QB

from kg.publish.facts import Text
from kg.publish.ontology.examples import Example, Use
from kg.publish.ontology.naming import Named, Naming
from kg.publish.ontology.needs import Message, Need, Used, needs, remarks
from kg.terms import BASE, BELEID, SCHEMA, moved

_TYPES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.SymmetricProperty, QB.DimensionProperty)


@dataclass(frozen=True, slots=True)
class Head:
    """What every term tells: its anchor, its names (that of the page first), its IRI as it is published, what it means."""

    anchor: str
    term: Named
    labels: tuple[Text, ...]
    iri: str
    definition: Text
    comment: Text
    see_also: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Class:
    """A class: what it is a kind of and what are kinds of it, how many things there are, what must be filled in, an example.

    `through` counts the things of its kinds, for a class of which nothing is stated directly.
    """

    head: Head
    above: tuple[Named, ...]
    below: tuple[Named, ...]
    pointed_at_by: tuple[Named, ...]
    count: int
    through: int
    needs: tuple[Need, ...]
    remarks: tuple[Message, ...]
    example: Example | None


@dataclass(frozen=True, slots=True)
class Property:
    """A property: its name from the other side, its sort, where it belongs and what it leads to, how often it is used, an example."""

    head: Head
    inverse: tuple[Text, ...]
    sorts: tuple[Text, ...]
    domain: tuple[Named, ...]
    range: tuple[Named, ...]
    above: tuple[Named, ...]
    count: int
    use: Use | None


def head(naming: Naming, iri: URIRef) -> Head:
    """Return what every term tells."""
    known = naming.known
    return Head(
        naming.anchors[iri],
        naming.named(iri),
        naming.texts(iri, RDFS.label) or (naming.named(iri).name,),
        moved(iri, BASE, naming.base),
        known.text(iri, SKOS.definition),
        known.text(iri, RDFS.comment),
        naming.all(known.things(iri, RDFS.seeAlso)),
    )


def class_(naming: Naming, iri: URIRef, used: Used, example: Example | None) -> Class:
    """Return the section of a class."""
    below = _pointing(naming, iri, RDFS.subClassOf)
    return Class(
        head(naming, iri),
        naming.all(naming.known.things(iri, RDFS.subClassOf)),
        naming.all(below),
        naming.all(_pointing(naming, iri, SCHEMA.rangeIncludes)),
        used.counts.get(iri, 0),
        sum(used.counts.get(each, 0) for each in below),
        needs(naming, iri, used),
        remarks(naming, used.promised.get(iri, ())),
        example,
    )


def property_(naming: Naming, iri: URIRef, used: Used, use: Use | None) -> Property:
    """Return the section of a property; it belongs to the classes that the vocabulary names and those whose shape asks for it."""
    known = naming.known
    return Property(
        head(naming, iri),
        naming.texts(iri, BELEID.inverseLabel),
        tuple(known.name(sort) for sort in _TYPES if sort in known.things(iri, RDF.type)),
        naming.all({*known.things(iri, SCHEMA.domainIncludes), *used.users.get(iri, ())}),
        naming.all(known.things(iri, SCHEMA.rangeIncludes) or known.things(iri, RDFS.range)),
        naming.all(known.things(iri, RDFS.subPropertyOf)),
        used.counts.get(iri, 0),
        use,
    )


def _pointing(naming: Naming, iri: URIRef, relation: URIRef) -> list[URIRef]:
    """Return the terms that are told here and point at this one."""
    return [term for term in naming.anchors if iri in naming.known.things(term, relation)]

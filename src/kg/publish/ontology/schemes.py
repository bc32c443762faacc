"""The concept schemes with their concepts, and the vocabularies of others with what we use of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rdflib import RDF, RDFS, SKOS, Literal, URIRef

from kg.publish.facts import Ref, Text, readable
from kg.publish.library import Library
from kg.publish.links import page_of
from kg.publish.ontology.naming import Named, Naming
from kg.store import Term, rows
from kg.terms import BASE


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept: its name with the link to its page, and its definition."""

    ref: Ref
    definition: Text


@dataclass(frozen=True, slots=True)
class Scheme:
    """A concept scheme with its concepts by name."""

    ref: Ref
    about: Text
    concepts: tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A vocabulary of others: its prefix, its namespace, the terms that the graph uses and those that ours refer to."""

    prefix: str
    namespace: str
    used: tuple[Named, ...]
    named: tuple[Named, ...]


def schemes(library: Library, naming: Naming) -> tuple[Scheme, ...]:
    """Return the concept schemes by name."""
    known, members = naming.known, defaultdict[URIRef, list[Concept]](list)
    query = library.queries.text("pages/ontology/concepts", language=Literal(known.view.language.value))
    for row in rows(library.endpoint, query):
        iri = URIRef(row["concept"])
        ref = Ref(iri, "begrip", _text(row.get("name")) or Text(readable(iri)), page_of(known.view, iri))
        members[URIRef(row["scheme"])].append(Concept(ref, _text(row.get("definition")) or Text("")))
    found = [iri for iri in known.statements if SKOS.ConceptScheme in known.things(iri, RDF.type)]
    told = (Scheme(known.ref(iri), known.text(iri, RDFS.comment), _by_name(members[iri])) for iri in found)
    return tuple(sorted(told, key=lambda scheme: scheme.ref.name.value.casefold()))


def vocabularies(naming: Naming, used: Iterable[URIRef], terms: Iterable[URIRef]) -> tuple[Vocabulary, ...]:
    """Return the vocabularies of others by prefix: `used` are classes and properties in the graph, `terms` our own."""
    in_graph = _by_prefix(naming, used)
    named = _by_prefix(naming, (other for term in terms for other in _others(naming, term)))
    return tuple(
        Vocabulary(prefix, namespace, naming.all(in_graph[prefix]), naming.all(named[prefix] - in_graph[prefix]))
        for namespace, prefix in sorted(naming.prefixes.items(), key=lambda each: each[1])
        if in_graph[prefix] or named[prefix]
    )


def _by_name(concepts: Iterable[Concept]) -> tuple[Concept, ...]:
    return tuple(sorted(concepts, key=lambda concept: (concept.ref.name.value.casefold(), concept.ref.iri)))


def _text(value: Term | None) -> Text | None:
    return Text(str(value), value.language or "") if isinstance(value, Literal) else None


def _others(naming: Naming, term: URIRef) -> Iterator[URIRef]:
    yield from naming.known.things(term, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.seeAlso)


def _by_prefix(naming: Naming, iris: Iterable[URIRef]) -> Mapping[str, set[URIRef]]:
    found: dict[str, set[URIRef]] = defaultdict(set)
    for iri in iris:
        if not iri.startswith(f"{BASE}/"):
            found[naming.code(iri).partition(":")[0]].add(iri)
    return found

"""The ontology as a page tells it: its terms with what must be filled in, examples from the graph, and what it owes to others."""

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import DCTERMS, OWL, SKOS, VANN, URIRef

from kg.publish.facts import Text
from kg.publish.library import Library, View
from kg.publish.ontology.examples import Example, example, use
from kg.publish.ontology.naming import ONTOLOGY, Naming
from kg.publish.ontology.needs import Rule, Used, rules, users
from kg.publish.ontology.picture import Picture, picture
from kg.publish.ontology.reading import Read, naming, read
from kg.publish.ontology.schemes import Scheme, Vocabulary, schemes, vocabularies
from kg.publish.ontology.terms import Class, Property, class_, property_
from kg.store import rows
from kg.terms import BASE, moved


@dataclass(frozen=True, slots=True)
class Change:
    """What a version of the vocabulary brought."""

    version: str
    text: Text


@dataclass(frozen=True, slots=True)
class Colophon:
    """What the vocabulary says of itself, the newest change first."""

    title: Text
    description: Text
    iri: str
    version: str
    version_iri: str
    prefix: str
    namespace: str
    licence: str
    creator: str
    history: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Ontology:
    """All that the page about the ontology tells."""

    colophon: Colophon
    picture: Picture
    classes: tuple[Class, ...]
    others: tuple[Class, ...]
    properties: tuple[Property, ...]
    schemes: tuple[Scheme, ...]
    rules: tuple[Rule, ...]
    vocabularies: tuple[Vocabulary, ...]


def ontology(library: Library, view: View) -> Ontology:
    """Return what the page about the ontology tells of this release."""
    found = read(library)
    named = naming(library, view, found)
    used = Used(found.counts, found.promises.of_class, users(found.promises.of_class))
    return Ontology(
        _colophon(named),
        picture(named, found.promises.of_class, found.counts),
        _classes(named, found, used, found.terms.classes),
        _classes(named, found, used, found.terms.others),
        _properties(named, found, used),
        schemes(library, named),
        rules(named, found.promises.of_property),
        vocabularies(named, found.counts, (*found.terms.classes, *found.terms.properties)),
    )


def version(library: Library) -> str:
    """Return the version of the vocabulary in this release; empty when it has none."""
    found = rows(library.endpoint, library.queries.text("pages/ontology/version"))
    return str(found[0]["version"]) if found else ""


def _colophon(named: Naming) -> Colophon:
    known = named.known

    def told(predicate: URIRef) -> str:
        return moved(str(known.value(ONTOLOGY, predicate) or ""), BASE, named.base)

    return Colophon(
        known.text(ONTOLOGY, DCTERMS.title),
        known.text(ONTOLOGY, DCTERMS.description),
        moved(ONTOLOGY, BASE, named.base),
        told(OWL.versionInfo),
        told(OWL.versionIRI),
        told(VANN.preferredNamespacePrefix),
        told(VANN.preferredNamespaceUri),
        told(DCTERMS.license),
        told(DCTERMS.creator),
        _history(named),
    )


def _history(named: Naming) -> tuple[Change, ...]:
    """Return the changes that the vocabulary tells in the language of the page; each begins with its version."""
    language = named.known.view.language
    notes = [text.value.partition(": ") for text in named.texts(ONTOLOGY, SKOS.historyNote) if text.language == language]
    notes.sort(key=lambda note: [int(part) for part in note[0].split(".")], reverse=True)
    return tuple(Change(number, Text(text, language)) for number, _, text in notes)


def _classes(named: Naming, found: Read, used: Used, kinds: Iterable[URIRef]) -> tuple[Class, ...]:
    return tuple(class_(named, kind, used, _example(named, found, kind)) for kind in kinds)


def _example(named: Naming, found: Read, kind: URIRef) -> Example | None:
    thing = found.specimens.get(kind)
    return example(named, thing, found.told[thing]) if thing else None


def _properties(named: Naming, found: Read, used: Used) -> tuple[Property, ...]:
    uses = {term: use(named, statement) for term, statement in found.uses.items()}
    told = (property_(named, term, used, uses.get(term)) for term in found.terms.properties)
    return tuple(sorted(told, key=lambda each: each.head.term.name.value.casefold()))

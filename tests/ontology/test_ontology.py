"""vocabulary.ttl, schemes.ttl and links.ttl: terms, concepts and links."""

import re
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, QB, SKOS
from rdflib.term import Node

from kg.terms import BELEID as KNOWN_TO_THE_CODE

ROOT = Path(__file__).parents[2]
ONTOLOGY = ROOT / "ontology"
DATA = ROOT / "data" / "triples.ttl"
FILES = [ONTOLOGY / "vocabulary.ttl", ONTOLOGY / "schemes.ttl", ONTOLOGY / "links.ttl"]

BASE = "https://samenspel.example.org/"
BELEID = Namespace(f"{BASE}def#")
CONCEPT = Namespace(f"{BASE}id/concept/")
SCHEME = Namespace(f"{BASE}id/begrippenkader/")

VOCABULARY = Graph().parse(FILES[0])
SCHEMES = Graph().parse(FILES[1])
LINKS = Graph().parse(FILES[2])

KINDS_OF_TERM = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
TERMS = sorted({URIRef(str(term)) for kind in KINDS_OF_TERM for term in VOCABULARY.subjects(RDF.type, kind)})
PROPERTIES = [term for term in TERMS if (term, RDF.type, OWL.ObjectProperty) in VOCABULARY]
CONCEPTS = sorted(URIRef(str(concept)) for concept in SCHEMES.subjects(RDF.type, SKOS.Concept))
FROM_THE_SOURCES = {SCHEME.indicator, SCHEME.eenheid}


def local(iri: URIRef) -> str:
    return re.split("[#]|/concept/", iri)[-1]


def languages(graph: Graph, subject: Node, predicate: URIRef) -> list[str]:
    return sorted(text.language or "" for text in graph.objects(subject, predicate) if isinstance(text, Literal))


@pytest.mark.parametrize("term", TERMS, ids=local)
class TestEveryTerm:
    def test_has_a_dutch_and_an_english_name(self, term: URIRef) -> None:
        assert languages(VOCABULARY, term, RDFS.label) == ["en", "nl"]

    def test_has_a_definition_in_both_languages_and_an_english_comment(self, term: URIRef) -> None:
        assert languages(VOCABULARY, term, SKOS.definition) == ["en", "nl"]
        assert languages(VOCABULARY, term, RDFS.comment) == ["en"]

    def test_says_where_it_is_defined(self, term: URIRef) -> None:
        assert term in BELEID
        assert VOCABULARY.value(term, RDFS.isDefinedBy) == URIRef(f"{BASE}def")


@pytest.mark.parametrize("term", PROPERTIES, ids=local)
def test_a_relation_can_be_read_from_the_other_side(term: URIRef) -> None:
    assert languages(VOCABULARY, term, BELEID.inverseLabel) == ["en", "nl"]


def test_every_term_the_code_knows_is_defined() -> None:
    assert {URIRef(term) for term in dir(KNOWN_TO_THE_CODE) if str(term).startswith(BELEID)} <= set(TERMS)


def test_whatever_an_example_of_every_class_uses_has_a_name_in_both_languages() -> None:
    good = Graph().parse(Path(__file__).with_name("good.ttl"))
    assert nameless({str(term) for term in (*good.predicates(), *good.objects(None, RDF.type))}) == set()


def test_whatever_the_data_use_has_a_name_in_both_languages() -> None:
    statements = list(pyoxigraph.parse(path=DATA))
    predicates = {statement.predicate.value for statement in statements}
    classes = {statement.object.value for statement in statements if statement.predicate.value == str(RDF.type)}
    assert nameless(predicates | classes) == set()


def nameless(terms: set[str]) -> set[str]:
    return {term for term in terms if languages(VOCABULARY, URIRef(term), RDFS.label) != ["en", "nl"]}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_there_are_no_blank_nodes(file: Path) -> None:
    assert not [statement for statement in Graph().parse(file) if any(isinstance(term, BNode) for term in statement)]


def test_the_vocabulary_has_the_version_of_its_iri() -> None:
    ontology = URIRef(f"{BASE}def")
    version = VOCABULARY.value(ontology, OWL.versionInfo)
    assert VOCABULARY.value(ontology, OWL.versionIRI) == URIRef(f"{BASE}def/{version}")
    assert VOCABULARY.value(ontology, DCTERMS.license) == URIRef("http://creativecommons.org/publicdomain/zero/1.0/")


def test_the_dimensions_of_an_observation_are_declared_as_such() -> None:
    structure = VOCABULARY.value(URIRef(f"{BASE}id/dataset/indicatoren"), QB.structure)
    dimensions = {part for spec in VOCABULARY.objects(structure, QB.component) for part in VOCABULARY.objects(spec, QB.dimension)}
    assert dimensions == {BELEID.indicator, BELEID.refArea, BELEID.refPeriod, BELEID.comparisonGroup, BELEID.valueKind}
    assert dimensions == set(VOCABULARY.subjects(RDF.type, QB.DimensionProperty))
    assert all(VOCABULARY.value(dimension, RDFS.range) for dimension in dimensions)  # qb IC-4


@pytest.mark.parametrize("concept", CONCEPTS, ids=local)
class TestEveryConcept:
    def test_has_one_name_in_each_language_and_a_dutch_definition(self, concept: URIRef) -> None:
        assert languages(SCHEMES, concept, SKOS.prefLabel) == ["en", "nl"]
        assert languages(SCHEMES, concept, SKOS.definition) == ["nl"]

    def test_has_the_slug_the_tables_use_as_its_notation(self, concept: URIRef) -> None:
        scheme, slug = local(concept).split("/")
        assert list(SCHEMES.objects(concept, SKOS.notation)) == [Literal(slug)]
        assert list(SCHEMES.objects(concept, SKOS.inScheme)) == [SCHEME[scheme]]

    def test_has_its_place_in_the_scheme(self, concept: URIRef) -> None:
        (scheme,) = SCHEMES.objects(concept, SKOS.inScheme)
        top = (concept, SKOS.topConceptOf, scheme) in SCHEMES
        assert top == ((scheme, SKOS.hasTopConcept, concept) in SCHEMES)
        assert top != ((concept, SKOS.broader, None) in SCHEMES)


def test_only_the_schemes_that_the_sources_fill_are_empty() -> None:
    schemes = set(SCHEMES.subjects(RDF.type, SKOS.ConceptScheme))
    assert schemes - set(SCHEMES.objects(None, SKOS.inScheme)) == FROM_THE_SOURCES


def test_every_kind_of_relation_has_one_property_that_has_a_name() -> None:
    for kind in SCHEMES.subjects(SKOS.inScheme, SCHEME.verbandsoort):
        (shortcut,) = SCHEMES.objects(kind, BELEID.asProperty)
        assert languages(VOCABULARY, shortcut, RDFS.label) == ["en", "nl"]


def test_the_links_say_nothing_but_sameness_and_alignment() -> None:
    ours = [statement for statement in LINKS if str(statement[0]).startswith(BASE)]
    assert {predicate for _, predicate, _ in ours} == {OWL.sameAs, BELEID.alignsWith}
    for goal in set(LINKS.objects(None, BELEID.alignsWith)):
        assert languages(LINKS, goal, RDFS.label) == ["en", "nl"]


def test_every_link_starts_from_a_thing_in_the_data() -> None:
    known = {statement.subject.value for statement in pyoxigraph.parse(path=DATA)}
    assert {str(subject) for subject in LINKS.subjects() if str(subject).startswith(BASE)} <= known

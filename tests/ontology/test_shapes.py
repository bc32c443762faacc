"""shapes.ttl: what the data promise."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pyshacl
import pytest
import shacl
from rdflib import OWL, RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SH

ROOT = Path(__file__).parents[2]
ONTOLOGY = ROOT / "ontology"
SHAPES = ONTOLOGY / "shapes.ttl"
BASIS = (ONTOLOGY / "vocabulary.ttl", ONTOLOGY / "schemes.ttl", ONTOLOGY / "links.ttl")
GOOD = Path(__file__).with_name("good.ttl")
BROKEN = Path(__file__).with_name("broken.toml")
DATA = ROOT / "data" / "triples.ttl"

BELEID = Namespace("https://samenspel.example.org/def#")
QB = Namespace("http://purl.org/linked-data/cube#")
SCHEMA = Namespace("https://schema.org/")
SHAPE = Namespace("https://samenspel.example.org/id/shape/")

Engine = Callable[[Path, Graph], set[tuple[str, str, str]]]


def test_the_good_graph_has_something_of_every_class(good: Graph) -> None:
    abstract = {BELEID.Claim, BELEID.Endeavour}
    classes = {term for term in Graph().parse(BASIS[0]).subjects(RDF.type, OWL.Class) if str(term).startswith(BELEID)}
    assert classes - abstract <= set(good.objects(None, RDF.type))


def test_the_good_graph_leaves_both_engines_silent(with_shacl: Engine, with_pyshacl: Engine, good: Graph) -> None:
    assert with_shacl(SHAPES, good) == with_pyshacl(SHAPES, good) == set()


def test_exactly_the_expected_shapes_notice(with_shacl: Engine, broken: Graph, finds: set[tuple[str, str]]) -> None:
    assert {(shape, severity) for shape, severity, _ in with_shacl(SHAPES, broken)} == finds


def test_the_engines_notice_the_same_of_the_same_things(with_shacl: Engine, with_pyshacl: Engine, shattered: Graph) -> None:
    """Eight cases at once, for pySHACL takes a quarter of a second each time."""
    findings = with_shacl(SHAPES, shattered)
    assert len(findings) > 1
    assert with_pyshacl(SHAPES, shattered) == findings


@pytest.mark.parametrize(
    "of_kind",
    [
        BELEID.Contribution,
        BELEID.Goal,
        BELEID.Indicator,
        BELEID.Initiative,
        BELEID.Mention,
        BELEID.Participation,
        BELEID.Programme,
        BELEID.Relation,
        BELEID.Result,
        BELEID.StatusAssertion,
        QB.Observation,
        SCHEMA.MonetaryAmount,
    ],
    ids=lambda iri: re.split("[/#]", iri)[-1],
)
def test_whatever_can_be_disputed_needs_evidence(with_shacl: Engine, good: Graph, of_kind: URIRef) -> None:
    things = set(good.subjects(RDF.type, of_kind))
    for thing in things:
        good.remove((thing, BELEID.evidencedBy, None))
    assert with_shacl(SHAPES, good) == {("Thing-evidencedBy", "Violation", str(thing)) for thing in things}


def test_every_shortcut_needs_its_relation(with_shacl: Engine, with_pyshacl: Engine, good: Graph) -> None:
    relations = set(good.subjects(RDF.type, BELEID.Relation))
    starts = {str(start) for relation in relations for start in good.objects(relation, BELEID.relationFrom)}
    for relation in relations:
        good.remove((relation, None, None))
    assert with_shacl(SHAPES, good) == with_pyshacl(SHAPES, good) == {("Shortcut", "Violation", start) for start in starts}


def test_every_shape_that_can_speak_is_seen_to_speak() -> None:
    seen = {SHAPE[name] for case in tomllib.loads(BROKEN.read_text(encoding="utf-8")).values() for name in case["finds"]}
    assert speaking(SHAPES) == seen


def test_the_real_data_break_no_promise() -> None:
    text = "\n".join(file.read_text(encoding="utf-8") for file in (*BASIS, DATA))
    report = shacl.Shapes.from_file(str(SHAPES)).validate_turtle(text)
    assert [(result.source_shape, result.focus_node) for result in report.results if result.severity == "Violation"] == []


@pytest.mark.parametrize("file", [SHAPES, ONTOLOGY / "publication.shacl.ttl"], ids=lambda file: file.name)
class TestEveryShapesFile:
    def test_a_shape_speaks_dutch_and_english(self, file: Path) -> None:
        graph = Graph().parse(file)
        for shape in own_shapes(graph):
            languages = sorted(text.language or "" for text in graph.objects(shape, SH.message) if isinstance(text, Literal))
            assert languages == ["en", "nl"] or (not languages and (shape, SH.property, None) in graph), shape

    def test_a_shape_that_can_speak_has_an_iri_of_ours(self, file: Path) -> None:
        graph = Graph().parse(file)
        shapes = own_shapes(graph)
        parts = {part for predicate in (SH.property, SH.node, SH.qualifiedValueShape) for part in graph.objects(None, predicate)}
        assert all(shape.startswith(SHAPE) for shape in shapes)
        assert {part for part in parts if not isinstance(part, BNode) or (None, SH.property, part) in graph} <= shapes

    def test_a_query_has_an_iri_of_ours_and_brings_its_prefixes(self, file: Path) -> None:
        graph = Graph().parse(file)
        for query in graph.objects(None, SH.sparql):
            (text,) = graph.objects(query, SH.select)
            assert str(query).startswith(SHAPE)
            assert "PREFIX" in str(text)

    def test_the_shapes_are_shapes_by_the_standard(self, file: Path) -> None:
        assert [result.focus_node for result in shapes_of_shapes().validate_file(str(file)).results] == []


def test_a_shape_with_two_paths_is_none_by_the_standard() -> None:
    text = "@prefix sh: <http://www.w3.org/ns/shacl#> . <a:s> a sh:PropertyShape ; sh:path <a:p> , <a:q> ; sh:minCount 1 ."
    assert not shapes_of_shapes().validate_turtle(text).conforms


def own_shapes(graph: Graph) -> set[URIRef]:
    return {URIRef(str(shape)) for kind in (SH.NodeShape, SH.PropertyShape) for shape in graph.subjects(RDF.type, kind)}


def speaking(file: Path) -> set[URIRef]:
    """Return the shapes that can appear in a report: those with a target, and their parts; helpers behind sh:node cannot."""
    graph = Graph().parse(file)
    targets = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
    targeted = {URIRef(str(shape)) for target in targets for shape in graph.subjects(target)}
    parts = {URIRef(str(part)) for shape in targeted for part in graph.objects(shape, SH.property)}
    return {shape for shape in targeted | parts if (shape, SH.message, None) in graph}


def shapes_of_shapes() -> shacl.Shapes:
    """Return the W3C's SHACL-SHACL as pySHACL brings it (meta_shacl), run by the other engine: pySHACL needs ten seconds a file."""
    return shacl.Shapes.from_file(str(Path(pyshacl.__file__).parent / "assets" / "shacl-shacl.ttl"))

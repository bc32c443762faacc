"""publication.shacl.ttl: the obligations of DCAT-AP-NL and NL-SBB."""

import functools
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import shacl
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, SH, SKOS

ROOT = Path(__file__).parents[2]
ONTOLOGY = ROOT / "ontology"
SHARED = ROOT.parent / "shared"
OFFICIAL = SHARED / "standards"
SHAPES = ONTOLOGY / "publication.shacl.ttl"
BASIS = ()
GOOD = Path(__file__).with_name("good_dcat.ttl")
BROKEN = Path(__file__).with_name("broken_dcat.toml")
DATA = ROOT / "data" / "triples.ttl"

SHAPE = Namespace("https://samenspel.example.org/id/shape/")
ADMS = Namespace("http://www.w3.org/ns/adms#")

# What a graph points at lies elsewhere; the official shapes want to know its class (DCAT-AP-NL prescribes adding it).
CLASSES_ELSEWHERE = {
    ADMS.status: SKOS.Concept,
    DCAT.landingPage: FOAF.Document,
    DCAT.mediaType: DCTERMS.MediaType,
    DCAT.theme: SKOS.Concept,
    DCTERMS.accessRights: DCTERMS.RightsStatement,
    DCTERMS.accrualPeriodicity: DCTERMS.Frequency,
    DCTERMS.conformsTo: DCTERMS.Standard,
    DCTERMS["format"]: DCTERMS.MediaTypeOrExtent,
    DCTERMS.language: DCTERMS.LinguisticSystem,
    DCTERMS.license: DCTERMS.LicenseDocument,
    FOAF.page: FOAF.Document,
    FOAF.primaryTopic: DCAT.Resource,
    SKOS.closeMatch: SKOS.Concept,
    SKOS.exactMatch: SKOS.Concept,
}

Engine = Callable[[Path, Graph], set[tuple[str, str, str]]]

needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="shared/ absent: the official shapes were not asked")


def test_the_good_publication_leaves_both_engines_silent(with_shacl: Engine, with_pyshacl: Engine, good: Graph) -> None:
    assert with_shacl(SHAPES, good) == with_pyshacl(SHAPES, good) == set()


def test_exactly_the_expected_shapes_notice(with_shacl: Engine, broken: Graph, finds: set[tuple[str, str]]) -> None:
    assert {(shape, severity) for shape, severity, _ in with_shacl(SHAPES, broken)} == finds


def test_the_engines_notice_the_same_of_the_same_things(with_shacl: Engine, with_pyshacl: Engine, shattered: Graph) -> None:
    findings = with_shacl(SHAPES, shattered)
    assert len(findings) > 1
    assert with_pyshacl(SHAPES, shattered) == findings


def test_every_shape_that_can_speak_is_seen_to_speak() -> None:
    graph = Graph().parse(SHAPES)
    seen = {SHAPE[name] for case in tomllib.loads(BROKEN.read_text(encoding="utf-8")).values() for name in case["finds"]}
    targets = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
    targeted = {URIRef(str(shape)) for target in targets for shape in graph.subjects(target)}
    parts = {URIRef(str(part)) for shape in targeted for part in graph.objects(shape, SH.property)}
    assert {shape for shape in targeted | parts if (shape, SH.message, None) in graph} == seen


def test_our_own_concepts_are_as_they_should_be(with_shacl: Engine, with_pyshacl: Engine) -> None:
    schemes = Graph().parse(ONTOLOGY / "schemes.ttl")
    assert with_shacl(SHAPES, schemes) == with_pyshacl(SHAPES, schemes) == set()


def test_the_concepts_of_the_real_data_break_no_obligation() -> None:
    text = "\n".join(file.read_text(encoding="utf-8") for file in (ONTOLOGY / "schemes.ttl", DATA))
    assert violations(shacl.Shapes.from_file(str(SHAPES)), text) == set()


@needs_shared
def test_the_official_shapes_accept_our_concepts() -> None:
    assert official_violations(Graph().parse(ONTOLOGY / "schemes.ttl")) == set()


@needs_shared
def test_the_official_shapes_accept_the_good_publication(good: Graph) -> None:
    assert official_violations(good) == set()


@needs_shared
def test_the_official_shapes_never_refuse_what_ours_accept(broken: Graph, case: Mapping[str, Any]) -> None:
    refused = "V" in case["finds"].values() and case.get("official") != "silent"
    assert bool(official_violations(broken)) == refused


@needs_shared
def test_the_example_of_the_design_is_a_good_publication(with_shacl: Engine, with_pyshacl: Engine) -> None:
    example = Graph().parse(SHARED / "design" / "example_dcat.ttl")
    assert with_shacl(SHAPES, example) == with_pyshacl(SHAPES, example) == set()


def violations(shapes: shacl.Shapes, turtle: str) -> set[tuple[str, str | None]]:
    """Return the focus node and path of each violation by a thing of ours."""
    return {
        (result.focus_node, result.path)
        for result in shapes.validate_turtle(turtle).results
        if result.severity == "Violation" and result.focus_node.startswith("<https://samenspel.example.org/")
    }


def official_violations(data: Graph) -> set[tuple[str, str | None]]:
    elsewhere = Graph()
    for predicate, kind in CLASSES_ELSEWHERE.items():
        for thing in data.objects(None, predicate):
            if isinstance(thing, URIRef):
                elsewhere.add((thing, RDF.type, kind))
    return violations(official_shapes(), (data + elsewhere).serialize(format="turtle"))


@functools.cache
def official_shapes() -> shacl.Shapes:
    """Return the official shapes of DCAT-AP, DCAT-AP-NL and NL-SBB together (recipe: shared/design/standards.md §4.3)."""
    shapes = Graph().parse(OFFICIAL / "nl-sbb" / "skos-ap-nl.ttl")
    for name in ("dcat-ap-SHACL.ttl", "dcat-ap-nl-SHACL.ttl", "dcat-ap-nl-SHACL-klassebereik.ttl"):
        shapes.parse(OFFICIAL / "dcat-ap-nl" / name)
    for shape, part in set(shapes.subject_objects(SH.property)):
        if (part, SH.path, None) not in shapes:  # DCAT-AP 3.0.1 refers to two property shapes that it does not contain
            shapes.remove((shape, SH.property, part))
    return shacl.Shapes.from_turtle(shapes.serialize())

"""Whether the graph keeps its promises, and whether two engines agree about that."""

import time
from dataclasses import replace
from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from kg.errors import MissingFileError, RdfError
from kg.model.findings import Finding, Report, Severity
from kg.review.shapes import merged, validate
from kg.terms import BASE, BELEID, mint

ROOT = Path(__file__).parents[2]
GOAL = mint("doel", "ver-weg")
SHAPE = URIRef(f"{BASE}/id/shape/Goal")
FINDINGS = (
    Finding(
        SHAPE,
        Severity.VIOLATION,
        GOAL,
        "",
        Literal(3000),
        SH.SPARQLConstraintComponent,
        {"nl": "3000 is te laat.", "en": "3000 is too late."},
    ),
    Finding(
        URIRef(f"{SHAPE}-year"),
        Severity.VIOLATION,
        GOAL,
        f"<{BELEID.targetYear}>",
        Literal("ooit"),
        SH.DatatypeConstraintComponent,
        {"nl": "Eén jaar.", "en": "One year."},
    ),
    Finding(
        SHAPE,
        Severity.WARNING,
        GOAL,
        "<http://www.w3.org/2000/01/rdf-schema#label>",
        None,
        SH.MinCountConstraintComponent,
        {"nl": "Geef een naam.", "en": "Give a name."},
    ),
    Finding(SHAPE, Severity.INFO, GOAL, f"^<{BELEID.measures}>", None, SH.MinCountConstraintComponent, {"": "Niet gemeten."}),
)


def pyshacl_findings(data: str, shapes: str) -> list[Finding]:
    """Return what pySHACL finds: what would stand in `_findings` if the engine in Rust had to go."""
    shapes_graph = Graph().parse(data=shapes)
    _, report, _ = pyshacl.validate(Graph().parse(data=data), shacl_graph=shapes_graph, inference="none")
    return [
        Finding(
            shape=named(shapes_graph, report.value(result, SH.sourceShape)),
            severity=Severity(str(report.value(result, SH.resultSeverity)).removeprefix(str(SH))),
            focus=report.value(result, SH.focusNode),
            path=path(report, report.value(result, SH.resultPath)),
            value=report.value(result, SH.value),
            component=report.value(result, SH.sourceConstraintComponent),
            messages={text.language or "": str(text) for text in report.objects(result, SH.resultMessage)},
        )
        for result in report.objects(None, SH.result)
    ]


def named(shapes: Graph, shape: Node | None) -> URIRef:
    """Return the nearest shape around this one that has a name."""
    while not isinstance(shape, URIRef):
        shape = shapes.value(None, SH.property, shape)
    return shape


def path(report: Graph, node: Node | None) -> str:
    inverse = report.value(node, SH.inversePath) if node is not None else None
    return "" if node is None else f"^<{inverse}>" if inverse else f"<{node}>"


def untold(finding: Finding) -> Finding:
    """Return the finding without the message of a SPARQL constraint: filling it in, pySHACL loses the language."""
    return replace(finding, messages={}) if finding.component == SH.SPARQLConstraintComponent else finding


def test_every_finding_says_what_where_how_bad_and_what_to_do_worst_first(shapes: Path, bad: str) -> None:
    assert validate(bad, [shapes]) == Report(FINDINGS)


def test_a_graph_is_checked_as_its_text_is(shapes: Path, bad: str) -> None:
    assert validate(Graph().parse(data=bad), [shapes]) == Report(FINDINGS)


def test_pyshacl_finds_the_same(shapes: Path, bad: str) -> None:
    def key(finding: Finding) -> tuple[str, ...]:
        return tuple(str(part) for part in (finding.shape, finding.component))

    theirs = [untold(finding) for finding in pyshacl_findings(bad, merged([shapes]))]
    assert sorted(theirs, key=key) == sorted(map(untold, FINDINGS), key=key)


def test_only_a_violation_stops_a_release(shapes: Path, bad: str) -> None:
    report = validate(bad, [shapes])
    assert (report.conforms, report.counts) == (False, {Severity.VIOLATION: 2, Severity.WARNING: 1, Severity.INFO: 1})
    assert Report(FINDINGS[2:]).conforms


def test_shapes_may_be_spread_over_files(tmp_path: Path, shapes: Path, bad: str) -> None:
    other = tmp_path / "other.ttl"
    other.write_text(
        "@prefix a: <http://www.w3.org/ns/shacl#> . <urn:all> a:targetClass <urn:C> ; a:property [ a:path <urn:p> ; a:minCount 1 ] .",
        encoding="utf-8",
    )
    report = validate(f"{bad}\n<urn:c> a <urn:C> .", [shapes, other])
    assert {str(finding.shape) for finding in report.findings} == {str(SHAPE), f"{SHAPE}-year", "urn:all"}


def test_a_file_of_shapes_that_is_absent_is_named(tmp_path: Path, bad: str) -> None:
    with pytest.raises(MissingFileError, match=r"absent\.ttl: no such file"):
        validate(bad, [tmp_path / "absent.ttl"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("<urn:a> .", "validation: parse error: .* line ", id="not Turtle"),
        pytest.param(
            "<urn:s> sh:targetClass <urn:C> ; sh:property [ sh:path <urn:p> ; sh:minCount 'x' ] .",
            "validation: invalid shapes",
            id="no shape",
        ),
    ],
)
def test_shapes_that_cannot_be_read_are_refused(tmp_path: Path, bad: str, text: str, message: str) -> None:
    (tmp_path / "a.ttl").write_text(f"@prefix sh: <{SH}> .\n{text}", encoding="utf-8")
    with pytest.raises(RdfError, match=message):
        validate(bad, [tmp_path / "a.ttl"])


def test_the_real_graph_has_no_violations_and_is_checked_within_three_seconds() -> None:
    data = merged(ROOT / file for file in ("ontology/vocabulary.ttl", "ontology/schemes.ttl", "ontology/links.ttl", "data/triples.ttl"))
    start = time.process_time()
    report = validate(data, [ROOT / "ontology" / "shapes.ttl"])
    assert [finding for finding in report.findings if finding.severity is Severity.VIOLATION] == []
    assert time.process_time() - start < 6  # of two processors
    assert all(set(finding.messages) == {"nl", "en"} for finding in report.findings)

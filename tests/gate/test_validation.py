"""What breaks a shape is found, in the graph, in its concepts, in the catalogue, and in the shapes themselves."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from gate.spoiling import answering, asked, reading, telling
from kg.build.gate_file import Outcome
from kg.gate.checking import Examined, Tools
from kg.terms import BASE

OFFICIAL = Path(__file__).parents[3] / "shared" / "standards"
CONCEPT = f"<{BASE}/id/concept/rol/partner>"
DEFINITION = "<http://www.w3.org/2004/02/skos/core#definition>"
PREFIXES = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix : <https://elsewhere.example/> .\n"

needs_shared = pytest.mark.skipif(not OFFICIAL.exists(), reason="shared/ absent: the official shapes were not asked")


def test_violations_that_the_build_found_fail_and_its_warnings_are_told(copied: Examined) -> None:
    file = copied.release.folder / "shacl-report.json"
    told = json.loads(file.read_text(encoding="utf-8"))
    finding = {"severity": "Violation", "focus": "urn:a", "shape": "urn:s", "messages": {"en": "Wrong."}}
    told["findings"] = [finding, {**finding, "severity": "Warning", "messages": {}}]
    file.write_text(json.dumps(told), encoding="utf-8")
    found = asked("shacl-graph", copied)
    assert (found.failures, found.warnings) == (("urn:a: Wrong.",), ("urn:a: urn:s",))


@pytest.mark.parametrize(
    ("shape", "fault"),
    [
        pytest.param(":s a sh:PropertyShape ; sh:targetClass :C .", "a property shape has one path", id="no path"),
        pytest.param(":s a sh:PropertyShape ; sh:targetClass :C ; sh:path :p , :q .", "a property shape has one path", id="two paths"),
        pytest.param(
            ":s a sh:NodeShape ; sh:targetClass :C ; sh:property :p .", "what sh:property points at is no property shape", id="none"
        ),
        pytest.param(":s a sh:NodeShape ; sh:nodeKind sh:IRI .", "nothing is asked to keep this shape", id="no target"),
        pytest.param(":s a sh:PropertyShape ; sh:path :p .", "nothing is asked to keep this shape", id="no user"),
        pytest.param(":s a sh:NodeShape ; sh:targetClass :C ; sh:severity sh:warning .", "its severity is none of SHACL", id="severity"),
        pytest.param(
            ":s a sh:PropertyShape ; sh:targetClass :C ; sh:path :p ; sh:minCount -1 .", "a count that is no number of things", id="count"
        ),
        pytest.param(':s a sh:NodeShape ; sh:targetClass :C ; sh:message "Goed"@nl .', "no message in en", id="language"),
    ],
)
def test_a_shape_that_is_none_is_found(examined: Examined, tmp_path: Path, shape: str, fault: str) -> None:
    (tmp_path / "shapes.ttl").write_text(PREFIXES + shape, encoding="utf-8")
    found = asked("shacl-shapes", replace(examined, shapes=(tmp_path / "shapes.ttl",)))
    assert any(fault in each for each in found.failures) or any("shapes.ttl:" in each for each in found.failures), found


def test_shapes_that_cannot_be_read_are_found(examined: Examined, tmp_path: Path) -> None:
    (tmp_path / "shapes.ttl").write_text("no turtle", encoding="utf-8")
    (fault,) = asked("shacl-shapes", replace(examined, shapes=(tmp_path / "shapes.ttl",))).failures
    assert fault.startswith("shapes.ttl: ")


def test_a_catalogue_without_a_title_is_found(examined: Examined) -> None:
    title = "<http://purl.org/dc/terms/title>"
    spoilt = answering(
        examined, r"/catalog\.nt", reading(f"<{BASE}/id/dataset/samenspel> {title}", f"<{BASE}/id/dataset/samenspel> <urn:t>")
    )
    assert any(fault.startswith(f"{BASE}/id/dataset/samenspel") for fault in asked("dcat-own", spoilt).failures)


def test_without_a_catalogue_there_is_nothing_to_check(examined: Examined) -> None:
    bare = replace(examined, library=replace(examined.library, publication=None), tools=Tools(OFFICIAL))
    assert asked("dcat-own", bare).outcome is Outcome.INAPPLICABLE
    assert asked("catalogue-links", bare).outcome is Outcome.INAPPLICABLE


def test_a_concept_without_a_definition_is_found(copied: Examined) -> None:
    spoilt = telling(copied, f"{CONCEPT} {DEFINITION}", f"{CONCEPT} <urn:d>")
    (fault,) = asked("concepts-own", spoilt).failures
    assert fault.startswith(f"{BASE}/id/concept/rol/partner")


@needs_shared
@pytest.mark.parametrize("name", ["dcat-official", "concepts-official"])
def test_the_official_shapes_are_asked_where_they_are_at_hand(examined: Examined, name: str) -> None:
    found = asked(name, replace(examined, tools=Tools(OFFICIAL)))
    assert (found.outcome, found.failures) == (None, ())
    assert found.checked > 100


@needs_shared
def test_the_official_shapes_bite(copied: Examined) -> None:
    title = "<http://purl.org/dc/terms/title>"
    nameless = reading(f"<{BASE}/id/dataset/samenspel> {title}", f"<{BASE}/id/dataset/samenspel> <urn:t>")
    spoilt = answering(telling(copied, f"{CONCEPT} {DEFINITION}", f"{CONCEPT} <urn:d>"), r"/catalog\.nt", nameless)
    spoilt = replace(spoilt, tools=Tools(OFFICIAL))
    assert asked("dcat-official", spoilt).failures
    assert asked("concepts-official", spoilt).failures


def test_a_folder_without_the_official_shapes_tells_nothing(examined: Examined, tmp_path: Path) -> None:
    assert asked("dcat-official", replace(examined, tools=Tools(tmp_path))).outcome is Outcome.CANNOT_TELL

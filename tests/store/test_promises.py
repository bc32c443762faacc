"""ontology/shapes.ttl as values."""

from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SH, XSD, Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, SKOS

from kg.errors import RdfError
from kg.model.findings import Severity
from kg.store.prefixes import declared
from kg.store.promises import Promise, Promises, promises
from kg.terms import BASE, BELEID, M8G, SCHEMA, scheme

ONTOLOGY = Path(__file__).parents[2] / "ontology"
SHAPE = f"{BASE}/id/shape/"


@pytest.fixture(scope="module")
def promised() -> Promises:
    return promises(ONTOLOGY / "shapes.ttl")


def of(promised: Promises, kind: URIRef, name: str) -> Promise:
    (found,) = (each for each in promised.of_class[kind] if str(each.shape) == f"{SHAPE}{name}")
    return found


def test_a_promise_counts_values_and_says_of_what_kind_they_are_and_what_is_said_when_it_is_broken(promised: Promises) -> None:
    assert of(promised, BELEID.Contribution, "Contribution-toGoal") == Promise(
        shape=URIRef(f"{SHAPE}Contribution-toGoal"),
        paths=(BELEID.toGoal,),
        inverse=False,
        least=1,
        most=1,
        per_language=False,
        kinds=(BELEID.Goal,),
        schemes=(),
        choices=(),
        severity=Severity.VIOLATION,
        messages={
            "nl": "Geef precies één doel op waaraan wordt bijgedragen (tabel met links, kolom object).",
            "en": "Give exactly one goal that is contributed to (table of links, column object).",
        },
    )


@pytest.mark.parametrize(
    ("kind", "name", "told"),
    [
        pytest.param(BELEID.Goal, "Goal-owner-missing", {"least": 1, "most": None, "severity": Severity.WARNING}, id="a warning"),
        pytest.param(BELEID.Document, "Document-year-missing", {"least": 1, "severity": Severity.INFO}, id="a remark"),
        pytest.param(BELEID.Goal, "Thing-label", {"least": 1, "per_language": True, "kinds": (RDF.langString,)}, id="one a language"),
        pytest.param(BELEID.Participation, "Participation-role", {"schemes": (scheme("rol"),), "kinds": ()}, id="from a scheme"),
        pytest.param(
            BELEID.Participation, "Participation-endeavour", {"paths": (M8G.hasParticipation,), "inverse": True, "most": 1}, id="other side"
        ),
        pytest.param(BELEID.Goal, "Thing-relatedTo", {"kinds": (SH.IRI,), "schemes": ()}, id="any thing"),
        pytest.param(
            BELEID.Programme, "Endeavour-startDate", {"kinds": (XSD.gYear, XSD.gYearMonth, XSD.date)}, id="one of several datatypes"
        ),
        pytest.param(
            BELEID.Indicator, "Indicator-inScheme", {"paths": (SKOS.inScheme,), "choices": (scheme("indicator"),)}, id="one value"
        ),
        pytest.param(
            SCHEMA.MonetaryAmount, "MonetaryAmount-currency", {"choices": (Literal("EUR", datatype=XSD.string),)}, id="one of a list"
        ),
        pytest.param(BELEID.Programme, "Endeavour-contributesTo-backed", {"paths": (), "kinds": ()}, id="a path of several steps"),
        pytest.param(BELEID.Goal, "Goal-anchored", {"paths": (), "severity": Severity.WARNING}, id="the thing as a whole"),
    ],
)
def test_a_shape_is_read_as_it_is_meant(promised: Promises, kind: URIRef, name: str, told: dict[str, object]) -> None:
    found = of(promised, kind, name)
    assert {field: getattr(found, field) for field in told} == told


def test_one_promise_may_be_about_several_properties(promised: Promises) -> None:
    found = of(promised, BELEID.Mention, "Mention-relations")
    assert (found.most, len(found.paths), found.paths[-1]) == (0, 9, ORG.subOrganizationOf)


def test_promises_of_no_class_are_about_what_has_a_property(promised: Promises) -> None:
    found = {promise.shape.removeprefix(SHAPE): properties for properties, promise in promised.of_property}
    assert found["Cycle-partOf"] == (BELEID.partOf,)
    assert found["Mentioned-first"] == (BELEID.mentionOf,)
    assert DCTERMS.title in found["Typed"]


def test_a_shape_of_one_class_stands_with_that_class_alone(promised: Promises) -> None:
    assert RDFS.label not in {path for each in promised.of_class[BELEID.Fragment] for path in each.paths}
    assert not {promise.shape for _, promise in promised.of_property} & {each.shape for own in promised.of_class.values() for each in own}


def test_a_file_that_is_no_turtle_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "shapes.ttl"
    file.write_text("dit is geen Turtle")
    with pytest.raises(RdfError, match=r"shapes\.ttl"):
        promises(file)


def test_a_shape_that_is_not_there_promises_nothing(tmp_path: Path) -> None:
    file = tmp_path / "shapes.ttl"
    file.write_text(f"<{SHAPE}A> <{SH.targetClass}> <{BELEID.Goal}> ; <{SH.property}> <{SHAPE}B> .\n")
    assert promises(file) == Promises({BELEID.Goal: ()}, ())


def test_the_prefixes_of_a_file_are_those_before_its_first_statement(tmp_path: Path) -> None:
    file = tmp_path / "some.ttl"
    file.write_text("@prefix a: <https://a.nl/> .\na:b a a:c .\n")
    assert declared(file) == {"a": "https://a.nl/"}
    assert declared(ONTOLOGY / "vocabulary.ttl")["beleid"] == f"{BASE}/def#"

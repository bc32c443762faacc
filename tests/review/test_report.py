"""The findings for other programs."""

import csv
import json
from pathlib import Path

from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.namespace import SH

from kg.model.findings import Report
from kg.review.report import csv_text, json_text, turtle_text
from kg.review.shapes import validate
from kg.terms import BASE, BELEID, mint

GOAL = mint("doel", "ver-weg")


def test_the_report_in_turtle_is_a_shacl_report(shapes: Path, bad: str) -> None:
    report = Graph().parse(data=turtle_text(validate(bad, [shapes])))
    (whole,) = report.subjects(RDF.type, SH.ValidationReport)
    assert (report.value(whole, SH.conforms), len(list(report.objects(whole, SH.result)))) == (Literal("false", datatype=XSD.boolean), 4)
    (year,) = report.subjects(SH.sourceConstraintComponent, SH.DatatypeConstraintComponent)
    assert {(predicate, value) for predicate, value in report.predicate_objects(year) if predicate != RDF.type} == {
        (SH.resultSeverity, SH.Violation),
        (SH.sourceShape, URIRef(f"{BASE}/id/shape/Goal-year")),
        (SH.focusNode, GOAL),
        (SH.resultPath, BELEID.targetYear),
        (SH.value, Literal("ooit")),
        (SH.sourceConstraintComponent, SH.DatatypeConstraintComponent),
        (SH.resultMessage, Literal("Eén jaar.", lang="nl")),
        (SH.resultMessage, Literal("One year.", lang="en")),
    }
    assert set(report.objects(None, SH.inversePath)) == {BELEID.measures}


def test_without_findings_the_report_conforms() -> None:
    report = Graph().parse(data=turtle_text(Report(())))
    assert {(predicate, value) for _, predicate, value in report} == {
        (RDF.type, SH.ValidationReport),
        (SH.conforms, Literal("true", datatype=XSD.boolean)),
    }


def test_the_report_in_json_keeps_every_part(shapes: Path, bad: str) -> None:
    document = json.loads(json_text(validate(bad, [shapes])))
    assert (document["conforms"], document["counts"]) == (False, {"Violation": 2, "Warning": 1, "Info": 1})
    assert document["findings"][2] == {
        "shape": "https://samenspel.example.org/id/shape/Goal",
        "severity": "Warning",
        "focus": str(GOAL),
        "path": "<http://www.w3.org/2000/01/rdf-schema#label>",
        "value": None,
        "component": "http://www.w3.org/ns/shacl#MinCountConstraintComponent",
        "messages": {"nl": "Geef een naam.", "en": "Give a name."},
    }


def test_the_report_in_csv_has_a_line_for_each_finding(shapes: Path, bad: str) -> None:
    table = list(csv.DictReader(csv_text(validate(bad, [shapes])).splitlines()))
    assert [(row["severity"], row["value"], row["message_nl"], row["message_en"]) for row in table] == [
        ("Violation", "3000", "3000 is te laat.", "3000 is too late."),
        ("Violation", "ooit", "Eén jaar.", "One year."),
        ("Warning", "", "Geef een naam.", "Give a name."),
        ("Info", "", "", ""),
    ]

"""Shapes with a finding of every kind, and a goal that breaks them all."""

from pathlib import Path

import pytest

SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix beleid: <https://samenspel.example.org/def#> .
@prefix shape: <https://samenspel.example.org/id/shape/> .
shape:Goal a sh:NodeShape ; sh:targetClass beleid:Goal ;
    sh:property shape:Goal-year ,
        [ sh:path rdfs:label ; sh:minCount 1 ; sh:severity sh:Warning ;
          sh:message "Geef een naam."@nl , "Give a name."@en ] ,
        [ sh:path [ sh:inversePath beleid:measures ] ; sh:minCount 1 ; sh:severity sh:Info ; sh:message "Niet gemeten." ] ;
    sh:sparql shape:Goal-late .
shape:Goal-year sh:path beleid:targetYear ; sh:datatype xsd:integer ; sh:message "Eén jaar."@nl , "One year."@en .
shape:Goal-late a sh:SPARQLConstraint ; sh:message "{?value} is te laat."@nl , "{?value} is too late."@en ;
    sh:select '''SELECT $this ?value {
        $this <https://samenspel.example.org/def#targetYear> ?value FILTER(isNumeric(?value)) FILTER(?value > 2100)
    }''' .
"""
DATA = """
@prefix beleid: <https://samenspel.example.org/def#> .
<https://samenspel.example.org/id/doel/ver-weg> a beleid:Goal ; beleid:targetYear 3000 , "ooit" .
"""


@pytest.fixture
def shapes(tmp_path: Path) -> Path:
    file = tmp_path / "shapes.ttl"
    file.write_text(SHAPES, encoding="utf-8")
    return file


@pytest.fixture
def bad() -> str:
    return DATA

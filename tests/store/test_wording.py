"""What is no word of SPARQL in texts, and that nothing is found wrong in what the engine takes."""

from pathlib import Path

import pytest
from pyoxigraph import Store

from kg.assets import asset
from kg.store.wording import first_mistake


@pytest.mark.parametrize(
    ("query", "mistake"),
    [
        pytest.param("SELCT * { }", (0, "'SELCT' is no word of SPARQL; did you mean SELECT?"), id="a keyword"),
        pytest.param("ASK { FILTER(STRLENG(?a) > 1) }", (13, "'STRLENG' is no word of SPARQL; did you mean STRLEN?"), id="a function"),
        pytest.param("ASK { ?a foaf:knows ?b }", (9, "the prefix foaf: is not declared"), id="a prefix"),
        pytest.param(
            "PREFIX foaf: <urn:f> ASK { ?a foaf:knows/org:x ?b }", (41, "the prefix org: is not declared"), id="the second of two"
        ),
        pytest.param("ASK { ?a ^:b ?c }", (10, "the prefix : is not declared"), id="the empty prefix"),
        pytest.param("ASK { ?s ?p 'filtr foaf:x' . <urn:filtr> ?p ?o # foaf:y filtr\n}", None, id="texts, IRIs and comments"),
        pytest.param("ASK { _:filtr ?filtr 'a'@filtr }", None, id="names of other sorts"),
        pytest.param("ASK { ?s ?p x }", None, id="a word like nothing"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_the_first_mistake_is_told_with_its_place(query: str, mistake: tuple[int, str] | None) -> None:
    assert first_mistake(query) == mistake


@pytest.mark.parametrize("file", sorted(asset("queries").rglob("*.rq")), ids=lambda file: file.stem)
def test_no_mistake_is_found_in_queries_without_one(file: Path) -> None:
    assert first_mistake(file.read_text(encoding="utf-8")) is None


@pytest.mark.parametrize(
    "query",
    [
        "select ?s ?p ?o where { ?s ?p ?o optional { ?o a ?t } filter(bound(?t) || !isBlank(?o)) } group by ?s ?p ?o having(count(*) > 1)",
        "PREFIX : <urn:a> PREFIX a.b-c: <urn:b> ASK { :x a.b-c:y\\.z\\(filtr\\)filtr :%41 ; a :t.u , 1.5 , true , 'x'^^:dt , 'y'@nl-NL }",
        "SELECT (GROUP_CONCAT(?a; SEPARATOR='; ') AS ?b) { VALUES ?a { UNDEF 1 } BIND(ENCODE_FOR_URI(STR(?a)) AS ?c) }",
        "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> ASK { FILTER(xsd:integer('1') = 1) FILTER NOT EXISTS { ?a (^!a|<urn:p>)+ ?b } }",
    ],
)
def test_what_the_engine_takes_has_no_mistake(query: str) -> None:
    Store().query(query)
    assert first_mistake(query) is None


@pytest.mark.parametrize("text", ["a-" * 500_000, "a." * 500_000, "zzzzzz " * 100_000, ("x" * 500 + " ") * 2_000, "?a" * 500_000])
def test_hostile_texts_come_to_an_end(text: str) -> None:
    assert first_mistake(text) is None

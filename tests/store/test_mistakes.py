"""What a writer is told of a mistake, for what Oxigraph itself says of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from kg.errors import QueryError
from kg.store.mistakes import syntax_error

ENDS = "the text ends here, or something before it is wrong"


def told(query: str) -> QueryError:
    """Return what is told of a query that Oxigraph does not take."""
    with pytest.raises(SyntaxError) as caught:
        Store().query(query)
    return syntax_error(query, caught.value.msg)


@pytest.mark.parametrize(
    ("query", "why", "place"),
    [
        pytest.param("ASK {\n ?a", ENDS, (2, 4, " ?a"), id="broken off"),
        pytest.param("", ENDS, (1, 1, ""), id="nothing"),
        pytest.param("# a comment\n", ENDS, (2, 1, ""), id="only a comment"),
        pytest.param("SELECT", f'{ENDS}; expected "$", "(", "*", "?", PREFIX', (1, 7, "SELECT"), id="what could follow"),
        pytest.param(
            'SELECT * {\n ?s een:naam "é" . ?s twee:naam ?o }',
            "the prefix een: is not declared",
            (2, 5, ' ?s een:naam "é" . ?s twee:naam ?o }'),
            id="a prefix that is not declared",
        ),
        pytest.param("DESCRIBE :b", "the prefix : is not declared", (1, 10, "DESCRIBE :b"), id="nor the empty one"),
        pytest.param(
            "SELECT * { ?s a <urn:x> ; xyz:a ?o }",
            "the prefix xyz: is not declared",
            (1, 27, "SELECT * { ?s a <urn:x> ; xyz:a ?o }"),
            id="a prefix where the parser expects something else",
        ),
        pytest.param(
            "PREFIX a: <urn:a> SELECT * {\n# a comment, 'filtr\n?s a:p ?o . FILTR(?o > 3) }",
            "'FILTR' is no word of SPARQL; did you mean FILTER?",
            (3, 13, "?s a:p ?o . FILTR(?o > 3) }"),
            id="a misspelt word",
        ),
        pytest.param(
            "PREFIX foaf <urn:f> SELECT * { ?s foaf:x ?o }",
            '\'<urn:f>\' cannot stand here; expected ".", ":"',
            (1, 12, "PREFIX foaf <urn:f> SELECT * { ?s foaf:x ?o }"),
            id="a word beyond the mistake",
        ),
        pytest.param(
            "SELECT * { ?s ?p ?o } ORDR BY ?o",
            "'ORDR' is no word of SPARQL; did you mean ORDER?",
            (1, 23, "SELECT * { ?s ?p ?o } ORDR BY ?o"),
            id="another",
        ),
        pytest.param(
            "SELECT *\r\nWHERE { ?s ?p ?o } LIMIT x\r\n",
            "'x' cannot stand here; expected HAVING, OFFSET, OPTIONAL, VALUES",
            (2, 26, "WHERE { ?s ?p ?o } LIMIT x"),
            id="a word, in lines that end as on Windows",
        ),
        pytest.param(
            "SELECT * { GRAPH { } }", "'}' cannot stand here; expected OPTIONAL", (1, 20, "SELECT * { GRAPH { } }"), id="after a space"
        ),
        pytest.param(
            "SELECT * { ?s <a:b>{2} ?o }", "'<a:b>{2}' cannot stand here", (1, 20, "SELECT * { ?s <a:b>{2} ?o }"), id="too much could stand"
        ),
        pytest.param("SELECT * { ?s ?p 'één' } }", ENDS, (1, 27, "SELECT * { ?s ?p 'één' } }"), id="columns are of characters"),
        pytest.param(
            "SELECT ?y { ?x a ?z } GROUP BY ?z",
            "the SELECT contains a variable that is unbound",
            (1, 34, "SELECT ?y { ?x a ?z } GROUP BY ?z"),
            id="a sentence of the parser",
        ),
        pytest.param("ASK FROM <no iri> {}", "IRI parsing failed", (1, 18, "ASK FROM <no iri> {}"), id="the only sentence"),
        pytest.param(
            "ASK { _:a ?p 1 . { _:a ?q 2 } }", "'}' cannot stand here", (1, 28, "ASK { _:a ?p 1 . { _:a ?q 2 } }"), id="nothing is expected"
        ),
    ],
)
def test_a_mistake_is_told_with_its_place_what_stands_there_and_what_could(query: str, why: str, place: tuple[int, int, str]) -> None:
    error = told(query)
    line, column, _ = place
    assert str(error) == f"not a SPARQL 1.1 query: line {line}, column {column}: {why}"
    assert (error.line, error.column, error.text) == place


def test_what_the_parser_says_without_a_place_is_passed_on() -> None:
    error = syntax_error("ASK {}", "the query is too long")
    assert (str(error), error.line, error.column, error.text) == ("not a SPARQL 1.1 query: the query is too long", 0, 0, "")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        pytest.param("error at 9:1: expected one of OPTIONAL", f"{ENDS}; expected OPTIONAL", id="beyond the text"),
        pytest.param("error at 1:3: expected LATERAL", "'ASK' cannot stand here", id="a word beyond SPARQL 1.1"),
        pytest.param("error at 1:5: expected Prefix not found", "Prefix not found", id="a prefix that is not there to be seen"),
        pytest.param("error at 1:5: expected ['%']", "'{}' cannot stand here", id="only characters"),
        pytest.param("error at 1:1: expected ", "'ASK' cannot stand here", id="nothing"),
    ],
)
def test_whatever_the_parser_says_something_sensible_is_told(said: str, why: str) -> None:
    assert str(syntax_error("ASK {}\nx", said)).partition(": line ")[2].partition(": ")[2] == why


@given(st.text(st.sampled_from("ASK SELECT{}()?:ab<>'\"\n\r.;#é1* "), max_size=40))
def test_the_place_that_is_told_is_in_the_text(query: str) -> None:
    try:
        Store().query(query)
    except SyntaxError as error:
        mistake = syntax_error(query, error.msg)
        lines = query.split("\n")
        assert mistake.text == lines[mistake.line - 1].rstrip("\r")
        assert 1 <= mistake.column <= len(lines[mistake.line - 1]) + 1
    except (ValueError, RuntimeError, OSError):
        pass  # a query, though one that cannot be answered

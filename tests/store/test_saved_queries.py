"""Saved queries by name, with their parameters filled in."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Literal, URIRef

from kg.errors import MissingFileError, UnknownQueryError
from kg.store import rows
from kg.store.local import LocalEndpoint, open_files
from kg.store.queries import Parameter, Queries, SavedQuery, filled, parameter_term, with_prefixes
from kg.terms import BASE, mint

QUESTION = """# title@nl: Welke doelen?
# title@en: Which goals?
# param boven: iri = id/doel/nieuw-samenspel ; het doel erboven
# param naam: string
# A remark for $nobody.
PREFIX beleid: <https://samenspel.example.org/def#>
SELECT ?goal WHERE { ?goal beleid:subGoalOf $boven FILTER($naam != "$$5") }
"""


@pytest.fixture
def saved(tmp_path: Path) -> Queries:
    (tmp_path / "pages").mkdir()
    (tmp_path / "goals.rq").write_text(QUESTION, encoding="utf-8")
    (tmp_path / "pages" / "thing.rq").write_text("# What is it?\nSELECT * { $thing ?p ?o }\n", encoding="utf-8")
    return Queries(tmp_path)


def test_a_question_has_titles_and_parameters(saved: Queries) -> None:
    query = saved["goals"]
    assert (query.name, query.title(), query.title("en"), query.title("de")) == ("goals", "Welke doelen?", "Which goals?", "Welke doelen?")
    assert query.parameters == (
        Parameter("boven", "iri", "id/doel/nieuw-samenspel", "het doel erboven"),
        Parameter("naam", "string", "", ""),
    )


def test_only_what_has_a_title_is_a_question(saved: Queries) -> None:
    assert [query.name for query in saved.questions()] == ["goals"]
    assert saved["pages/thing"].title() == "pages/thing"


def test_a_parameter_is_filled_in_as_a_term_and_a_doubled_dollar_is_one(saved: Queries) -> None:
    assert filled(saved["goals"], {"naam": 'a "b"'}) == (
        "PREFIX beleid: <https://samenspel.example.org/def#>\n"
        f'SELECT ?goal WHERE {{ ?goal beleid:subGoalOf <{BASE}/id/doel/nieuw-samenspel> FILTER("a \\"b\\"" != "$5") }}'
    )


def test_a_query_of_the_product_takes_terms(saved: Queries) -> None:
    assert saved.text("pages/thing", thing=URIRef("urn:a")) == "SELECT * { <urn:a> ?p ?o }"


def test_an_unknown_name_brings_the_names_there_are(saved: Queries) -> None:
    with pytest.raises(UnknownQueryError, match="no query named 'goal'; there are: goals"):
        saved["goal"]


@pytest.mark.parametrize(
    ("given_", "message"),
    [
        pytest.param({"naam": "a", "year": "1"}, r"query 'goals' has no parameter 'year'; it has: boven, naam", id="unknown"),
        pytest.param({}, r"query 'goals' needs naam \(string\): ", id="missing"),
        pytest.param({"naam": "a", "boven": "urn:a> ?p ?o"}, r"boven: 'urn:a> \?p \?o' is no iri", id="not an iri"),
    ],
)
def test_a_parameter_that_does_not_fit_is_named(saved: Queries, given_: dict[str, str], message: str) -> None:
    with pytest.raises(UnknownQueryError, match=message):
        filled(saved["goals"], given_)


def test_a_query_without_parameters_says_so() -> None:
    with pytest.raises(UnknownQueryError, match="query 'q' has no parameter 'a'; it has: none"):
        filled(SavedQuery("q", "ASK {}", {}, ()), {"a": "1"})


@pytest.mark.parametrize(
    ("kind", "text", "term"),
    [
        ("integer", "2018", '"2018"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("integer", "-3", '"-3"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("decimal", "17.5", '"17.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("decimal", "29", '"29"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("date", "2018-12-31", '"2018-12-31"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("string", "$x ?y", '"$x ?y"'),
        ("iri", "/id/doel/a", f"<{BASE}/id/doel/a>"),
        ("iri", "urn:a", "<urn:a>"),
    ],
)
def test_a_text_becomes_a_term_of_the_kind(kind: str, text: str, term: str) -> None:
    assert parameter_term(Parameter("x", kind, "", ""), text).n3() == term


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("integer", "2018.5"),
        ("integer", "٢٠١٨"),
        ("decimal", "1,5"),
        ("decimal", "NaN"),
        ("date", "2018"),
        ("iri", "urn:a b"),
        ("iri", "urn:"),
    ],
)
def test_a_text_of_another_kind_is_refused(kind: str, text: str) -> None:
    with pytest.raises(UnknownQueryError, match=f"x: '{text}' is no {kind}"):
        parameter_term(Parameter("x", kind, "", ""), text)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_a_text_stays_within_its_quotes(text: str) -> None:
    query = SavedQuery("q", "SELECT ($x AS ?text) {}", {}, (Parameter("x", "string", "-", ""),))
    (row,) = rows(EMPTY, filled(query, {"x": text} if text else {}))
    assert row["text"] == Literal(text or "-")


EMPTY: LocalEndpoint = open_files([])


def test_a_folder_without_queries_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match=r"no queries \(\*\.rq\) here"):
        Queries(tmp_path)


def test_a_typed_query_may_use_our_prefixes(goals: Path) -> None:
    assert rows(open_files([goals]), with_prefixes("SELECT ?goal { ?goal beleid:subGoalOf doel:nieuw-samenspel }")) == [
        {"goal": mint("doel", "vertrouwen")}
    ]

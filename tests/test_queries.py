"""Every saved query runs, and each question gives the answer that people checked.

After a change of the data, look at what differs and write the new answer:
`kg query NAME --format csv > tests/queries/expected/NAME.csv`.
"""

import csv
from pathlib import Path
from string import Template

import pytest
from rdflib import Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.term import Identifier

from kg.store import Formats
from kg.store.local import LocalEndpoint
from kg.store.queries import Queries, filled
from kg.terms import BASE

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "queries"
EXPECTED = ROOT / "tests" / "queries" / "expected"
NAMES = sorted(file.relative_to(FOLDER).with_suffix("").as_posix() for file in FOLDER.rglob("*.rq"))
QUESTIONS = [name for name in NAMES if "/" not in name]
REGIODEAL = URIRef(f"{BASE}/id/initiatief/regiodeal-twente")
SAMPLES: dict[str, Identifier] = {
    "thing": REGIODEAL,
    "things": REGIODEAL,
    "service": URIRef(f"{BASE}/sparql"),
    "language": Literal("nl"),
}
"""For each parameter of a query of the product a value to run it with."""


def runnable(queries: Queries, name: str) -> str:
    """Return the query with its defaults, or with samples when it is a part of the product."""
    query = queries[name]
    if query.titles:
        return filled(query, {})
    missing = set(Template(query.text).get_identifiers()) - set(SAMPLES)
    assert not missing, f"{name}: add a sample for {missing} to SAMPLES"
    return queries.text(name, **{each: SAMPLES[each] for each in Template(query.text).get_identifiers()})


def table(text: str) -> tuple[list[str], list[tuple[str, ...]]]:
    """Return the header and the rows, sorted: the order of equals is nobody's promise."""
    header, *rows = csv.reader(text.splitlines())
    return header, sorted(tuple(row) for row in rows)


@pytest.mark.parametrize("name", NAMES)
def test_a_saved_query_runs(endpoint: LocalEndpoint, queries: Queries, name: str) -> None:
    assert endpoint.answer(runnable(queries, name)).body


@pytest.mark.parametrize("name", NAMES)
def test_a_saved_query_is_standard_sparql(queries: Queries, name: str) -> None:
    assert prepareQuery(runnable(queries, name)).algebra


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_has_a_title_in_dutch_and_in_english(queries: Queries, name: str) -> None:
    titles = queries[name].titles
    assert sorted(titles) == ["en", "nl"]
    assert all(title.endswith("?") for title in titles.values())


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_parameter_of_a_question_is_described_and_used(queries: Queries, name: str) -> None:
    query = queries[name]
    assert {parameter.name for parameter in query.parameters} == set(Template(query.text).get_identifiers())
    assert all(parameter.default and " / " in parameter.meaning for parameter in query.parameters)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_gives_the_answer_that_was_checked(endpoint: LocalEndpoint, queries: Queries, name: str) -> None:
    answer = endpoint.answer(filled(queries[name], {}), Formats(results="text/csv")).body.decode()
    assert table(answer) == table((EXPECTED / f"{name}.csv").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_stands_in_the_documentation(queries: Queries, name: str) -> None:
    page = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
    assert f"| `{name}` | {queries[name].titles['en']} |" in page


def test_every_question_is_asked_of_real_things(endpoint: LocalEndpoint, queries: Queries) -> None:
    defaults = {parameter.default for query in queries.questions() for parameter in query.parameters if parameter.kind == "iri"}
    known = [iri for iri in sorted(defaults) if b"true" in endpoint.answer(f"ASK {{ <{iri}> ?property ?value }}").body]
    assert known == sorted(defaults)

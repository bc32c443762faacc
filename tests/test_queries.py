"""Every saved query runs, and each question gives the answer that people checked.

After a change of the data, look at what differs and write the new answer:
`kg query NAME --format csv > tests/queries/expected/NAME.csv`; of a graph the sorted lines,
`kg query NAME --format nt | grep . | LC_ALL=C sort -u > tests/queries/expected/NAME.nt`.
"""

import csv
import re
from collections import Counter
from pathlib import Path
from string import Template

import pytest
from rdflib import XSD, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.term import Identifier

from kg.store import Formats, rows
from kg.store.local import LocalEndpoint
from kg.store.parameters import Parameter, parameter_term
from kg.store.queries import Queries, filled
from kg.store.query_files import CHOICES
from kg.terms import BASE

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "queries"
EXPECTED = ROOT / "tests" / "queries" / "expected"
NAMES = sorted(file.relative_to(FOLDER).with_suffix("").as_posix() for file in FOLDER.rglob("*.rq"))
QUESTIONS = [name for name in NAMES if "/" not in name]
TABLES = [name for name in QUESTIONS if (EXPECTED / f"{name}.csv").is_file()]
LISTS = [name for name in NAMES if name.startswith(f"{CHOICES}/")]
REGIODEAL = URIRef(f"{BASE}/id/initiatief/regiodeal-twente")
SAMPLES: dict[str, Identifier] = {
    "graph": REGIODEAL,
    "thing": REGIODEAL,
    "things": REGIODEAL,
    "service": URIRef(f"{BASE}/sparql"),
    "language": Literal("nl"),
    "name": Literal("regiodeal twente"),
    "seconds": Literal(30),
    "memory": Literal(512),
    "size": Literal(10_000_000),
    "long": Literal(20_000),
    "waiting": Literal(16),
    "languages": URIRef("http://www.w3.org/ns/sparql-service-description#SPARQL11Query"),
    "allowed": URIRef("https://sparql.example.org/"),
    "kind": URIRef(f"{BASE}/def#Goal"),
    "most": Literal(12),
    "property": URIRef(f"{BASE}/def#owner"),
    "document": URIRef(f"{BASE}/doc/initiatief/regiodeal-twente"),
    "dataset": URIRef(f"{BASE}/id/dataset/samenspel"),
    "licence": URIRef("http://creativecommons.org/publicdomain/zero/1.0/"),
    "collection": URIRef(f"{BASE}/doc/initiatief"),
    "view": URIRef(f"{BASE}/doc/initiatief/bladzijde/2"),
    "first": URIRef(f"{BASE}/doc/initiatief"),
    "last": URIRef(f"{BASE}/doc/initiatief/bladzijde/3"),
    "previous": URIRef(f"{BASE}/doc/initiatief"),
    "next": URIRef(f"{BASE}/doc/initiatief/bladzijde/3"),
    "total": Literal(120),
    "subjects": REGIODEAL,
    "wie": URIRef(f"{BASE}/id/begrippenkader/organisatietype"),
    "jaar": Literal(2018),
    "space": Literal(f"{BASE}/id/"),
    "pattern": Literal(f"^{BASE}/id/concept/[^#]*$"),
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
    header, *lines = csv.reader(text.splitlines())
    return header, sorted(tuple(line) for line in lines)


def answer(endpoint: LocalEndpoint, queries: Queries, name: str) -> str:
    """Return the answer to a question with its defaults, as CSV or as N-Triples."""
    return endpoint.answer(filled(queries[name], {}), Formats("text/csv", "application/n-triples")).body.decode()


def chosen(queries: Queries) -> list[tuple[str, Parameter]]:
    """Return the parameters that have a list to choose from, with the name of their question."""
    return [(query.name, parameter) for query in queries.questions() for parameter in query.parameters if parameter.choices]


@pytest.mark.parametrize("name", NAMES)
def test_a_saved_query_runs(endpoint: LocalEndpoint, queries: Queries, name: str) -> None:
    assert endpoint.answer(runnable(queries, name)).media_type in {"application/sparql-results+json", "application/n-triples"}


@pytest.mark.parametrize("name", NAMES)
def test_a_saved_query_is_standard_sparql(queries: Queries, name: str) -> None:
    assert prepareQuery(runnable(queries, name)).algebra


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_has_a_title_in_dutch_and_in_english(queries: Queries, name: str) -> None:
    titles = queries[name].titles
    assert sorted(titles) == ["en", "nl"]
    assert all(title.endswith("?") for title in titles.values())


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_tells_in_sentences_in_dutch_and_in_english_what_it_answers(queries: Queries, name: str) -> None:
    descriptions = queries[name].descriptions
    assert sorted(descriptions) == ["en", "nl"]
    assert all(told.endswith(".") for told in descriptions.values())


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_parameter_of_a_question_is_described_and_used(queries: Queries, name: str) -> None:
    query = queries[name]
    assert {parameter.name for parameter in query.parameters} == set(Template(query.text).get_identifiers())
    assert all(parameter.default and " / " in parameter.meaning for parameter in query.parameters)


@pytest.mark.parametrize("name", QUESTIONS)
def test_whoever_must_give_a_thing_can_choose_one(queries: Queries, name: str) -> None:
    assert [each.name for each in queries[name].parameters if each.kind == "iri" and not each.choices] == []


@pytest.mark.parametrize("name", LISTS)
def test_a_list_names_each_value_once_in_a_language(endpoint: LocalEndpoint, queries: Queries, name: str) -> None:
    found = rows(endpoint, queries.text(name))
    named = Counter((row["value"], label.language) for row in found if isinstance(label := row["label"], Literal) and str(label).strip())
    assert named
    assert sum(named.values()) == len(found)
    assert [each for each, count in named.items() if count > 1] == []


@pytest.mark.parametrize("name", LISTS)
def test_a_list_has_a_dutch_name_for_each_thing(endpoint: LocalEndpoint, queries: Queries, name: str) -> None:
    found = rows(endpoint, queries.text(name))
    dutch = {row["value"] for row in found if isinstance(label := row["label"], Literal) and label.language == "nl"}
    assert {row["value"] for row in found if isinstance(row["value"], URIRef)} == {each for each in dutch if isinstance(each, URIRef)}


def test_what_is_asked_when_nothing_is_given_stands_in_the_list(endpoint: LocalEndpoint, queries: Queries) -> None:
    lists = {name: {row["value"] for row in rows(endpoint, queries.text(name))} for name in LISTS}
    strange = [(name, each.name) for name, each in chosen(queries) if parameter_term(each, each.default) not in lists[each.choices]]
    assert strange == []


def test_every_list_serves_a_question(queries: Queries) -> None:
    assert sorted({parameter.choices for _, parameter in chosen(queries)}) == LISTS


@pytest.mark.parametrize("name", TABLES)
def test_a_question_gives_the_answer_that_was_checked(endpoint: LocalEndpoint, queries: Queries, name: str) -> None:
    assert table(answer(endpoint, queries, name)) == table((EXPECTED / f"{name}.csv").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(set(QUESTIONS) - set(TABLES)))
def test_a_question_gives_the_graph_that_was_checked(endpoint: LocalEndpoint, queries: Queries, name: str) -> None:
    found = sorted(set(answer(endpoint, queries, name).splitlines()))
    assert found == (EXPECTED / f"{name}.nt").read_text(encoding="utf-8").splitlines()


def test_every_answer_that_was_checked_belongs_to_a_question() -> None:
    assert sorted(file.stem for file in EXPECTED.iterdir()) == QUESTIONS


@pytest.mark.parametrize("name", TABLES)
def test_the_order_of_an_answer_tells_all_rows_apart(endpoint: LocalEndpoint, queries: Queries, name: str) -> None:
    by = re.findall(r"\?(\w+)", queries[name].text.rpartition("ORDER BY")[2])
    found = Counter(tuple(row.get(each) for each in by) for row in rows(endpoint, filled(queries[name], {})))
    assert [key for key, count in found.items() if count > 1] == []


def test_every_chart_draws_more_than_one_figure(endpoint: LocalEndpoint, queries: Queries) -> None:
    charts = {query.name: query.chart for query in queries.questions() if query.chart}
    figures: dict[str, set[tuple[Identifier, Identifier]]] = {name: set() for name in charts}
    for name, chart in charts.items():
        for row in rows(endpoint, filled(queries[name], {})):
            value = row.get(chart.y)
            if chart.x in row and isinstance(value, Literal) and value.datatype in {XSD.integer, XSD.decimal}:
                figures[name].add((row[chart.x], value))
    assert {name: len(found) > 1 for name, found in figures.items()} == dict.fromkeys(charts, True)


def test_every_network_has_lines_between_things(endpoint: LocalEndpoint, queries: Queries) -> None:
    networks = {query.name: query.network for query in queries.questions() if query.network}
    lines = {
        name: {(row.get(one), row.get(other)) for row in rows(endpoint, filled(queries[name], {}))}
        for name, (one, other) in networks.items()
    }
    drawn = {name: any(isinstance(one, URIRef) and isinstance(other, URIRef) for one, other in found) for name, found in lines.items()}
    assert drawn == dict.fromkeys(networks, True)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_stands_once_in_the_documentation_with_its_parameters(queries: Queries, name: str) -> None:
    page = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
    title = queries[name].title("en")
    parameters = ", ".join(f"`{parameter.name}`" for parameter in queries[name].parameters) or "–"
    assert [line for line in page.splitlines() if title in line] == [f"| `{name}` | {title} | {parameters} |"]


def test_the_documentation_lists_no_other_questions() -> None:
    page = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| `([a-z-]+)` \| [A-Z][^|]*\? \|", page, re.MULTILINE)) == QUESTIONS


def test_every_question_is_asked_of_real_things(endpoint: LocalEndpoint, queries: Queries) -> None:
    defaults = {parameter.default for query in queries.questions() for parameter in query.parameters if parameter.kind == "iri"}
    known = [iri for iri in sorted(defaults) if b"true" in endpoint.answer(f"ASK {{ <{iri}> ?property ?value }}").body]
    assert known == sorted(defaults)

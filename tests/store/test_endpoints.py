"""Both endpoints answer alike."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import FOAF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from kg.errors import QueryError
from kg.store import Answer, Endpoint, Formats, ask, graph, rows, written
from kg.store.canonical import canonical_form
from kg.store.local import LocalEndpoint, open_files
from kg.store.remote import RemoteEndpoint
from kg.terms import BASE, BELEID, mint

Both = LocalEndpoint | RemoteEndpoint
NEW, DO, TRUST = mint("doel", "nieuw-samenspel"), mint("doel", "meer-doen"), mint("doel", "vertrouwen")
GOALS = f"SELECT ?goal ?year WHERE {{ ?goal a <{BELEID.Goal}> OPTIONAL {{ ?goal <{BELEID.targetYear}> ?year }} }} ORDER BY ?goal"
LABEL = f"SELECT ?label WHERE {{ <{NEW}> <{RDFS.label}> ?label }}"


def test_rows_come_in_their_order_with_their_bound_variables_only(either: Both) -> None:
    assert rows(either, GOALS) == [{"goal": DO}, {"goal": NEW, "year": Literal(2018)}, {"goal": TRUST}]


def test_a_label_keeps_its_language_and_a_text_has_none(either: Both) -> None:
    assert rows(either, LABEL) == [{"label": Literal("Nieuw samenspel", lang="nl")}]
    assert rows(either, 'SELECT ("a" AS ?text) (1.5 AS ?number) {}') == [
        {"text": Literal("a"), "number": Literal("1.5", datatype=XSD.decimal)}
    ]


def test_a_blank_node_is_one(either: Both) -> None:
    (row,) = rows(either, "SELECT (BNODE() AS ?node) {}")
    assert type(row["node"]).__name__ == "BNode"


def test_a_truth_value_is_told(either: Both) -> None:
    assert ask(either, f"ASK {{ <{NEW}> ?p ?o }}") is True
    assert ask(either, "ASK { <urn:x> ?p ?o }") is False


def test_a_graph_is_a_graph(either: Both) -> None:
    expected = Graph()
    expected.add((TRUST, BELEID.subGoalOf, NEW))
    assert isomorphic(graph(either, f"CONSTRUCT WHERE {{ ?s <{BELEID.subGoalOf}> ?o }}"), expected)


@pytest.mark.parametrize(
    ("query", "formats", "answer"),
    [
        pytest.param(LABEL, Formats(results="text/csv"), Answer(b"label\r\nNieuw samenspel\r\n", "text/csv"), id="csv"),
        pytest.param(
            LABEL,
            Formats(results="text/tab-separated-values"),
            Answer(b'?label\n"Nieuw samenspel"@nl\n', "text/tab-separated-values"),
            id="tsv",
        ),
        pytest.param(
            f"CONSTRUCT WHERE {{ ?s <{BELEID.subGoalOf}> ?o }}",
            Formats(),
            Answer(f"<{TRUST}> <{BELEID.subGoalOf}> <{NEW}> .\n".encode(), "application/n-triples"),
            id="n-triples",
        ),
    ],
)
def test_the_answer_is_written_in_the_format_asked_for(either: Both, query: str, formats: Formats, answer: Answer) -> None:
    assert written(either, query, formats) == answer


def test_what_is_no_sparql_is_refused_with_the_place(either: Both) -> None:
    with pytest.raises(QueryError, match=r"not a SPARQL 1\.1 query: line 1, column 17: '\?s' cannot stand here"):
        rows(either, "SELECT * WHERE  ?s ?p ?o }")


def test_a_service_clause_is_refused(either: Both) -> None:
    with pytest.raises(QueryError, match="SERVICE is not allowed here: this endpoint fetches nothing from elsewhere"):
        rows(either, "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }")


@pytest.fixture
def moved(tmp_path: Path, goals: Path) -> Endpoint:
    """Return the goals published under another base."""
    file = tmp_path / "moved.ttl"
    file.write_text(goals.read_text(encoding="utf-8").replace(BASE, "https://kg.example.nl/a"), encoding="utf-8")
    return open_files([file], base="https://kg.example.nl/a")


def test_under_another_base_queries_and_rows_speak_of_our_own(moved: Endpoint) -> None:
    assert rows(moved, GOALS) == [{"goal": DO}, {"goal": NEW, "year": Literal(2018)}, {"goal": TRUST}]
    assert rows(moved, "SELECT (<http://www.w3.org/ns/org#> AS ?iri) {}") == [{"iri": URIRef("http://www.w3.org/ns/org#")}]


def test_under_another_base_a_graph_is_under_our_own(moved: Endpoint) -> None:
    assert set(graph(moved, f"CONSTRUCT WHERE {{ ?s <{BELEID.subGoalOf}> ?o }}")) == {(TRUST, BELEID.subGoalOf, NEW)}


def test_under_another_base_what_is_published_stays_there(moved: Endpoint) -> None:
    query = f"SELECT ?goal WHERE {{ ?goal <{BELEID.subGoalOf}> ?other }}"
    assert written(moved, query, Formats(results="text/csv")).body == b"goal\r\nhttps://kg.example.nl/a/id/doel/vertrouwen\r\n"


def test_under_another_base_an_iri_that_is_written_as_a_value_is_our_own(moved: Endpoint) -> None:
    theirs = f'"https://kg.example.nl/a/def#"^^<{XSD.anyURI}>'
    ours = Literal(f"{BASE}/def#", datatype=XSD.anyURI)
    assert rows(moved, f"SELECT ({theirs} AS ?value) {{}}") == [{"value": ours}]
    assert set(graph(moved, f"CONSTRUCT {{ <urn:x> <{FOAF.page}> {theirs} }} WHERE {{}}")) == {(URIRef("urn:x"), FOAF.page, ours)}


@pytest.mark.parametrize(
    "page", ["https://kg.example.nl/a", "https://kg.example.nl/a/p2182/innoveren", "https://kg.example.nl/a/definitief"]
)
def test_under_another_base_what_else_is_there_is_not_ours(moved: Endpoint, page: str) -> None:
    assert rows(moved, f"SELECT (<{page}> AS ?page) {{}}") == [{"page": URIRef(page)}]
    query = f"CONSTRUCT {{ <{NEW}> <{FOAF.page}> <{page}> }} WHERE {{}}"
    assert set(graph(moved, query)) == {(NEW, FOAF.page, URIRef(page))}


STEPS = st.text("abc019-", min_size=1, max_size=6)
HOSTS = st.sampled_from(["https://b.nl", "https://b.nl/kg", "http://127.0.0.1:8000", f"{BASE}/kg", BASE])
OURS = st.one_of(
    st.builds("{}/id/doel/{}".format, st.just(BASE), STEPS),
    st.builds("{}/doc/doel/{}".format, st.just(BASE), STEPS),
    st.builds("{}/def{}".format, st.just(BASE), st.sampled_from(["", "#Goal", ".ttl", "/a"])),
)
THEIRS = st.builds("{}{}".format, HOSTS, st.builds("/p{}".format, STEPS) | st.sampled_from(["", "/", "/definitief", "/iden/a", "/docs/a"]))
IRIS = st.builds(URIRef, OURS | THEIRS)
VALUES = st.one_of(
    IRIS,
    st.builds(Literal, st.one_of(OURS, THEIRS, st.builds("<{}>".format, OURS))),
    st.builds(lambda iri: Literal(iri, datatype=XSD.anyURI), OURS | THEIRS),
)


@given(triples=st.sets(st.tuples(IRIS, IRIS, VALUES), min_size=1, max_size=8), base=HOSTS)
def test_a_graph_under_any_base_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, triples: set[tuple[URIRef, URIRef, URIRef | Literal]], base: str
) -> None:
    lines = "".join(f"{subject.n3()} {predicate.n3()} {value.n3()} .\n" for subject, predicate, value in triples)
    file = tmp_path_factory.mktemp("moved") / "graph.nt"
    file.write_bytes(canonical_form({file: lines.encode()}, base))
    published = open_files([file], base)
    assert set(graph(published, "CONSTRUCT WHERE { ?s ?p ?o }")) == triples
    found = rows(published, "SELECT ?s ?p ?o WHERE { ?s ?p ?o }")
    assert {(row["s"], row["p"], row["o"]) for row in found} == triples

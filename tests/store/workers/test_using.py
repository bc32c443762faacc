import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from kg.errors import QueryError
from kg.store import Dataset
from kg.store.workers.using import with_dataset

GRAPHS = Dataset(("http://a/1", "http://a/2"), ("http://a/3",))
CLAUSES = "USING <http://a/1> USING <http://a/2> USING NAMED <http://a/3> "


@pytest.mark.parametrize(
    ("update", "written"),
    [
        pytest.param("INSERT { ?s ?p 2 } WHERE { ?s ?p 1 }", f"INSERT {{ ?s ?p 2 }} {CLAUSES}WHERE {{ ?s ?p 1 }}", id="insert"),
        pytest.param(
            "DELETE { ?s ?p 1 } INSERT { ?s ?p 2 } WHERE { { ?s ?p 1 } }",
            f"DELETE {{ ?s ?p 1 }} INSERT {{ ?s ?p 2 }} {CLAUSES}WHERE {{ {{ ?s ?p 1 }} }}",
            id="delete and insert",
        ),
        pytest.param("DELETE WHERE { ?s ?p 1 }", f"DELETE {{ ?s ?p 1 }} {CLAUSES}WHERE {{ ?s ?p 1 }}", id="delete where"),
        pytest.param(
            "DELETE\nwhere\n{ GRAPH ?g { ?s ?p 1 } }",
            f"DELETE\n{{ GRAPH ?g {{ ?s ?p 1 }} }} {CLAUSES}where\n{{ GRAPH ?g {{ ?s ?p 1 }} }}",
            id="over lines",
        ),
        pytest.param("INSERT DATA { <a:a> <a:b> 'where' }", "INSERT DATA { <a:a> <a:b> 'where' }", id="no WHERE"),
        pytest.param(
            "INSERT { ?s ?p '}' } # where {\nWHERE { ?s ?p 1 }",
            f"INSERT {{ ?s ?p '}}' }} # where {{\n{CLAUSES}WHERE {{ ?s ?p 1 }}",
            id="text",
        ),
        pytest.param(
            "INSERT { ?s ?p 2 } WHERE { { SELECT * WHERE { ?s ?p 1 } } }",
            f"INSERT {{ ?s ?p 2 }} {CLAUSES}WHERE {{ {{ SELECT * WHERE {{ ?s ?p 1 }} }} }}",
            id="a query within",
        ),
    ],
)
def test_the_dataset_is_written_where_the_standard_has_it(update: str, written: str) -> None:
    assert with_dataset(update, GRAPHS) == written
    Store().update(written)


@pytest.mark.parametrize(
    "update", ["WITH <http://a/g> DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }", "DELETE { ?s ?p 1 } USING <http://a/g> WHERE { ?s ?p 1 }"]
)
def test_an_update_with_a_dataset_of_its_own_takes_no_other(update: str) -> None:
    with pytest.raises(QueryError, match="the update has USING or WITH of its own, so using-graph-uri"):
        with_dataset(update, GRAPHS)


def test_a_group_that_is_not_closed_is_told() -> None:
    with pytest.raises(QueryError, match="a group of the update is not closed"):
        with_dataset("DELETE WHERE { ?s ?p 1", GRAPHS)


@pytest.mark.parametrize(
    "update",
    [
        pytest.param("DELETE { ?with ?using 1 } WHERE { ?with ?using 1 }", id="variables"),
        pytest.param("PREFIX with: <a:> PREFIX using: <a:> DELETE { ?s with:using 1 } WHERE { ?s using:with 1 }", id="prefixed names"),
        pytest.param("PREFIX where: <a:> DELETE { ?s where:where 1 } WHERE { ?s where:where 1 }", id="a prefix named where"),
        pytest.param("DELETE { ?s <a:using> 'with' } WHERE { ?s ?p ' using ' } # with", id="text"),
    ],
)
def test_words_that_are_no_keywords_count_for_nothing(update: str) -> None:
    written = with_dataset(update, GRAPHS)
    start = update.index("} WHERE") + 2
    assert written == update[:start] + CLAUSES + update[start:]
    Store().update(written)


def test_operations_without_a_space_between_each_get_the_dataset() -> None:
    update = "INSERT{?s ?p 2}WHERE{?s ?p 1};DELETE WHERE{?s ?p 1}"
    written = with_dataset(update, Dataset(("http://a/1",)))
    assert written == "INSERT{?s ?p 2}USING <http://a/1> WHERE{?s ?p 1};DELETE {?s ?p 1} USING <http://a/1> WHERE{?s ?p 1}"
    Store().update(written)


def test_no_dataset_leaves_the_update_as_it_is() -> None:
    assert with_dataset("INSERT { ?s ?p 2 } WHERE { ?s ?p 1 }", Dataset()) == "INSERT { ?s ?p 2 } WHERE { ?s ?p 1 }"


def test_a_graph_that_is_no_iri_is_refused() -> None:
    with pytest.raises(ValueError, match="Invalid IRI code point ' '"):
        with_dataset("INSERT { ?s ?p 2 } WHERE { ?s ?p 1 }", Dataset(("no iri",)))


GAPS = st.sampled_from([" ", "\n", " # where { using\n", "\t", " # '''\n"])
VALUES = st.sampled_from(["1", "'}'", '"where {"', "'''with ' {\n'''", "<http://a/using>", '"\\""', "w:where", "'DELETE WHERE'"])
PATTERNS = st.builds("{{ ?s ?p {} }}".format, VALUES)
WHERES = st.one_of(
    PATTERNS,
    st.builds("{{ {} UNION {} }}".format, PATTERNS, PATTERNS),
    st.builds("{{ {{ SELECT * WHERE {} }} }}".format, PATTERNS),
    st.builds("{{ GRAPH ?g {} FILTER NOT EXISTS {} }}".format, PATTERNS, PATTERNS),
)
DATA = st.builds("INSERT DATA {{ <a:a> <a:b> {} }}".format, VALUES) | st.builds("CLEAR{}DEFAULT".format, GAPS)
HEADS = st.builds("INSERT{}{}{}".format, GAPS, PATTERNS, GAPS) | st.builds("delete{}{}{}insert {}\n".format, GAPS, PATTERNS, GAPS, PATTERNS)
OPERATIONS = st.one_of(
    st.builds(lambda data: (data, data), DATA),
    st.builds(lambda head, gap, where: (f"{head}WHERE{gap}{where}", f"{head}{CLAUSES}WHERE{gap}{where}"), HEADS, GAPS, WHERES),
    st.builds(
        lambda gap, more, where: (f"DELETE{gap}where{more}{where}", f"DELETE{gap}{where} {CLAUSES}where{more}{where}"), GAPS, GAPS, PATTERNS
    ),
)


@given(st.lists(OPERATIONS, min_size=1, max_size=4), GAPS)
def test_all_that_is_written_into_an_update_is_its_dataset(operations: list[tuple[str, str]], gap: str) -> None:
    update, expected = (f"PREFIX w: <http://a/where#>{gap}" + f"{gap};{gap}".join(texts) for texts in zip(*operations, strict=True))
    assert with_dataset(update, GRAPHS) == expected
    Store().update(expected)

import pytest
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

"""rdflib, which shares no code with the store, gives the same rows."""

from decimal import Decimal, InvalidOperation

import pytest
from rdflib import Graph
from rdflib.query import ResultRow
from rdflib.term import Identifier

from kg.store import graph, rows
from kg.store.local import LocalEndpoint
from kg.store.queries import Queries, filled

QUICK = [  # rdflib needs less than two seconds for these
    "bedragen-per-initiatief",
    "bron-van-verband",
    "bronnen-per-initiatief",
    "doelen-bij-sdg",
    "doelen-van-initiatief",
    "doelen-zonder-initiatief",
    "gedeelde-partners",
    "gelezen-documenten",
    "indicator-met-streefwaarde",
    "indicator-vergelijken",
    "indicatoren-nooit-gemeten",
    "initiatieven-die-opvolgen",
    "initiatieven-met-hetzelfde-doel",
    "initiatieven-van-organisatie",
    "initiatieven-zonder-doel",
    "initiatieven-zonder-partner",
    "laatste-status-van-initiatieven",
    "organisaties-en-onderdelen",
    "partners-rond-thema",
    "resultaten-van-doel",
    "tijdlijn-van-initiatief",
]
GRAPHS = ["alles-over-initiatief", "partnernetwerk-van-thema"]


def plain(term: Identifier | None) -> str:
    """Return a term as text; a number by its value, for engines write numbers their own way."""
    try:
        return str(Decimal(str(term)).normalize())
    except InvalidOperation:
        return "" if term is None else str(term)


@pytest.mark.parametrize("name", QUICK)
def test_rdflib_gives_the_same_rows(endpoint: LocalEndpoint, queries: Queries, triples: Graph, name: str) -> None:
    text = filled(queries[name], {})
    result = triples.query(text)
    columns = [str(variable) for variable in result.vars or ()]
    theirs = [tuple(plain(value) for value in row) for row in result if isinstance(row, ResultRow)]
    ours = rows(endpoint, text)
    assert sorted(theirs) == sorted(tuple(plain(row.get(column)) for column in columns) for row in ours)


@pytest.mark.parametrize("name", GRAPHS)
def test_rdflib_constructs_the_same_graph(endpoint: LocalEndpoint, queries: Queries, triples: Graph, name: str) -> None:
    text = filled(queries[name], {})
    theirs = triples.query(text).graph
    assert theirs is not None
    assert set(theirs) == set(graph(endpoint, text))

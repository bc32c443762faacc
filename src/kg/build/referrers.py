"""Writes what refers to the things that much refers to, in order and numbered, so that a page of it is read without the rest."""

import re
import sqlite3
from itertools import groupby

from rdflib import Literal

from kg.store import Endpoint, rows
from kg.store.queries import Queries

KINDS = frozenset({"begrippenkader", "concept", "dataset", "gebied", "organisatie", "periode"})
"""The kinds of things, as a step in our IRIs, of which it is kept what refers to them: the document about any other tells all of it."""

TABLES = (
    "CREATE TABLE named (id INTEGER PRIMARY KEY, iri TEXT NOT NULL)",
    "CREATE TABLE referred (iri TEXT PRIMARY KEY, thing INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE referrer (thing INTEGER, place INTEGER, subject INTEGER, predicate INTEGER, PRIMARY KEY (thing, place)) WITHOUT ROWID",
)


def write_referrers(endpoint: Endpoint, queries: Queries, database: sqlite3.Connection) -> None:
    """Fill the tables: for each thing of these kinds what says something of it, by what it says, from place 0."""
    pattern = f"^{re.escape(endpoint.base)}/id/(?:{'|'.join(sorted(KINDS))})/[^#]*$"
    found = rows(endpoint, queries.text("search/referrers", pattern=Literal(pattern)))
    triples = sorted((str(row["thing"]), str(row["predicate"]), str(row["subject"])) for row in found)
    numbers = {iri: number for number, iri in enumerate(sorted({iri for _, *triple in triples for iri in triple}), start=1)}
    database.executemany("INSERT INTO named VALUES (?, ?)", ((number, iri) for iri, number in numbers.items()))
    for number, (thing, said) in enumerate(groupby(triples, key=lambda triple: triple[0]), start=1):
        database.execute("INSERT INTO referred VALUES (?, ?)", (thing, number))
        placed = ((number, place, numbers[subject], numbers[predicate]) for place, (_, predicate, subject) in enumerate(said))
        database.executemany("INSERT INTO referrer VALUES (?, ?, ?, ?)", placed)

"""The search index says the same of the same graph, byte for byte."""

import sqlite3
from contextlib import closing
from pathlib import Path

from kg.build.search_index import write_index
from kg.store.local import LocalEndpoint, open_files
from kg.store.queries import Queries

SMALL = """
@prefix beleid: <https://samenspel.example.org/def#> .
@prefix id: <https://samenspel.example.org/id/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://samenspel.example.org/id/initiatief/a> a beleid:Initiative ; rdfs:label "Energie strategie"@nl ; skos:altLabel "TES"@nl .
<https://samenspel.example.org/id/organisatie/b> a org:Organization ; rdfs:label "Coöperatie"@nl .
<https://samenspel.example.org/id/doel/c> a beleid:Goal ; rdfs:label "Schone lucht"@nl ;
    beleid:owner <https://samenspel.example.org/id/organisatie/b> .
<https://samenspel.example.org/id/doel/e> a beleid:Goal ; rdfs:label "Stille straten"@nl ;
    beleid:owner <https://samenspel.example.org/id/organisatie/b> .
<https://samenspel.example.org/id/vermelding/d> a beleid:Mention ; beleid:mentionOf <https://samenspel.example.org/id/initiatief/a> ;
    rdfs:label "De strategie van Twente"@nl .
"""


def small(folder: Path, text: str = SMALL) -> LocalEndpoint:
    file = folder / "small.ttl"
    file.write_text(text, encoding="utf-8")
    return open_files([file])


def test_two_builds_of_the_real_graph_are_the_same_bytes(endpoint: LocalEndpoint, queries: Queries, tmp_path: Path) -> None:
    counts = [write_index(endpoint, queries, tmp_path / name) for name in ("one", "two")]
    assert counts[0] == counts[1]
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_the_order_in_which_a_graph_was_loaded_makes_no_difference(queries: Queries, tmp_path: Path) -> None:
    prefixes, things = SMALL[: SMALL.index("\n<")], SMALL.split("\n<")[1:]
    turned = "\n<".join([prefixes, *(thing.rstrip("\n") for thing in reversed(things))])
    write_index(small(tmp_path), queries, tmp_path / "one")
    write_index(small(tmp_path, turned), queries, tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_an_index_replaces_the_one_before_it(queries: Queries, tmp_path: Path) -> None:
    file = tmp_path / "index"
    file.write_bytes(b"something else")
    assert write_index(small(tmp_path), queries, file) == 4
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_what_sources_call_a_thing_is_another_name_of_it(queries: Queries, tmp_path: Path) -> None:
    write_index(small(tmp_path), queries, tmp_path / "index")
    with closing(sqlite3.connect(tmp_path / "index")) as database:
        found = database.execute("SELECT text, main FROM name JOIN thing ON thing.id = thing WHERE kind = 'initiatief' ORDER BY name.id")
        assert found.fetchall() == [("Energie strategie", 1), ("De strategie van Twente", 0), ("TES", 0)]


def test_the_better_connected_thing_comes_first(queries: Queries, tmp_path: Path) -> None:
    write_index(small(tmp_path), queries, tmp_path / "index")
    with closing(sqlite3.connect(tmp_path / "index")) as database:
        assert database.execute("SELECT label FROM thing ORDER BY id").fetchall() == [
            ("Coöperatie",),
            ("Schone lucht",),
            ("Stille straten",),
            ("Energie strategie",),
        ]


def test_neighbouring_words_of_a_name_are_also_kept_as_one(queries: Queries, tmp_path: Path) -> None:
    write_index(small(tmp_path), queries, tmp_path / "index")
    with closing(sqlite3.connect(tmp_path / "index")) as database:
        assert database.execute("SELECT word FROM word WHERE joined ORDER BY word").fetchall() == [
            ("destrategie",),
            ("energiestrategie",),
            ("schonelucht",),
            ("stillestraten",),
            ("strategievan",),
            ("vantwente",),
        ]

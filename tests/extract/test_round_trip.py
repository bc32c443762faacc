"""What several sources say of one thing, into the graph and back to rows."""

from pathlib import Path

from kg.build.tables import tables
from kg.extract.facts import facts
from kg.model.tables import Row, table
from kg.review.acceptance import overlaid
from kg.store import turtle
from kg.store.local import open_files
from kg.store.queries import Queries

PLACE = {"source": "d", "locator": "l"}
GOALS_OF_FIRST, GOALS_OF_SECOND = (
    Row("results", {"id": "r", "name": "R", "goal_or_initiative": goals, "year": year, **PLACE, "source": source})
    for goals, year, source in (("g|i", "2018", "d"), ("h", "2019", "e"))
)
ROWS = [
    *(Row("documents", {"id": name, "title": name}) for name in ("d", "e")),
    *(Row("goals", {"id": name, "name": name, **PLACE}) for name in ("g", "h")),
    Row("initiatives", {"id": "i", "name": "i", **PLACE}),
    GOALS_OF_FIRST,
    GOALS_OF_SECOND,
]


def exported(rows: list[Row], folder: Path, queries: Queries) -> list[Row]:
    turtle.save(facts(rows), folder / "triples.ttl")
    return tables(open_files([folder / "triples.ttl"]), queries)


def cells(rows: list[Row]) -> list[dict[str, str]]:
    return [{name: row[name] for name in table(row.table).column_names} for row in rows]


def test_what_each_source_says_of_one_result_comes_back_row_by_row(queries: Queries, tmp_path: Path) -> None:
    found = exported(ROWS, tmp_path, queries)
    assert cells(found) == cells(ROWS)
    assert set(facts(found)) == set(facts(ROWS))


def test_a_correction_of_one_source_leaves_what_the_other_says(queries: Queries, tmp_path: Path) -> None:
    corrected = Row("results", {**GOALS_OF_SECOND.cells, "goal_or_initiative": "g"})
    found = exported(overlaid(exported(ROWS, tmp_path, queries), [corrected]), tmp_path, queries)
    assert cells(found) == cells([*ROWS[:-1], corrected])


def test_what_a_source_says_of_one_thing_in_two_places_comes_back_in_both(queries: Queries, tmp_path: Path) -> None:
    started = {"status": "in-uitvoering", "status_date": "2018", "locator": "l, punt 2"}
    found = exported([*ROWS, Row("initiatives", {"id": "i", "name": "i", **PLACE, **started})], tmp_path, queries)
    assert [(row["locator"], row["status"]) for row in found if row["id"] == "i"] == [("l", ""), ("l, punt 2", "in-uitvoering")]
    assert set(facts(found)) == set(facts([*ROWS, Row("initiatives", {"id": "i", "name": "i", **PLACE, **started})]))

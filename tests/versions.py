"""Versions of a small graph, to compare: as rows, as sides, as releases."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from kg.build.release import Release
from kg.build.sides import Side, side_of_file
from kg.extract.facts import facts
from kg.model.tables import Row
from kg.store import turtle

Made: TypeAlias = Callable[[str, Sequence[Row]], Release]
"""Makes a release of these rows, with these lines of data/withdrawn.csv."""

PLACE = {"source": "tw-rt-1401", "locator": "Inleiding"}


def changed(rows: Sequence[Row]) -> list[Row]:
    """Return the small facts with a goal by another name, a pilot gone, and a new goal with a contribution to it."""
    kept = [row for row in rows if "skills-twente" not in row.cells.values()]
    renamed = [Row(row.table, {**row.cells, "name": "Meer vertrouwen"}) if _is_trust(row) else row for row in kept]
    goal = Row("goals", {"id": "twente-doel", "name": "Een sterk Twente", "description": "Twente wordt sterker.", **PLACE})
    link = Row("links", {"subject": "regiodeal-twente", "predicate": "contributesTo", "object": "twente-doel", "year": "2019", **PLACE})
    return [*renamed, goal, link]


def _is_trust(row: Row) -> bool:
    return (row.table, row["id"]) == ("goals", "almelo-doel-vertrouwen")


def side(rows: Sequence[Row], folder: Path) -> Side:
    """Return a graph of these rows to compare."""
    turtle.save(facts(rows), folder / "versie.ttl")
    return side_of_file(folder / "versie.ttl")

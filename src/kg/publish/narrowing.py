"""Which things of a search index have chosen values of facets, how many have each, and in what order they stand."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeAlias

Values: TypeAlias = tuple[str, ...]
Chosen: TypeAlias = Mapping[str, str | Values]
"""What was chosen, by facet: one value, or several of which a thing has at least one."""

Counts: TypeAlias = dict[str, tuple[tuple[str, int], ...]]
"""Per facet its values, most first, each with the number of things that have it."""


class Order(StrEnum):
    """How things are put in order: as they come, by who answers for them, or by the last year that is known, newest first."""

    NAME = "naam"
    OWNER = "eigenaar"
    YEAR = "jaar"


def several(values: str | Values) -> Values:
    """Return the values that were chosen of one facet.

    >>> several("doel"), several(("doel", "programma"))
    (('doel',), ('doel', 'programma'))
    """
    return (values,) if isinstance(values, str) else tuple(values)


def having(database: sqlite3.Connection, chosen: Chosen) -> dict[str, frozenset[int]]:
    """Return, per facet, the things that have one of the values chosen."""
    return {facet: frozenset(_members(database, facet, several(values))) for facet, values in chosen.items()}


def within(numbers: Iterable[int], members: Iterable[frozenset[int]]) -> list[int]:
    """Return the things that are in all of these sets."""
    sets = list(members)
    return [number for number in numbers if all(number in each for each in sets)]


def counts(database: sqlite3.Connection, numbers: list[int], left: list[int], held: Mapping[str, frozenset[int]]) -> Counts:
    """Return how many of the things have each value; of a facet that was chosen from, as if it were not."""
    counted = _counted(database, left)
    for facet in held:
        free = within(numbers, (members for other, members in held.items() if other != facet))
        counted[facet] = _counted(database, free, facet).get(facet, ())
    return counted


def facts(database: sqlite3.Connection, number: int) -> dict[str, tuple[str, ...]]:
    """Return the values that one thing has."""
    found: dict[str, list[str]] = defaultdict(list)
    for facet, value in database.execute("SELECT facet, value FROM fact WHERE thing = ? ORDER BY facet, value", (number,)):
        found[facet].append(value)
    return {facet: tuple(values) for facet, values in found.items()}


def ordered(database: sqlite3.Connection, numbers: list[int], order: Order) -> list[int]:
    """Return the things in another order; those of which it is not known come last, and what is equal stays as it came."""
    if order == Order.NAME:
        return numbers
    facet, best = ("owner", "MIN") if order == Order.OWNER else ("years", "MAX")
    select = f"SELECT thing, {best}(value) FROM fact WHERE facet = ? GROUP BY thing"  # noqa: S608 - one of the two words above
    known = dict(database.execute(select, (facet,)))
    there = sorted((number for number in numbers if number in known), key=lambda number: str(known[number]).casefold())
    if order == Order.YEAR:
        there = sorted(there, key=lambda number: str(known[number]), reverse=True)
    return [*there, *(number for number in numbers if number not in known)]


def storable(text: str) -> str:
    """Return the text with a question mark for half characters, which a database cannot be asked for."""
    return text.encode(errors="replace").decode()


def _members(database: sqlite3.Connection, facet: str, values: Values) -> Iterable[int]:
    for value in values:
        asked = (storable(facet), storable(value))
        yield from (number for (number,) in database.execute("SELECT thing FROM fact WHERE facet = ? AND value = ?", asked))


def _counted(database: sqlite3.Connection, numbers: list[int], only: str = "") -> Counts:
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    rows = database.execute(
        "SELECT fact.facet, fact.value, count(*) AS things FROM json_each(?) AS number JOIN fact ON fact.thing = number.value"
        " WHERE ? IN ('', fact.facet) GROUP BY fact.facet, fact.value ORDER BY fact.facet, things DESC, fact.value",
        (json.dumps(numbers), only),
    )
    for facet, value, count in rows:
        found[facet].append((value, count))
    return {facet: tuple(values) for facet, values in found.items()}

"""Circles: things that are, in one step or more, part of themselves or follow themselves."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from kg.errors import Problem
from kg.extract.facts.names import given_last
from kg.model.tables import Row

Step: TypeAlias = tuple[str, str, str, str]
"""What leads from one thing to another: the kind of relation, the column that says so, and both ids."""

_PART_OF = {"organisations": "subOrganizationOf", "programmes": "partOf", "goals": "subGoalOf"}
_NO_CIRCLE = frozenset({"partOf", "follows"})
_NOT_WITH_ITSELF = frozenset({"relatedTo", "sameAs"})


def cycle_problems(rows: Sequence[Row]) -> Iterator[Problem]:
    """Yield a problem for every row that closes a circle, in the terms of shapes Cycle-… and Relation-relationFrom."""
    known: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in given_last(rows):
        for kind, column, start, end in _steps(row):
            way = _way(known[kind], end, start)
            if way:
                circle = " → ".join((start, *way))
                message = f"{start!r} comes back to itself: {circle}; correct this id or one of the others in the circle"
                yield Problem(row.origin, row.number, column, message)
            else:
                known[kind][start].append(end)


def _steps(row: Row) -> Iterator[Step]:
    """Yield the steps a row states; of relations that may form circles only one from a thing to itself."""
    if row.table in _PART_OF and row["part_of"]:
        yield _PART_OF[row.table], "part_of", row["id"], row["part_of"]
    elif row.table == "links":
        predicate, start, end = row["predicate"], row["subject"], row["object"]
        if predicate in _NO_CIRCLE or (predicate in _NOT_WITH_ITSELF and start == end):
            yield predicate, "object", start, end


def _way(steps: Mapping[str, Sequence[str]], start: str, goal: str) -> tuple[str, ...]:
    """Return a shortest way along the steps, both ends included; empty when there is none.

    >>> _way({"a": ["b"], "b": ["c"]}, "a", "c"), _way({"a": ["b"]}, "b", "a")
    (('a', 'b', 'c'), ())
    """
    ways: dict[str, tuple[str, ...]] = {start: (start,)}
    reached = [start]
    for here in reached:  # grows as further things are reached
        for there in steps.get(here, ()):
            if there not in ways:
                ways[there] = (*ways[here], there)
                reached.append(there)
    return ways.get(goal, ())

"""Changes to rows of fact tables: put among the rows there are, told apart from them, and kept as JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.model.tables import Row, key, table


@dataclass(frozen=True, slots=True)
class Edit:
    """What becomes of one row: `before` as it was found (None: it is new), `after` as it is to be (None: it goes)."""

    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """An edit of a row that is not as it was found, and that row as it is now, if it is there at all."""

    edit: Edit
    now: Row | None


def same(one: Row | None, other: Row | None) -> bool:
    """Tell whether two rows say the same; an empty cell is as good as none.

    >>> same(Row("goals", {"id": "a", "owner": ""}), Row("goals", {"id": "a"}, "goals.csv", 2))
    True
    """
    if one is None or other is None:
        return one is other
    return one.table == other.table and filled(one) == filled(other)


def filled(row: Row) -> dict[str, str]:
    """Return the cells of a row that hold something, in the order of the columns; several values sorted."""
    columns = ((column, row[column.name].strip()) for column in table(row.table).columns)
    return {column.name: "|".join(sorted(set(row.values(column.name)))) if column.many else text for column, text in columns if text}


def merged(rows: Sequence[Row], edits: Sequence[Edit]) -> list[Row]:
    """Return the rows with the edits made: what is replaced keeps its place, what is new comes last."""
    becomes = {key(edit.before): edit.after for edit in edits if edit.before}
    kept = (becomes.get(key(row), row) for row in rows)
    new = (edit.after for edit in edits if edit.before is None)
    return [row for row in (*kept, *new) if row is not None]


def between(old: Iterable[Row], new: Iterable[Row]) -> tuple[Edit, ...]:
    """Return the edits that make the new rows from the old, in the order of their keys."""
    before, after = ({key(row): row for row in rows} for rows in (old, new))
    pairs = (Edit(before.get(place), after.get(place)) for place in sorted(before.keys() | after.keys()))
    return tuple(edit for edit in pairs if not same(edit.before, edit.after))


def conflicts(rows: Iterable[Row], edits: Sequence[Edit]) -> tuple[Conflict, ...]:
    """Return the edits that were made of other rows than there are now."""
    now = {key(row): row for row in rows}
    leaving = {key(edit.before) for edit in edits if edit.before}
    return tuple(_conflicting(now, leaving, edits))


def _conflicting(now: Mapping[tuple[str, ...], Row], leaving: set[tuple[str, ...]], edits: Iterable[Edit]) -> Iterator[Conflict]:
    for edit in edits:
        if edit.before and not same(now.get(key(edit.before)), edit.before):
            yield Conflict(edit, now.get(key(edit.before)))
        elif edit.after and key(edit.after) not in leaving and key(edit.after) in now:
            yield Conflict(edit, now[key(edit.after)])


def written(edits: Iterable[Edit]) -> list[dict[str, Any]]:
    """Return edits as what JSON holds."""
    return [{"after": _written(edit.after), "before": _written(edit.before), "table": _table(edit)} for edit in edits]


def read(found: Iterable[Mapping[str, Any]]) -> tuple[Edit, ...]:
    """Return the edits that were written so."""
    return tuple(Edit(_row(each["table"], each["before"]), _row(each["table"], each["after"])) for each in found)


def _table(edit: Edit) -> str:
    row = edit.after or edit.before
    return row.table if row else ""


def _written(row: Row | None) -> dict[str, str] | None:
    return filled(row) if row else None


def _row(name: str, cells: Mapping[str, str] | None) -> Row | None:
    return None if cells is None else Row(name, dict(cells))

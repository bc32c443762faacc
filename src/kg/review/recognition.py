"""What the graph already says of a statement: the same, from here or elsewhere, or something else."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.model.candidates import THINGS, Kind
from kg.model.tables import Row, table
from kg.review.standing import Standing

_PLACE = frozenset({"source", "locator"})
_SAYS: Mapping[Kind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Kind.STATUS: (("id", "status_date"), ("status",)),
    Kind.PERIOD: (("id",), ("start", "end")),
    Kind.AMOUNT: (("id", "initiative", "organisation", "role"), ("budget_eur", "amount_eur")),
    Kind.OBSERVATION: (("indicator", "area", "year", "comparison"), ("value",)),
    Kind.GOAL: (("id",), ("owner", "programme", "part_of", "target_year")),
    Kind.PROGRAMME: (("id",), ("owner", "part_of")),
    Kind.INITIATIVE: (("id",), ("type",)),
    Kind.ORGANISATION: (("id",), ("type", "part_of")),
    Kind.INDICATOR: (("id",), ("unit",)),
    Kind.RESULT: (("id",), ("year",)),
    Kind.PARTICIPATION: (("initiative", "organisation", "role"), ()),
    Kind.LINK: (("subject", "predicate", "object"), ()),
}
"""Per kind the columns that tell what a statement is about, and those in which two statements can contradict each other."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """Rows of the graph beside a candidate: `here` from the same document, `elsewhere` from others, that say the same; `against` it."""

    here: tuple[Row, ...] = ()
    elsewhere: tuple[Row, ...] = ()
    against: tuple[Row, ...] = ()


class Known:
    """The rows of the graph, found by what they are about."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Arrange the rows by what they may say."""
        self._rows: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in rows:
            for kind, (about, _) in _SAYS.items():
                self._rows[kind, row.table, *(row[column] for column in about)].append(row)

    def beside(self, standing: Standing) -> Recognition:
        """Return what the graph says beside a candidate."""
        kind, row = standing.candidate.kind, standing.row
        about, telling = _SAYS[kind]
        same_thing = self._rows.get((kind, row.table, *(row[column] for column in about)), [])
        told = [each for each in same_thing if not telling or kind in THINGS or any(each[column] for column in telling if row[column])]
        against = [each for each in told if any(each[column] and row[column] and each[column] != row[column] for column in telling)]
        agreeing = [each for each in told if each not in against or kind in THINGS]
        here = tuple(each for each in agreeing if each["source"] == row["source"])
        return Recognition(here, tuple(each for each in agreeing if each not in here), tuple(against))


def differing(standing: Standing, other: Row) -> tuple[str, ...]:
    """Return the columns in which a row of the graph says something else than a candidate."""
    _, telling = _SAYS[standing.candidate.kind]
    return tuple(column for column in telling if other[column] and standing.row[column] and other[column] != standing.row[column])


def statement(row: Row) -> str:
    """Return a row as a short text, without where it stands.

    >>> statement(Row("links", {"subject": "a", "predicate": "partOf", "object": "b", "source": "s", "locator": "l"}))
    'subject a, predicate partOf, object b'
    """
    shown: Sequence[str] = [column.name for column in table(row.table).columns if column.name not in _PLACE]
    return ", ".join(f"{column} {row[column]}" for column in shown if row[column])

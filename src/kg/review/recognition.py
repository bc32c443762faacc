"""What the graph already says of a statement: the same, from here or elsewhere, or something else."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kg.model.candidates import THINGS
from kg.model.tables import Form, Row, table
from kg.review.standing import Standing


@dataclass(frozen=True, slots=True)
class _Rule:
    """Rows of a table that are `about` the same contradict each other when they differ in one of the columns in `telling`."""

    about: tuple[str, ...]
    telling: tuple[str, ...] = ()


_RULES: Mapping[str, tuple[_Rule, ...]] = {
    "programmes": (_Rule(("id",), ("owner", "part_of", "start", "end")),),
    "goals": (_Rule(("id",), ("owner", "programme", "part_of", "target_year")),),
    "initiatives": (_Rule(("id",), ("type", "start", "end", "budget_eur")), _Rule(("id", "status_date"), ("status",))),
    "organisations": (_Rule(("id",), ("type", "part_of")),),
    "indicators": (_Rule(("id",), ("unit",)),),
    "results": (_Rule(("id",), ("year",)),),
    "observations": (_Rule(("indicator", "area", "year", "comparison"), ("value",)),),
    "participations": (_Rule(("initiative", "organisation", "role"), ("amount_eur",)),),
    "links": (_Rule(("subject", "predicate", "object")),),
}
"""Per table what its rows can contradict each other in; a status is one of its year."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """Rows of the graph beside a candidate: `here` from the same document, `elsewhere` from others, that say the same; `against` it."""

    here: tuple[Row, ...] = ()
    elsewhere: tuple[Row, ...] = ()
    against: tuple[Row, ...] = ()


class Known:
    """Rows, found by what they are about."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Arrange the rows by what they may say."""
        self._rows: dict[tuple[_Rule, tuple[str, ...]], list[Row]] = defaultdict(list)
        for row in rows:
            for rule in _RULES.get(row.table, ()):
                self._rows[rule, _subject(rule, row)].append(row)

    def beside(self, standing: Standing) -> Recognition:
        """Return what the rows say beside a candidate."""
        row, rules = standing.row, _said(standing.row)
        against = _once(other for rule in rules for other in self._about(rule, row) if _differing(rule, row, other))
        if standing.candidate.kind in THINGS:
            same = _once(self._about(_RULES[row.table][0], row))
        else:
            same = _once(other for rule in rules for other in self._about(rule, row) if other not in against and _says(rule, row, other))
        here = tuple(other for other in same if other["source"] == row["source"])
        return Recognition(here, tuple(other for other in same if other not in here), against)

    def _about(self, rule: _Rule, row: Row) -> Iterator[Row]:
        yield from self._rows.get((rule, _subject(rule, row)), ())


def _subject(rule: _Rule, row: Row) -> tuple[str, ...]:
    """Return what a row is about: its table and cells, of a date only the year."""
    return (row.table, *(row[column][:4] if column == "status_date" else row[column] for column in rule.about))


def _said(row: Row) -> list[_Rule]:
    """Return the rules by which a row says something: those of whose columns it fills one, else that of what it is about."""
    rules = _RULES[row.table]
    return [rule for rule in rules if _filled(rule, row)] or list(rules[:1])


def _once(rows: Iterable[Row]) -> tuple[Row, ...]:
    found: list[Row] = []
    for row in rows:
        if row not in found:
            found.append(row)
    return tuple(found)


def _filled(rule: _Rule, row: Row) -> set[str]:
    return {column for column in rule.telling if row[column]}


def _says(rule: _Rule, row: Row, other: Row) -> bool:
    """Tell whether another row says what this one says by the rule, as far as it says anything."""
    return not _filled(rule, row) or bool(_filled(rule, row) & _filled(rule, other))


def differing(row: Row, other: Row) -> tuple[str, ...]:
    """Return the columns in which two rows of a table contradict each other.

    >>> differing(Row("goals", {"id": "a", "owner": "x"}), Row("goals", {"id": "a", "owner": "y"}))
    ('owner',)
    """
    rules = (rule for rule in _RULES[row.table] if _subject(rule, row) == _subject(rule, other))
    return tuple(column for rule in rules for column in _differing(rule, row, other))


def _differing(rule: _Rule, row: Row, other: Row) -> tuple[str, ...]:
    forms = {column.name: column.form for column in table(row.table).columns}
    filled = (column for column in rule.telling if row[column] and other[column])
    return tuple(column for column in filled if not _agree(row[column], other[column], forms[column]))


def _agree(one: str, other: str, form: Form) -> bool:
    """Tell whether two cells say the same: a number may be written with more digits, and a date with its day."""
    if form in {Form.NUMBER, Form.AMOUNT}:
        return _number(one) == _number(other)
    if form is Form.DATE:
        return one.startswith(other) or other.startswith(one)
    return one == other


def _number(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text

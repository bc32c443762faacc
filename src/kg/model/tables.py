"""Fact tables: their columns, and rows that say what one source says about one thing (frozen)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Form(StrEnum):
    """How the text in a cell is to be read."""

    TEXT = "text"
    ID = "id"
    YEAR = "year"
    DATE = "date"
    NUMBER = "number"
    AMOUNT = "amount"
    URL = "url"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a fact table.

    `scheme` names the concept scheme whose notations are allowed; `refers_to` the tables one of
    whose ids the cell must hold. A cell in a `many` column holds several values, split by `|`.
    """

    name: str
    form: Form = Form.TEXT
    required: bool = False
    many: bool = False
    scheme: str = ""
    refers_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of fact table: its columns in order, and those that tell its rows apart."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        """Return the names of the columns in their order."""
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True, slots=True)
class Row:
    """What one source says about one thing: a row of a fact table, with the place it was read.

    `number` is the row as a spreadsheet shows it (1 is the header); `origin` the file or sheet.
    """

    table: str
    cells: Mapping[str, str] = field(hash=False)
    origin: str = ""
    number: int = 0

    def __getitem__(self, column: str) -> str:
        """Return the text of a cell; empty when the cell is empty."""
        return self.cells.get(column, "")

    def values(self, column: str) -> tuple[str, ...]:
        """Return the values of a many-valued cell, in order.

        >>> Row("organisations", {"alt_names": "VRT| Brandweer"}).values("alt_names")
        ('VRT', 'Brandweer')
        """
        return tuple(part.strip() for part in self[column].split("|") if part.strip())


_PLACE = (Column("source", Form.ID, required=True, refers_to=("documents",)), Column("locator", required=True))
_THING = (Column("id", Form.ID, required=True), Column("name", required=True))
_OTHER_NAMES = Column("alt_names", many=True)
_DESCRIPTION = Column("description")
_PERIOD = (Column("start", Form.DATE), Column("end", Form.DATE))
_LINKABLE = ("programmes", "goals", "initiatives", "organisations", "indicators", "results")

TABLES: tuple[Table, ...] = (
    Table(
        "documents",
        ("id",),
        (
            Column("id", Form.ID, required=True),
            Column("title", required=True),
            Column("publisher"),
            Column("type", scheme="documenttype"),
            Column("year", Form.YEAR),
            Column("url", Form.URL),
            Column("published", Form.DATE),
            Column("notes"),
        ),
    ),
    Table(
        "organisations",
        ("id", "source", "locator"),
        (
            *_THING,
            _OTHER_NAMES,
            Column("type", scheme="organisatietype"),
            Column("part_of", Form.ID, refers_to=("organisations",)),
            Column("cbs_code"),
            Column("website", Form.URL),
            *_PLACE,
        ),
    ),
    Table(
        "programmes",
        ("id", "source", "locator"),
        (
            *_THING,
            _OTHER_NAMES,
            Column("owner", Form.ID, refers_to=("organisations",)),
            *_PERIOD,
            Column("part_of", Form.ID, refers_to=("programmes",)),
            _DESCRIPTION,
            *_PLACE,
        ),
    ),
    Table(
        "goals",
        ("id", "source", "locator"),
        (
            *_THING,
            _DESCRIPTION,
            Column("programme", Form.ID, refers_to=("programmes",)),
            Column("owner", Form.ID, refers_to=("organisations",)),
            Column("target_year", Form.YEAR),
            Column("part_of", Form.ID, refers_to=("goals",)),
            *_PLACE,
        ),
    ),
    Table(
        "initiatives",
        ("id", "source", "locator"),
        (
            *_THING,
            _OTHER_NAMES,
            Column("type", scheme="initiatieftype"),
            Column("status", scheme="status"),
            Column("status_date", Form.DATE),
            *_PERIOD,
            Column("budget_eur", Form.AMOUNT),
            Column("theme", many=True, scheme="thema"),
            _DESCRIPTION,
            *_PLACE,
        ),
    ),
    Table(
        "links",
        ("subject", "predicate", "object", "year", "source", "locator"),
        (
            Column("subject", Form.ID, required=True, refers_to=_LINKABLE),
            Column("predicate", required=True),
            Column("object", Form.ID, required=True, refers_to=_LINKABLE),
            Column("year", Form.YEAR),
            *_PLACE,
        ),
    ),
    Table(
        "participations",
        ("initiative", "organisation", "role", "source", "locator"),
        (
            Column("initiative", Form.ID, required=True, refers_to=("initiatives", "programmes")),
            Column("organisation", Form.ID, required=True, refers_to=("organisations",)),
            Column("role", required=True, scheme="rol"),
            Column("amount_eur", Form.AMOUNT),
            *_PLACE,
        ),
    ),
    Table(
        "indicators",
        ("id", "source", "locator"),
        (
            *_THING,
            Column("unit"),
            Column("goal_or_programme", Form.ID, many=True, refers_to=("goals", "programmes")),
            Column("description", required=True),
            *_PLACE,
        ),
    ),
    Table(
        "observations",
        ("indicator", "area", "year", "comparison", "source", "locator"),
        (
            Column("indicator", Form.ID, required=True, refers_to=("indicators",)),
            Column("area", required=True),
            Column("year", Form.YEAR),
            Column("value", Form.NUMBER, required=True),
            Column("comparison"),
            *_PLACE,
        ),
    ),
    Table(
        "results",
        ("id", "source", "locator"),
        (
            *_THING,
            Column("goal_or_initiative", Form.ID, required=True, many=True, refers_to=("goals", "initiatives", "programmes")),
            Column("year", Form.YEAR),
            _DESCRIPTION,
            *_PLACE,
        ),
    ),
)
"""The fact tables, in the order in which they are read and written."""


def table(name: str) -> Table:
    """Return the table of this name; a KeyError is a bug, names come from TABLES."""
    return {each.name: each for each in TABLES}[name]


def key(row: Row) -> tuple[str, ...]:
    """Return what tells the row apart from every other: its table and key cells."""
    return (row.table, *(row[column] for column in table(row.table).key))

"""What the columns of tables about policy hold, by their headings."""

from enum import StrEnum
from functools import cache

from kg.extract.ruling import first
from kg.model.passages import Cell, Passage

LONGEST_CELL = 25
"""How many words the name of an initiative in a cell may have."""


class Column(StrEnum):
    """What a column holds; `OTHER` when its heading does not tell."""

    GOAL = "goal"
    INITIATIVE = "initiative"
    STATUS = "status"
    LIGHT = "light"
    RESULT = "result"
    TREKKER = "trekker"
    PARTNER = "partner"
    UITVOERDER = "uitvoerder"
    FINANCIER = "financier"
    PERIOD = "period"
    MONEY = "money"
    OTHER = ""


@cache
def column_of(heading: str) -> Column:
    """Return what a column of this heading holds.

    >>> column_of("Wat gaan we doen?"), column_of("Doelgroep")
    (<Column.INITIATIVE: 'initiative'>, <Column.OTHER: ''>)
    """
    found = first("tables", heading.strip())
    return Column(found.rule.says) if found else Column.OTHER


def cells(passage: Passage, *columns: Column) -> tuple[Cell, ...]:
    """Return the cells of a row whose columns hold one of these."""
    return tuple(cell for cell in passage.cells if column_of(cell.column) in columns)

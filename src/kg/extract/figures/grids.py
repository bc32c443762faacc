"""Tables of figures: which rows make one, what their columns hold, and the figure in each cell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.about import Setting
from kg.extract.figures.headings import Heading, Holds, heading
from kg.extract.figures.numbers import Value, cell_value, is_english
from kg.extract.stage import Stage
from kg.model.passages import Cell, Shape

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_MOST_WORDS = 4
_UNIT = re.compile(r"^(?P<name>.+?)\s*[(\[](?P<unit>[^()\[\]]{1,40})[)\]]\s*$")
_UNIT_WORDS = re.compile(
    r"%|percentage|procent|aantal|euro|€|per\s|x\s|\u00d7|ton\b|kg|kwh|mwh|gwh|tj|m2|m²|ha\b|dagen|uren|punten?|cijfer|index", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A value in a cell: of what, for which year and area or group, of which kind, in which unit, and where it stands."""

    stage: Stage
    cell: Cell
    name: str
    name_cell: Cell
    value: str
    unit: str = ""
    year: str = ""
    kind: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a table: its place, heading and what it holds."""

    place: int
    title: str
    told: Heading


def grids(staged: Sequence[Stage]) -> Iterator[tuple[Stage, ...]]:
    """Yield the rows that stand together in one table: one after the other, under the same headings, with the same columns."""
    rows: list[Stage] = []
    for stage in staged:
        if stage.passage.shape is Shape.ROW and (not rows or _alike(rows[-1], stage)):
            rows.append(stage)
            continue
        if rows:
            yield tuple(rows)
        rows = [stage] if stage.passage.shape is Shape.ROW else []
    if rows:
        yield tuple(rows)


def _alike(before: Stage, after: Stage) -> bool:
    titles = [[cell.column for cell in stage.passage.cells] for stage in (before, after)]
    return titles[0] == titles[1] and before.passage.trail == after.passage.trail


def figures(rows: Sequence[Stage], setting: Setting) -> Iterator[Figure]:
    """Yield the figures of a table; none when its columns or rows do not tell of what and when its numbers are."""
    reads = "english" if is_english(cell.text for row in rows for cell in row.passage.cells) else "dutch"
    columns = _columns(rows, setting, reads)
    if _years_down(rows, columns):
        yield from _turned(rows, columns, reads)
        return
    name = _name_column(rows, columns, reads)
    if name is not None:
        for row in rows:
            yield from _row(row, columns, name, reads)


def _columns(rows: Sequence[Stage], setting: Setting, reads: str) -> tuple[_Column, ...]:
    titles = [cell.column for cell in rows[0].passage.cells]
    found = [_Column(place, title, heading(title, setting)) for place, title in enumerate(titles)]
    valued = any(each.told.holds is Holds.VALUE for each in found)
    return tuple(_area(each, rows, reads) if valued and each.told == Heading(Holds.NOTHING) else each for each in found)


def _area(column: _Column, rows: Sequence[Stage], reads: str) -> _Column:
    """Return a column of numbers with the name of an area above it as one of that area, such as "Twente"."""
    title = column.title.strip()
    named = title[:1].isupper() and len(title.split()) <= _MOST_WORDS and not any(sign.isdigit() for sign in title)
    numbers = sum(cell_value(_at(row, column).text, reads=reads) is not None for row in rows)
    if named and numbers * 2 > len(rows) and not re.match(r"(?i)nr|nummer|code|bron|taakveld|verschil|trend|volg", title):
        return _Column(column.place, title, Heading(Holds.VALUE, group=title))
    return column


def _at(row: Stage, column: _Column) -> Cell:
    return row.passage.cells[column.place]


def _years_down(rows: Sequence[Stage], columns: Sequence[_Column]) -> bool:
    """Tell whether the first column holds years and each other column is an indicator."""
    first = columns[0]
    years = sum(bool(_YEAR.fullmatch(_at(row, first).text.strip())) for row in rows)
    return years == len(rows) and first.told.holds in {Holds.YEAR, Holds.NOTHING}


def _turned(rows: Sequence[Stage], columns: Sequence[_Column], reads: str) -> Iterator[Figure]:
    for row in rows:
        for column in columns[1:]:
            cell = _at(row, column)
            value = cell_value(cell.text, reads=reads)
            if value is not None and column.title.strip() and not column.told.year:
                name, unit = named_unit(column.title)
                yield Figure(row, cell, name, cell, value.number, unit or value.unit, _at(row, columns[0]).text.strip())


def _name_column(rows: Sequence[Stage], columns: Sequence[_Column], reads: str) -> _Column | None:
    """Return the column that names the indicators: the one that says so, else the first that holds words."""
    if not any(each.told.holds is Holds.VALUE for each in columns):
        return None
    named = [each for each in columns if each.told.holds is Holds.NAME]
    said = max(named, key=lambda each: len({_at(row, each).text for row in rows}), default=None)
    words = (each for each in columns if each.told.holds is Holds.NOTHING and _wordy(rows, each, reads))
    return said or next(words, None)


def _wordy(rows: Sequence[Stage], column: _Column, reads: str) -> bool:
    texts = [_at(row, column).text.strip() for row in rows]
    return sum(len(text) > _MOST_WORDS and cell_value(text, reads=reads) is None for text in texts) * 2 > len(texts)


def _row(row: Stage, columns: Sequence[_Column], name: _Column, reads: str) -> Iterator[Figure]:
    named = _at(row, name)
    if not any(sign.isalpha() for sign in named.text):
        return
    called, unit = named_unit(named.text)
    unit = next((_at(row, each).text.strip() for each in columns if each.told.holds is Holds.UNIT), "") or unit
    year = next((found[0] for each in columns if each.told.holds is Holds.YEAR and (found := _YEAR.search(_at(row, each).text))), "")
    for column in columns:
        told, cell = column.told, _at(row, column)
        value = cell_value(cell.text, reads=reads) if told.holds is Holds.VALUE else None
        if value is not None:
            of = told.year or (year if told.kind != "streefwaarde" else "") or _year_of(row)
            yield Figure(row, cell, called, named, value.number, _unit(unit, value), of, told.kind, told.group)


def _unit(told: str, value: Value) -> str:
    return told or value.unit


def _year_of(row: Stage) -> str:
    """Return the one year that the headings above a table state."""
    found = {year for text in row.passage.trail[1:] for year in _YEAR.findall(text)}
    return found.pop() if len(found) == 1 else ""


def named_unit(text: str) -> tuple[str, str]:
    """Return the name of an indicator without the unit in brackets behind it, and that unit.

    >>> named_unit("Ziekteverzuim (%)"), named_unit("Banen (totaal)")
    (('Ziekteverzuim', '%'), ('Banen (totaal)', ''))
    """
    found = _UNIT.match(text.strip())
    if found and _UNIT_WORDS.search(found["unit"]):
        return found["name"], found["unit"].strip()
    return text.strip(), ""

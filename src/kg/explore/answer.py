"""An answer: rows under columns, with values as Python has them."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, overload

from kg.errors import QueryError
from kg.explore.frames import pandas_frame, polars_frame
from kg.explore.showing import Charted, answer_html, preview
from kg.explore.values import Cell, Kind, Native, kind, native, term
from kg.publish.chart import drawing
from kg.publish.library import Language
from kg.publish.words import words
from kg.store import Term
from kg.store.query_files import Chart

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

Row: TypeAlias = dict[str, Native]


@dataclass(frozen=True, eq=False, repr=False)
class Answer:
    """The rows that answer a question, in their order: `len(answer)`, `answer[0]`, `answer["name"]`, `for row in answer`.

    A row is a dict with a value for every column, None where the answer has none. `terms` has the
    same rows as rdflib terms, with languages, datatypes and all digits.

    >>> import kg
    >>> goals = kg.open("data/triples.ttl").query("SELECT ?name WHERE { ?goal a beleid:Goal ; rdfs:label ?name } ORDER BY ?name LIMIT 2")
    >>> goals.columns, len(goals), goals["name"][1]
    (('name',), 2, '1,5 TWh duurzame elektriciteit')
    """

    columns: tuple[str, ...]
    cells: Sequence[Mapping[str, Cell]]
    base: str
    sparql: str = ""
    drawn: Chart | None = field(default=None)
    language: Language = Language.EN

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.cells)

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows."""
        return iter(self._rows)

    @overload
    def __getitem__(self, which: int) -> Row: ...
    @overload
    def __getitem__(self, which: slice) -> "Answer": ...
    @overload
    def __getitem__(self, which: str) -> list[Native]: ...
    def __getitem__(self, which: int | slice | str) -> "Row | Answer | list[Native]":
        """Return a row by its number, an answer of some of the rows, or the values of a column by its name."""
        if isinstance(which, str):
            self._check(which)
            return [row[which] for row in self._rows]
        if isinstance(which, slice):
            return Answer(self.columns, self.cells[which], self.base, self.sparql, self.drawn, self.language)
        return self._rows[which]

    @cached_property
    def _rows(self) -> list[Row]:
        return [{name: native(cell.get(name)) for name in self.columns} for cell in self.cells]

    @property
    def types(self) -> dict[str, Kind]:
        """Return what the values of each column are."""
        return {name: kind(self[name]) for name in self.columns}

    @property
    def terms(self) -> list[dict[str, Term]]:
        """Return the rows as rdflib terms, each with its bound variables only."""
        return [{name: term(cell[name]) for name in self.columns if name in cell} for cell in self.cells]

    def to_pandas(self) -> "pd.DataFrame":
        """Return the answer as a data frame of pandas.

        Whole numbers are Int64, other numbers Float64, truth values boolean, texts and IRIs string, dates
        and times datetime64 (with a zone: UTC). What is missing is NA; a mixed column holds objects.
        """
        return pandas_frame({name: self[name] for name in self.columns})

    def to_polars(self) -> "pl.DataFrame":
        """Return the answer as a data frame of polars; a mixed column holds texts, what is missing is null."""
        return polars_frame({name: self[name] for name in self.columns})

    @overload
    def to_csv(self, file: None = None) -> str: ...
    @overload
    def to_csv(self, file: str | Path) -> None: ...
    def to_csv(self, file: str | Path | None = None) -> str | None:
        """Write the answer to a file as CSV in UTF-8, values as they stand in the graph; without a file return the text."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([_written(cell.get(name)) for name in self.columns] for cell in self.cells)
        if file is None:
            return text.getvalue()
        Path(file).write_text(text.getvalue(), encoding="utf-8", newline="")
        return None

    def chart(self, kind: str = "", x: str = "", y: str = "", series: str = "") -> Charted:
        """Return the answer as bars or lines (kind "bar" or "line") for a notebook to show.

        A saved question may say itself what to draw. Raises QueryError when there is nothing to draw.
        """
        wanted = Chart(kind, x, y, series) if kind else self.drawn
        if wanted is None or wanted.kind not in {"bar", "line"}:
            raise QueryError('say what to draw, as in chart("line", x="year", y="value", series="area")')
        for name in filter(None, (wanted.x, wanted.y, wanted.series)):
            self._check(name)
        found = drawing(wanted, self.terms, words(self.language))
        if found is None:
            raise QueryError(f"column {wanted.y!r} holds no numbers to draw")
        return Charted(found, self.language)

    def __repr__(self) -> str:
        """Return the first rows as a table of text."""
        return preview(self.columns, self._rows, self.base)

    def _repr_html_(self) -> str:
        """Return the first rows as a table for a notebook."""
        return answer_html(self.columns, self._rows, self.base)

    def _check(self, column: str) -> None:
        """Refuse a column that there is not."""
        if column not in self.columns:
            raise QueryError(f"no column {column!r}; there are: {', '.join(self.columns) or 'none'}")


def _written(cell: Cell | None) -> str:
    """Return a cell as the SPARQL 1.1 CSV results format writes it (§3.2)."""
    if cell is None:
        return ""
    return f"_:{cell['value']}" if cell["type"] == "bnode" else cell["value"]

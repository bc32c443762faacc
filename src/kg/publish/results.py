"""The answer to a reader's own query: as a page shows it without scripts, and as the sheets of a workbook."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from rdflib import XSD, Literal, URIRef

from kg.publish.answering import plain
from kg.publish.facts import Facts, names
from kg.publish.library import Language, Library, View
from kg.publish.values import Value, value
from kg.publish.words import words
from kg.publish.workbook import Sheets
from kg.publish.workbook import Value as Cell
from kg.store import Answer, Dataset, Formats, Solution, Term, rows

MOST_ROWS = 1_000
"""What a page shows at once."""

LICENSE = "https://creativecommons.org/publicdomain/zero/1.0/"


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer on a page: rows under their columns, of so many in all; or a truth value; or a graph as text."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Value, ...], ...] = ()
    total: int = 0
    truth: bool | None = None
    graph: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """An endpoint that has answered already, so that rows() reads that answer."""

    base: str
    given: Answer

    def answer(self, query: str, formats: Formats = Formats(), dataset: Dataset | None = None) -> Answer:
        """Return the answer that was given."""
        _ = query, formats, dataset
        return self.given


def shown(library: Library, view: View, given: Answer) -> Shown:
    """Return an answer (JSON results or Turtle) as a page shows it: things by name, with a link."""
    if given.media_type == "text/turtle":
        return Shown(graph=given.body.decode())
    head = json.loads(given.body)
    if "boolean" in head:
        return Shown(truth=bool(head["boolean"]))
    columns = tuple(head["head"]["vars"])
    found = rows(Answered(library.endpoint.base, given), "")
    seen = found[:MOST_ROWS]
    things = {term for row in seen for term in row.values() if isinstance(term, URIRef)}
    known = Facts(URIRef(""), {}, names(library, things), view)
    return Shown(columns, tuple(_shown(known, view, columns, row) for row in seen), len(found))


def _shown(known: Facts, view: View, columns: tuple[str, ...], row: Solution) -> tuple[Value, ...]:
    return tuple(value(known, words(view.language), row.get(name, Literal(""))) for name in columns)


def sheets(library: Library, language: Language, query: str, given: Answer) -> Sheets:
    """Return an answer (JSON results) as the sheets of a workbook: its rows, and where they come from."""
    head, spoken = json.loads(given.body), words(language)
    base = library.endpoint.base
    if "boolean" in head:
        columns: tuple[str, ...] = (spoken("origin.answer"),)
        cells: list[list[Cell]] = [[bool(head["boolean"])]]
    else:
        columns = tuple(head["head"]["vars"])
        cells = [[_cell(row.get(name), base) for name in columns] for row in rows(Answered(base, given), "")]
    told = [
        (spoken("origin.rows"), str(len(cells))),
        (spoken("origin.release"), str(library.manifest.get("release", ""))),
        (spoken("origin.licence"), LICENSE),
        (spoken("origin.sparql"), query),
    ]
    return Sheets((spoken("origin.answer"), spoken("origin.sheet")), columns, cells, told)


def _cell(term: Term | None, base: str) -> Cell:
    if isinstance(term, Literal) and term.datatype == XSD.date:
        with suppress(ValueError):
            return date.fromisoformat(str(term))
    return plain(term, base)

"""The relations of a picture as a table for a spreadsheet: CSV and XLSX."""

import csv
import io
from collections.abc import Iterator

from kg.publish.saving.behind import Tie
from kg.publish.saving.sheet import Saved, several
from kg.publish.spreadsheet import BYTE_ORDER_MARK, no_formula
from kg.publish.workbook import Sheets, Value, workbook


def csv_file(saved: Saved) -> bytes:
    """Return the relations as CSV (RFC 4180) for people: with a byte order mark, and nothing in it that turns into a formula."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(columns(saved))
    writer.writerows(map(no_formula, row) for row in rows(saved))
    return f"{BYTE_ORDER_MARK}{written.getvalue()}".encode()


def workbook_file(saved: Saved) -> bytes:
    """Return the relations as a workbook (XLSX), with a sheet that tells where they come from."""
    spoken, origin = saved.words, saved.origin
    told = [
        (spoken("saving.picture"), saved.title),
        (spoken("saving.shown"), saved.told),
        *((spoken("saving.note"), note) for note in saved.notes),
        *([(spoken("saving.licence.label"), origin.licence.page)] if origin.licence else []),
        (spoken("saving.source.label"), saved.source),
        (spoken("saving.address"), origin.address),
    ]
    names = (spoken("saving.table"), spoken("origin.sheet"))
    cells = [[_typed(value) for value in row] for row in rows(saved)]
    return workbook(Sheets(names, columns(saved), cells, [(name, str(text)) for name, text in told]))


def columns(saved: Saved) -> tuple[str, ...]:
    """Return the headings of the table."""
    spoken = saved.words
    return (
        spoken("picture.from"),
        spoken("picture.relation"),
        spoken("picture.to"),
        spoken("saving.years"),
        spoken("saving.documents"),
        spoken("saving.evidence"),
        spoken("saving.kind_from"),
        spoken("saving.kind_to"),
        spoken("saving.iri_from"),
        spoken("saving.iri_relation"),
        spoken("saving.iri_to"),
        spoken("saving.iri_claims"),
    )


def rows(saved: Saved) -> Iterator[list[str]]:
    """Yield the relations, one a row; several values of one cell stand with a stroke between them."""
    return (_row(saved, tie) for tie in saved.ties)


def _row(saved: Saved, tie: Tie) -> list[str]:
    return [
        tie.source.name.value,
        tie.relation.value,
        tie.target.name.value,
        several(tie.years),
        several(each.document.name.value for each in tie.evidence),
        several(f"{each.document.name.value}, {each.locator}" for each in tie.evidence),
        saved.words(f"kind.{tie.source.kind}"),
        saved.words(f"kind.{tie.target.kind}"),
        saved.iri(tie.source.iri),
        saved.iri(tie.term),
        saved.iri(tie.target.iri),
        several(map(saved.iri, tie.claims)),
    ]


def _typed(text: str) -> Value:
    """Return a year as a number."""
    return int(text) if len(text) == len("2018") and text.isdecimal() else text

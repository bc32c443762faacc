"""What is said of a thing, and what is in a list, as rows for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from rdflib import Literal, URIRef

from kg.publish.facts import Facts, facts
from kg.publish.library import Library, View
from kg.publish.listing import COLUMNS, Line, every_line
from kg.publish.words import words
from kg.store import Term
from kg.terms import BASE, BELEID, moved

BYTE_ORDER_MARK = "\ufeff"
"""Before CSV that people open in a spreadsheet: without it Excel reads UTF-8 as Windows-1252 ("coÃ¶peratie")."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet takes for a formula when it opens CSV."""

_STATEMENT = ("subject", "relation", "value", "language", "year", "source", "place", "subject_iri", "relation_iri", "value_iri")


def no_formula(text: str) -> str:
    """Return a text with a quote before it when a spreadsheet would take it for a formula.

    >>> no_formula("-1 Rijk & co"), no_formula("Rijk")
    ("'-1 Rijk & co", 'Rijk')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def statements_csv(library: Library, iri: URIRef) -> str:
    """Return all that is said of a thing, and of the claims about it, one statement a row, each with where it stands.

    The headings and names are Dutch, as most texts in the graph are. Raises NotFoundError when nothing is said.
    """
    known = facts(library, View(), iri)
    return _csv([words(View().language)(f"statement.{key}") for key in _STATEMENT], _statements(library, known))


def listing_csv(library: Library, kind: str) -> str:
    """Return all things of a kind, one a row, with the columns of their list; raises NotFoundError for another kind."""
    lines, spoken = every_line(library, View(), kind), words(View().language)
    heads = [spoken("listing.name"), *(spoken(f"listing.{key}") for key in COLUMNS[kind]), "IRI"]
    return _csv(heads, (_line(library, line) for line in lines))


def _line(library: Library, line: Line) -> list[str]:
    cells = (" | ".join(each.name.value for each in cell) for cell in line.cells)
    return [line.ref.name.value, *cells, moved(line.ref.iri, BASE, library.endpoint.base)]


def _statements(library: Library, known: Facts) -> Iterator[list[str]]:
    for subject in sorted(known.statements, key=lambda each: (each != known.thing, each)):
        place = _place(known, subject)
        for predicate, values in sorted(known.statements[subject].items()):
            for value in values:
                iris = (moved(iri, BASE, library.endpoint.base) for iri in (subject, predicate, value) if isinstance(iri, URIRef))
                yield [known.name(subject).value, known.name(predicate).value, *_value(known, value), *place, *iris]


def _value(known: Facts, value: Term) -> tuple[str, str]:
    """Return a value as text, and the language it is in."""
    if isinstance(value, URIRef):
        return known.name(value).value, ""
    return str(value), (value.language or "") if isinstance(value, Literal) else ""


def _place(known: Facts, subject: URIRef) -> tuple[str, str, str]:
    """Return the year a claim is about, and the documents and places that it stands in."""
    evidence = known.evidence(subject)
    year = known.value(subject, BELEID.year)
    return str(year or ""), _several(each.document.name.value for each in evidence), _several(each.locator for each in evidence)


def _several(texts: Iterable[str]) -> str:
    return " | ".join(dict.fromkeys(texts))


def _csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as CSV (RFC 4180), for people: with a byte order mark before it."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(heads)
    writer.writerows(rows)
    return BYTE_ORDER_MARK + written.getvalue()

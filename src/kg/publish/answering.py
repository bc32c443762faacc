"""The rows that answer a question, as plain values for programs and in pages that add up."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeAlias
from urllib.parse import urlencode

from rdflib import XSD, Literal, URIRef
from rdflib.term import Identifier

from kg.publish.asking import Asked
from kg.publish.choices import address
from kg.publish.citation import lasting
from kg.publish.library import Library
from kg.store import Solution, Term
from kg.terms import BASE, moved, slug

Plain: TypeAlias = str | int | float | bool | None
Row: TypeAlias = dict[str, Plain]

_WHOLE = frozenset({
    XSD.integer, XSD.int, XSD.long, XSD.short, XSD.byte, XSD.nonNegativeInteger, XSD.positiveInteger, XSD.nonPositiveInteger,
    XSD.negativeInteger, XSD.unsignedInt, XSD.unsignedLong, XSD.unsignedShort, XSD.unsignedByte,
})  # fmt: skip
_LONGEST_NAME = 100
_BINARY = frozenset({XSD.double, XSD.float})
_TRUTH = {"true": True, "1": True, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class Part:
    """One page of an answer of so many rows; pages are counted from 1, and an empty answer has one."""

    number: int
    size: int
    total: int

    @property
    def last(self) -> int:
        """Return the number of the last page.

        >>> [Part(1, 100, total).last for total in (0, 1, 100, 101)]
        [1, 1, 1, 2]
        """
        return max(1, -(-self.total // self.size))

    def of(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Return the rows on this page."""
        return rows[(self.number - 1) * self.size : self.number * self.size]

    def others(self) -> dict[str, int]:
        """Return the pages one can go on to, by their relation to this one; only those that there are.

        >>> Part(1, 100, 250).others(), Part(3, 100, 250).others(), Part(1, 100, 8).others()
        ({'first': 1, 'next': 2, 'last': 3}, {'first': 1, 'prev': 2, 'last': 3}, {'first': 1, 'last': 1})
        """
        found = {"first": 1, "prev": self.number - 1, "next": self.number + 1, "last": self.last}
        return {relation: number for relation, number in found.items() if 1 <= number <= self.last}


def plain_rows(asked: Asked, solutions: Sequence[Solution], base: str) -> list[Row]:
    """Return the rows with every variable the question selects, null where a row has no value for it."""
    return [{name: plain(solution.get(name), base) for name in asked.query.columns} for solution in solutions]


def typed_rows(asked: Asked, solutions: Sequence[Solution], base: str) -> list[list[Plain | date]]:
    """Return the rows as a spreadsheet has values: as plain_rows(), and dates as dates."""
    return [[_date(solution.get(name)) or plain(solution.get(name), base) for name in asked.query.columns] for solution in solutions]


def plain(term: Identifier | None, base: str) -> Plain:
    """Return a term as JSON has values: a number, a truth value or a text; an IRI under the base of the data; None for nothing.

    >>> plain(Literal("17.50", datatype=XSD.decimal), BASE), plain(Literal("Almelo", lang="nl"), BASE), plain(None, BASE)
    (17.5, 'Almelo', None)
    """
    if term is None:
        return None
    if isinstance(term, URIRef):
        return str(moved(term, BASE, base))
    return _literal(term) if isinstance(term, Literal) else f"_:{term}"


def _literal(term: Literal) -> Plain:
    text = str(term)
    if term.datatype == XSD.boolean:
        return _TRUTH.get(text, text)
    if term.datatype not in {*_WHOLE, *_BINARY, XSD.decimal}:
        return text
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if term.datatype in _WHOLE and number == number.to_integral_value():
        return int(number)
    if number.is_finite():
        return float(number)
    return "NaN" if number.is_nan() else "INF" if number > 0 else "-INF"  # JSON has no numbers for these


def _date(term: Term | None) -> date | None:
    if isinstance(term, Literal) and term.datatype == XSD.date:
        with suppress(ValueError):
            return date.fromisoformat(str(term))
    return None


def permalink(library: Library, asked: Asked) -> str:
    """Return the lasting address of the question with these values, all of them told, and the release that answers it."""
    return f"{library.endpoint.base}{lasting(library, f'/vragen/{asked.query.name}{query_of(asked)}')}"


def file_name(asked: Asked, suffix: str) -> str:
    """Return under which name the answer is kept: the question, and what was given for it."""
    given = (slug(text.rpartition("/")[2]) for name, text in values_of(asked).items() if name in asked.given)
    return f"{'-'.join([asked.query.name, *filter(None, given)])[:_LONGEST_NAME]}.{suffix}"


def query_of(asked: Asked, **more: object) -> str:
    """Return the part of an address from ? on that asks with these values; nothing when there are none."""
    pairs = {**values_of(asked), **{name: str(value) for name, value in more.items() if value}}
    return f"?{urlencode(pairs, safe='/:')}" if pairs else ""


def values_of(asked: Asked) -> Mapping[str, str]:
    """Return the value of each parameter as it stands in an address."""
    return {name: address(term) if isinstance(term, URIRef | Literal) else str(term) for name, term in asked.terms.items()}

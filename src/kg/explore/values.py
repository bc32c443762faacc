"""Values as Python has them, from the answers of an endpoint and back."""

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from rdflib import XSD, BNode, Literal, URIRef

from kg.store import Term

Cell: TypeAlias = Mapping[str, str]
"""A term as the SPARQL 1.1 JSON results format writes it (§3.2.2)."""

Native: TypeAlias = str | int | float | bool | date | None
"""What a cell is in Python; a datetime is a date."""

_TRUTH = MappingProxyType({"true": True, "1": True, "false": False, "0": False})
_WHOLE = re.compile(r"[+-]?[0-9]+")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN")
_INTEGERS = (
    XSD.integer, XSD.int, XSD.long, XSD.short, XSD.byte, XSD.nonNegativeInteger, XSD.positiveInteger, XSD.nonPositiveInteger,
    XSD.negativeInteger, XSD.unsignedInt, XSD.unsignedLong, XSD.unsignedShort, XSD.unsignedByte, XSD.gYear,
)  # fmt: skip
_LARGEST = 2**63 - 1


class Kind(StrEnum):
    """What all values of a column are."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    MIXED = "mixed"
    EMPTY = "empty"


def native(cell: Cell | None) -> Native:
    """Return a cell as Python has it: an IRI and a text in any language as str, nothing as None.

    A decimal becomes a float, a year an int. What is not written as its datatype says stays a text.

    >>> native({"type": "literal", "value": "17.50", "datatype": str(XSD.decimal)})
    17.5
    >>> native({"type": "literal", "value": "2018-12-31", "datatype": str(XSD.date)})
    datetime.date(2018, 12, 31)
    >>> native({"type": "literal", "value": "in 2018", "datatype": str(XSD.gYear)})
    'in 2018'
    """
    if cell is None:
        return None
    if cell["type"] == "bnode":
        return f"_:{cell['value']}"
    try:
        return _read(cell.get("datatype", ""), cell["value"])
    except ValueError:
        return cell["value"]


def _read(datatype: str, text: str) -> Native:
    """Return a literal as its datatype says; raises ValueError when it is not written so."""
    kind = _KINDS.get(datatype, Kind.TEXT)
    if kind is Kind.BOOLEAN:
        return _TRUTH.get(text, text)
    if kind is Kind.INTEGER:
        return int(text) if _WHOLE.fullmatch(text) else text
    if kind is Kind.NUMBER:
        return float(text) if _NUMBER.fullmatch(text) else text
    if kind is Kind.DATE:
        return date.fromisoformat(text)
    return datetime.fromisoformat(text) if kind is Kind.DATETIME else text


_KINDS: Mapping[str, Kind] = MappingProxyType({
    str(XSD.boolean): Kind.BOOLEAN,
    str(XSD.decimal): Kind.NUMBER,
    str(XSD.double): Kind.NUMBER,
    str(XSD.float): Kind.NUMBER,
    str(XSD.date): Kind.DATE,
    str(XSD.dateTime): Kind.DATETIME,
    **{str(datatype): Kind.INTEGER for datatype in _INTEGERS},
})  # fmt: skip


def kind(values: Collection[Native]) -> Kind:
    """Return what all values of a column are: whole and other numbers together are numbers, dates and times are times.

    >>> kind([1, None, 2.5]), kind([2018, "2018-03"]), kind([])
    (<Kind.NUMBER: 'number'>, <Kind.MIXED: 'mixed'>, <Kind.EMPTY: 'empty'>)
    """
    types = frozenset(type(value) for value in values if value is not None)
    if types == {int} and any(abs(value) > _LARGEST for value in values if isinstance(value, int)):
        return Kind.MIXED
    found = _COLUMNS.get(types, Kind.MIXED)
    if found is Kind.DATETIME and len({_in_zone(value) for value in values if value is not None}) > 1:
        return Kind.MIXED
    return found


_COLUMNS: Mapping[frozenset[type], Kind] = MappingProxyType({
    frozenset(): Kind.EMPTY,
    frozenset({str}): Kind.TEXT,
    frozenset({int}): Kind.INTEGER,
    frozenset({float}): Kind.NUMBER,
    frozenset({int, float}): Kind.NUMBER,
    frozenset({bool}): Kind.BOOLEAN,
    frozenset({date}): Kind.DATE,
    frozenset({datetime}): Kind.DATETIME,
    frozenset({date, datetime}): Kind.DATETIME,
})  # fmt: skip


def _in_zone(value: Native) -> bool:
    return isinstance(value, datetime) and value.tzinfo is not None


def term(cell: Cell) -> Term:
    """Return a cell as rdflib has it, with its language or datatype and every digit."""
    if cell["type"] == "uri":
        return URIRef(cell["value"])
    if cell["type"] == "bnode":
        return BNode(cell["value"])
    language, datatype = cell.get("xml:lang"), cell.get("datatype")
    typed = URIRef(datatype) if datatype and not language else None
    return Literal(cell["value"], lang=language, datatype=typed, normalize=False)


def cell(term: Term) -> Cell:
    """Return a term of rdflib as a cell.

    >>> cell(Literal(2018))
    {'type': 'literal', 'value': '2018', 'datatype': 'http://www.w3.org/2001/XMLSchema#integer'}
    """
    if isinstance(term, Literal):
        more = {"xml:lang": term.language, "datatype": None if term.language else term.datatype}
        return {"type": "literal", "value": str(term)} | {name: str(value) for name, value in more.items() if value}
    return {"type": "uri" if isinstance(term, URIRef) else "bnode", "value": str(term)}

"""The text of a cell as an RDF literal."""

from decimal import Decimal

from rdflib import XSD, Literal

_DATE_TYPES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}


def dutch(text: str) -> Literal:
    """Return the text as a Dutch literal."""
    return Literal(text, lang="nl")


def date(text: str) -> Literal:
    """Return a date as precise as the source gives it: a year, a month or a day.

    >>> date("2018-05").datatype.fragment
    'gYearMonth'
    """
    return Literal(text, datatype=_DATE_TYPES[len(text)], normalize=False)


def integer(text: str) -> Literal:
    """Return a whole number."""
    return Literal(int(text))


def decimal(text: str) -> Literal:
    """Return a number in its shortest decimal form, as stores canonicalise it.

    >>> str(decimal("17.50")), str(decimal("100"))
    ('17.5', '100')
    """
    return Literal(plain(text), datatype=XSD.decimal, normalize=False)


def plain(text: str) -> str:
    """Return a number without needless zeros or exponent.

    >>> plain("0.50"), plain("1000"), plain("-0")
    ('0.5', '1000', '0')
    """
    return format((Decimal(text) + 0).normalize(), "f")


def number_slug(text: str) -> str:
    """Return a number as part of a slug.

    >>> number_slug("-17.5")
    'min-17-5'
    """
    return plain(text).replace("-", "min-").replace(".", "-")

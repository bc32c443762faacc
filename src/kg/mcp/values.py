"""Values as JSON has them."""

from rdflib import Literal
from rdflib.term import Identifier

from kg.explore.values import Native
from kg.publish.answering import Plain
from kg.publish.answering import plain as of_term


def plain(value: Native) -> Plain:
    """Return a value as JSON has it: a date as it is written, a number that JSON does not have as a text.

    >>> plain(17.5), plain(150e6), plain(float("nan")), plain(None)
    (17.5, 150000000, 'NaN', None)
    """
    if value is None or isinstance(value, bool | int | str):
        return value
    return term(Literal(value), "") if isinstance(value, float) else value.isoformat()


def term(found: Identifier | None, base: str) -> Plain:
    """Return a term as JSON has values, an IRI under the base of the data; a number without a fraction is a whole number.

    >>> term(Literal("17.0", datatype="http://www.w3.org/2001/XMLSchema#decimal"), "")
    17
    """
    value = of_term(found, base)
    return int(value) if isinstance(value, float) and value.is_integer() else value

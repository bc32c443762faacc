"""Parameters of saved queries: a text that is given becomes a term of the parameter's kind, or is refused."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from types import MappingProxyType

from rdflib import XSD, Literal, URIRef
from rdflib.term import Identifier

from kg.errors import Misfit, ParameterError
from kg.terms import BASE

LONGEST = 1_000
"""The most characters a value may have."""

LARGEST_INTEGER = 10**18 - 1
LARGEST_DECIMAL = 10**15
"""The numbers furthest from zero: within what every SPARQL engine calculates with."""

_FRACTION = 18  # the digits behind the point that engines keep
_SHOWN = 80
_CHARACTER = r"(?:[0-9A-Za-z._~!$&'()*+,;=:@\u00A1-\uD7FF\uF900-\uFDCF\uFDF0-\uFFEF-]|%[0-9A-Fa-f]{2})"
_STEPS = rf"(?:{_CHARACTER}|/)*"
_END = rf"(?:\?(?:{_CHARACTER}|[/?])*)?(?:#(?:{_CHARACTER}|[/?])*)?"

IRI = rf"[A-Za-z][0-9A-Za-z+.-]*:(?://[0-9A-Za-z.-]+(?::[0-9]{{1,5}})?(?:/{_STEPS})?|/?{_CHARACTER}{_STEPS}){_END}"
"""The IRIs that can be given: RFC 3987, without user names and numeric hosts. Python and ECMA-262 (JSON Schema) both read it."""

PATH = rf"/?(?:(?:id|def)/{_CHARACTER}{_STEPS}{_END}|def#{_CHARACTER}+)"
"""What stands for an IRI of ours: its path below the base, such as id/initiatief/skills-twente."""

PATTERNS: Mapping[str, str] = MappingProxyType(
    {
        "iri": rf"^(?:{IRI}|{PATH})$",
        "integer": r"^[+-]?[0-9]{1,18}$",
        "decimal": r"^[+-]?[0-9]{1,30}(?:\.[0-9]{1,500})?(?:[Ee][+-]?[0-9]{1,3})?$",
        "date": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        "string": r"^[\s\S]+$",
    },
)
"""How a value of each kind is written."""

_HINTS = {
    "iri": "give an IRI (https://…) or the path of a thing (id/initiatief/skills-twente)",
    "integer": "give a whole number of at most 18 digits",
    "decimal": "give a number such as 17.5",
    "date": "give a date such as 2018-12-31",
    "string": "give at least one character",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a saved query; without a default it must be given.

    `values` are the only ones it may have, if there are any; `choices` names the query that lists
    values to choose from, which need not be all.
    """

    name: str
    kind: str
    default: str
    meaning: str
    values: tuple[str, ...] = ()
    choices: str = ""

    def said(self, language: str) -> str:
        """Return what it means, in English or in Dutch; its name when the header does not say.

        >>> Parameter("jaar", "integer", "", "het jaar / the year").said("en")
        'the year'
        """
        dutch, _, english = self.meaning.partition(" / ")
        return (english if language == "en" and english else dutch) or self.name


def parameter_term(parameter: Parameter, text: str) -> Identifier:
    """Return the text as a term of the parameter's kind; an iri may be given as its path below the base.

    Raises ParameterError when it does not fit.

    >>> parameter_term(Parameter("x", "iri", "", ""), "id/doel/a").n3()
    '<https://samenspel.example.org/id/doel/a>'
    """
    if len(text) > LONGEST:
        raise ParameterError(parameter.name, Misfit.LONG, f"{parameter.name}: a value has at most {LONGEST} characters, not {len(text)}")
    if parameter.values and text not in parameter.values:
        message = f"{parameter.name}: {_shown(text)} is none of its values; there are: {', '.join(parameter.values)}"
        raise ParameterError(parameter.name, Misfit.VALUE, message, parameter.values)
    term = _term(parameter.kind, text)
    if term is None:
        hint = _HINTS[parameter.kind]
        message = f"{parameter.name}: {_shown(text)} is no {parameter.kind}; {hint}"
        raise ParameterError(parameter.name, Misfit.KIND, message, (hint,))
    return term


def _term(kind: str, text: str) -> Identifier | None:
    """Return the text as a term of a kind, or None when it is not written as one."""
    if not re.fullmatch(PATTERNS[kind], text) or not _is_text(text):
        return None
    if kind == "iri":
        return URIRef(text if re.match(IRI, text) else f"{BASE}/{text.lstrip('/')}")
    if kind == "string":
        return Literal(text)
    written = _written(kind, text)
    return Literal(written, datatype=XSD[kind], normalize=False) if written else None


def _written(kind: str, text: str) -> str:
    """Return a number or date as XML Schema writes it, or "" when there is no such one."""
    if kind == "decimal":
        return _plain(Decimal(text))
    if kind == "date":
        with suppress(ValueError):
            return date.fromisoformat(text).isoformat()
        return ""
    return text


def _plain(number: Decimal) -> str:
    """Return a number without exponent, rounded to the digits that engines keep; "" when it is too large for them."""
    if abs(number) > LARGEST_DECIMAL:
        return ""
    finest = Decimal(1).scaleb(-_FRACTION)
    exponent = number.as_tuple().exponent
    kept = number.quantize(finest, context=Context(prec=60)) if int(exponent) < -_FRACTION else number
    return format(kept, "f")


def _is_text(text: str) -> bool:
    """Tell whether the text is one: half characters (surrogates) come from file names and broken escapes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")

"""Values for parameters: as terms in SPARQL of one's own, as texts for a saved question."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeAlias, runtime_checkable

from rdflib import BNode, Literal, URIRef
from rdflib.term import Identifier

from kg.errors import Misfit, ParameterError
from kg.store.forms import NOT_CODE
from kg.store.parameters import IRI
from kg.store.queries import filled_with
from kg.store.query_files import SavedQuery


@runtime_checkable
class Named(Protocol):
    """Something of the graph that has an IRI, such as a thing."""

    @property
    def iri(self) -> str:
        """Return its IRI."""
        ...


@runtime_checkable
class Scalar(Protocol):
    """A number of numpy, as pandas gives it."""

    def item(self) -> object:
        """Return it as Python has it."""
        ...


Value: TypeAlias = str | int | float | Decimal | date | Identifier | Named | Scalar
"""What may be given for a parameter."""

Values: TypeAlias = Value | Iterable[object]
"""What may be given for a parameter in SPARQL: a value, or several for VALUES, such as a column of an answer."""


def filled(text: str, parameters: Mapping[str, Values]) -> str:
    """Return SPARQL with terms for `$name`, wherever it stands outside strings, IRIs and comments.

    Raises ParameterError for a name that stands nowhere, or a value that can be no term.

    >>> filled('ASK { ?x rdfs:label $name ; rdfs:comment "$name" }', {"name": "Almelo"})
    'ASK { ?x rdfs:label "Almelo" ; rdfs:comment "$name" }'
    """
    for name in parameters:
        if not re.search(rf"\${re.escape(name)}\b", NOT_CODE.sub(" ", text)):
            raise ParameterError(name, Misfit.UNKNOWN, f"the query has no ${name} to put a value in")
    if not parameters:
        return text
    written = {name: _written(name, value) for name, value in parameters.items()}
    place = re.compile(rf"({NOT_CODE.pattern})|\$({'|'.join(map(re.escape, written))})\b", re.DOTALL)
    return place.sub(lambda match: match[1] or written[match[2]], text)


def _written(name: str, value: Values) -> str:
    """Return a value as SPARQL writes it, several with spaces between."""
    several = list(value) if isinstance(value, Iterable) and not isinstance(value, str) else [value]
    terms = [term(name, each) for each in several]
    return " ".join(filled_with(SavedQuery("", "$value", {}, ()), {"value": each}) for each in terms)


def term(name: str, value: object) -> Identifier:
    """Return a value as a term: a thing or an address on the web as an IRI, any other text as a text.

    >>> term("x", "https://a.nl/b").n3(), term("x", "Almelo").n3(), term("x", 3).n3()
    ('<https://a.nl/b>', '"Almelo"', '"3"^^<http://www.w3.org/2001/XMLSchema#integer>')
    """
    if isinstance(value, Literal):
        return value
    if isinstance(value, Named):
        return _iri(name, value.iri)
    if isinstance(value, URIRef) or (isinstance(value, str) and value.startswith(("http://", "https://"))):
        return _iri(name, value)
    if isinstance(value, str | int | float | Decimal | date) and not isinstance(value, BNode):
        return Literal(value)
    if isinstance(value, Scalar):
        return term(name, value.item())
    raise ParameterError(name, Misfit.KIND, f"{name}: {value!r} is no value; give a thing, an IRI, a text, a number or a date")


def _iri(name: str, text: str) -> URIRef:
    if not re.fullmatch(IRI, text):
        raise ParameterError(name, Misfit.KIND, f"{name}: {text!r} is no IRI; write Literal({text!r}) when it is a text")
    return URIRef(text)


def written_out(name: str, value: object) -> str:
    """Return a value as the text that a saved question reads: of a thing its IRI, of a number its digits.

    >>> written_out("x", 2018), written_out("x", Decimal("1E+3")), written_out("x", date(2018, 12, 31))
    ('2018', '1000', '2018-12-31')
    """
    found = term(name, value)
    number = found.value if isinstance(found, Literal) else None
    return format(number, "f") if isinstance(number, Decimal) else str(found)

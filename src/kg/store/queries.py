"""queries/*.rq by name, parameters filled in as terms.

`$name` is a parameter, `?name` a variable; `$$` is a dollar. A file with a title is a question that people
may ask (query_files.py says how it begins); one without is a part of the product (a page, a table, a list
of values to choose from) and asks its question in its first line.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template

from rdflib import Literal
from rdflib.term import Identifier

from kg.errors import Misfit, MissingFileError, ParameterError, QueryError, UnknownQueryError
from kg.store.parameters import Parameter, parameter_term
from kg.store.query_files import SavedQuery, read
from kg.store.turtle import PREFIXES, quoted


class Queries:
    """The saved queries of a folder; names are paths below it without `.rq`, read once."""

    def __init__(self, folder: Path) -> None:
        files = sorted(folder.rglob("*.rq"))
        if not files:
            raise MissingFileError(f"{folder}: no queries (*.rq) here")
        self._queries = {query.name: query for query in (read(folder, file) for file in files)}

    def __getitem__(self, name: str) -> SavedQuery:
        """Return the query of this name; raises UnknownQueryError with the names there are."""
        if name not in self._queries:
            raise UnknownQueryError(f"no query named {name!r}; there are: {', '.join(query.name for query in self.questions())}")
        return self._queries[name]

    def questions(self) -> list[SavedQuery]:
        """Return the queries with a title, which people may ask, by name."""
        return [query for query in self._queries.values() if query.titles]

    def text(self, query: str, **terms: Identifier | Sequence[Identifier]) -> str:
        """Return the SPARQL of a query of the product with its parameters filled in: a term, or terms for VALUES."""
        return Template(self[query].text).substitute({name: _filling(value) for name, value in terms.items()})


def filled(query: SavedQuery, given: Mapping[str, str]) -> str:
    """Return the SPARQL with each parameter as a term of its kind, from the text given or its default.

    Raises ParameterError when a text does not fit, a parameter is missing or unknown.
    """
    return filled_with(query, terms(query, given))


def terms(query: SavedQuery, given: Mapping[str, str]) -> dict[str, Identifier]:
    """Return the term for each parameter, from the text given or its default; raises ParameterError for the first that does not fit."""
    for error in _strangers(query, given):
        raise error
    return {parameter.name: _given(query, parameter, given) for parameter in query.parameters}


def misfits(query: SavedQuery, given: Mapping[str, str]) -> list[ParameterError]:
    """Return all that does not fit, so that it can be put right at once: the parameters in their order, then the unknown ones."""
    found = []
    for parameter in query.parameters:
        try:
            _given(query, parameter, given)
        except ParameterError as error:
            found.append(error)
    return [*found, *_strangers(query, given)]


def filled_with(query: SavedQuery, values: Mapping[str, Identifier]) -> str:
    """Return the SPARQL of a query with a term for each parameter."""
    return Template(query.text).substitute({name: _filling(value) for name, value in values.items()})


def _filling(value: Identifier | Sequence[Identifier]) -> str:
    """Return a term, or several with spaces between, as SPARQL writes them; a text can never end its own quotes."""
    if isinstance(value, Literal):
        kind = f"@{value.language}" if value.language else f"^^{value.datatype.n3()}" if value.datatype else ""
        return _escapes_kept(quoted(value)) + kind
    return value.n3() if isinstance(value, Identifier) else " ".join(_filling(each) for each in value)


def _escapes_kept(text: str) -> str:
    r"""Return a quoted text in which what looks like an escape of a code point is none, also for engines that read those first.

    SPARQL 1.1 §19.2 has \u0022 read before the grammar is; some engines then take a quotation mark from what is a backslash and a u.

    >>> print(_escapes_kept(quoted(r"\u0022")))
    "\\\U000000750022"
    """
    return re.sub(r"\\\\([uU])", lambda letter: f"\\\\\\U{ord(letter[1]):08X}", text)


def _given(query: SavedQuery, parameter: Parameter, given: Mapping[str, str]) -> Identifier:
    text = given.get(parameter.name, parameter.default)
    if not text:
        message = f"query {query.name!r} needs {parameter.name} ({parameter.kind}): {parameter.meaning}"
        raise ParameterError(parameter.name, Misfit.MISSING, message)
    return parameter_term(parameter, text)


def _strangers(query: SavedQuery, given: Mapping[str, str]) -> list[ParameterError]:
    """Return an error for each name that is no parameter."""
    known = tuple(parameter.name for parameter in query.parameters)
    told = f"it has: {', '.join(known) or 'none'}"
    return [
        ParameterError(name, Misfit.UNKNOWN, f"query {query.name!r} has no parameter {name!r}; {told}", known)
        for name in given
        if name not in known
    ]


def with_prefixes(text: str) -> str:
    """Return the SPARQL with our usual prefixes declared, those it uses and does not declare itself.

    >>> with_prefixes("ASK { ?x a skos:Concept }").splitlines()[0]
    'PREFIX skos: <http://www.w3.org/2004/02/skos/core#>'
    """
    used = {name for name in PREFIXES if re.search(rf"(?<![\w-]){name}:", text)}
    declared = {match.lower() for match in re.findall(r"prefix\s+([\w-]*):", text, re.IGNORECASE)}
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in sorted(used - declared)) + text


def own_place(error: QueryError, text: str, sent: str) -> QueryError:
    """Return the error with its place in the text as it was written, when lines were put before it."""
    before = sent.count("\n") - text.count("\n")
    if not before or error.line <= before:
        return error
    message = str(error).replace(f"line {error.line},", f"line {error.line - before},", 1)
    return QueryError(message, error.line - before, error.column, error.text)

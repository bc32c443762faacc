"""queries/*.rq by name, parameters filled in as terms.

A query file asks one question. Its comment lines at the top say so:

    # title@nl: Aan welke doelen draagt een initiatief bij?
    # title@en: Which goals does an initiative contribute to?
    # param initiatief: iri = https://samenspel.example.org/id/initiatief/regiodeal-twente ; het initiatief
    # param jaar: integer = 2018 ; het verslagjaar

`$name` is a parameter, `?name` a variable; `$$` is a dollar. A file without title is a part of the
product (a page, a table) and asks its question in its first line.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from rdflib import XSD, Literal, URIRef
from rdflib.term import Identifier

from kg.errors import MissingFileError, UnknownQueryError
from kg.store.turtle import PREFIXES, quoted
from kg.terms import BASE

_TITLE = re.compile(r"# title@(nl|en): (.+)")
_PARAMETER = re.compile(r"# param (\w+): (iri|integer|decimal|date|string)(?: = (\S.*?))?(?: ; (.*))?")
_IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a saved query; without a default it must be given."""

    name: str
    kind: str
    default: str
    meaning: str


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A question with its SPARQL: titles per language, parameters in their order."""

    name: str
    text: str
    titles: Mapping[str, str]
    parameters: tuple[Parameter, ...]

    def title(self, language: str = "nl") -> str:
        """Return the question in this language, else in Dutch, else the name."""
        return self.titles.get(language) or self.titles.get("nl") or self.name


class Queries:
    """The saved queries of a folder; names are paths below it without `.rq`, read once."""

    def __init__(self, folder: Path) -> None:
        files = sorted(folder.rglob("*.rq"))
        if not files:
            raise MissingFileError(f"{folder}: no queries (*.rq) here")
        self._queries = {query.name: query for query in (_read(folder, file) for file in files)}

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

    Raises UnknownQueryError when a text does not fit, a parameter is missing or unknown.
    """
    known = {parameter.name for parameter in query.parameters}
    for name in given:
        if name not in known:
            raise UnknownQueryError(f"query {query.name!r} has no parameter {name!r}; it has: {', '.join(sorted(known)) or 'none'}")
    terms = {parameter.name: _filling(_given(query, parameter, given)) for parameter in query.parameters}
    return Template(query.text).substitute(terms)


def _filling(value: Identifier | Sequence[Identifier]) -> str:
    """Return a term, or several with spaces between, as SPARQL writes them; a text can never end its own quotes."""
    if isinstance(value, Literal):
        kind = f"@{value.language}" if value.language else f"^^{value.datatype.n3()}" if value.datatype else ""
        return quoted(value) + kind
    return value.n3() if isinstance(value, Identifier) else " ".join(_filling(each) for each in value)


def _given(query: SavedQuery, parameter: Parameter, given: Mapping[str, str]) -> Identifier:
    text = given.get(parameter.name, parameter.default)
    if not text:
        raise UnknownQueryError(f"query {query.name!r} needs {parameter.name} ({parameter.kind}): {parameter.meaning}")
    return parameter_term(parameter, text)


def parameter_term(parameter: Parameter, text: str) -> Identifier:
    """Return the text as a term of the parameter's kind; an iri may be given as its path below the base.

    >>> parameter_term(Parameter("x", "iri", "", ""), "id/doel/a").n3()
    '<https://samenspel.example.org/id/doel/a>'
    """
    wrong = UnknownQueryError(f"{parameter.name}: {text!r} is no {parameter.kind}")
    if parameter.kind == "iri":
        iri = text if ":" in text else f"{BASE}/{text.lstrip('/')}"
        if not _IRI.fullmatch(iri):
            raise wrong
        return URIRef(iri)
    if parameter.kind == "string":
        return Literal(text)
    return Literal(_checked(parameter.kind, text, wrong), datatype=XSD[parameter.kind], normalize=False)


def _checked(kind: str, text: str, wrong: UnknownQueryError) -> str:
    patterns = {"integer": r"[+-]?\d{1,18}", "decimal": r"[+-]?\d+(\.\d+)?", "date": r"\d{4}-\d{2}-\d{2}"}
    if not re.fullmatch(patterns[kind], text, re.ASCII):
        raise wrong
    return text


def _read(folder: Path, file: Path) -> SavedQuery:
    text = file.read_text(encoding="utf-8")
    head = [line for line in text.splitlines() if line.startswith("#")]
    titles = {match[1]: match[2] for line in head if (match := _TITLE.fullmatch(line))}
    parameters = tuple(
        Parameter(match[1], match[2], match[3] or "", match[4] or "") for line in head if (match := _PARAMETER.fullmatch(line))
    )
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    return SavedQuery(file.relative_to(folder).with_suffix("").as_posix(), body, titles, parameters)


def with_prefixes(text: str) -> str:
    """Return the SPARQL with our usual prefixes declared, those it uses and does not declare itself.

    >>> with_prefixes("ASK { ?x a skos:Concept }").splitlines()[0]
    'PREFIX skos: <http://www.w3.org/2004/02/skos/core#>'
    """
    used = {name for name in PREFIXES if re.search(rf"(?<![\w-]){name}:", text)}
    declared = {match.lower() for match in re.findall(r"prefix\s+([\w-]*):", text, re.IGNORECASE)}
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in sorted(used - declared)) + text

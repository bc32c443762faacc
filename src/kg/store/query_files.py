"""Files of saved queries: what the comment lines at their top say, checked when they are read.

A question that people may ask begins with lines such as these; the first is needed, the others may be left out:

    # title@nl: Aan welke doelen draagt een initiatief bij?
    # title@en: Which goals does an initiative contribute to?
    # description@nl: Eén rij per bron. Het programma is dat van het doel.
    # description@en: One row per source. The programme is that of the goal.
    # param initiatief: iri = https://samenspel.example.org/id/initiatief/regiodeal-twente ; het initiatief / the initiative
    # choices initiatief: initiatieven
    # param soort: string = begroting ; de soort / the kind
    # choices soort: begroting | jaarverslag
    # chart: bar doelNaam resultaten
    # network: initiatief doel

`choices` names a query in the folder choices/ that lists ?value and ?label, or gives the only values there are.
`chart` says which variables to draw (bar or line; what stands below, how much, and of which series),
`network` which two make a line between things. Other comment lines are free. A line that begins as one
of these but is written otherwise is refused: it would silently do nothing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from types import MappingProxyType

from kg.errors import HeaderError, ParameterError
from kg.store.forms import Form, form
from kg.store.parameters import Parameter, parameter_term

RESERVED = frozenset({"lang", "page", "pageSize", "release"})
"""What pages and the API ask for beside the parameters of a question."""

CHOICES = "choices"
"""The folder of the queries that list values to choose from."""

_BEGINS = re.compile(r"#\s*(?:(title|description)\s*[@:]|(chart|network)\s*:|(param|choices)\s+\S+\s*:)")
_LINES: Mapping[str, tuple[re.Pattern[str], str]] = MappingProxyType(
    {
        "title": (re.compile(r"# title@(nl|en): (\S.*)"), "# title@nl: … or # title@en: …"),
        "description": (re.compile(r"# description@(nl|en): (\S.*)"), "# description@nl: … or # description@en: …"),
        "param": (
            re.compile(r"# param ([a-z][A-Za-z0-9]*): (iri|integer|decimal|date|string)(?: = (\S.*?))?(?: ; (.*))?"),
            "# param name: iri|integer|decimal|date|string = default ; betekenis / meaning, the name in lowerCamelCase",
        ),
        "choices": (re.compile(r"# choices (\w+): (\S.*)"), "# choices parameter: name-of-query or # choices parameter: a | b"),
        "chart": (re.compile(r"# chart: (bar|line) (\w+) (\w+)(?: (\w+))?"), "# chart: bar|line x y series"),
        "network": (re.compile(r"# network: (\w+) (\w+)"), "# network: from to"),
    },
)
_TOKEN = re.compile(
    r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|<[^<>\"{}|^`\\\s]*>|#[^\n]*|(?P<sign>[?$])(?P<name>\w+)|(?P<other>\w+|[(){}*])"
)


@dataclass(frozen=True, slots=True)
class Chart:
    """What of an answer to draw, by its variables: `kind` is bar or line; without `series` all is one."""

    kind: str
    x: str
    y: str
    series: str = ""


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query with its SPARQL; a question has titles, descriptions per language and parameters in their order.

    `columns` are the variables it selects, in their order; a question that constructs a graph has none.
    """

    name: str
    text: str
    titles: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    descriptions: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    chart: Chart | None = None
    network: tuple[str, str] | None = None

    def title(self, language: str = "nl") -> str:
        """Return the question in this language, else in Dutch, else the name."""
        return self.titles.get(language) or self.titles.get("nl") or self.name

    def description(self, language: str = "nl") -> str:
        """Return what it answers and what not, in this language, else in Dutch, else nothing."""
        return self.descriptions.get(language) or self.descriptions.get("nl") or ""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a header that is well formed, and where it stands."""

    file: Path
    number: int
    match: re.Match[str]

    def wrong(self, why: str) -> HeaderError:
        """Return the error that says what is wrong with this line."""
        return HeaderError(str(self.file), self.number, why)


def read(folder: Path, file: Path) -> SavedQuery:
    """Return the query in a file; raises HeaderError with the line that cannot be read."""
    text = file.read_text(encoding="utf-8")
    name = file.relative_to(folder).with_suffix("").as_posix()
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    found = _header(file, text)
    if not found:
        return SavedQuery(name, body, {}, ())
    if ("title", "nl") not in found:
        raise next(iter(found.values())).wrong("a question needs # title@nl: …")
    columns = _columns(file, text, body)
    parameters = tuple(_parameter(folder, found, line) for (key, _), line in found.items() if key == "param")
    _check_places(file, text, body, parameters)
    chart = _drawn(found.get(("chart", "")), columns, 2)
    network = _drawn(found.get(("network", "")), columns, 1)
    return SavedQuery(
        name,
        body,
        _texts(found, "title"),
        parameters,
        _texts(found, "description"),
        columns,
        Chart(*chart) if chart else None,
        (network[0], network[1]) if network else None,
    )


def _header(file: Path, text: str) -> dict[tuple[str, str], _Line]:
    """Return the lines of the header by what they say and of what: a language, a parameter, or nothing."""
    found: dict[tuple[str, str], _Line] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        begins = _BEGINS.match(line)
        if not begins:
            continue
        key = begins[begins.lastindex or 0]
        pattern, usage = _LINES[key]
        match = pattern.fullmatch(line.rstrip())
        if not match:
            raise HeaderError(str(file), number, f"cannot be read; write {usage}")
        said = _Line(file, number, match)
        place = (key, "" if key in {"chart", "network"} else match[1])
        if place in found:
            raise said.wrong(f"{key} {place[1]}".rstrip() + f" stands in line {found[place].number} already")
        found[place] = said
    for (key, name), said in found.items():
        if key == "choices" and ("param", name) not in found:
            raise said.wrong(f"there is no parameter {name!r}")
    return found


def _texts(found: Mapping[tuple[str, str], _Line], key: str) -> dict[str, str]:
    return {language: line.match[2] for (kind, language), line in found.items() if kind == key}


def _parameter(folder: Path, found: Mapping[tuple[str, str], _Line], line: _Line) -> Parameter:
    """Return a parameter; its default and its values must be of its kind, and the query of its choices must be there."""
    name, kind, default, meaning = line.match.groups("")
    if name in RESERVED:
        raise line.wrong(f"the name {name} has a meaning of its own; choose another")
    listed = found.get(("choices", name))
    told = listed.match[2].strip() if listed else ""
    values = tuple(each.strip() for each in told.split("|")) if "|" in told else ()
    query = "" if values or not told else f"{CHOICES}/{told}"
    if listed and query and not (folder / f"{query}.rq").is_file():
        raise listed.wrong(f"there is no query {query}.rq")
    parameter = Parameter(name, kind, default, meaning, values, query)
    try:
        for each in (*values, *([default] if default else [])):
            parameter_term(parameter, each)
    except ParameterError as error:
        raise (listed if listed and values else line).wrong(str(error)) from error
    return parameter


def _columns(file: Path, text: str, body: str) -> tuple[str, ...]:
    """Return the variables a question selects; it selects them by name, or constructs a graph."""
    asked = form(body)
    if asked is Form.GRAPH:
        return ()
    found = tuple(_selected(body))
    if asked is not Form.ROWS or not found:
        line = next((number for number, each in enumerate(text.splitlines(), start=1) if each and not each.startswith("#")), 1)
        raise HeaderError(str(file), line, "a question selects variables by name, or constructs a graph")
    return found


def _selected(body: str) -> Iterator[str]:
    """Yield the variables of the outermost SELECT: those that stand alone, and the last in each pair of brackets (… AS ?x).

    >>> list(_selected('PREFIX : <a?b> SELECT DISTINCT ?a (COUNT(?b) AS ?c) (")" AS ?d) WHERE { SELECT ?e { ?a ?b ?e } }'))
    ['a', 'c', 'd']
    """
    last = ""
    for token, depth in _clause(body):
        last = token["name"] or last
        if not depth and (token["name"] or token["other"] == ")"):
            yield last


def _clause(body: str) -> Iterator[tuple[re.Match[str], int]]:
    """Yield the tokens of the outermost SELECT clause, each with the number of brackets that are open after it."""
    depth, begun = 0, False
    for token in _TOKEN.finditer(body):
        word = (token["other"] or "").lower()
        if begun and not depth and word in {"where", "from", "{"}:
            return
        depth += (word == "(") - (word == ")")
        if begun:
            yield token, depth
        begun = begun or word == "select"


def _check_places(file: Path, text: str, body: str, parameters: tuple[Parameter, ...]) -> None:
    """Refuse a parameter that is not declared, not used, or stands where a term cannot: in a string, an IRI or a comment."""
    declared = {parameter.name for parameter in parameters}
    safe = [token["name"] for token in _TOKEN.finditer(body) if token["sign"] == "$"]
    placed = [match["named"] or match["braced"] for match in Template.pattern.finditer(body) if match["named"] or match["braced"]]
    for name in {*declared, *placed}:
        if name not in declared or not placed.count(name):
            why = f"the parameter ${name} is " + ("used nowhere" if name in declared else "not declared with # param")
            raise HeaderError(str(file), _line_of(text, name), why)
        if safe.count(name) != placed.count(name):
            raise HeaderError(
                str(file), _line_of(text, name), f"the parameter ${name} stands in a string, an IRI or a comment; it is a term of its own"
            )


def _line_of(text: str, name: str) -> int:
    """Return the line in which a parameter is used, or else declared."""
    places = [text.find(f"${name}"), text.find(f"${{{name}}}"), text.find(f"# param {name}:")]
    return text.count("\n", 0, next((place for place in places if place >= 0), 0)) + 1


def _drawn(line: _Line | None, columns: tuple[str, ...], first: int) -> tuple[str, ...]:
    """Return what a line says of what to draw; the variables, from this group on, must be selected."""
    if line is None:
        return ()
    said = tuple(each for each in line.match.groups() if each)
    for name in said[first - 1 :]:
        if name not in columns:
            raise line.wrong(f"the question selects no ?{name}; it selects: {', '.join(columns) or 'nothing'}")
    return said

"""No value of a parameter changes what a saved query asks: ten thousand hostile ones a run."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Store
from rdflib import XSD, Literal, URIRef, Variable
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg.errors import ParameterError
from kg.store.parameters import LONGEST, PATTERNS, Parameter, parameter_term
from kg.store.queries import Queries, filled_with, terms
from kg.store.query_files import SavedQuery

HARMLESS = {"iri": "urn:harmless", "integer": "1", "decimal": "1.5", "date": "2018-12-31", "string": "harmless"}

PIECES = [
    '"', "'", '"""', "'''", "\\", '\\"', "\\u0022", "\\U00000022", "\\\\u0022", "\\\\",
    "<", ">", "{", "}", "(", ")", ".", ";", ",", "#", "\n", "\r", "\t", "\x00",
    "$", "$$", "$jaar", "${jaar}", "?x", "@nl", "^^", "^^xsd:string", "urn:", "http://", "https://a/", "id/doel/a", "//", "%22", "%",
    " UNION { ?s ?p ?o }", "} ; DROP ALL", "} #", "SERVICE <http://127.0.0.1/> { ?s ?p ?o }", "INSERT DATA { <a:a> <a:a> 1 }",
    "LIMIT 1", "BIND(1 AS ?x)", "/*", "*/", "--", " OR 1=1", "<script>", "\u2028", "\ufeff", "\uffff", "\ud800", "\U0001f600", "é",
    "1", "-1", "+1", "1e9", "1e999", "NaN", "INF", "0x1", "\u0661", "2018-12-31", "2018-02-30", "0000-00-00", "true", " ", "",
]  # fmt: skip
HOSTILE = st.one_of(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join),
    st.text(st.characters(), max_size=12),
    st.tuples(st.sampled_from(sorted(HARMLESS.values())), st.sampled_from(PIECES)).map("".join),
    st.sampled_from(PIECES).map(lambda piece: (piece or "x") * (LONGEST + 1)),
)

# The tokens of SPARQL 1.1 §19.8 that can hold anything, and all else: a reading of our own, not that of the code under test.
TOKEN = re.compile(
    r"(?P<iri><[^<>\"{}|^`\\\x00-\x20]*>)"
    r'|(?P<string>"(?:[^\x22\x5C\x0A\x0D]|\\[tbnrf\\"\']|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*")(?:\^\^<[^<>]*>)?'
    r"|(?P<comment>\#[^\n\r]*)"
    r"|(?P<word>[\w$?@:^!=&|*/+.-]+)"
    r"|(?P<sign>\S)",
)


def tokens(text: str) -> list[str]:
    return [match[0] for match in TOKEN.finditer(text)]


def filled_text(query: SavedQuery, given_: dict[str, str]) -> str:
    return filled_with(query, terms(query, given_))


@pytest.fixture(scope="module")
def asking(queries: Queries) -> list[SavedQuery]:
    """Our own questions with parameters, and one with a parameter of each kind."""
    kinds = tuple(Parameter(kind, kind, HARMLESS[kind], "") for kind in sorted(PATTERNS))
    text = "SELECT ?s { ?s ?p $iri , $integer , $decimal , $date , $string . FILTER($string != ?s && $integer > 0) } ORDER BY ?s"
    return [SavedQuery("every-kind", text, {"nl": "?"}, kinds), *(query for query in queries.questions() if query.parameters)]


def test_four_thousand_hostile_values_change_no_query(asking: Sequence[SavedQuery]) -> None:
    """A value is refused, or one term stands where the harmless one stood and all else is as it was, for the engine as well."""
    store = Store()
    plain = {
        query.name: {each.name: tokens(filled_text(query, {each.name: HARMLESS[each.kind]})) for each in query.parameters}
        for query in asking
        if not any(each.values for each in query.parameters)
    }
    accepted = 0

    @settings(max_examples=4_000, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.integers(0, 999), st.integers(0, 99), HOSTILE)
    def try_one(number: int, place: int, value: str) -> None:
        nonlocal accepted
        query = asking[0] if number % 4 else asking[number // 4 % len(asking)]
        parameter = query.parameters[place % len(query.parameters)]
        try:
            text = filled_text(query, {parameter.name: value})
        except ParameterError:
            return
        accepted += 1
        harmless = plain[query.name][parameter.name]
        found = tokens(text)
        changed = [(was, now) for was, now in zip(harmless, found, strict=True) if was != now]
        term = parameter_term(parameter, value)
        written = filled_with(SavedQuery("", "$x", {}, ()), {"x": term})
        assert {now for _, now in changed} <= {written}
        store.query(text)

    try_one()
    assert accepted > 200


@given(HOSTILE, st.sampled_from(sorted(PATTERNS)))
@settings(deadline=None, database=None, max_examples=300)
def test_the_engine_reads_the_very_value_that_was_given(value: str, kind: str) -> None:
    parameter = Parameter("x", kind, "", "")
    query = SavedQuery("q", "SELECT ($x AS ?value) {}", {}, (parameter,))
    try:
        term = parameter_term(parameter, value)
    except ParameterError:
        return
    (solution,) = Store().query(filled_with(query, {"x": term}))  # type: ignore[misc]
    read = solution["value"]
    if kind == "iri":
        assert read.value == str(term)
    else:
        assert read.value == str(term) or float(read.value) == float(term)
        assert read.datatype.value == str(term.datatype or XSD.string) if isinstance(term, Literal) else False


@given(HOSTILE, st.sampled_from(["boven", "naam"]))
@settings(deadline=None, database=None, max_examples=60)
def test_the_algebra_differs_in_one_term_only(value: str, name: str) -> None:
    parameters = (Parameter("boven", "iri", "urn:harmless", ""), Parameter("naam", "string", "harmless", ""))
    text = "SELECT ?goal { ?goal <urn:below> $boven OPTIONAL { ?goal <urn:name> ?name } FILTER(STR(?name) != $naam) } ORDER BY ?goal"
    query = SavedQuery("q", text, {}, parameters)
    try:
        hostile = filled_text(query, {name: value})
    except ParameterError:
        return
    term = terms(query, {name: value})[name]
    usual = URIRef("urn:harmless") if name == "boven" else Literal("harmless")
    assert _told(prepareQuery(hostile).algebra, term, usual) == _told(prepareQuery(filled_text(query, {})).algebra, term, usual)


def _told(part: object, term: object, usual: object) -> object:
    """Return the algebra as plain values, with the usual value in place of the term."""
    if isinstance(part, CompValue):
        return part.name, {key: _told(value, term, usual) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_told(each, term, usual) for each in part]
    if isinstance(part, set | frozenset):
        return sorted(str(each) for each in part)
    return repr(usual if part == term and not isinstance(part, Variable) else part)

"""Saved queries by name: what their headers say, and their parameters filled in as terms."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Literal, URIRef

from kg.errors import HeaderError, Misfit, MissingFileError, ParameterError, QueryError, UnknownQueryError
from kg.store import rows
from kg.store.local import LocalEndpoint, open_files
from kg.store.parameters import LONGEST, Parameter, parameter_term
from kg.store.queries import Queries, filled, misfits, own_place, with_prefixes
from kg.store.query_files import Chart, SavedQuery
from kg.terms import BASE, mint

QUESTION = """# title@nl: Welke doelen?
# title@en: Which goals?
# description@nl: Alle doelen eronder.
# description@en: All goals below it.
# param boven: iri = id/doel/nieuw-samenspel ; het doel erboven / the goal above
# choices boven: doelen
# param naam: string
# chart: line goal number
# network: goal above
# A remark for $nobody, and one about # param eters: none.
PREFIX beleid: <https://samenspel.example.org/def#>
SELECT DISTINCT ?goal (COUNT(?x) AS ?number) ?above WHERE { ?goal beleid:subGoalOf $boven FILTER($naam != "$$5") }
"""


@pytest.fixture
def saved(tmp_path: Path) -> Queries:
    return Queries(_folder(tmp_path, QUESTION))


def _folder(folder: Path, question: str) -> Path:
    for name, text in (
        ("goals", question),
        ("pages/thing", "# What is it?\nSELECT * { $thing ?p ?o }\n"),
        ("choices/doelen", "# Which goals?\nSELECT ?value ?label { ?value ?naming ?label }\n"),
    ):
        file = folder / f"{name}.rq"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def test_a_question_tells_all_that_its_header_says(saved: Queries) -> None:
    query = saved["goals"]
    assert (query.name, query.title(), query.title("en"), query.title("de")) == ("goals", "Welke doelen?", "Which goals?", "Welke doelen?")
    assert (query.description(), query.description("en"), query.description("de")) == (
        "Alle doelen eronder.",
        "All goals below it.",
        "Alle doelen eronder.",
    )
    assert query.parameters == (
        Parameter("boven", "iri", "id/doel/nieuw-samenspel", "het doel erboven / the goal above", choices="choices/doelen"),
        Parameter("naam", "string", "", ""),
    )
    assert (query.columns, query.chart, query.network) == (
        ("goal", "number", "above"),
        Chart("line", "goal", "number"),
        ("goal", "above"),
    )


def test_only_what_has_a_title_is_a_question(saved: Queries) -> None:
    assert [query.name for query in saved.questions()] == ["goals"]
    assert saved["pages/thing"].title() == "pages/thing"


def test_the_only_values_of_a_parameter_stand_in_its_header(tmp_path: Path) -> None:
    text = QUESTION.replace("# param naam: string\n", "# param naam: string = b\n# choices naam: a | b|c d\n")
    naam = Queries(_folder(tmp_path, text))["goals"].parameters[1]
    assert naam == Parameter("naam", "string", "b", "", ("a", "b", "c d"))


def test_a_question_may_construct_a_graph(tmp_path: Path) -> None:
    text = "# title@nl: Wat staat er?\nCONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }\n"
    assert Queries(_folder(tmp_path, text))["goals"].columns == ()


@pytest.mark.parametrize(
    ("line", "instead", "number", "message"),
    [
        pytest.param("# title@nl: Welke doelen?", "# titel@nl: Welke doelen?", 2, "a question needs # title@nl: …", id="no title"),
        pytest.param("# title@en: Which goals?", "# title@fr: Quels buts?", 2, "cannot be read; write # title@nl: …", id="language"),
        pytest.param("# title@en: Which goals?", "#title@en: Which goals?", 2, "cannot be read; write # title@nl: …", id="no space"),
        pytest.param("# title@en: Which goals?", "# title@nl: Wat nog?", 2, "title nl stands in line 1 already", id="twice"),
        pytest.param("# param naam: string", "# param naam: text", 7, "cannot be read; write # param name: iri|", id="kind"),
        pytest.param("# param naam: string", "# param Naam: string", 7, "cannot be read; write # param name: iri|", id="no camel case"),
        pytest.param("# param naam: string", "# param page: string", 7, "the name page has a meaning of its own", id="reserved"),
        pytest.param("# param naam: string", "# naam: string", 12, "the parameter $naam is not declared with # param", id="undeclared"),
        pytest.param("# param naam: string", "# param naam: string\n# param x: date", 8, "the parameter $x is used nowhere", id="unused"),
        pytest.param("# param naam: string", "# param naam: date = gisteren", 7, "naam: 'gisteren' is no date", id="default"),
        pytest.param('"$$5"', '"$naam"', 12, "the parameter $naam stands in a string, an IRI or a comment", id="in a string"),
        pytest.param("($naam", "(<$naam> = $naam", 12, "the parameter $naam stands in a string, an IRI", id="in an iri"),
        pytest.param("# choices boven: doelen", "# choices boven: dieren", 6, "there is no query choices/dieren.rq", id="no choices"),
        pytest.param("# choices boven: doelen", "# choices onder: doelen", 6, "there is no parameter 'onder'", id="no parameter"),
        pytest.param("# choices boven: doelen", "# choices boven: id/a | x y", 6, "boven: 'x y' is no iri", id="choice of no kind"),
        pytest.param("# choices boven: doelen", "# choices boven: id/a | id/b", 6, "is none of its values; there are: id/a", id="other"),
        pytest.param("# chart: line goal number", "# chart: pie goal number", 8, "cannot be read; write # chart: bar|line", id="chart"),
        pytest.param("# chart: line goal number", "# chart: bar goal x", 8, "the question selects no ?x; it selects: goal", id="drawn"),
        pytest.param("# network: goal above", "# network: goal", 9, "cannot be read; write # network: from to", id="network"),
        pytest.param("# network: goal above", "# network: van above", 9, "the question selects no ?van", id="tied"),
        pytest.param("SELECT DISTINCT ?goal (COUNT(?x) AS ?number) ?above", "SELECT *", 11, "selects variables by name", id="star"),
        pytest.param("SELECT DISTINCT ?goal (COUNT(?x) AS ?number) ?above", "ASK", 11, "selects variables by name", id="ask"),
    ],
)  # fmt: skip
def test_a_header_that_cannot_be_read_is_told_with_its_file_and_line(
    tmp_path: Path, line: str, instead: str, number: int, message: str
) -> None:
    assert line in QUESTION
    with pytest.raises(HeaderError, match=re.escape(f"goals.rq, line {number}: ") + ".*" + re.escape(message)):
        Queries(_folder(tmp_path, QUESTION.replace(line, instead, 1)))


def test_the_headers_of_our_own_questions_can_all_be_read(queries: Queries) -> None:
    assert len(queries.questions()) >= 17
    for query in queries.questions():
        assert all(parameter.choices or parameter.values or parameter.kind != "iri" or parameter.default for parameter in query.parameters)


def test_a_list_of_choices_gives_values_of_one_kind_with_names(endpoint: LocalEndpoint, queries: Queries) -> None:
    folder = Path(__file__).parents[2] / "queries" / "choices"
    for file in sorted(folder.glob("*.rq")):
        found = rows(endpoint, queries.text(f"choices/{file.stem}"))
        assert found, file.name
        assert {tuple(row) for row in found} == {("value", "label")}, file.name
        assert len({type(row["value"]) for row in found}) == 1, file.name


def test_a_parameter_is_filled_in_as_a_term_and_a_doubled_dollar_is_one(saved: Queries) -> None:
    assert filled(saved["goals"], {"naam": 'a "b"'}).splitlines()[1] == (
        "SELECT DISTINCT ?goal (COUNT(?x) AS ?number) ?above WHERE "
        f'{{ ?goal beleid:subGoalOf <{BASE}/id/doel/nieuw-samenspel> FILTER("a \\"b\\"" != "$5") }}'
    )


def test_a_query_of_the_product_takes_terms(saved: Queries) -> None:
    assert saved.text("pages/thing", thing=URIRef("urn:a")) == "SELECT * { <urn:a> ?p ?o }"


def test_an_unknown_name_brings_the_names_there_are(saved: Queries) -> None:
    with pytest.raises(UnknownQueryError, match="no query named 'goal'; there are: goals"):
        saved["goal"]


@pytest.mark.parametrize(
    ("given_", "message"),
    [
        pytest.param({"naam": "a", "year": "1"}, r"query 'goals' has no parameter 'year'; it has: boven, naam", id="unknown"),
        pytest.param({}, r"query 'goals' needs naam \(string\): ", id="missing"),
        pytest.param({"naam": "a", "boven": "urn:a> ?p ?o"}, r"boven: 'urn:a> \?p \?o' is no iri", id="not an iri"),
    ],
)
def test_a_parameter_that_does_not_fit_is_named(saved: Queries, given_: dict[str, str], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        filled(saved["goals"], given_)


def test_all_that_does_not_fit_is_told_at_once(saved: Queries) -> None:
    given_ = {"boven": "een doel", "naam": "a" * (LONGEST + 1), "year": "1"}
    found = [(error.parameter, error.why) for error in misfits(saved["goals"], given_)]
    assert found == [("boven", Misfit.KIND), ("naam", Misfit.LONG), ("year", Misfit.UNKNOWN)]
    assert misfits(saved["goals"], {"naam": "a"}) == []


def test_a_query_without_parameters_says_so() -> None:
    with pytest.raises(ParameterError, match="query 'q' has no parameter 'a'; it has: none"):
        filled(SavedQuery("q", "ASK {}", {}, ()), {"a": "1"})


@pytest.mark.parametrize(
    ("kind", "text", "term"),
    [
        ("integer", "2018", '"2018"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("integer", "-3", '"-3"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("decimal", "17.5", '"17.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("decimal", "29", '"29"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("date", "2018-12-31", '"2018-12-31"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("string", "$x ?y", '"$x ?y"'),
        ("iri", "/id/doel/a", f"<{BASE}/id/doel/a>"),
        ("iri", "urn:a", "<urn:a>"),
        ("iri", "def#Goal", f"<{BASE}/def#Goal>"),
        ("iri", "http://metadata.un.org/sdg/7?a=b#c", "<http://metadata.un.org/sdg/7?a=b#c>"),
        ("decimal", "1e-30", '"0.000000000000000000"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("decimal", "1E3", '"1000"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("string", "\x00", '"\x00"'),
    ],
)
def test_a_text_becomes_a_term_of_the_kind(kind: str, text: str, term: str) -> None:
    assert parameter_term(Parameter("x", kind, "", ""), text).n3() == term


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("integer", "2018.5"),
        ("integer", "٢٠١٨"),
        ("decimal", "1,5"),
        ("decimal", "NaN"),
        ("date", "2018"),
        ("iri", "urn:a b"),
        ("iri", "urn:"),
        ("iri", "nietes"),
        ("iri", "http://a:b/"),
        ("iri", "http://a/#b#c"),
        ("iri", "id/doel/a>"),
        ("integer", "1" * 19),
        ("decimal", "1.1e15"),
        ("decimal", "1e999"),
        ("date", "2018-02-30"),
        ("date", "2018-W01-1"),
        ("string", ""),
        ("string", "\ud800"),
    ],
)
def test_a_text_of_another_kind_is_refused(kind: str, text: str) -> None:
    with pytest.raises(ParameterError, match=re.escape(f"x: {text!r} is no {kind}; give ")):
        parameter_term(Parameter("x", kind, "", ""), text)


def test_a_value_that_is_not_among_the_only_ones_is_refused_with_those() -> None:
    with pytest.raises(ParameterError, match="x: 'c' is none of its values; there are: a, b") as told:
        parameter_term(Parameter("x", "string", "", "", ("a", "b")), "c")
    assert (told.value.why, told.value.allowed) == (Misfit.VALUE, ("a", "b"))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_a_text_stays_within_its_quotes(text: str) -> None:
    query = SavedQuery("q", "SELECT ($x AS ?text) {}", {}, (Parameter("x", "string", "-", ""),))
    (row,) = rows(EMPTY, filled(query, {"x": text} if text else {}))
    assert row["text"] == Literal(text or "-")


EMPTY: LocalEndpoint = open_files([])


def test_a_folder_without_queries_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match=r"no queries \(\*\.rq\) here"):
        Queries(tmp_path)


@pytest.mark.parametrize(
    ("text", "told", "place"),
    [
        ("SELECT ?goal {\n ?goal a beleid:Goal", "not a SPARQL 1.1 query: line 2, column ", (2, " ?goal a beleid:Goal")),
        ("SELECT ?goal { ?goal", "not a SPARQL 1.1 query: line 1, column ", (1, "SELECT ?goal { ?goal")),
        ("ASK { SERVICE <a:b> { } }", "SERVICE is not allowed here", (0, "")),
    ],
)
def test_a_mistake_stands_in_the_text_as_it_was_typed(text: str, told: str, place: tuple[int, str]) -> None:
    sent = with_prefixes(text)
    with pytest.raises(QueryError) as caught:
        EMPTY.answer(sent)
    error = own_place(caught.value, text, sent)
    assert (str(error).startswith(told), (error.line, error.text)) == (True, place)


def test_a_typed_query_may_use_our_prefixes(goals: Path) -> None:
    assert rows(open_files([goals]), with_prefixes("SELECT ?goal { ?goal beleid:subGoalOf doel:nieuw-samenspel }")) == [
        {"goal": mint("doel", "vertrouwen")}
    ]

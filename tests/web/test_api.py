"""The saved questions as an API."""

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from starlette.testclient import TestClient

from kg.publish.library import Library
from kg.store.canonical import canonical
from kg.store.local import open_files
from kg.terms import BASE
from kg.web.app import create_app
from kinds import kinds

GOALS = "/v1/queries/doelen-van-initiatief"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KNOWN = ["thema", "jaar", "deel", "dag", "woord", "soort", "rang"]


@pytest.fixture(scope="module")
def small(library: Library, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The app with a question for every kind of parameter."""
    queries = kinds(tmp_path_factory.mktemp("kinds"))
    return TestClient(create_app(Library(library.endpoint, queries, library.index, library.manifest)), follow_redirects=False)


def test_the_list_tells_of_every_question_what_one_needs_to_ask_it(client: TestClient, library: Library) -> None:
    body = client.get("/v1/queries").json()
    assert body["total"] == len(body["queries"]) == len(library.queries.questions())
    (goals,) = [each for each in body["queries"] if each["name"] == "doelen-van-initiatief"]
    query = library.queries["doelen-van-initiatief"]
    assert goals == {
        "name": "doelen-van-initiatief",
        "title": {"nl": query.title("nl"), "en": query.title("en")},
        "description": {"nl": query.description("nl"), "en": query.description("en")},
        "parameters": [
            {
                "name": "initiatief",
                "kind": "iri",
                "required": False,
                "default": "id/initiatief/regiodeal-twente",
                "meaning": {"nl": "het initiatief", "en": "the initiative"},
                "values": [],
            }
        ],
        "columns": list(query.columns),
        "links": {
            "page": "/vragen/doelen-van-initiatief",
            "json": "/v1/queries/doelen-van-initiatief.json",
            "csv": "/v1/queries/doelen-van-initiatief.csv",
            "xlsx": "/v1/queries/doelen-van-initiatief.xlsx",
            "srj": "/v1/queries/doelen-van-initiatief.srj",
        },
    }


def test_an_answer_has_plain_values_and_null_where_there_is_none(small: TestClient) -> None:
    body = small.get("/v1/queries/alles", params={"jaar": "2018", "dag": "2019-02-28", "pageSize": "1"}).json()
    assert {name: body["rows"][0][name] for name in list(body["rows"][0])[2:]} == {
        "gegevenJaar": 2018,
        "helft": 0.5,
        "datum": "2019-02-28",
        "tekst": "=1+1",
        "keuze": "a",
        "plaats": 1,
        "waar": True,
        "dubbel": 1.5,
        "leeg": None,
    }
    assert body["rows"][0]["initiatief"].startswith(f"{BASE}/id/initiatief/")
    assert body["parameters"] == {
        "thema": f"{BASE}/id/concept/thema/arbeidsmarkt",
        "jaar": 2018,
        "deel": 0.5,
        "dag": "2019-02-28",
        "woord": "=1+1",
        "soort": "a",
        "rang": 1,
    }
    assert (body["release"], body["notices"]) == ("0123456789ab", [])
    assert body["permalink"] == (
        f"{BASE}/vragen/alles?thema=id/concept/thema/arbeidsmarkt&jaar=2018&deel=0.5&dag=2019-02-28&woord=%3D1%2B1&soort=a&rang=1&release=0123456789ab"
    )


def test_the_api_leads_to_its_questions(client: TestClient) -> None:
    response = client.get("/v1", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (308, "/v1/queries")


def rels(link: str) -> dict[str, str]:
    found = [part.split("; ") for part in link.split(", ") if "rel=" in part]
    return {parts[1].removeprefix('rel="').removesuffix('"'): parts[0].strip("<>") for parts in found}


def test_the_pages_of_an_answer_are_the_whole_answer_and_link_only_to_pages_there_are(client: TestClient) -> None:
    whole = client.get(f"{GOALS}?pageSize=1000").json()
    pages = [client.get(f"{GOALS}?pageSize=5&page={number}") for number in (1, 2, 3)]
    assert [row for page in pages for row in page.json()["rows"]] == whole["rows"]
    assert {(page.json()["total"], page.json()["pages"], page.json()["pageSize"]) for page in pages} == {(len(whole["rows"]), 3, 5)}
    assert [sorted(set(rels(page.headers["link"])) & {"next", "prev"}) for page in pages] == [["next"], ["next", "prev"], ["prev"]]
    assert rels(pages[0].headers["link"]) == {
        "service-desc": "/v1/openapi.json",
        "first": f"{GOALS}?pageSize=5&page=1",
        "next": f"{GOALS}?pageSize=5&page=2",
        "last": f"{GOALS}?pageSize=5&page=3",
    }
    for page in pages:
        for relation, href in rels(page.headers["link"]).items():
            assert client.get(href).status_code == 200
            assert relation == "service-desc" or page.json()["links"][relation] == href


def test_an_answer_of_one_page_has_no_other(client: TestClient) -> None:
    assert set(rels(client.get(GOALS).headers["link"])) == {"service-desc", "first", "last"}
    empty = client.get(GOALS, params={"initiatief": "id/initiatief/nietes"})
    assert (empty.json()["total"], empty.json()["pages"], empty.json()["rows"]) == (0, 1, [])


@pytest.mark.parametrize(("page", "last"), [(4, 3), (999_999_999, 3)])
def test_a_page_past_the_end_is_not_found_and_the_last_is_told(client: TestClient, page: int, last: int) -> None:
    response = client.get(f"{GOALS}?pageSize=5&page={page}")
    assert (response.status_code, response.json()["detail"]) == (404, f"there is no page {page} of this answer; the last is page {last}")
    assert response.headers["link"] == f'<{GOALS}?pageSize=5&page={last}>; rel="last"'
    assert "etag" not in response.headers


@pytest.mark.parametrize(
    ("accept", "suffix", "media_type"),
    [
        ("*/*", "json", "application/json"),
        ("application/json", "json", "application/json"),
        ("text/csv", "csv", "text/csv; charset=utf-8"),
        (XLSX, "xlsx", XLSX),
        ("application/sparql-results+json", "srj", "application/sparql-results+json"),
        ("text/html;q=0.4, text/csv;q=0.5", "csv", "text/csv; charset=utf-8"),
    ],
)
def test_an_answer_comes_in_the_format_asked_for_by_header_or_suffix(client: TestClient, accept: str, suffix: str, media_type: str) -> None:
    negotiated = client.get(f"{GOALS}?initiatief=id/initiatief/skills-twente", headers={"accept": accept})
    fixed = client.get(f"{GOALS}.{suffix}?initiatief=id/initiatief/skills-twente", headers={"accept": "image/png"})
    assert negotiated.headers["content-type"] == fixed.headers["content-type"] == media_type
    assert negotiated.headers["content-location"] == f"{GOALS}.{suffix}?initiatief=id/initiatief/skills-twente"
    assert (negotiated.headers["vary"].split(", ")[0], "Accept," in fixed.headers.get("vary", "")) == ("Accept", False)
    if suffix != "json":  # whose links to itself differ
        assert negotiated.content == fixed.content


def test_the_files_hold_the_same_as_the_json(client: TestClient) -> None:
    rows = client.get(f"{GOALS}?pageSize=1000").json()["rows"]
    text = client.get(f"{GOALS}.csv").text
    found = list(csv.DictReader(io.StringIO(text)))
    assert found == [{name: "" if value is None else str(value) for name, value in row.items()} for row in rows]
    assert not text.startswith("\ufeff")
    header, *cells = load_workbook(io.BytesIO(client.get(f"{GOALS}.xlsx").content))["Antwoord"].values
    assert [dict(zip(header, row, strict=True)) for row in cells] == rows
    bindings = client.get(f"{GOALS}.srj").json()["results"]["bindings"]
    assert [binding["doelNaam"]["value"] for binding in bindings] == [row["doelNaam"] for row in rows]


def test_a_graph_comes_as_rdf(small: TestClient) -> None:
    for accept, media_type in (("*/*", "application/ld+json"), ("application/json", "application/ld+json"), ("text/turtle", "text/turtle")):
        response = small.get("/v1/queries/graaf", headers={"accept": accept})
        assert response.headers["content-type"].partition(";")[0] == media_type
        assert "arbeidsmarkt" in response.text
    assert small.get("/v1/queries/graaf.json").headers["content-type"] == "application/ld+json"
    for path in ("/v1/queries/graaf.csv", "/v1/queries/cijfers.ttl"):
        assert small.get(path).status_code == 404


@pytest.mark.parametrize(
    ("path", "location"),
    [
        (
            f"{GOALS}?initiatief=id/initiatief/skills-twente&page=2",
            "/vragen/doelen-van-initiatief?initiatief=id%2Finitiatief%2Fskills-twente",
        ),
        (f"{GOALS}?initiatief=kapot<>", "/vragen/doelen-van-initiatief?initiatief=kapot%3C%3E"),
        ("/v1/queries", "/vragen"),
    ],
)
def test_who_asks_html_is_sent_on_to_the_page(client: TestClient, path: str, location: str) -> None:
    response = client.get(path, headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (response.status_code, response.headers["location"], response.headers["api-version"]) == (303, location, "1.0.0")
    assert client.get(f"{GOALS}.html").headers["location"] == "/vragen/doelen-van-initiatief"


def test_a_format_there_is_not_is_refused_with_those_there_are(client: TestClient) -> None:
    response = client.get(GOALS, headers={"accept": "image/png"})
    assert (response.status_code, response.headers["content-type"]) == (406, "application/problem+json")
    assert [each["href"] for each in response.json()["alternatives"]] == [
        f"{GOALS}.{suffix}" for suffix in ("json", "csv", "xlsx", "srj", "html")
    ]
    listed = client.get("/v1/queries", headers={"accept": "text/csv"})
    assert [each["href"] for each in listed.json()["alternatives"]] == ["/v1/queries", "/v1/queries"]


@pytest.mark.parametrize("path", [GOALS, f"{GOALS}.csv", f"{GOALS}.xlsx", "/v1/queries", "/v1/openapi.json"])
def test_who_holds_an_answer_does_not_get_it_again_and_it_is_the_same_every_time(client: TestClient, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content, again.headers["api-version"]) == (304, b"", "1.0.0")
    assert client.get(path).content == first.content


def test_each_format_has_its_own_tag(client: TestClient) -> None:
    accepts = ("application/json", "text/csv", XLSX, "application/sparql-results+json")
    assert len({client.get(GOALS, headers={"accept": accept}).headers["etag"] for accept in accepts}) == 4


@pytest.mark.parametrize(
    "path", [GOALS, f"{GOALS}.csv", "/v1/queries", "/v1/openapi.json", f"{GOALS}?page=9", "/v1/queries/nietes", f"{GOALS}?x=1"]
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
def test_every_answer_of_the_api_tells_its_version_and_may_be_read_from_elsewhere(client: TestClient, path: str, method: str) -> None:
    response = client.request(method, path)
    assert (response.headers["api-version"], response.headers["access-control-allow-origin"]) == ("1.0.0", "*")
    assert "API-Version" in response.headers.get("access-control-expose-headers", "")
    assert "api-version" not in client.get("/vragen").headers


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        pytest.param("", [("jaar", "missing", [])], id="missing"),
        pytest.param("jaar=x", [("jaar", "kind", ["give a whole number of at most 18 digits"])], id="kind"),
        pytest.param("jaar=1&jaar=2", [("jaar", "twice", [])], id="twice"),
        pytest.param("jaar=", [("jaar", "kind", [])], id="empty"),
        pytest.param("jaar=1&soort=c", [("soort", "value", ["a", "b"])], id="no choice"),
        pytest.param("jaar=1&rang=3", [("rang", "value", ["1", "2"])], id="no choice of number"),
        pytest.param(f"jaar=1&woord={'a' * 1001}", [("woord", "long", [])], id="long"),
        pytest.param("jaar=1&utm_source=mail", [("utm_source", "unknown", KNOWN)], id="unknown"),
        pytest.param("jaar=1&page=0", [("page", "kind", ["a whole number from 1 to 999999999"])], id="page"),
        pytest.param("jaar=1&page=02", [("page", "kind", ["a whole number from 1 to 999999999"])], id="odd page"),
        pytest.param("jaar=1&pageSize=1001", [("pageSize", "kind", ["a whole number from 1 to 1000"])], id="large page"),
        pytest.param("jaar=1&lang=fr", [("lang", "value", ["nl", "en"])], id="language"),
        pytest.param(
            "jaar=x&dag=2018-02-30&page=x",
            [
                ("jaar", "kind", ["give a whole number of at most 18 digits"]),
                ("dag", "kind", ["give a date such as 2018-12-31"]),
                ("page", "kind", ["a whole number from 1 to 999999999"]),
            ],
            id="several",
        ),
    ],
)  # fmt: skip
def test_every_parameter_that_does_not_fit_is_named_with_what_would(
    small: TestClient, query: str, errors: list[tuple[str, str, list[str]]]
) -> None:
    response = small.get(f"/v1/queries/alles?{query}")
    assert (response.status_code, response.headers["content-type"]) == (400, "application/problem+json")
    body = response.json()
    assert [(each["parameter"], each["code"], each["allowed"]) for each in body["errors"]] == errors
    assert {each["in"] for each in body["errors"]} == {"query"}
    assert body["detail"] == "; ".join(each["detail"] for each in body["errors"])


def test_a_file_has_no_pages_and_says_so(small: TestClient) -> None:
    response = small.get("/v1/queries/cijfers.csv?page=1")
    assert response.json()["detail"] == "page: only application/json comes in pages; a file is the whole answer"


def test_what_takes_no_parameters_says_so(client: TestClient) -> None:
    for path in ("/v1/queries", "/v1/openapi.json"):
        assert client.get(f"{path}?x=1").json()["detail"] == "no parameter 'x'; there are none here"


@pytest.mark.parametrize("name", ["pages/known", "pages%2Fknown", "choices", "nietes", ""])
def test_only_questions_can_be_asked(client: TestClient, name: str) -> None:
    assert client.get(f"/v1/queries/{name}.json").status_code == 404


@pytest.mark.parametrize(
    ("thema", "code"),
    [("id/concept/thema/nietes", "absent"), ("id/initiatief/skills-twente", "no_choice")],
)
def test_a_thing_that_the_graph_does_not_know_or_is_no_choice_is_told(small: TestClient, thema: str, code: str) -> None:
    body = small.get("/v1/queries/alles", params={"jaar": "1", "thema": thema}).json()
    why = {"absent": "this is not in the graph", "no_choice": "this is not among the things that the question chooses from"}
    assert (body["rows"], body["notices"]) == (
        [],
        [{"parameter": "thema", "value": f"{BASE}/{thema}", "code": code, "detail": f"thema: {why[code]}"}],
    )


def test_under_another_base_iris_are_those_of_the_publisher(library: Library, tmp_path: Path) -> None:
    """A thing may be named under that base, or by its path."""
    base = "https://data.example.nl/kg"
    file = tmp_path / "graph.nt"
    root = Path(__file__).parents[2]
    file.write_bytes(canonical([root / "ontology" / "schemes.ttl", root / "data" / "triples.ttl"], base))
    moved = open_files([file], base)
    client = TestClient(create_app(Library(moved, library.queries, library.index, library.manifest)))
    default = client.get(GOALS).json()
    assert default["parameters"] == {"initiatief": f"{base}/id/initiatief/regiodeal-twente"}
    assert (default["total"] > 3, default["rows"][0]["doel"].startswith(f"{base}/id/doel/")) == (True, True)
    for given_ in ("id/initiatief/regiodeal-twente", f"{base}/id/initiatief/regiodeal-twente"):
        named = client.get(GOALS, params={"initiatief": given_}).json()
        assert (named["rows"], named["notices"]) == (default["rows"], [])


HOSTILE = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.lists(
        st.sampled_from(['"', "\\", "\\u0022", "<", ">", "{", "}", "#", "\n", "\x00", "$jaar", "?x", "SERVICE <http://a/> {", "id/", "1"]),
        max_size=6,
    ).map("".join),
)


@given(
    path=st.sampled_from(
        ["/v1/queries/alles", "/v1/queries/alles.csv", "/v1/queries/alles.xlsx", "/v1/queries/graaf", "/vragen/alles", "/vragen/alles.csv"]
    ),
    sent=st.dictionaries(st.sampled_from(["thema", "jaar", "deel", "dag", "woord", "soort", "page", "lang", "x\x00"]), HOSTILE, max_size=3),
)
@settings(deadline=None, database=None, max_examples=300, suppress_health_check=list(HealthCheck))
def test_no_value_is_a_mistake_of_the_server(small: TestClient, path: str, sent: Mapping[str, str]) -> None:
    response = small.get(f"{path}?{urlencode({'jaar': '2018', **sent})}")
    assert response.status_code in {200, 400, 404}, (response.status_code, response.text)
    if response.headers["content-type"] == "application/json":
        json.loads(response.text)


def test_the_description_is_that_of_this_site(client: TestClient, library: Library) -> None:
    response = client.get("/v1/openapi.json")
    assert (response.status_code, response.headers["content-type"]) == (200, "application/json")
    assert set(response.json()["paths"]) == {
        "/queries",
        "/openapi.json",
        *(f"/queries/{query.name}" for query in library.queries.questions()),
    }
    below = TestClient(create_app(library), root_path="/kg", follow_redirects=False)
    assert below.get("/kg/v1/openapi.json").json()["servers"][0]["url"] == "/kg/v1"
    assert below.get("/kg/v1/queries").headers["api-version"] == "1.0.0"
    assert rels(below.get(f"/kg{GOALS}?pageSize=5").headers["link"])["next"] == f"/kg{GOALS}?pageSize=5&page=2"

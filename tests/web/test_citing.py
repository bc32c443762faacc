import html
import re
from datetime import UTC, datetime
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient

from kg.publish.library import Language
from kg.publish.words import words

QUESTION = "/vragen/doelen-van-initiatief?initiatief=id/initiatief/skills-twente"
BASE = "https://samenspel.example.org"
RELEASE = "0123456789ab"
OTHER = "ffffffffffff"


def test_a_citation_tells_the_title_the_release_the_address_and_the_day(client: TestClient) -> None:
    response = client.get("/citaat.txt", params={"adres": QUESTION, "lang": "en"})
    today = datetime.now(UTC).date()
    assert (response.status_code, response.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    assert response.text == (
        "Samenspel. (n.d.). Which goals does an initiative contribute to, and to which programme do they belong? "
        f"(release {RELEASE}) [Data set]. Retrieved {today:%B} {today.day}, {today.year}, from {BASE}{QUESTION}&release={RELEASE}&lang=en\n"
    )


def test_a_citation_is_of_today_and_not_kept(client: TestClient) -> None:
    response = client.get("/citaat.bib", params={"adres": QUESTION})
    assert response.headers["cache-control"] == "no-store"
    assert "etag" not in response.headers
    assert f"urldate = {{{datetime.now(UTC).date().isoformat()}}}" in response.text


@pytest.mark.parametrize(
    ("extension", "media_type", "begin"),
    [
        ("bib", "application/x-bibtex; charset=utf-8", "@misc{samenspel-doelen-van-initiatief-"),
        ("ris", "application/x-research-info-systems; charset=utf-8", "TY  - DATA\r\nTI  - Aan welke doelen"),
    ],
)
def test_a_citation_comes_in_the_formats_of_reference_managers(client: TestClient, extension: str, media_type: str, begin: str) -> None:
    response = client.get(f"/citaat.{extension}", params={"adres": QUESTION})
    assert response.headers["content-type"] == media_type
    assert response.headers["content-disposition"] == f'inline; filename="citaat.{extension}"'
    assert response.text.startswith(begin)


def test_a_query_is_cited_as_well(client: TestClient) -> None:
    response = client.get("/citaat.txt", params={"adres": "/sparql?query=ASK%20%7B%7D"})
    assert response.text.startswith(f"Samenspel. (z.d.). SPARQL-vraag (release {RELEASE}) [Dataset]. Geraadpleegd op ")
    assert response.text.endswith(f", van {BASE}/sparql?query=ASK%20%7B%7D&release={RELEASE}\n")


def test_an_address_that_has_the_release_is_cited_with_it_once(client: TestClient) -> None:
    response = client.get("/citaat.txt", params={"adres": f"{QUESTION}&release={RELEASE}#grafiek"})
    assert response.text.endswith(f", van {BASE}{QUESTION}&release={RELEASE}\n")


def test_an_answer_of_another_release_is_not_cited_as_one_of_this(client: TestClient) -> None:
    response = client.get("/citaat.txt", params={"adres": f"{QUESTION}&release={OTHER}"})
    assert (response.status_code, f"release '{OTHER}' is not served here" in response.text) == (404, True)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "https://elsewhere.example/vragen/doelen-van-initiatief",
        "//elsewhere/sparql?query=x",
        "//[",
        "vragen/doelen-van-initiatief",
        "javascript:alert(1)",
        "/vragen/geen-vraag",
        "/vragen/doelen-van-initiatief.csv",
        "/sparql",
        "/sparql?x=query=",
        "/over",
        "/vragen/doelen-van-initiatief?x\ny",
        "/vragen/doelen-van-initiatief?x=\u202e",
        "/vragen/doelen-van-initiatief?" + "x" * 8_000,
    ],
)
def test_only_answers_of_this_site_are_cited(client: TestClient, path: str) -> None:
    response = client.get("/citaat.txt", params={"adres": path})
    assert response.status_code == 400
    assert "adres is the path of a question or a query here" in response.text


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "} @misc{x, title={y", '"><img src=x>', "\\input{x} ^`|"])
@pytest.mark.parametrize("extension", ["txt", "bib", "ris"])
def test_what_stands_in_an_address_stays_in_it(client: TestClient, hostile: str, extension: str) -> None:
    response = client.get(f"/citaat.{extension}", params={"adres": f"/vragen/doelen-van-initiatief?van={hostile}"})
    assert (response.status_code, response.headers["x-content-type-options"]) == (200, "nosniff")
    address = response.text.partition(f"{BASE}/vragen/doelen-van-initiatief?")[2].partition(f"&release={RELEASE}")[0]
    assert unquote(address) == f"van={hostile}"
    assert not set(address) & set('<>{}\\"^`| ')


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("gelezen-documenten?organisatie=nonexistent", "organisatie: 'nonexistent': nothing to choose from has this name"),
        ("doelen-van-initiatief?initiatief=<script>", "initiatief: '<script>': nothing to choose from has this name"),
        ("laatste-status-van-initiatieven?jaar=gisteren", "jaar: 'gisteren' is no integer"),
        ("laatste-status-van-initiatieven?jaar=2018&jaar=gisteren", "jaar: 'gisteren' is no integer"),
    ],
)
def test_a_question_that_its_page_does_not_answer_is_not_cited(client: TestClient, path: str, why: str) -> None:
    response = client.get("/citaat.txt", params={"adres": f"/vragen/{path}"}, headers={"accept": "application/json"})
    assert response.status_code == 400
    assert why in response.json()["detail"]


@pytest.mark.parametrize("given", ["organisatie=Gemeente+Almelo", "organisatie=+id/organisatie/gemeente-almelo+", "organisatie=", "x=1"])
def test_what_the_page_of_a_question_takes_is_cited(client: TestClient, given: str) -> None:
    assert client.get("/citaat.txt", params={"adres": f"/vragen/gelezen-documenten?{given}"}).status_code == 200


def test_the_address_in_an_english_citation_leads_to_the_page_in_english(client: TestClient) -> None:
    written = client.get("/citaat.ris", params={"adres": f"{QUESTION}&lang=en", "lang": "en"}).text
    assert f"\r\nUR  - {BASE}{QUESTION}&release={RELEASE}&lang=en\r\n" in written


def test_another_format_is_not_found(client: TestClient) -> None:
    response = client.get("/citaat.doc", params={"adres": QUESTION}, headers={"accept": "application/json"})
    assert (response.status_code, response.json()["detail"]) == (404, "a citation comes as .txt, .bib, .ris")


@pytest.mark.parametrize(
    "path",
    [
        QUESTION,
        "/vragen/doelen-van-initiatief.csv",
        "/vragen",
        "/sparql?query=ASK%20%7B%7D",
        "/sparql.csv?query=ASK%20%7B%7D",
        "/sparql.xlsx?query=ASK%20%7B%7D",
        "/sparql/antwoord?query=ASK%20%7B%7D",
        "/v1/queries",
        "/v1/queries/doelen-van-initiatief.json",
        "/doc/doel",
        "/zoek?q=energie",
        "/",
    ],
)
def test_the_address_of_another_release_is_not_answered_from_this_one(client: TestClient, path: str) -> None:
    joint = "&" if "?" in path else "?"
    for releases in (f"release={OTHER}", f"release={OTHER}&release={RELEASE}", f"release={RELEASE}&release={OTHER}"):
        response = client.get(f"{path}{joint}{releases}", headers={"accept": "application/json"})
        assert response.status_code == 404
        assert response.headers["content-type"] == "application/problem+json"
        told = response.json()
        assert (told["asked"], told["served"]) == (OTHER, RELEASE)
        assert told["detail"] == (
            f"release '{OTHER}' is not served here, but '{RELEASE}'; "
            "open the folder of that release in Python with kg.open(), or leave release= out for the answer of this one"
        )


@pytest.mark.parametrize("path", [QUESTION, "/sparql?query=ASK%20%7B%7D", "/sparql/antwoord?query=ASK%20%7B%7D", "/doc/doel", "/"])
def test_the_address_of_this_release_is_answered(client: TestClient, path: str) -> None:
    joint = "&" if "?" in path else "?"
    assert client.get(f"{path}{joint}release={RELEASE}").status_code == 200
    assert client.get(f"{path}{joint}release=").status_code == 200


def test_a_query_by_post_for_another_release_is_not_answered(client: TestClient) -> None:
    by_form = client.post("/sparql", data={"query": "ASK {}", "release": OTHER})
    whole = client.post(f"/sparql?release={OTHER}", content="ASK {}", headers={"content-type": "application/sparql-query"})
    page = client.post("/sparql/antwoord", data={"query": "ASK {}", "release": OTHER})
    assert [response.status_code for response in (by_form, whole, page)] == [404, 404, 404]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nl", f"Dit adres is gemaakt bij release {OTHER}. Hier staat release {RELEASE}. Het antwoord kan nu anders zijn."),
        ("en", f"This address was made with release {OTHER}. This is release {RELEASE}. The answer may differ now."),
    ],
)
def test_a_reader_is_told_which_release_there_is_and_how_to_get_the_other(client: TestClient, language: str, told: str) -> None:
    response = client.get(f"{QUESTION}&release={OTHER}&lang={language}", headers={"accept": "text/html"})
    assert response.status_code == 404
    assert told in response.text
    assert f"release={OTHER}" in response.text
    assert "kg.open" in response.text


def test_a_query_that_a_reader_opens_in_the_editor_says_that_the_release_is_another(client: TestClient) -> None:
    page = client.get(f"/sparql?query=ASK%20%7B%7D&release={OTHER}", headers={"accept": "text/html"})
    assert page.status_code == 200
    assert f"Deze link is gemaakt bij release {OTHER}. Hier staat release {RELEASE}; het antwoord kan anders zijn." in page.text


def citation(page: str) -> str:
    """The citation on a page, as it reads without scripts."""
    found = re.search(r'<p class="measure citation">(.*?)</p>', page, re.DOTALL)
    assert found
    return html.unescape(re.sub(r"<[^>]*>", "", found[1]))


@pytest.mark.parametrize(
    ("language", "lead", "title", "read"),
    [
        (
            "nl",
            "Verwijs naar dit antwoord: Samenspel. (z.d.).",
            "Aan welke doelen draagt een initiatief bij, en onder welk programma vallen die?",
            "[Dataset]. Geraadpleegd op [datum van vandaag], van",
        ),
        (
            "en",
            "Cite this answer: Samenspel. (n.d.).",
            "Which goals does an initiative contribute to, and to which programme do they belong?",
            "[Data set]. Retrieved [today's date], from",
        ),
    ],
)
def test_the_page_of_an_answer_says_how_to_cite_it(client: TestClient, language: str, lead: str, title: str, read: str) -> None:
    page = client.get(f"{QUESTION}&lang={language}", headers={"accept": "text/html"}).text
    address = f"{BASE}{QUESTION}&release={RELEASE}{'&lang=en' if language == 'en' else ''}"
    assert citation(page) == f"{lead} {title} (release {RELEASE}) {read} {address} TXT, BibTeX, RIS"


def test_the_links_of_a_citation_lead_to_the_answer_and_to_the_files(client: TestClient) -> None:
    page = client.get(QUESTION, headers={"accept": "text/html"}).text
    links = [html.unescape(link) for link in re.findall(r'href="(/citaat\.[^"]+|/vragen/[^"]+&amp;release=[^"]+)"', page)]
    assert [link.partition("?")[0] for link in links] == [*[QUESTION.partition("?")[0]] * 2, "/citaat.txt", "/citaat.bib", "/citaat.ris"]
    assert [client.get(link).status_code for link in links] == [200] * 5
    assert links[:2] == [f"{QUESTION}&release={RELEASE}"] * 2  # the lasting address, and the one in the citation


def test_a_page_does_not_depend_on_the_day(client: TestClient) -> None:
    page = client.get(QUESTION, headers={"accept": "text/html"})
    today = datetime.now(UTC).date()
    assert page.headers["etag"].startswith('"')
    assert today.isoformat() not in page.text
    assert words(Language.NL).date(today.isoformat()) not in page.text
    assert "<span data-today>[datum van vandaag]</span>" in page.text


def test_the_answer_to_a_query_without_scripts_says_how_to_cite_it(client: TestClient) -> None:
    page = client.post("/sparql/antwoord", data={"query": "ASK { ?a ?b 'x y' }"}).text
    address = f"{BASE}/sparql?query=ASK+%7B+%3Fa+%3Fb+%27x+y%27+%7D&release={RELEASE}"
    assert citation(page) == (
        f"Verwijs naar dit antwoord: Samenspel. (z.d.). SPARQL-vraag (release {RELEASE}) [Dataset]. "
        f"Geraadpleegd op [datum van vandaag], van {address} TXT, BibTeX, RIS"
    )
    for link in re.findall(r'href="(/citaat\.[^"]+)"', page):
        assert address in client.get(html.unescape(link)).text.replace("\\", "")


def test_the_answer_to_a_query_too_long_for_an_address_has_no_citation(client: TestClient) -> None:
    page = client.post("/sparql/antwoord", data={"query": f"ASK {{}} # {'x' * 8_000}"})
    assert (page.status_code, "Verwijs naar dit antwoord" in page.text.partition("</script>")[2]) == (200, False)

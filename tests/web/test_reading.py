import csv
import html
import io
import re

import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from kg.terms import BASE
from kg.web.reading import LONGEST_SEARCH

PAGES = [
    "/",
    "/zoek",
    "/zoek?q=energie",
    "/zoek?q=energie&kind=doel&bladzijde=1",
    "/doc/doel",
    "/doc/doel/bladzijde/2",
    "/doc/initiatief/regiodeal-twente",
    "/doc/initiatief/regiodeal-twente.html?stappen=2",
    "/doc/concept/rol/partner",
    "/vragen",
    "/vragen/doelen-van-initiatief",
    "/vragen/doelen-van-initiatief.html?initiatief=id/initiatief/regiodeal-twente",
    "/over",
]
QUESTION = "/vragen/doelen-van-initiatief"


@pytest.mark.parametrize("path", [*PAGES, "/sparql"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_page_is_in_the_language_asked_for(client: TestClient, path: str, language: str) -> None:
    address = path if language == "nl" else f"{path}{'&' if '?' in path else '?'}lang={language}"
    response = client.get(address, headers={"accept": "text/html"})
    assert (response.status_code, response.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert re.search(r"<html[^>]* lang=\"(\w+)\"", response.text).group(1) == language  # type: ignore[union-attr]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_needs_nothing_its_policy_forbids(client: TestClient, path: str) -> None:
    response = client.get(path, headers={"accept": "text/html"})
    assert response.headers["content-security-policy"].startswith("default-src 'self'; ")
    assert not re.search(r"<[^>]*\s(?:style|on\w+)=", response.text)
    assert not re.search(r"<style|<script(?![^>]*(?:\bsrc=|type=\"application/))", response.text)
    assert not re.search(
        r"<(?:script|img|iframe|link[^>]* rel=\"(?:icon|stylesheet|preload|modulepreload)\")[^>]*(?:src|href)=\"(?:https?:)?//",
        response.text,
    )


@pytest.mark.parametrize("path", PAGES)
def test_who_holds_a_page_does_not_get_it_again(client: TestClient, path: str) -> None:
    first = client.get(path)
    assert client.get(path, headers={"if-none-match": first.headers["etag"]}).status_code == 304
    assert client.get(path).content == first.content


def test_a_language_we_do_not_speak_is_answered_in_dutch(client: TestClient) -> None:
    assert client.get("/over?lang=fr").headers["content-language"] == "nl"


@pytest.mark.parametrize("number", ["0", "-1", "x", "1.5", "", "1e3", "99999999999999999999", "\u0661"])
def test_what_is_no_page_number_is_refused(client: TestClient, number: str) -> None:
    response = client.get("/zoek", params={"bladzijde": number})
    assert (response.status_code, response.json()["detail"]) == (
        400,
        f"bladzijde={number!r} is no page number; pages are counted from 1",
    )


@pytest.mark.parametrize(
    "path",
    [
        "/doc/doel/bladzijde/999999",
        "/doc/doel/bladzijde/1",
        "/doc/doel/bladzijde/0",
        "/doc/kat",
        "/doc/waarneming",
        "/nergens",
        "/vragen/nietes",
    ],
)
def test_a_page_that_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    for accept, media_type in (("text/html", "text/html; charset=utf-8"), ("*/*", "application/problem+json")):
        response = client.get(path, headers={"accept": accept})
        assert (response.status_code, response.headers["content-type"], response.headers["vary"].split(", ")[0]) == (
            404,
            media_type,
            "Accept",
        )


@pytest.mark.parametrize(
    "text", ["", "\x00", "\ufffe", "%", '"', "a AND (", "' OR 1=1 --", "*", "\U0001f600", "NEAR(", "a" * LONGEST_SEARCH]
)
@pytest.mark.parametrize("path", ["/zoek", "/zoek/suggesties"])
def test_any_text_can_be_searched_for(client: TestClient, path: str, text: str) -> None:
    assert client.get(path, params={"q": text}).status_code == 200


def test_a_text_too_long_to_search_for_is_refused(client: TestClient) -> None:
    response = client.get("/zoek", params={"q": "a" * (LONGEST_SEARCH + 1)})
    assert (response.status_code, response.json()["detail"]) == (400, "search for at most 200 characters, not 201")


def test_what_others_add_to_a_link_narrows_nothing_down(client: TestClient) -> None:
    plain = client.get("/zoek", params={"q": "energie"}).text
    added = client.get("/zoek", params={"q": "energie", "utm_source": "mail"}).text
    hits = re.compile(r'href="/doc/[^"?]+"')
    assert hits.findall(added) == hits.findall(plain)


def test_suggestions_lead_to_pages(client: TestClient) -> None:
    first, *_ = client.get("/zoek/suggesties", params={"q": "regiodeal tw"}).json()
    assert first == {
        "label": "Regiodeal Twente",
        "kind": "initiatief",
        "matched": "Regiodeal Twente",
        "href": "/doc/initiatief/regiodeal-twente",
    }
    assert client.get(first["href"]).status_code == 200


def test_suggestions_for_a_typing_error_say_what_was_looked_for(client: TestClient) -> None:
    first, *_ = client.get("/zoek/suggesties", params={"q": "Enschde", "kind": "organisatie doel"}).json()
    assert (first["label"], first["meant"], first["href"]) == ("Gemeente Enschede", "enschede", "/doc/organisatie/gemeente-enschede")
    documents = client.get("/zoek/suggesties", params={"q": "Enschede", "kind": "document"}).json()
    assert {each["kind"] for each in documents} == {"document"}


def test_several_values_of_a_facet_stand_in_the_address(client: TestClient) -> None:
    both = client.get("/zoek", params={"q": "twente", "kind": ["doel", "initiatief"]}).text
    assert re.findall(r'name="kind" value="(\w+)"', both) == ["doel", "initiatief"]


def test_a_narrowed_list_has_an_address_of_its_own_in_every_form_of_it(client: TestClient) -> None:
    asked = "/doc/doel?theme=energie&theme=klimaat&sorteer=jaar"
    page = client.get(asked)
    assert page.headers["content-location"] == asked.replace("/doc/doel", "/doc/doel.html")
    assert client.get(page.headers["content-location"]).text == page.text != client.get("/doc/doel").text
    assert client.get("/doc/doel").headers["content-location"] == "/doc/doel.html"
    assert client.get("/doc/doel?theme=energie&bladzijde=99").status_code == 404


def test_the_page_of_the_design_is_there_in_both_languages(client: TestClient) -> None:
    assert [client.get(path).headers["content-language"] for path in ("/stijl", "/en/stijl")] == ["nl", "en"]


def test_the_answer_to_a_question_opens_in_a_spreadsheet(client: TestClient) -> None:
    response = client.get(f"{QUESTION}.csv")
    assert response.content.startswith(b"\xef\xbb\xbfdoel,doelNaam,")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"] == 'inline; filename="doelen-van-initiatief.csv"'
    assert len(list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))) > 3


def test_the_answer_to_a_question_depends_on_its_parameters(client: TestClient) -> None:
    given = {"initiatief": "id/initiatief/nietes", "lang": "en", "release": client.get("/healthz").json()["release"]}
    response = client.get(f"{QUESTION}.json", params=given)
    assert response.json()["results"]["bindings"] == []
    assert response.headers["content-disposition"] == 'inline; filename="doelen-van-initiatief-nietes.json"'
    assert client.get(f"{QUESTION}.json").json()["results"]["bindings"] != []


def test_the_answer_in_rows_is_no_graph(client: TestClient) -> None:
    response = client.get(f"{QUESTION}.ttl")
    detail = "no .ttl of the answer to 'doelen-van-initiatief'; there are .csv, .json, .xlsx"
    assert (response.status_code, response.json()["detail"]) == (404, detail)


def test_a_parameter_that_does_not_fit_is_refused(client: TestClient) -> None:
    response = client.get(f"{QUESTION}.csv", params={"initiatief": "id/<>"})
    detail = "initiatief: 'id/<>' is no iri; give an IRI (https://…) or the path of a thing (id/initiatief/skills-twente)"
    assert (response.status_code, response.json()["detail"]) == (400, detail)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (f"{QUESTION}.csv?initatief=x", "no parameter 'initatief'; this question takes initiatief"),
        ("/vragen/gaten-per-organisatie.csv?utm_source=mail", "no parameter 'utm_source'; this question takes none"),
    ],
)
def test_a_file_is_not_the_answer_to_something_misspelt(client: TestClient, path: str, told: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.json()["detail"]) == (400, told)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("initatief=x", "Deze vraag heeft geen ‘initatief’; het antwoord houdt er geen rekening mee. Wel: initiatief."),
        ("initatief=x&lang=en", "This question has no ‘initatief’; the answer does not take it into account. There is: initiatief."),
        ("utm_source=mail", ""),
        ("%3Cb%3E=1", "Deze vraag heeft geen ‘&lt;b&gt;’; het antwoord houdt er geen rekening mee. Wel: initiatief."),
    ],
)
def test_a_page_says_what_its_answer_does_not_heed(client: TestClient, query: str, told: str) -> None:
    page = client.get(f"{QUESTION}?{query}")
    notices = re.findall(r'<p class="notice" role="status">([^<]*)</p>', page.text)
    assert (page.status_code, notices) == (200, [told] if told else [])


def test_a_file_may_be_asked_for_by_the_name_of_a_thing(client: TestClient) -> None:
    named = client.get(f"{QUESTION}.json", params={"initiatief": "regiodeal  TWENTE"})
    assert named.json() == client.get(f"{QUESTION}.json", params={"initiatief": "id/initiatief/regiodeal-twente"}).json()
    response = client.get(f"{QUESTION}.csv", params={"initiatief": "skils twente"})
    assert (response.status_code, "did you mean id/initiatief/skills-twente, id/" in response.json()["detail"]) == (400, True)


def test_the_answer_to_a_question_opens_as_a_workbook_in_the_language_of_the_page(client: TestClient) -> None:
    response = client.get(f"{QUESTION}.xlsx?lang=en")
    assert response.headers["content-type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert response.headers["content-disposition"] == 'inline; filename="doelen-van-initiatief.xlsx"'
    assert load_workbook(io.BytesIO(response.content)).sheetnames == ["Answer", "Source"]


@pytest.mark.parametrize("name", ["pages/known", "pages%2Fknown", "tables/things", ""])
def test_the_queries_of_which_pages_are_made_are_no_questions(client: TestClient, name: str) -> None:
    assert client.get(f"/vragen/{name}.csv").status_code == 404


def test_a_network_is_one_file_that_reaches_nothing(client: TestClient) -> None:
    response = client.get("/netwerk/initiatief/regiodeal-twente.html?lang=en")
    assert (response.status_code, response.headers["content-language"]) == (200, "en")
    assert response.headers["content-disposition"] == 'inline; filename="initiatief-regiodeal-twente.html"'
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "'unsafe-inline'; img-src data:; connect-src 'none';" in policy
    again = client.get("/netwerk/initiatief/regiodeal-twente.html?lang=en", headers={"if-none-match": response.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["initiatief/nietes", "dier/kat", "concept/rol/partner", "regiodeal"])
def test_there_is_no_network_around_what_is_no_node(client: TestClient, path: str) -> None:
    assert client.get(f"/netwerk/{path}.html").status_code == 404


def test_the_lasting_address_of_a_question_leads_to_its_answer_here(client: TestClient) -> None:
    page = client.get(f"{QUESTION}?initiatief=id/initiatief/skills-twente").text
    address = re.search(r'<a class="mono" href="([^"]*)">([^<]*)</a>', page)
    assert address
    href, shown = (html.unescape(part) for part in address.groups())
    assert shown == f"{BASE}{href}"
    answer = client.get(href)
    assert (answer.status_code, "Skills Twente" in answer.text) == (200, True)

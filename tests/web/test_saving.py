"""A picture as files with names, tags and languages, and as a page that others may put in theirs."""

from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.publish.focus.view import Opening, Wish
from kg.publish.library import Library
from kg.publish.saving import FORMATS
from kg.web.app import create_app
from kg.web.headers import EMBEDDED_POLICY
from kg.web.saving import file_name

PICTURE = "/beeld/initiatief/regiodeal-twente"
EMBEDDED = "/insluiten/initiatief/regiodeal-twente"
HTML = {"accept": "text/html"}


@pytest.mark.parametrize("extension", FORMATS)
def test_a_file_has_a_type_a_name_and_a_tag(client: TestClient, extension: str) -> None:
    response = client.get(f"{PICTURE}.{extension}?jaar=2018")
    assert (response.status_code, response.headers["content-type"]) == (200, FORMATS[extension].media_type)
    shown = "inline" if extension in {"svg", "png", "pdf", "html"} else "attachment"
    assert response.headers["content-disposition"] == f'{shown}; filename="initiatief-regiodeal-twente-2018.{extension}"'
    assert response.headers["content-language"] == "nl"
    again = client.get(f"{PICTURE}.{extension}?jaar=2018", headers={"if-none-match": response.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_another_view_language_or_file_has_another_tag(client: TestClient) -> None:
    paths = ["{}.csv", "/en{}.csv", "{}.xlsx", "{}.csv?jaar=2018", "{}.csv?jaar=2018&soort=doel"]
    assert len({client.get(path.format(PICTURE)).headers["etag"] for path in paths}) == len(paths)


def test_how_the_table_on_the_page_is_sorted_does_not_change_the_file(client: TestClient) -> None:
    files = [client.get(f"{PICTURE}.csv{query}") for query in ("", "?volgorde=jaar&bladzijde=2", "?utm_source=nieuwsbrief")]
    assert len({file.headers["etag"] for file in files}) == 1


def test_english_is_asked_for_by_the_path_or_the_query(client: TestClient) -> None:
    assert client.get(f"/en{PICTURE}.csv").text.startswith("\ufeffFrom,Relation,To,Years")
    assert client.get(f"{PICTURE}.csv?lang=en").text == client.get(f"/en{PICTURE}.csv").text


def test_a_file_there_is_not_says_which_there_are(client: TestClient) -> None:
    response = client.get(f"{PICTURE}.docx")
    assert response.status_code == 404
    there = ".svg, .png, .pdf, .csv, .xlsx, .graphml, .gexf, .html."
    assert response.json()["detail"] == f"Een beeld is er niet als .docx. Het is er wel als: {there}"
    page = client.get(f"/en{PICTURE}.docx", headers=HTML)
    assert (page.status_code, "It can be had as: .svg, .png" in page.text) == (404, True)


@pytest.mark.parametrize("path", [f"{PICTURE}.svg?stappen=2", f"{PICTURE}.png?stappen=2", f"{EMBEDDED}.html?stappen=2"])
def test_what_is_too_large_to_draw_says_how_to_narrow_it_down(client: TestClient, path: str) -> None:
    response = client.get(path, headers=HTML)
    assert response.status_code == 404
    assert "Dit beeld is te groot om te tekenen" in response.text
    assert "Neem minder stappen" in response.text


@pytest.mark.parametrize(
    "path", ["/beeld/initiatief/bestaat-niet.svg", "/beeld/Geen%20zaak.csv", "/insluiten/doel/bestaat-niet", "/insluiten/x.html"]
)
def test_there_is_no_picture_of_what_is_not_there(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_file_that_a_browser_shows_runs_nothing_strange(client: TestClient) -> None:
    assert (
        client.get(f"{PICTURE}.svg?jaar=2018")
        .headers["content-security-policy"]
        .startswith("default-src 'none'; style-src 'unsafe-inline'")
    )
    policy = client.get(f"{PICTURE}.html?jaar=2018").headers["content-security-policy"]
    assert "script-src 'sha256-" in policy
    assert "connect-src 'none'" in policy


def test_a_name_tells_how_far_and_what_was_chosen() -> None:
    wished = Wish(steps=2, kinds=("doel",), years=("2018",), opened=(Opening("doel/a", "naar-owner"),))
    assert file_name("initiatief/regiodeal-twente", wished) == "initiatief-regiodeal-twente-2-doel-2018"
    assert len(file_name("initiatief/x", Wish(themes=tuple(f"thema-{number}" for number in range(60))))) <= 100
    assert file_name('a"\r\nX: y', Wish()) == "a-x-y"


def test_only_the_bare_page_may_stand_in_a_page_of_anybody(client: TestClient) -> None:
    bare = client.get(f"{EMBEDDED}.html?jaar=2018")
    assert bare.headers["content-security-policy"].endswith("frame-ancestors *")
    assert "default-src 'none'" in bare.headers["content-security-policy"]
    assert "script" not in bare.text
    told = client.get(f"{EMBEDDED}?jaar=2018")
    assert told.headers["content-security-policy"].endswith("frame-ancestors 'self'")
    assert client.get(f"{PICTURE}.svg").headers["content-security-policy"].endswith("frame-ancestors 'self'")


def test_the_code_holds_the_view_and_what_it_shows(client: TestClient) -> None:
    page = client.get(f"/en{EMBEDDED}?jaar=2018&soort=doel").text
    source = "https://samenspel.example.org/en/insluiten/initiatief/regiodeal-twente.html?soort=doel&amp;amp;jaar=2018"
    assert f"&lt;iframe src=&#34;{source}&#34; title=&#34;Regiodeal Twente and its surroundings – picture by Samenspel&#34;" in page
    assert "loading=&#34;lazy&#34;&gt;&lt;/iframe&gt;" in page
    assert 'src="/en/insluiten/initiatief/regiodeal-twente.html?soort=doel&amp;jaar=2018"' in page
    assert page.count("<pre>") == 1


def test_a_view_too_large_to_embed_says_so(client: TestClient) -> None:
    page = client.get(f"{EMBEDDED}?stappen=2").text
    assert "is te groot om in te sluiten" in page
    assert "<iframe" not in page


def test_links_of_the_bare_page_leave_the_frame(client: TestClient) -> None:
    bare = client.get(f"{EMBEDDED}.html?jaar=2018").text
    links = bare.split("<a ")[1:]
    assert len(links) > 15
    assert [link for link in links if 'target="_blank" rel="noopener"' not in link.partition(">")[0]] == []
    assert '<a href="/beeld/initiatief/regiodeal-twente?jaar=2018" target="_blank" rel="noopener">Open het hele beeld' in bare


@pytest.mark.parametrize(
    ("path", "status", "said", "whole"),
    [
        pytest.param(f"{EMBEDDED}.html?stappen=2", 404, "Dit beeld is te groot", f"{PICTURE}?stappen=2", id="too large"),
        pytest.param("/insluiten/doel/weg.html", 404, "Niet gevonden", "/beeld/doel/weg", id="gone"),
        pytest.param("/en/insluiten/doel/weg.html", 404, "Not Found", "/en/beeld/doel/weg", id="gone, in English"),
        pytest.param(f"{EMBEDDED}.html?release=99", 404, "99", f"{PICTURE}?release=99", id="another release"),
        pytest.param("/insluiten/Geen%20zaak.html", 404, "Niet gevonden", "/beeld/Geen%20zaak", id="no thing"),
        pytest.param("/insluiten/doel/a%3Fb.html?soort=doel", 404, "Niet gevonden", "/beeld/doel/a%3Fb?soort=doel", id="a question mark"),
    ],
)
def test_what_is_wrong_is_told_in_the_frame_itself(client: TestClient, path: str, status: int, said: str, whole: str) -> None:
    response = client.get(path, headers=HTML)
    assert response.status_code == status
    assert response.headers["content-security-policy"] == EMBEDDED_POLICY
    assert said in response.text
    assert f'<a href="{whole}" target="_blank" rel="noopener">' in response.text
    assert "script" not in response.text
    assert "<nav" not in response.text


@pytest.mark.parametrize("path", [f"{PICTURE}.csv", EMBEDDED, f"{EMBEDDED}.html"])
def test_more_than_a_picture_can_be_asked_for_is_refused(client: TestClient, path: str) -> None:
    assert client.get(f"{path}?{'&'.join(f'open=a~{number}' for number in range(600))}", headers=HTML).status_code == 414


@pytest.mark.parametrize("path", [f"{PICTURE}.csv", EMBEDDED, f"{EMBEDDED}.html"])
def test_what_is_asked_in_vain_makes_no_other_file_or_page(client: TestClient, path: str) -> None:
    plain, vain = client.get(path), client.get(f"{path}?open=doel/nergens~x&volgorde=jaar")
    assert (vain.headers["etag"], vain.content) == (plain.headers["etag"], plain.content)
    assert b"nergens" not in vain.content


def test_other_errors_stay_out_of_frames(client: TestClient) -> None:
    for path in ("/insluiten/doel/weg", "/beeld/doel/weg.svg", "/beeld/doel/weg"):
        assert client.get(path, headers=HTML).headers["content-security-policy"].endswith("frame-ancestors 'self'")


@pytest.mark.parametrize("path", [f"{PICTURE}.csv", f"{PICTURE}.svg?jaar=2018", f"{EMBEDDED}.html?jaar=2018"])
def test_the_day_of_the_data_that_is_told_is_in_the_tag(library: Library, static: Path, path: str) -> None:
    made = [TestClient(create_app(replace(library, made=day * 86_400), static)).get(path) for day in (20_000, 20_400, 20_400)]
    assert made[0].headers["etag"] != made[1].headers["etag"] == made[2].headers["etag"]
    assert made[1].content == made[2].content

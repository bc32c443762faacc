"""Who works with whom over HTTP: every way to look, one organisation, one pair, the file, and what does not fit."""

import csv
import re
from dataclasses import replace
from html import unescape
from typing import Any, cast

import pytest
from starlette.testclient import TestClient

from kg.publish.library import Library, View
from kg.publish.together import analysis, counting
from kg.publish.together.around import Way
from kg.publish.together.page import together_page
from kg.store.local import open_files
from kg.store.queries import Queries

SAXION, UT = "organisatie/saxion", "organisatie/universiteit-twente"
PAIR = f"/samenwerking?organisatie={SAXION}&met={UT}"


def read(client: TestClient, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/samenwerking", "Gemeente Almelo en Provincie Overijssel samen in 31 initiatieven"),
        (
            "/samenwerking?volgorde=gewogen",
            "Gemeente Dinkelland en Gemeente Tubbergen samen in 29 initiatieven : Gemeente Dinkelland en Gemeente Tubbergen gewogen 5,8",
        ),
        ("/samenwerking/organisaties", "Groep rond Saxion"),
        ("/samenwerking/matrix", "Aantal initiatieven dat twee organisaties samen hebben"),
        ("/samenwerking/netwerk", "60 organisaties in groepen rond een ring"),
        (f"/samenwerking?organisatie={SAXION}", "Met wie werkt Saxion?"),
        ("/en/samenwerking", "Gemeente Almelo and Provincie Overijssel together in 31 initiatives"),
        ("/en/samenwerking/netwerk?thema=energie", "Group around"),
        (f"/en{PAIR}", "Together in 9 initiatives. They have been named in the same document since 2015."),
    ],
)
def test_each_way_to_look_is_a_page(client: TestClient, path: str, told: str) -> None:
    assert told in read(client, path)


def test_a_pair_tells_of_each_initiative_both_roles_and_where_they_stand(client: TestClient) -> None:
    text = read(client, PAIR)
    assert "Samen in 9 initiatieven." in text
    row = re.search(r"TOPFIT Citizenlab zorg (.*?) 3 ", text)
    assert row
    assert row[1] == (
        "partner Saxion: Citizenlab: betrekken van inwoners bij zorginnovaties (2019) Citizen science "
        "opdrachtgever Universiteit Twente: Citizenlab: betrekken van inwoners bij zorginnovaties (2019) Inleiding"
    )


def test_what_a_source_says_of_a_group_stands_apart(client: TestClient) -> None:
    text = read(client, "/samenwerking?organisatie=organisatie/gemeente-enschede&met=organisatie/gemeente-hengelo")
    assert "Samen in 31 initiatieven." in text
    assert "Alleen als lid van een groep genoemd 5" in text
    counted = read(client, "/samenwerking?organisatie=organisatie/gemeente-enschede&met=organisatie/gemeente-hengelo&groep=ja")
    assert "Samen in 36 initiatieven." in counted


def test_an_organisation_is_found_by_its_name_and_keeps_the_filters(client: TestClient) -> None:
    text = client.get("/samenwerking", params={"organisatie": "saxion", "thema": "zorg"}).text
    assert "Met wie werkt Saxion?" in text
    assert f"/samenwerking?organisatie={SAXION}&amp;met={UT}&amp;thema=zorg" in text.replace("%2F", "/")


def test_the_page_tells_what_was_read_for_the_municipality_and_the_year_that_are_chosen(client: TestClient) -> None:
    text = read(client, "/samenwerking?gemeente=organisatie/gemeente-almelo&jaar=2018")
    found = re.search(
        r"Gemeente Almelo \((\d+)\), .* Van Gemeente Almelo zelf zijn er (\d+) gelezen\. Uit 2018 zijn er (\d+) gelezen\.", text
    )
    assert found
    assert found[1] == found[2]
    assert int(found[3]) > 10


def test_the_form_says_how_many_initiatives_there_are_of_each_choice(client: TestClient) -> None:
    text = read(client, "/samenwerking?thema=veiligheid")
    found = re.search(r"(\d+) organisaties in (\d+) initiatieven", text)
    assert found
    assert f"veiligheid ({found[2]})" in text


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("thema=blub", "Thema: ‘blub’ is niet gevonden."),
        ("jaar=1066", "Jaar van document: ‘1066’ is niet gevonden."),
        ("minimum=0", "Minstens samen in: ‘0’ kan hier niet. Vul een heel getal in van 1 tot en met 999."),
        ("minimum=²", "Minstens samen in: ‘²’ kan hier niet."),
        ("volgorde=dikte", "Volgorde: ‘dikte’ kan hier niet. Kies uit: samen, gewogen, sinds, naam."),
        ("groep=nee", "kan hier niet. Kies uit: ja."),
        ("organisatie=saxio", "Organisatie: ‘saxio’ is niet gevonden. Bedoel je: Saxion"),
        (f"organisatie={SAXION}&met={SAXION}", "Kies twee verschillende organisaties."),
        (f"met={SAXION}", "Kies ook de eerste organisatie"),
    ],
)
def test_what_does_not_fit_is_told_and_the_rest_of_the_form_stays(client: TestClient, query: str, told: str) -> None:
    response = client.get(f"/samenwerking?rol=partner&{query}")
    assert told in " ".join(unescape(re.sub(r"<[^>]+>", " ", response.text)).split())
    assert '<option value="partner" selected>' in response.text
    assert "samen in 31 initiatieven" not in response.text


def test_a_name_that_the_page_does_not_know_is_told_and_takes_nothing_away(client: TestClient) -> None:
    for path in ("/samenwerking?kleur=rood", f"{PAIR}&kleur=rood"):
        text = read(client, path)
        assert "‘kleur’ is hier geen filter. Het telt niet mee." in text
        assert "samen in 31 initiatieven" in text or "Samen in 9 initiatieven." in text
    assert "is hier geen filter" not in read(client, "/samenwerking?fbclid=a&gclid=b&utm_source=c&mc_cid=d")
    assert client.get("/samenwerking.csv?kleur=rood", headers={"accept": "application/json"}).status_code == 400


def test_what_weighs_little_still_weighs_something(client: TestClient) -> None:
    assert "gewogen 0 " not in read(client, "/samenwerking?volgorde=gewogen&bladzijde=61")
    _, *lines = csv.reader(client.get("/samenwerking.csv?volgorde=gewogen").text.removeprefix("\ufeff").splitlines())
    weights = [round(float(line[3].replace(".", "").replace(",", ".")), 9) for line in lines]
    assert weights == sorted(weights, reverse=True)
    assert min(weights) > 0
    assert len({line[3] for line in lines}) > 100


def test_how_many_take_part_does_not_change_with_the_role_that_is_chosen(client: TestClient) -> None:
    members = [dict(_members(client, PAIR + role)) for role in ("", "&rol=partner")]
    assert members[1]
    assert members[1].items() <= members[0].items()


def _members(client: TestClient, path: str) -> list[tuple[str, str]]:
    """Return the initiatives of a pair, each with how many take part."""
    text = client.get(path).text
    return re.findall(r'<tr><th scope="row"[^>]*>.*?<a href="([^"]+)".*?data-label="Deelnemers">(\d+)', text, re.DOTALL)


def test_what_is_filtered_lately_is_not_worked_out_again(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    path = "/samenwerking/organisaties?thema=energie&rol=partner"
    before = read(client, path)
    monkeypatch.setattr(analysis, "communities", None)
    monkeypatch.setattr(analysis, "measures", None)
    monkeypatch.setattr(counting, "sharing", None)
    assert read(client, f"{path}&minimum=1&utm_source=other") == before


def test_an_earlier_publication_leads_to_no_question_that_the_last_one_answers(library: Library) -> None:
    path = "/samenwerking?organisatie=organisatie/saxion&met=organisatie/universiteit-twente"
    assert "/vragen/" in _main(together_page(library, View(path=path), ""))
    assert "/vragen/" not in _main(together_page(library, View(path=path, release="1"), ""))
    assert "/vragen/" not in _main(together_page(library, View(path="/samenwerking", release="1"), ""))


@pytest.mark.parametrize("way", list(Way))
def test_without_a_server_no_link_asks_one(library: Library, way: Way) -> None:
    html = _main(together_page(replace(library, alone=True), View(path=way.path), way))
    assert 'href="/doc/organisatie/' in html
    assert [link for link in re.findall(r'href="([^"#]+)', html) if "?" in link] == []


@pytest.mark.parametrize("way", list(Way))
def test_a_graph_without_documents_has_these_pages(queries: Queries, way: Way) -> None:
    empty = Library(open_files([]), queries, cast("Any", None), {"release": "1"})
    assert "Hiervoor zijn nog geen documenten gelezen." in together_page(empty, View(path=way.path), way)


def _main(html: str) -> str:
    return html.partition("<main")[2].partition("</main>")[0]


def test_beyond_six_groups_all_others_have_one_mark_and_the_legend_says_so(client: TestClient) -> None:
    html = client.get("/samenwerking/netwerk").text
    legend = html.partition('<ul class="legend"')[2].partition("</ul>")[0]
    marks = re.findall(r'class="mark group-(\d+)"', legend)
    assert len(marks) == len(set(marks))
    assert marks[-1] == "7"
    assert "andere groepen" in legend
    drawn = {*re.findall(r'class="member group-(\d+)"', html)}
    assert drawn == set(marks)


def test_a_page_beyond_the_last_is_not_found(client: TestClient) -> None:
    assert client.get("/samenwerking?bladzijde=62").status_code == 404
    assert client.get("/samenwerking?bladzijde=61").status_code == 200


def test_when_nothing_fits_the_page_says_what_to_do(client: TestClient) -> None:
    assert "Geen paar voldoet hieraan. Kies een lager minimum of minder filters." in read(client, "/samenwerking/netwerk?minimum=900")
    assert "Bij deze filters vinden we geen partners van Saxion." in read(client, f"/samenwerking?organisatie={SAXION}&minimum=900")
    assert "noemt geen document ze allebei zelf" in read(client, f"{PAIR}&thema=veiligheid")


def test_the_file_holds_every_pair_of_the_page(client: TestClient) -> None:
    response = client.get("/samenwerking.csv?thema=energie&minimum=2")
    assert response.headers["content-type"].startswith("text/csv")
    assert response.text.startswith("\ufeff")
    heads, *lines = csv.reader(response.text.removeprefix("\ufeff").splitlines())
    assert heads[:3] == ["Organisatie", "Andere organisatie", "Initiatieven samen"]
    text = read(client, "/samenwerking?thema=energie&minimum=2")
    assert f"Daarvan zie je er {len(lines)}." in text
    assert all(len(line[5].split(" | ")) == int(line[2]) >= 2 for line in lines)
    assert f"{lines[0][0]} en {lines[0][1]} samen in {lines[0][2]} initiatieven" in text


def test_a_file_of_what_does_not_fit_is_refused(client: TestClient) -> None:
    response = client.get("/samenwerking.csv?thema=blub", headers={"accept": "application/json"})
    assert response.status_code == 400
    assert "blub" in response.json()["detail"]


def test_a_page_comes_with_a_tag_and_need_not_be_made_again(client: TestClient) -> None:
    first = client.get("/samenwerking/matrix")
    assert first.headers["content-language"] == "nl"
    assert client.get("/samenwerking/matrix", headers={"if-none-match": first.headers["etag"]}).status_code == 304

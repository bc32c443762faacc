"""Who works with whom over HTTP: every way to look, one organisation, one pair, the file, and what does not fit."""

import csv
import re
from html import unescape

import pytest
from starlette.testclient import TestClient

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
        (f"/en{PAIR}", "Together in 9 initiatives. Documents name them together since 2015."),
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
    assert "Alleen als een van een groep genoemd 5" in text
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
        ("thema=blub", "Thema: “blub” is niet gevonden."),
        ("jaar=1066", "Jaar van document: “1066” is niet gevonden."),
        ("minimum=0", "Minstens samen in: “0” kan hier niet. Vul een heel getal in van 1 tot en met 999."),
        ("minimum=²", "Minstens samen in: “²” kan hier niet."),
        ("volgorde=dikte", "Volgorde: “dikte” kan hier niet. Kies uit: samen, gewogen, sinds, naam."),
        ("groep=nee", "kan hier niet. Kies uit: ja."),
        ("organisatie=saxio", "Organisatie: “saxio” is niet gevonden. Bedoel je: Saxion"),
        ("kleur=rood", "“kleur” is hier geen filter."),
        (f"organisatie={SAXION}&met={SAXION}", "Kies twee verschillende organisaties."),
        (f"met={SAXION}", "Kies ook de eerste organisatie"),
    ],
)
def test_what_does_not_fit_is_told_and_the_rest_of_the_form_stays(client: TestClient, query: str, told: str) -> None:
    response = client.get(f"/samenwerking?rol=partner&{query}")
    assert told in " ".join(unescape(re.sub(r"<[^>]+>", " ", response.text)).split())
    assert '<option value="partner" selected>' in response.text
    assert "samen in 31 initiatieven" not in response.text


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

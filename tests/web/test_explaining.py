"""The page and the memos that explain a link, over HTTP."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.publish.library import Library
from kg.store.canonical import canonical
from kg.store.local import open_files
from kg.terms import BASE
from kg.web.app import create_app
from kg.web.places import Places

PAIR = "van=organisatie/saxion&naar=organisatie/gemeente-almelo"


@pytest.mark.parametrize(("path", "language"), [(f"/verband?{PAIR}", "nl"), (f"/en/verband?{PAIR}", "en"), ("/verband", "nl")])
def test_the_page_comes_in_its_language_and_can_be_kept(client: TestClient, path: str, language: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["content-language"] == language
    assert client.get(path, headers={"If-None-Match": response.headers["etag"]}).status_code == 304


@pytest.mark.parametrize(
    ("form", "media_type", "start"),
    [
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
        ("pdf", "application/pdf", b"%PDF"),
    ],
)
def test_a_memo_is_a_file_to_keep(client: TestClient, form: str, media_type: str, start: bytes) -> None:
    response = client.get(f"/verband.{form}?{PAIR}")
    assert response.headers["content-type"] == media_type
    assert response.headers["content-disposition"] == f'attachment; filename="verband-tussen-saxion-en-de-gemeente-almelo.{form}"'
    assert response.content.startswith(start)
    assert client.get(f"/en/verband.{form}?{PAIR}").headers["content-language"] == "en"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        pytest.param("/verband.odt?van=a&naar=b", 404, id="no such form"),
        pytest.param("/verband.pdf?van=organisatie/saxion", 400, id="half a pair"),
        pytest.param("/verband.pdf?van=xqzzy&naar=saxion", 400, id="an unknown name"),
        pytest.param(f"/verband?van={'a' * 201}", 400, id="too long"),
        pytest.param(f"/verband?{PAIR}&release=nonsense", 404, id="no such release"),
    ],
)
def test_what_cannot_be_answered_is_refused(client: TestClient, path: str, status: int) -> None:
    assert client.get(path, headers={"Accept": "application/json"}).status_code == status


def test_whatever_is_typed_is_shown_as_text_and_never_as_markup(client: TestClient) -> None:
    response = client.get("/verband", params={"van": "<script>alert(1)</script>\x07", "naar": '"><b>'})
    assert response.status_code == 200
    assert "<script>alert" not in response.text
    assert "<b>" not in response.text.partition("<main")[2].partition("</main>")[0].replace("<b>&", "")


def test_a_memo_is_as_old_as_the_day(client: TestClient) -> None:
    response = client.get(f"/verband.pdf?{PAIR}")
    since = parsedate_to_datetime(response.headers["last-modified"])
    assert since >= datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    assert client.get(f"/verband.pdf?{PAIR}", headers={"If-None-Match": response.headers["etag"]}).status_code == 304


def test_a_memo_takes_a_place_and_the_page_none(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    taken, run = [], Places.run

    def counted(places: Places, client_name: str, *rest: object) -> object:
        taken.append(client_name)
        return run(places, client_name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Places, "run", counted)
    assert client.get(f"/verband?{PAIR}").status_code == 200
    assert len(taken) == 0
    assert client.get(f"/verband.docx?{PAIR}").status_code == 200
    assert len(taken) == 1


@pytest.fixture(scope="module")
def elsewhere(library: Library, static: Path, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The same data at an address of their own."""
    root, base = Path(__file__).parents[2], "https://data.example.nl/kg"
    graph = [
        root / "ontology" / "vocabulary.ttl",
        root / "ontology" / "schemes.ttl",
        root / "ontology" / "links.ttl",
        root / "data" / "triples.ttl",
    ]
    file = tmp_path_factory.mktemp("elsewhere") / "graph.nt"
    file.write_bytes(canonical(graph, base))
    return TestClient(create_app(Library(open_files([file], base), library.queries, library.index, library.manifest), static))


@pytest.mark.parametrize(
    "path", [f"/verband?{PAIR}", "/beeld/initiatief/regiodeal-twente?jaar=2018", "/samenwerking/netwerk", "/jaren", "/overzicht"]
)
def test_a_site_of_ones_own_has_no_address_of_ours_in_it(elsewhere: TestClient, path: str) -> None:
    for page in (path, f"/en{path}"):
        response = elsewhere.get(page, headers={"accept": "text/html"})
        assert response.status_code == 200
        assert BASE.partition("//")[2] not in response.text

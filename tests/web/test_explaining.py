"""The page and the memos that explain a link, over HTTP."""

import pytest
from starlette.testclient import TestClient

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

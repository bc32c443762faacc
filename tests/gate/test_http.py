"""A site that speaks HTTP otherwise is found, header by header."""

import pytest

from gate.spoiling import Change, answering, asked, being, group_of, reading, saying, when, without
from kg.gate.checking import Examined

DOC, ID = r"(/en)?/doc/initiatief/[^.]*", r"/id/initiatief/.*"


@pytest.mark.parametrize(
    ("path", "change", "notice"),
    [
        pytest.param(ID, when(303, being(302)), {"http-see-other"}, id="another redirect"),
        pytest.param(ID, saying(location="/doc/doel"), {"http-see-other"}, id="a redirect to elsewhere"),
        pytest.param(r"/doc/initiatief/.*\.ttl", saying(content_type="text/plain"), {"http-see-other", "http-location"}, id="another type"),
        pytest.param(
            r"/doc/bedrag/[^.]*",
            when(200, saying(content_type="text/turtle")),
            {"http-accept", "http-see-other"},
            id="always the same form",
        ),
        pytest.param(ID, saying(vary="Accept-Encoding"), {"http-vary"}, id="no Vary"),
        pytest.param(r"/doc/initiatief/.*\.ttl", saying(vary="Accept"), {"http-vary"}, id="Vary without a choice"),
        pytest.param(DOC, without("content-location"), {"http-location"}, id="no Content-Location"),
        pytest.param(r"/doc/initiatief/.*\.jsonld", reading("{", "{ "), {"http-location"}, id="other bytes at its own address"),
        pytest.param(r"/robots\.txt", without("etag"), {"http-validators"}, id="no tag"),
        pytest.param(r"/robots\.txt", saying(etag='W/"a"'), {"http-validators"}, id="a weak tag"),
        pytest.param(r"/robots\.txt", without("last-modified"), {"http-validators"}, id="no date"),
        pytest.param(r"/healthz", without("access-control-allow-origin"), {"http-cors"}, id="not to be read elsewhere"),
        pytest.param(r"/sparql", when(204, being(405)), {"http-cors"}, id="no OPTIONS"),
        pytest.param(DOC, without("link"), {"http-links"}, id="no links"),
        pytest.param(DOC, reading('rel="cite-as"', 'rel="cite"'), {"http-links", "http-location"}, id="no such link on the page"),
        pytest.param(r"/nergens", being(200), {"http-not-found"}, id="always something"),
        pytest.param(r"/doc/bedrag/dit-is-er-niet", saying(content_type="text/plain"), {"http-not-found"}, id="an error of another type"),
        pytest.param(r"/\.well-known/api-catalog", being(404), {"http-well-known"}, id="no catalogue of APIs"),
        pytest.param(r"/\.well-known/void", being(200), {"http-well-known"}, id="VoID without a redirect"),
        pytest.param(DOC, without("content-security-policy"), {"http-policy"}, id="no policy"),
        pytest.param(
            DOC, saying(content_security_policy="default-src 'self'; script-src 'unsafe-inline'"), {"http-policy"}, id="a loose policy"
        ),
        pytest.param(DOC, without("x-content-type-options"), {"http-policy"}, id="types are guessed"),
    ],
)
def test_what_is_not_as_the_standard_says_is_found(few: Examined, path: str, change: Change, notice: set[str]) -> None:
    spoilt = answering(few, path, change)
    assert {name for name in group_of("http-vary") if asked(name, spoilt).failures} == notice


def test_who_accepts_nothing_and_gets_something_is_found(few: Examined) -> None:
    spoilt = answering(few, ID, when(406, being(200)))
    assert any(fault.startswith("/id/initiatief/") for fault in asked("http-not-acceptable", spoilt).failures)
    mute = answering(few, ID, reading('"alternatives":[{', '"alternatives":[],"was":[{'))
    assert any(fault.endswith("tells no way on") for fault in asked("http-not-acceptable", mute).failures)


def test_who_holds_it_and_gets_it_again_is_found(few: Examined) -> None:
    spoilt = answering(few, r"/robots\.txt", when(304, being(200)))
    assert asked("http-validators", spoilt).failures == ("/robots.txt: [200, 200, 200] to who holds it, holds it, holds another",)


def test_head_with_other_headers_is_found(few: Examined) -> None:
    spoilt = answering(few, "/", lambda answer: answer if answer.body else saying(vary="Accept")(answer))
    assert [fault.split(",")[0] for fault in asked("http-head", spoilt).failures] == ["/: 200"]

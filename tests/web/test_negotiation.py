import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.web.documents import EXTENSIONS
from kg.web.negotiation import MediaRange, accepted, media_ranges
from kg.web.representations import ALIASES

OFFERS = tuple(EXTENSIONS)
CHROME = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7"
)
COMUNICA = (
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,text/turtle;q=0.6,"
    "application/rdf+xml;q=0.5,text/n3;q=0.35,application/xml;q=0.3,image/svg+xml;q=0.3,text/html;q=0.2,application/xhtml+xml;q=0.18"
)


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        pytest.param(None, "html", id="no header"),
        pytest.param("", "html", id="empty header"),
        pytest.param(" , ,", "html", id="empty members"),
        pytest.param("nonsense", "html", id="nothing readable"),
        pytest.param("*/*", "html", id="curl"),
        pytest.param("*", "html", id="bare star"),
        pytest.param("text/*", "html", id="any text"),
        pytest.param("application/*", "jsonld", id="any application"),
        pytest.param("image/*", "", id="any image"),
        pytest.param("text/html", "html", id="html"),
        pytest.param("text/turtle", "ttl", id="turtle"),
        pytest.param("TEXT/Turtle;Q=1.0", "ttl", id="upper case"),
        pytest.param("application/ld+json", "jsonld", id="json-ld"),
        pytest.param('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "jsonld", id="json-ld profile"),
        pytest.param('application/ld+json;profile="a, b;q=0";q=0.4, text/turtle;q=0.3', "jsonld", id="comma and semicolon in quotes"),
        pytest.param(r'application/ld+json;profile="a\", b", text/turtle;q=0.3', "jsonld", id="escaped quote in quotes"),
        pytest.param('application/ld+json;profile="open, text/turtle', "jsonld", id="quote left open"),
        pytest.param("text/turtle;charset=utf-8", "ttl", id="charset"),
        pytest.param("text/turtle;version=1.2, text/html;q=0.1", "ttl", id="RDF version"),
        pytest.param("application/n-triples", "nt", id="n-triples"),
        pytest.param("application/rdf+xml", "rdf", id="rdf/xml"),
        pytest.param("text/n3", "n3", id="n3"),
        pytest.param("application/json", "jsonld", id="json is taken for json-ld"),
        pytest.param("application/x-turtle", "ttl", id="old name of turtle"),
        pytest.param("text/rdf+n3", "n3", id="old name of n3"),
        pytest.param("application/xml", "", id="xml is not taken for rdf/xml"),
        pytest.param("text/plain, */*;q=0.1", "nt", id="rdflib for N-Triples"),
        pytest.param("text/html;q=0.5, text/turtle;q=0.6", "ttl", id="higher quality"),
        pytest.param("text/turtle;q=0.6, text/html;q=0.5", "ttl", id="higher quality, other order"),
        pytest.param("text/turtle, text/html", "html", id="a tie goes by our order"),
        pytest.param("application/rdf+xml, application/ld+json", "jsonld", id="a tie of two graphs goes by our order"),
        pytest.param("*/*, text/turtle", "ttl", id="a tie goes to what is named"),
        pytest.param("text/*, application/rdf+xml", "rdf", id="a tie goes to what is named more precisely"),
        pytest.param("text/html;q=0, */*", "ttl", id="q=0 excludes what a wildcard lets in"),
        pytest.param("text/*;q=0, */*;q=0.1", "jsonld", id="q=0 excludes a family"),
        pytest.param("*/*;q=0", "", id="nothing at all"),
        pytest.param("*/*;q=0, text/turtle", "ttl", id="nothing but one"),
        pytest.param("text/turtle;q=0", "", id="only an exclusion"),
        pytest.param("text/*;q=0.3, text/turtle;q=0.1, application/rdf+xml;q=0.2", "html", id="precision goes before quality"),
        pytest.param("text/turtle;q=0.9, */*;q=1", "html", id="a precise lower quality holds"),
        pytest.param("text/turtle;q=0.001, text/html;q=0.000", "ttl", id="three decimals"),
        pytest.param("text/html;level=1, text/turtle;q=0.2", "ttl", id="a parameter we do not have"),
        pytest.param("text/turtle ; q=0.5 , text/html ; q = 0.4", "ttl", id="white space"),
        pytest.param("text/html;q=0.5;token=x, text/turtle;q=0.4", "html", id="extension after the weight"),
        pytest.param("text/html;q=high, text/turtle;q=0.1", "ttl", id="a weight that is no number"),
        pytest.param("text/html;q=-1, text/turtle;q=0.1", "ttl", id="a weight below zero"),
        pytest.param("text/turtle;q=5, text/html", "html", id="a weight above one counts as one"),
        pytest.param("text/html;q=, text/turtle;q=0.5", "html", id="a weight left empty counts as not given"),
        pytest.param("*/html, text/turtle;q=0.1", "ttl", id="a wildcard where none can be"),
        pytest.param("text/turtle;q=0.1, text/turtle;q=0.9, text/html;q=0.5", "ttl", id="a type sent twice"),
        pytest.param(CHROME, "html", id="Chrome"),
        pytest.param("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html", id="Firefox and Safari"),
        pytest.param("application/xml,application/xhtml+xml,text/html;q=0.9,text/plain;q=0.8,image/png,*/*;q=0.5", "html", id="old WebKit"),
        pytest.param("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "html", id="Java"),
        pytest.param("application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09", "rdf", id="Protégé"),
        pytest.param(
            "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3", "ttl", id="Jena"
        ),
        pytest.param(
            "application/rdf+xml, text/rdf;q=0.6, text/turtle;q=0.9, application/x-turtle;q=0.7, text/html;q=0.2, */*;q=0.1",
            "rdf",
            id="rapper",
        ),
        pytest.param("text/turtle, application/rdf+xml, application/n-triples, */*;q=0.1", "ttl", id="rdflib"),
        pytest.param(COMUNICA, "jsonld", id="Comunica"),
        pytest.param("text/*;q=0.3, text/html;q=0.7, text/html;level=1, text/html;level=2;q=0.4, */*;q=0.5", "html", id="RFC 9110 §12.5.1"),
    ],
)
def test_the_client_gets_the_format_it_likes_best(header: str | None, chosen: str) -> None:
    assert EXTENSIONS.get(accepted(header, OFFERS, ALIASES), "") == chosen


def test_a_member_is_read_with_its_parameters_and_its_weight() -> None:
    ranges = list(media_ranges('Text/HTML;Level="1";charset=utf-8;q=.25;later=no, */*'))
    assert ranges == [MediaRange("text", "html", frozenset({("level", "1")}), 0.25), MediaRange("*", "*")]


@given(st.text())
def test_any_header_gets_one_of_the_offers_or_none(header: str) -> None:
    assert accepted(header, OFFERS, ALIASES) in {*OFFERS, ""}


@pytest.mark.parametrize("piece", ['"', "\\", 'a/b;c="', ";", "; ", "a/b;q=", "text/html,", '"\\"'])
def test_a_long_header_is_read_in_time_linear_in_its_length(piece: str) -> None:
    began = time.perf_counter()
    accepted(piece * (60_000 // len(piece)), OFFERS, ALIASES)
    assert time.perf_counter() - began < 1

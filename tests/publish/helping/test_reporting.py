"""How to report an error, and the lasting address of what a page shows."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from rdflib import URIRef

from kg.publish.facts import Ref, Text
from kg.publish.helping.reporting import remark, state
from kg.publish.library import Language, Library, View
from kg.publish.pages import thing_page
from kg.publish.resource import describe
from kg.publisher import Contact, Worded
from kg.read.publication import publication
from kg.terms import BASE, mint
from reading import page

ROOT = Path(__file__).parents[3]
GOAL = mint("doel", "almelo-doel-nieuw-samenspel")


@pytest.fixture
def published(library: Library) -> Library:
    return replace(library, publication=publication(ROOT / "data" / "publication.toml"))


def message(href: str) -> tuple[str, dict[str, str]]:
    parts = urlsplit(href)
    return f"{parts.scheme}:{parts.path}", {name: value for name, (value,) in parse_qs(parts.query).items()}


def test_the_message_names_the_thing_its_address_and_the_release(published: Library) -> None:
    told = describe(published, GOAL, View()).remark
    address, fields = message(told.href)
    assert (address, told.email) == ("mailto:redactie@samenspel.example.org", "redactie@samenspel.example.org")
    assert fields["subject"] == "Klopt dit niet? Nieuw samenspel"
    lines = fields["body"].split("\r\n")
    assert f"Vast adres: {GOAL}" in lines
    assert f"Bladzijde: {BASE}/doc/doel/almelo-doel-nieuw-samenspel" in lines
    assert "Release: 2026-11-25-test" in lines
    assert lines[lines.index("Wat er niet klopt:") + 1] == ""
    assert "\n" not in fields["body"].replace("\r\n", "")


def test_the_message_is_in_the_language_of_the_page(published: Library) -> None:
    _, fields = message(describe(published, GOAL, View(Language.EN)).remark.href)
    assert fields["subject"].startswith("Is this wrong? ")
    assert f"Page: {BASE}/en/doc/doel/almelo-doel-nieuw-samenspel" in fields["body"]


def test_a_claim_can_be_reported_as_well(published: Library) -> None:
    claim = mint("deelname", "regiodeal-twente", "gemeente-borne", "financier")
    assert str(claim) in message(describe(published, claim, View()).remark.href)[1]["body"]


@pytest.mark.parametrize("name", ["50 % & meer?#\"'<b>", "é’s – “zo”", "regel\r\nBcc: ander@voorbeeld.nl", "x" * 5_000, "ü" * 400])
def test_whatever_a_thing_is_called_the_link_holds_it_and_is_not_too_long(published: Library, name: str) -> None:
    told = remark(published, View(), Ref(GOAL, "doel", Text(name), ""), str(GOAL))
    assert len(told.href) <= 1_800
    assert not set(told.href) & set(" \r\n\"'<>#")
    address, fields = message(told.href)
    assert (address, set(fields)) == ("mailto:redactie@samenspel.example.org", {"subject", "body"})
    assert fields["subject"].startswith(f"Klopt dit niet? {name[:20]}")


def test_a_publisher_without_mail_is_reached_at_its_address_and_none_leaves_it_to_the_reader(library: Library, published: Library) -> None:
    assert published.publication
    contact = Contact(Worded("Redactie", "Editors"), url=URIRef("https://voorbeeld.nl/contact"))
    without = replace(published, publication=replace(published.publication, contact=contact))
    told = describe(without, GOAL, View(Language.EN)).remark
    assert (told.href, told.name, told.email) == ("https://voorbeeld.nl/contact", "Editors", "")
    nobody = describe(library, GOAL, View()).remark
    assert (nobody.href, nobody.name) == ("", "")


def test_what_was_published_has_an_address_that_lasts_and_what_was_not_has_its_iri(library: Library) -> None:
    ref = describe(library, GOAL, View()).ref
    assert state(library, View(), ref, str(GOAL)).address == str(GOAL)
    third = replace(library, manifest={**library.manifest, "published": {"number": 3, "date": "2026-03-01"}})
    told = state(third, View(Language.EN, root="/kg"), ref, str(GOAL))
    assert (told.number, told.address) == ("3", f"{BASE}/en/doc/doel/almelo-doel-nieuw-samenspel?release=3")
    assert "Publication: 3 (release 2026-11-25-test)" in unquote(remark_of(third))


def remark_of(library: Library) -> str:
    told = replace(library, publication=publication(ROOT / "data" / "publication.toml"))
    return describe(told, GOAL, View(Language.EN)).remark.href


def test_with_the_evidence_of_a_claim_stands_how_to_report_it(library: Library) -> None:
    root = page(thing_page(library, View(), mint("initiatief", "regiodeal-twente")))
    hrefs = [link.attributes["href"] for link in root.all("a") if link.text == "meld een fout"]
    claims = [row.claims for group in describe(library, mint("initiatief", "regiodeal-twente"), View()).groups for row in group.rows]
    assert set(hrefs) >= {f"{claim}#klopt" for (claim, *more) in filter(None, claims) if not more}
    assert len(hrefs) > 20

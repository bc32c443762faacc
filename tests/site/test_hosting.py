"""The configurations of plain web servers, in the servers they are for: what they send is what the server would."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from typer.testing import CliRunner

from hosts import apache, caddy, nginx, readable_folder, there
from kg.cli import app
from kg.errors import SiteError
from kg.site.checking import CHECKS, Outcome, findings
from kg.site.hosting import Server, Site, configuration, site_in
from kg.site.visiting import Site as Visit
from kg.web.documents import EXTENSIONS, HTML, RDF
from kg.web.negotiation import accepted
from kg.web.representations import ALIASES
from kg.web.responses import FOREVER, FRESH
from publications import GOAL, PILOT

Hosted = tuple[Site, Path]
QUESTION = ("partnernetwerk-van-thema",)
THING = "initiatief/regiodeal-twente"
MERGED = {PILOT: "initiatief/house-of-skills"}
SERVERS = [
    pytest.param((name, prefix), id=f"{name}{prefix}", marks=pytest.mark.skipif(not there(command), reason=f"no {command} on this machine"))
    for name, command in (("nginx", "nginx"), ("apache", "apache2"), ("caddy", "caddy"))
    for prefix in ("", "/kg")
]


@pytest.fixture(scope="module", params=SERVERS)
def visit(request: pytest.FixtureRequest, hosted: Callable[[str], Hosted]) -> Iterator[Visit]:
    """A site on a server of each kind."""
    name, prefix = request.param
    site, folder = hosted(prefix)
    with readable_folder() as own:
        if name == "apache":
            (folder / ".htaccess").write_text(configuration(Server.APACHE, site))
            with apache(folder, prefix, own) as address:
                yield Visit(address)
        else:
            server = {"nginx": nginx, "caddy": caddy}[name]
            with server(configuration(Server(name), site), own) as address:
                yield Visit(f"{address}{prefix}")


def test_a_site_loses_nothing_there(visit: Visit) -> None:
    found = {each.check.name: each.faults for each in findings(visit) if each.outcome is not Outcome.PASSED}
    assert found == {}


def accept_headers(count: int) -> Iterator[str]:
    """Yield Accept headers of all sorts, always the same ones; none names one type twice."""
    chance = random.Random(20)
    names = {each: each for each in (*EXTENSIONS, "*/*", "text/*", "application/*", "image/png")} | dict(ALIASES)
    weights = ["", "", ";q=1.0", "; q=0.9", ";q=0.95", ";Q=.5", ";q=0.30", " ; q=0", ";q=0.000", ";charset=utf-8;q=0.8", ";profile=x"]
    for _ in range(count):
        chosen = {names[name]: name for name in chance.sample(list(names), chance.randint(1, 5))}
        yield ", ".join(name + chance.choice(weights) for name in chosen.values())


def test_negotiation_is_that_of_the_server(visit: Visit) -> None:
    kinds = {
        f"/doc/{THING}": tuple(EXTENSIONS),
        "/catalog": (HTML, *RDF),
        "/void": (*RDF, HTML),
        "/ldes/1": RDF,
        "/uitgaven/2": (HTML, *RDF),
    }
    wrong = []
    for number, header in enumerate(accept_headers(150)):
        path, offers = list(kinds.items())[number % len(kinds)]
        wanted = accepted(header, offers, ALIASES)
        answer = visit.ask(path, header)
        got = "" if answer.status == 406 else HTML if answer.status == 303 else answer.media_type
        if got != wanted:
            wrong.append((path, header, got, wanted))
    assert wrong == []


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        pytest.param(f"/id/{PILOT}", 308, "/id/initiatief/house-of-skills", id="merged"),
        pytest.param(f"/en/doc/{PILOT}.ttl", 308, "/en/doc/initiatief/house-of-skills.ttl", id="merged, a form of its document"),
        pytest.param(f"/id/{GOAL}", 410, "", id="withdrawn"),
        pytest.param(f"/doc/{GOAL}.ttl", 410, "", id="withdrawn, a form of its document"),
        pytest.param("/id/dataset/samenspel--2", 303, "/uitgaven/2", id="a publication"),
        pytest.param("/en/id/dataset/samenspel--3", 303, "/uitgaven/3", id="a publication, below the English step"),
        pytest.param("/id/dataset/samenspel--4", 404, "", id="a publication that is not there"),
        pytest.param("/ldes/4", 404, "", id="a node that is not there"),
        pytest.param("/uitgaven/1.rdfp", 404, "", id="the first publication has no patch"),
        pytest.param("/id/catalogus/samenspel", 303, "/catalog", id="the catalogue"),
        pytest.param("/id/dataservice/sparql", 303, "/catalog", id="a service in the catalogue"),
        pytest.param("/id/dataset/samenspel", 303, "/catalog", id="what the catalogue describes"),
        pytest.param("/en/id/distributie/ttl", 303, "/en/catalog", id="the same in English"),
        pytest.param("/id/doel/nergens", 404, "", id="a thing that is not there"),
        pytest.param("/en/over/?x=1", 308, "/en/over?x=1", id="a slash, and a question"),
        pytest.param("/en/def.ttl", 200, "", id="data below the English step"),
        pytest.param("/dump/tabellen/goals.csv", 307, "", id="a table without its release"),
        pytest.param("/.git/config", 404, "", id="a dot file"),
        pytest.param("/doc/doel/%0d%0aSet-Cookie:%20a", 404, "", id="a header in the address"),
        pytest.param("/doc/../../etc/passwd", 404, "", id="a way out of the folder"),
    ],
)
def test_an_address_leads_there(visit: Visit, path: str, status: int, location: str) -> None:
    answer = visit.ask(path)
    assert answer.status == status or (status == 404 and answer.status == 400)
    assert "set-cookie" not in answer.headers
    if location:
        assert visit.location(path, answer) == location


@pytest.mark.parametrize("path", ["//evil.example/", "//evil.example/%2e%2e/", "/%5Cevil.example/", "/%0d%0aLocation:%20//evil.example/"])
def test_nobody_is_sent_to_another_site(visit: Visit, path: str) -> None:
    answer = visit.ask(path)
    assert not visit.location(path, answer, absolute=True).removeprefix("http://127.0.0.1").startswith(("http", "//"))
    assert "evil.example" not in visit.location(path, answer, absolute=True).partition("127.0.0.1")[0]


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/vragen/doelen-zonder-initiatief.json", "application/sparql-results+json"),
        ("/vragen/partnernetwerk-van-thema.json", "application/ld+json"),
        ("/def/context.jsonld", "application/ld+json"),
        ("/zoek/suggesties", "application/json"),
        ("/robots.txt", "text/plain"),
        ("/sitemap.xml", "application/xml"),
        ("/uitgaven.atom", "application/atom+xml"),
        ("/en/uitgaven.atom", "application/atom+xml"),
        ("/uitgaven/2.rdfp", "application/rdf-patch"),
        ("/en/uitgaven/3.ru", "application/sparql-update"),
        ("/uitgaven/3.json", "application/json"),
        ("/ldes/3.linkset.json", "application/linkset+json"),
        ("/en/ldes/3.nt", "application/n-triples"),
    ],
)
def test_a_file_has_the_type_that_the_server_gives_it(visit: Visit, path: str, media_type: str) -> None:
    answer = visit.ask(path)
    assert (answer.status, answer.media_type) == (200, media_type)


@pytest.mark.parametrize(
    ("path", "accept", "answered", "about"),
    [
        pytest.param("/ldes", "*/*", ("text/turtle", "/ldes.ttl", FRESH), "/ldes", id="the stream"),
        pytest.param("/en/ldes", "text/html, */*;q=0.1", ("text/turtle", "/ldes.ttl", FRESH), "/ldes", id="the stream for a browser"),
        pytest.param("/ldes/1", "text/turtle", ("text/turtle", "/ldes/1.ttl", FOREVER), "/ldes/1", id="a node"),
        pytest.param("/ldes/3", "application/json", ("application/ld+json", "/ldes/3.jsonld", FOREVER), "/ldes/3", id="a node in JSON-LD"),
        pytest.param("/uitgaven", "text/turtle", ("text/turtle", "/uitgaven.ttl", FRESH), "/id/dataset/samenspel", id="publications"),
        pytest.param(
            "/uitgaven/2", "text/turtle", ("text/turtle", "/uitgaven/2.ttl", FRESH), "/id/dataset/samenspel--2", id="a publication"
        ),
        pytest.param(
            "/en/uitgaven/2",
            "text/html",
            ("text/html", "/en/uitgaven/2.html", FRESH),
            "/id/dataset/samenspel--2",
            id="a publication to read",
        ),
        pytest.param("/keuring", "text/turtle", ("text/turtle", "/keuring.ttl", FRESH), "/keuring", id="the report of the gate"),
        pytest.param("/uitgaven/2.ru", "*/*", ("application/sparql-update", None, FOREVER), "", id="what differs"),
    ],
)
def test_publications_are_sent_as_the_server_does(
    visit: Visit, path: str, accept: str, answered: tuple[str, str | None, str], about: str
) -> None:
    answer = visit.ask(path, accept)
    place = answer.headers.get("content-location")
    own = place and place.removeprefix(urlsplit(visit.url).path)
    assert (answer.media_type, own, answer.headers["cache-control"]) == answered
    assert ("accept" in answer.vary) == (own is not None)
    assert not about or f'<{visit.told.base}{about}>; rel="cite-as"' in answer.headers["link"]


def test_options_tell_what_is_allowed(visit: Visit) -> None:
    answer = visit.ask(f"/doc/{THING}", method="OPTIONS", headers={"Origin": "https://elsewhere.example"})
    assert (answer.status, answer.headers["access-control-allow-methods"]) == (204, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("server", Server)
def test_a_configuration_is_text_for_one_site(server: Server) -> None:
    site = Site("https://data.example.nl:8443/kg", "0123456789ab")
    text = configuration(server, site)
    assert site.address == "https://data.example.nl:8443"
    assert site.host == "data.example.nl"
    assert "0123456789ab" in text
    assert "{{" not in text
    assert "{%" not in text


def test_a_folder_tells_what_its_configuration_needs(hosted: Callable[[str], Hosted]) -> None:
    site, folder = hosted("/kg")
    found = site_in(folder, str(folder))
    assert found == Site(
        *("https://data.example.nl/kg", site.release, str(folder), "https://creativecommons.org/publicdomain/zero/1.0/"),
        *(MERGED, site.withdrawn[:-1], QUESTION),
    )
    assert GOAL in found.withdrawn


def test_a_folder_without_a_site_is_told(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match=r"no site as kg site writes it \(.*site.json'\); write one with kg site --out"):
        site_in(tmp_path)


def test_the_command_writes_a_configuration(hosted: Callable[[str], Hosted]) -> None:
    _, folder = hosted("")
    result = CliRunner().invoke(app, ["site", "configure", "nginx", "--out", str(folder), "--folder", "/var/www/kg"])
    assert result.stdout == configuration(Server.NGINX, site_in(folder, "/var/www/kg"))


def test_every_check_has_a_name_of_its_own() -> None:
    assert len({check.name for check in CHECKS}) == len(CHECKS)

"""`kg serve` behind real proxies, configured as docs/hosting.md says, below a path that they take off or leave as it is."""

import html
import re
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from SPARQLWrapper import JSON, POST, POSTDIRECTLY, SPARQLWrapper
from typer.testing import CliRunner

from conformance import published
from conformance.published import Site
from hosts import apache_with, caddy, nginx, readable_folder, there
from kg.build.release import Release
from kg.cli import app
from kg.errors import ServingError

THING = "initiatief/regiodeal-twente"
PREFIX = "/kg"
DOCS = Path(__file__).parents[2] / "docs" / "hosting.md"
NEEDS = {
    name: pytest.mark.skipif(not there(command), reason=f"no {command} on this machine")
    for name, command in (("nginx", "nginx"), ("apache", "apache2"), ("caddy", "caddy"))
}

PROXIES = {
    language: re.search(rf"```{language}\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)[1]  # type: ignore[index]  # or there is no test
    for language in ("nginx", "apache", "caddy")
}
"""The configurations of docs/hosting.md."""


@pytest.fixture(scope="module")
def served(real_release: Release) -> Iterator[Site]:
    with published.site(real_release.folder.parent, "--root-path", f"{PREFIX}/", "--proxy", "127.0.0.1") as running:
        yield running


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(("nginx", ""), id="nginx", marks=NEEDS["nginx"]),
        pytest.param(("nginx", "/"), id="nginx, which takes the prefix off", marks=NEEDS["nginx"]),
        pytest.param(("apache", ""), id="apache", marks=NEEDS["apache"]),
        pytest.param(("caddy", ""), id="caddy", marks=NEEDS["caddy"]),
    ],
)
def proxy(request: pytest.FixtureRequest, served: Site) -> Iterator[str]:
    """The address of the site as the world sees it."""
    server, path = request.param
    text = PROXIES[server].replace("127.0.0.1:8000", f"127.0.0.1:{served.port}").replace(f"{served.port};", f"{served.port}{path};")
    with readable_folder() as own:
        started = {"nginx": nginx, "apache": apache_with, "caddy": caddy}[server]
        with started(text, own) as address:
            yield address + PREFIX


def asked(address: str, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc, timeout=60)
    connection.request("GET", parts.path + path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode()
    connection.close()
    return found


def test_the_links_of_a_page_are_below_the_prefix(proxy: str) -> None:
    status, _, page = asked(proxy, f"/doc/{THING}", Accept="text/html")
    links = re.findall(r'(?:href|src|action)="(/[^"]*)"', page)
    assert status == 200
    assert len(links) > 20
    assert {link for link in links if not link.startswith(f"{PREFIX}/")} == set()


def test_what_a_page_links_to_is_there(proxy: str) -> None:
    _, _, page = asked(proxy, f"/en/doc/{THING}", Accept="text/html")
    links = sorted({html.unescape(link).removeprefix(PREFIX) for link in re.findall(r'(?:href|src)="(/kg/[^"#]*)"', page)})
    answers = {link: asked(proxy, link)[0] for link in links[::4]}
    assert {link: status for link, status in answers.items() if status != 200} == {}


@pytest.mark.parametrize(
    ("path", "accept", "status", "location"),
    [
        pytest.param(f"/id/{THING}", "text/html", 303, f"/doc/{THING}", id="a thing"),
        pytest.param(f"/en/id/{THING}", "text/html", 303, f"/en/doc/{THING}", id="in English"),
        pytest.param(f"/id/{THING}", "text/turtle", 303, f"/doc/{THING}.ttl", id="as Turtle"),
        pytest.param(f"/doc/{THING}/", "text/html", 308, f"/doc/{THING}", id="a slash"),
        pytest.param("/en/over/?x=1", "text/html", 308, "/en/over?x=1", id="a slash, in English"),
        pytest.param("/.well-known/void", "*/*", 303, "/void", id="VoID"),
    ],
)
def test_a_redirect_stays_below_the_prefix(proxy: str, path: str, accept: str, status: int, location: str) -> None:
    found, headers, _ = asked(proxy, path, Accept=accept)
    assert (found, headers["location"]) == (status, PREFIX + location)


def test_the_address_of_a_form_is_below_the_prefix(proxy: str) -> None:
    _, headers, _ = asked(proxy, f"/doc/{THING}", Accept="text/turtle")
    assert headers["content-location"] == f"{PREFIX}/doc/{THING}.ttl"
    assert f'<{PREFIX}/doc/{THING}>; rel="describes"' in headers["link"]


@pytest.mark.parametrize("path", ["/", "/en", "/zoek?q=energie", "/healthz", "/static/manifest.json", "/dump/samenspel.ttl"])
def test_what_there_is_is_there(proxy: str, path: str) -> None:
    assert asked(proxy, path, Accept="text/html")[0] in {200, 307}


def test_what_is_not_there_is_missed_below_the_prefix(proxy: str) -> None:
    status, _, page = asked(proxy, "/kgs", Accept="text/html")
    assert status == 404
    assert f'href="{PREFIX}/"' in page


@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper_gets_rows_through_it(proxy: str, method: str) -> None:
    wrapper = SPARQLWrapper(f"{proxy}/sparql", returnFormat=JSON)
    wrapper.setQuery("SELECT (COUNT(*) AS ?n) WHERE { ?thing a <https://samenspel.example.org/def#Goal> }")
    wrapper.setMethod(method)
    if method == POST:
        wrapper.setRequestMethod(POSTDIRECTLY)
    answer = wrapper.queryAndConvert()
    assert isinstance(answer, dict)
    assert int(answer["results"]["bindings"][0]["n"]["value"]) > 300


def test_the_endpoint_describes_itself_below_the_prefix(proxy: str) -> None:
    assert f"{PREFIX}/sparql>" in asked(proxy, "/sparql", Accept="text/turtle")[2]


@pytest.mark.parametrize("path", ["kg", "/kg/../x", "//evil.example", "/k g", "https://a.nl/kg"])
def test_a_root_that_is_no_path_is_told(path: str) -> None:
    with pytest.raises(ServingError, match=f"{re.escape(repr(path))} is no path to serve under; write it as in /kg"):
        CliRunner().invoke(app, ["serve", "--root-path", path], catch_exceptions=False)

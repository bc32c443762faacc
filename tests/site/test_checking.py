"""`kg site check` against hosts that lose things, and against a site that was spoilt."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hosts import nginx, plain, readable_folder, there
from kg.cli import app
from kg.errors import SiteError
from kg.site.checking import CHECKS, Outcome, findings
from kg.site.hosting import Server, Site, configuration
from kg.site.visiting import Site as Visit

Hosted = tuple[Site, Path]
NEEDS_NGINX = pytest.mark.skipif(not there("nginx"), reason="no nginx on this machine")


@pytest.fixture(scope="module")
def files(hosted: Callable[[str], Hosted]) -> Iterator[str]:
    """The small site on Python's file server."""
    with plain(hosted("")[1]) as address:
        yield address


def outcomes(address: str) -> dict[str, Outcome]:
    return {each.check.name: each.outcome for each in findings(Visit(address))}


def test_a_plain_file_server_keeps_what_readers_need(files: str) -> None:
    found = outcomes(files)
    assert [name for name, outcome in found.items() if outcome is Outcome.FAILED] == []
    assert [check.name for check in CHECKS if check.beyond and found[check.name] is Outcome.PASSED] == []


def test_a_browser_gets_from_a_thing_to_its_document_there(files: str) -> None:
    visit = Visit(files)
    sent_on = visit.page("/id/initiatief/regiodeal-twente")
    assert 'http-equiv="refresh"' in sent_on.body.decode()
    assert "Regiodeal Twente" in visit.page("/doc/initiatief/regiodeal-twente").body.decode()


def offered_dump(site: Path) -> Path:
    """Return the dump that scripts load, of the several that a site may have."""
    return site / str(json.loads((site / "site.json").read_text(encoding="utf-8"))["dump"]).lstrip("/")


@pytest.mark.parametrize(
    ("spoil", "names"),
    [
        pytest.param(lambda site: (site / "over/index.html").unlink(), {"pages"}, id="a page is gone"),
        pytest.param(lambda site: (site / "catalog.nt").write_text("<a> <b> <c> .\n"), {"dump"}, id="the catalogue tells no digest"),
        pytest.param(lambda site: offered_dump(site).write_bytes(b"?"), {"dump"}, id="the dump is broken"),
        pytest.param(lambda site: offered_dump(site).unlink(), {"dump"}, id="no dump"),
        pytest.param(lambda site: shutil.copy(site / "index.html", site / "en/index.html"), {"pages"}, id="Dutch in place of English"),
        pytest.param(lambda site: (site / "static/manifest.json").unlink(), {"engine"}, id="no names of the scripts"),
        pytest.param(lambda site: [each.unlink() for each in site.glob("static/*.wasm.gz")], {"engine"}, id="no engine"),
        pytest.param(lambda site: (site / "robots.txt").unlink(), {"crawlers"}, id="no robots.txt"),
        pytest.param(lambda site: shutil.rmtree(site / "id"), {"thing"}, id="nothing leads from things to documents"),
        pytest.param(lambda site: [each.unlink() for each in site.glob("doc/*/*.ttl")], {"data"}, id="no Turtle"),
        pytest.param(lambda site: (site / "ldes" / "3.ttl").unlink(), {"publications"}, id="no node of the stream"),
        pytest.param(lambda site: (site / "uitgaven.atom").unlink(), {"publications"}, id="no feed"),
        pytest.param(lambda site: [each.unlink() for each in site.glob("static/*.css")], {"scripts"}, id="no styles"),
        pytest.param(
            lambda site: (site / "nergens-te-vinden").write_text("<html lang='nl'>"),
            {"missing"},
            id="what is not there is there all the same",
        ),
    ],
)
def test_what_is_spoilt_is_told(hosted: Callable[[str], Hosted], spoil: Callable[[Path], object], names: set[str]) -> None:
    with readable_folder() as place:
        site = shutil.copytree(hosted("")[1], place / "site")
        spoil(site)
        with plain(site) as address:
            failed = {each.check.name for each in findings(Visit(address)) if each.outcome is Outcome.FAILED}
    assert failed - {"bytes"} == names - {"bytes"}


@pytest.mark.parametrize("spoil", [lambda page: page.unlink(), lambda page: page.write_bytes(page.read_bytes() + b"\n")])
def test_a_changed_or_absent_file_of_the_sample_is_told(hosted: Callable[[str], Hosted], spoil: Callable[[Path], object]) -> None:
    with readable_folder() as place:
        site = shutil.copytree(hosted("")[1], place / "site")
        sampled = json.loads((site / "site.json").read_text())["sample"]
        spoil(site / next(name for name in sampled if name.startswith("/vragen/")).lstrip("/"))
        with plain(site) as address:
            failed = {each.check.name: each.faults for each in findings(Visit(address)) if each.outcome is Outcome.FAILED}
    assert list(failed) == ["bytes"]
    assert len(failed["bytes"]) == 1


def test_a_host_that_stops_in_the_middle_is_a_fault_of_what_was_asked_for(hosted: Callable[[str], Hosted]) -> None:
    with plain(hosted("")[1]) as address:
        visit = Visit(address)
    found = list(findings(visit))
    assert {each.outcome for each in found if each.check.name not in {"elsewhere", "gone"}} == {Outcome.FAILED, Outcome.LOST}
    assert "is the server running there?" in found[0].faults[0]


@NEEDS_NGINX
@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        pytest.param("return 303 $kg_see;", "return 302 $kg_see;", {"see-other"}, id="302 in place of 303"),
        pytest.param(
            "return 303 $kg_see;", "return 303 https://elsewhere.example$kg_see;", {"see-other", "thing", "elsewhere"}, id="elsewhere"
        ),
        pytest.param("add_header Vary $kg_vary always;", "", {"vary"}, id="no Vary"),
        pytest.param(
            '"~*(?:^|,)\\s*\\*(?:/\\*)?', '"~*never', {"see-other", "negotiation", "editions", "stream"}, id="*/* is not understood"
        ),
        pytest.param(
            "add_header Content-Location $kg_content_location always;", "", {"negotiation", "editions", "stream"}, id="no Content-Location"
        ),
        pytest.param("if ($kg_form = none)", "if ($kg_form = never)", {"refused", "stream"}, id="no 406"),
        pytest.param("charset utf-8;", "", {"charset"}, id="no charset"),
        pytest.param("text/turtle ttl;", "text/plain ttl;", {"types", "negotiation", "editions", "stream"}, id="Turtle as plain text"),
        pytest.param("application/atom+xml atom;", "", {"types"}, id="the feed without its type"),
        pytest.param("return 303 /uitgaven/", "return 302 /uitgaven/", {"editions"}, id="302 to a publication"),
        pytest.param('"~^(?:/en)?/ldes(', '"~^(?:/en)?/none(', {"stream"}, id="the stream as a page"),
        pytest.param(":(?:/en)?/(?:ldes/[1-9]", ":(?:/en)?/(?:none/[1-9]", {"caching"}, id="a node for minutes"),
        pytest.param("return 308 $kg_kept", "return 301 $kg_kept", {"slash"}, id="301 for a slash"),
        pytest.param("etag on;", "etag off;", {"unchanged"}, id="no entity tags"),
        pytest.param('add_header Access-Control-Allow-Origin "*" always;', "", {"cors"}, id="no CORS"),
        pytest.param("gzip_static on;", "add_header Content-Encoding gzip;", {"packed", "cors", "gzip"}, id="packed twice"),
        pytest.param("script-src 'self' 'wasm-unsafe-eval'", "script-src 'self'", {"engine"}, id="no WebAssembly"),
        pytest.param("gzip on;", "gzip off;", {"gzip"}, id="no gzip"),
        pytest.param("add_header Content-Security-Policy $kg_policy always;", "", {"security"}, id="no policy"),
        pytest.param("add_header Link $kg_link always;", "", {"links"}, id="no links"),
        pytest.param(
            "add_header Cache-Control $kg_cache always;",
            'add_header Cache-Control "max-age=31536000, immutable";',
            {"caching"},
            id="all for ever",
        ),
        pytest.param("error_page 404 @missing;", "error_page 404 =200 /over;", {"missing", "hidden"}, id="200 for what is not there"),
        pytest.param("{ return 303 /void; }", "{ return 404; }", {"well-known"}, id="no way to VoID"),
        pytest.param("{ return 307 /dump", "{ return 301 /dump", {"latest"}, id="301 to a dump"),
    ],
)
def test_each_check_bites(hosted: Callable[[str], Hosted], old: str, new: str, names: set[str]) -> None:
    site, _ = hosted("")
    text = configuration(Server.NGINX, site)
    assert old in text
    with readable_folder() as own, nginx(text.replace(old, new), own) as address:
        wrong = {each.check.name for each in findings(Visit(address)) if each.outcome is not Outcome.PASSED}
    assert wrong == names


@NEEDS_NGINX
def test_what_became_of_things_is_asked_when_the_site_tells_it(hosted: Callable[[str], Hosted]) -> None:
    site, _ = hosted("")
    for server, outcome in ((site, Outcome.PASSED), (replace(site, merged={}, withdrawn=()), Outcome.LOST)):
        with readable_folder() as place, nginx(configuration(Server.NGINX, server), place) as address:
            assert outcomes(address)["gone"] is outcome


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("data.example.nl", "'data.example.nl' is no address of a site; write it in full, as in https://data.example.nl"),
        ("ftp://data.example.nl", "'ftp://data.example.nl' is no address of a site"),
        ("https://data.example.nl/?a", "is no address of a site"),
        ("https://127.0.0.1:1", r"https://127\.0\.0\.1:1/site\.json: no answer"),
        ("http://127.0.0.1:1", r"http://127\.0\.0\.1:1/site\.json: no answer .* is the server running there\?"),
    ],
)
def test_what_is_no_site_is_told(url: str, told: str) -> None:
    with pytest.raises(SiteError, match=told):
        Visit(url)


@pytest.mark.parametrize(("text", "told"), [(None, r"\(status 404\)"), ("{}", r"\('base'\)"), ("<html>", r"\(Expecting value")])
def test_a_folder_without_our_description_is_told(tmp_path: Path, text: str | None, told: str) -> None:
    if text:
        (tmp_path / "site.json").write_text(text)
    with plain(tmp_path) as address, pytest.raises(SiteError, match=f"site.json: not there, or not as kg site writes it; .* {told}"):
        Visit(address)


@pytest.mark.parametrize(("options", "status"), [([], 0), (["--strict"], 1)])
def test_the_command_tells_and_judges(files: str, options: list[str], status: int) -> None:
    result = CliRunner().invoke(app, ["site", "check", files, *options])
    lines = [line.split("\t") for line in result.stdout.splitlines()]
    assert result.exit_code == status
    assert [line[1] for line in lines] == [check.name for check in CHECKS]
    assert lines[0] == ["passed", "pages", "pages are there, in Dutch and English"]
    assert all(line[-1].startswith("→ ") for line in lines if line[0] == "lost")
    assert "0 failed" in result.stderr


def test_the_command_shows_a_table_to_people(files: str) -> None:
    shown = CliRunner().invoke(app, ["site", "check", files], env={"FORCE_COLOR": "1", "COLUMNS": "160"}).stdout
    assert "where it is not, and what to do" in shown
    assert "→ use the nginx, Apache or Caddy configuration" in shown


def test_the_command_writes_json(files: str) -> None:
    found = json.loads(CliRunner().invoke(app, ["site", "check", files, "--json"]).stdout)
    assert found[0] == {"check": "pages", "claim": "pages are there, in Dutch and English", "outcome": "passed", "faults": []}
    assert {"check", "claim", "outcome", "faults", "way_out"} == set(next(each for each in found if each["outcome"] == "lost"))

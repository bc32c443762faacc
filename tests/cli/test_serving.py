"""`kg serve`, started as a person starts it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import BaseIriError, ServingError

KG = "from kg.cli import main; main()"


@pytest.fixture
def place(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(app, ["import", str(small)]).exit_code == 0
    return tmp_path


def test_serve_makes_a_release_answers_and_ends_when_asked(place: Path) -> None:
    command = [sys.executable, "-c", KG, "serve", "--port", "0", "--base", "https://www.almelo.nl"]
    with subprocess.Popen(command, cwd=place, stderr=subprocess.PIPE, text=True, env={**os.environ, "NO_COLOR": "1"}) as server:
        assert server.stderr is not None
        told = next(line for line in server.stderr if "release" in line and "http" in line)
        address = re.findall(r"http://127\.0\.0\.1:\d+", told)[0]
        page = urllib.request.urlopen(f"{address}/doc/initiatief/regiodeal-twente").read().decode()
        owner = urllib.request.urlopen(f"{address}/doc/organisatie/gemeente-almelo").read().decode()
        query = "ASK%20%7B%3Chttps%3A%2F%2Fwww.almelo.nl%2Fid%2Finitiatief%2Fregiodeal-twente%3E%20%3Fp%20%3Fo%7D"
        answer = urllib.request.urlopen(f"{address}/sparql?query={query}").read()
        server.send_signal(signal.SIGINT)
        rest = server.stderr.read()
    assert (server.returncode, rest) == (0, "")
    assert "<h1" in page
    assert "Regiodeal Twente" in page
    assert 'href="https://www.almelo.nl"' in owner, "the home page of an organisation stays where it is"
    assert b"true" in answer
    assert [folder.name for folder in (place / "releases").iterdir()] == re.findall(r"release (\w{12})", told)


def test_a_port_that_is_taken_is_told_before_anything_is_promised(place: Path) -> None:
    assert (place / "data" / "triples.ttl").exists()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServingError, match=rf"cannot listen on 127\.0\.0\.1, port {port} .*; choose another with --host or --port"):
            CliRunner().invoke(app, ["serve", "--port", str(port)], catch_exceptions=False)


@pytest.mark.parametrize("signals", [signal.SIGINT, signal.SIGTERM])
def test_an_open_connection_does_not_keep_the_server_up(place: Path, signals: signal.Signals) -> None:
    command = [sys.executable, "-c", KG, "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=place, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        told = next(line for line in server.stderr if "release" in line and "http" in line)
        port = int(re.findall(r"http://127\.0\.0\.1:(\d+)", told)[0])
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            assert connection.recv(12) == b"HTTP/1.1 200"
            server.send_signal(signals)
            rest = server.stderr.read()
    assert (server.returncode, rest) == ({signal.SIGINT: 0, signal.SIGTERM: -signal.SIGTERM}[signals], "")


@pytest.mark.parametrize(
    "base",
    [
        "https://データ.nl",
        "https://a.nl\n",
        "https://a.nl:x",
        "https://a.nl:99999",
        "https://a.nl:0",
        "https://a..nl",
        "https://-a.nl",
        "https://u@a.nl",
        "https://a.nl/..",
        "https://a.nl/ë",
        "https://",
        "",
    ],
)
def test_a_base_that_no_iri_can_begin_with_is_told(place: Path, base: str) -> None:
    told = re.escape(f"{base!r} is no base IRI; write it as in https://data.example.nl, other letters in the name as xn--…")
    with pytest.raises(BaseIriError, match=told):
        CliRunner().invoke(app, ["build", "--base", base], catch_exceptions=False)
    assert not (place / "releases").exists()


@pytest.mark.parametrize(
    "base", ["https://schema.org", "http://www.w3.org/ns/", "https://schema.org/kg", "https://samenspel.example.org/id/doel"]
)
def test_where_a_vocabulary_of_ours_lives_is_no_base(place: Path, base: str) -> None:
    told = re.escape(f"{base!r} is where a vocabulary lives that we use; take a domain of your own, as in https://data.example.nl")
    with pytest.raises(BaseIriError, match=told):
        CliRunner().invoke(app, ["build", "--base", base], catch_exceptions=False)
    assert not (place / "releases").exists()


@pytest.mark.parametrize("base", ["https://xn--tckwe.nl", "http://127.0.0.1:8000/kg_1/~a.b", "https://A.nl/"])
def test_a_base_may_have_a_port_and_a_path(place: Path, base: str) -> None:
    result = CliRunner().invoke(app, ["build", "--base", base], catch_exceptions=False)
    manifest = json.loads((place / result.stdout.strip() / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["base"] == base.rstrip("/")

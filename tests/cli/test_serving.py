"""`kg serve`, started as a person starts it."""

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
from kg.errors import ServingError

KG = "from kg.cli import main; main()"


@pytest.fixture
def place(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(app, ["import", str(small)]).exit_code == 0
    return tmp_path


def test_serve_makes_a_release_answers_and_ends_when_asked(place: Path) -> None:
    command = [sys.executable, "-c", KG, "serve", "--port", "0", "--base", "https://data.voorbeeld.nl"]
    with subprocess.Popen(command, cwd=place, stderr=subprocess.PIPE, text=True, env={**os.environ, "NO_COLOR": "1"}) as server:
        assert server.stderr is not None
        told = next(line for line in server.stderr if "release" in line and "http" in line)
        address = re.findall(r"http://127\.0\.0\.1:\d+", told)[0]
        page = urllib.request.urlopen(f"{address}/doc/initiatief/regiodeal-twente").read().decode()
        query = "ASK%20%7B%3Chttps%3A%2F%2Fdata.voorbeeld.nl%2Fid%2Finitiatief%2Fregiodeal-twente%3E%20%3Fp%20%3Fo%7D"
        answer = urllib.request.urlopen(f"{address}/sparql?query={query}").read()
        server.send_signal(signal.SIGINT)
        rest = server.stderr.read()
    assert "<h1" in page
    assert "Regiodeal Twente" in page
    assert b"true" in answer
    assert "Traceback" not in rest
    assert [folder.name for folder in (place / "releases").iterdir()] == re.findall(r"release (\w{12})", told)


def test_a_port_that_is_taken_is_told_before_anything_is_promised(place: Path) -> None:
    assert (place / "data" / "triples.ttl").exists()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServingError, match=rf"cannot listen on 127\.0\.0\.1, port {port} .*; choose another with --host or --port"):
            CliRunner().invoke(app, ["serve", "--port", str(port)], catch_exceptions=False)

"""What deploy/ starts is there: commands, options, files; and it keeps the rules of its kind."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.main import get_command

from kg.cli import app
from kg.web.app import create_app

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
CONTAINER = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
IGNORED = (DEPLOY / "Containerfile.dockerignore").read_text(encoding="utf-8").splitlines()
UNIT = (DEPLOY / "samenspel.service").read_text(encoding="utf-8")
LAST_STAGE = CONTAINER[CONTAINER.rindex("\nFROM ") :]
SYSTEMD = shutil.which("systemd-analyze")


def variables(command: str) -> set[str]:
    """The environment variables that a command heeds."""
    found = get_command(app).commands[command]  # type: ignore[attr-defined]  # a group has them
    return {str(option.envvar) for option in found.params if option.envvar}


@pytest.mark.parametrize("text", [pytest.param(CONTAINER, id="Containerfile"), pytest.param(UNIT, id="samenspel.service")])
def test_every_variable_is_one_of_kg_serve(text: str) -> None:
    assert set(re.findall(r"\bKG_[A-Z_]+", text)) <= variables("serve")


def test_what_is_started_is_a_command() -> None:
    assert 'ENTRYPOINT ["kg"]\nCMD ["serve"]' in LAST_STAGE
    assert "ExecStart=/opt/samenspel/bin/kg serve\n" in UNIT
    assert variables("serve")


@pytest.mark.parametrize("line", [line for line in CONTAINER.splitlines() if line.startswith("COPY ") and "--from" not in line])
def test_what_is_copied_is_there_and_comes_along(line: str) -> None:
    for source in line.split()[1:-1]:
        assert (ROOT / source).exists()
        assert f"!{source}" in IGNORED


def test_a_base_image_has_a_version() -> None:
    bases = re.findall(r"^FROM (\S+)", CONTAINER, re.MULTILINE)
    assert bases
    assert all(re.fullmatch(r"docker\.io/library/python:3\.\d+-slim-[a-z]+", base) for base in bases)


def test_the_container_runs_as_nobody_in_particular() -> None:
    assert re.findall(r"^USER (.+)$", LAST_STAGE, re.MULTILINE) == ["10001:10001"]
    assert "--uid 10001" in LAST_STAGE


def test_the_container_has_no_more_than_it_needs() -> None:
    assert "apt-get" not in CONTAINER
    assert all("--no-cache-dir" in line for line in CONTAINER.splitlines() if "pip install" in line and not line.startswith("#"))
    assert "pip" not in LAST_STAGE


def test_its_health_is_asked_where_the_server_tells_it() -> None:
    assert "/healthz" in LAST_STAGE
    assert "/healthz" in Path(create_app.__code__.co_filename).read_text(encoding="utf-8")
    code = re.findall(r'CMD \["python", "-c", "(.*)"\]', LAST_STAGE)[0].replace('\\"', '"')
    compile(code, "health", "exec")


def test_the_constraints_are_all_of_the_lock_file() -> None:
    expression = re.findall(r"sed -nE '(.*)' requirements\.lock", CONTAINER)[0]
    made = subprocess.run(["sed", "-nE", expression, "requirements.lock"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    locked = re.findall(r"^[A-Za-z0-9._-]+(?:\[[^]]*\])?==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(made.splitlines()) == len(locked)
    assert "--hash" not in made
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[^\\\[]+", line) for line in made.splitlines())


@pytest.mark.skipif(SYSTEMD is None, reason="no systemd on this machine")
def test_systemd_understands_the_unit_and_finds_it_safe(tmp_path: Path) -> None:
    kg = tmp_path / "kg"
    kg.write_text("#!/bin/sh\n")
    kg.chmod(0o755)
    unit = tmp_path / "samenspel.service"
    unit.write_text(UNIT.replace("/opt/samenspel/bin/kg", str(kg)))
    verified = subprocess.run([str(SYSTEMD), "verify", str(unit)], check=False, capture_output=True, text=True)
    assert (verified.returncode, verified.stderr) == (0, "")
    judged = subprocess.run(
        [str(SYSTEMD), "security", "--offline=true", "--threshold=20", str(unit)], check=False, capture_output=True, text=True
    )
    assert judged.returncode == 0, judged.stdout[-2000:]

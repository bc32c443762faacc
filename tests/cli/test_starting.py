"""A command loads only what it needs, and is the same as among all."""

import subprocess
import sys

import pytest
import typer.main
from typer.testing import CliRunner

from kg.cli import app
from kg.cli.starting import COMMANDS, with_only


def test_every_command_can_be_started_alone_and_there_are_no_others() -> None:
    assert set(typer.main.get_command(app).commands) == set(COMMANDS)  # type: ignore[attr-defined]  # a group


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_alone_says_the_same_of_itself_as_among_all(name: str) -> None:
    alone = with_only(name)
    assert alone is not None
    told = [CliRunner().invoke(each, [name, "--help"]) for each in (alone, app)]
    assert told[0].exit_code == 0
    assert told[0].stdout == told[1].stdout


def test_there_is_no_other_command() -> None:
    assert with_only("anders") is None
    assert CliRunner().invoke(app, ["anders"]).exit_code == 2


def test_a_server_does_not_load_what_reads_documents() -> None:
    code = "import sys; sys.argv = ['kg', 'serve', '--help']\nfrom kg.cli import main\n"
    code += "try: main()\nfinally: print('kg.read.pdf' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "False"

"""Files that are replaced as a whole, by one process at a time."""

import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import BusyError
from kg.store.files import alone, replace

HOLDING = """
import sys
from pathlib import Path
from kg.store.files import alone
with alone(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_check_that_fails_keeps_the_old_file_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "new" / "a.txt"
    replace(file, [b"old"])

    def refuse(new: Path) -> None:
        assert new.read_bytes() == b"new"
        raise BusyError("no")

    with pytest.raises(BusyError, match="no"):
        replace(file, [b"n", b"ew"], refuse)
    assert [(each.name, each.read_bytes()) for each in file.parent.iterdir()] == [("a.txt", b"old")]


def test_a_file_that_another_process_is_changing_is_told_and_free_when_that_ends(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    with subprocess.Popen([sys.executable, "-c", HOLDING, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(BusyError, match=r"a\.txt: another kg is changing it; try again when that is done"), alone(file, wait_s=0.1):
            pass
        other.kill()
    with alone(file, wait_s=5):
        pass

"""Decisions in their file: two reviewers, a crash while writing, damage."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.dossier.folder import VERDICTS
from kg.dossier.verdicts import append, verdicts
from kg.errors import ConflictError, DossierError
from kg.model.verdicts import Decision, Verdict


def said(candidate: str, by: str = "anna") -> Verdict:
    return Verdict(candidate, Decision.ACCEPTED, by, "2026-12-01T10:00:00+00:00", "", {"name": "é\n|"}, "goal", "woorden")


def test_decisions_come_back_in_their_order(tmp_path: Path) -> None:
    assert verdicts(tmp_path) == ()
    assert append(tmp_path, [said("a"), said("b")], 0) == 2
    assert append(tmp_path, [said("a")], 2) == 3
    assert verdicts(tmp_path) == (said("a"), said("b"), said("a"))


def test_who_did_not_see_that_another_decided_overwrites_nothing(tmp_path: Path) -> None:
    append(tmp_path, [said("a"), said("b")], 0)
    with pytest.raises(ConflictError, match="1 of these were decided meanwhile by anna") as caught:
        append(tmp_path, [said("b", "piet"), said("c", "piet")], 1)
    assert caught.value.candidates == ("b",)
    assert verdicts(tmp_path) == (said("a"), said("b"))
    append(tmp_path, [said("b", "piet")], 2)
    assert verdicts(tmp_path)[-1].by == "piet"


def test_one_may_go_on_with_ones_own_decisions(tmp_path: Path) -> None:
    append(tmp_path, [said("a")], 0)
    assert append(tmp_path, [said("a")], 0) == 2


@settings(deadline=None)
@given(cut=st.integers(1, 60))
def test_a_line_that_was_cut_off_is_no_decision_and_goes_with_the_next(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    folder = tmp_path_factory.mktemp("dossier")
    append(folder, [said("a"), said("b")], 0)
    content = (folder / VERDICTS).read_bytes()
    (folder / VERDICTS).write_bytes(content[:-cut])
    assert verdicts(folder) == (said("a"),)
    append(folder, [said("c")], 1)
    assert verdicts(folder) == (said("a"), said("c"))


def test_what_the_disk_has_no_room_for_is_not_half_there(tmp_path: Path) -> None:
    append(tmp_path, [said("a")], 0)
    size = (tmp_path / VERDICTS).stat().st_size
    _, most = before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size * 2 + 9, most))
    try:
        with pytest.raises(OSError, match="File too large"):
            append(tmp_path, [said("b"), said("c")], 1)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (verdicts(tmp_path), (tmp_path / VERDICTS).stat().st_size) == ((said("a"),), size)


def test_a_damaged_line_is_told_with_its_number(tmp_path: Path) -> None:
    append(tmp_path, [said("a")], 0)
    with (tmp_path / VERDICTS).open("a", encoding="utf-8") as file:
        file.write("{}\n")
    with pytest.raises(DossierError, match=r"verdicts\.jsonl, line 2: "):
        verdicts(tmp_path)


def test_reviewers_in_two_processes_lose_nothing(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from kg.dossier.verdicts import append; from kg.model.verdicts import Decision, Verdict\n"
        "for n in range(40): append(Path(sys.argv[1]), [Verdict(f'{sys.argv[2]}{n}', Decision.ACCEPTED, sys.argv[2], 't')], 0)"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name]) for name in ("anna", "piet")]
    assert [process.wait(60) for process in running] == [0, 0]
    assert {each.candidate for each in verdicts(tmp_path)} == {f"{name}{n}" for name in ("anna", "piet") for n in range(40)}

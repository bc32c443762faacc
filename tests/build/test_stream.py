"""What a publication says anew, and of what."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.build.series import difference_file, series
from kg.build.stream import described, touched
from kg.errors import ReleaseError
from kg.model.tables import Row
from publications import GOAL, PILOT, three

BASE = "https://samenspel.example.org"


@pytest.fixture
def out(small_rows: Sequence[Row], tmp_path: Path) -> Path:
    return three(tmp_path, small_rows).out


def test_the_first_publication_is_about_all_its_subjects(out: Path) -> None:
    first, *_ = series(out)
    lines = (out / first.release / "graph.nt").read_text(encoding="utf-8").splitlines()
    assert touched(out, None, first) == tuple(sorted({line.split(" ", 1)[0][1:-1] for line in lines}))


def test_a_later_one_is_about_what_is_new_changed_or_gone(out: Path) -> None:
    first, second, third = series(out)
    assert {f"{BASE}/id/{PILOT}", f"{BASE}/id/{GOAL}", f"{BASE}/id/initiatief/house-of-skills"} <= set(touched(out, first, second))
    assert f"{BASE}/id/{PILOT}" not in touched(out, second, third)


def test_without_the_patch_it_is_worked_out_from_the_releases(out: Path) -> None:
    first, second, _ = series(out)
    before = touched(out, first, second)
    difference_file(out, first, second, "rdfp").unlink()
    assert touched(out, first, second) == before
    (out / first.release / "graph.nt").unlink()
    with pytest.raises(ReleaseError, match=r"publication 1: .* is gone or changed"):
        touched(out, first, second)


def test_a_graph_tells_what_it_says_of_some_subjects(out: Path) -> None:
    _, second, third = series(out)
    goal = f"{BASE}/id/{GOAL}"
    said = described(out / second.release / "graph.nt", [goal, "https://elders.nl/"])
    assert list(said) == [goal]
    assert ("<http://www.w3.org/2000/01/rdf-schema#label>", '"Een sterk Twente"@nl') in said[goal]
    assert described(out / third.release / "graph.nt", [goal]) == {}

"""What the gate found goes into a file and comes out the same."""

from pathlib import Path

import pytest

from judged import JUDGEMENT
from kg.build.gate_file import Outcome, judgement_file, judgement_of, read_judgement, write_judgement
from kg.errors import ReleaseError


def test_a_judgement_comes_out_of_its_file_as_it_went_in(tmp_path: Path) -> None:
    release = tmp_path / JUDGEMENT.release
    assert judgement_of(release) is None
    file = write_judgement(JUDGEMENT, release)
    assert file == judgement_file(release) == tmp_path / "gate" / f"{JUDGEMENT.release}.json"
    assert read_judgement(file) == judgement_of(release) == JUDGEMENT


def test_a_judgement_tells_what_failed_and_how_many_had_which_outcome() -> None:
    assert [each.criterion.name for each in JUDGEMENT.failed] == ["void-totals"]
    assert JUDGEMENT.counts == {Outcome.PASSED: 1, Outcome.FAILED: 1, Outcome.CANNOT_TELL: 1, Outcome.INAPPLICABLE: 0}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"release": "a", "base": "b", "software": "c", "moment": "d", "assertions": [1]}'])
def test_a_file_of_another_kind_is_refused_with_the_way_out(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"a\.json: not as kg gate wrote it .*; run kg gate again"):
        read_judgement(file)

"""The overview as a file: what is written is what is read."""

import json
from pathlib import Path

import pytest

from kg.build.overview_file import Island, Line, Mark, Named, Overview, overview_json, read_overview
from kg.errors import ReleaseError

TOLD = Overview(
    (Island("organisatie/a", "A", 10, 20, 30), Island("", "", 200, 0, 10)),
    (Mark("doel/d", "doel", "Dö", 1, 2, 0, 1, (0,), (2018, 2019)), Mark("organisatie/a", "organisatie", "A", 3, 4, 0, 1)),
    (Line(0, 1, 0, 2018),),
    (Named("https://a.nl/t", "eigenaar", "owner"),),
    (Named("https://a.nl/zorg", "zorg", "care"),),
)


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    (file := tmp_path / "overview.json").write_text(overview_json(TOLD), encoding="utf-8")
    assert read_overview(file) == TOLD
    assert json.loads(file.read_text(encoding="utf-8"))["box"] == [-20, -10, 210, 50]


def test_nothing_is_an_overview_too(tmp_path: Path) -> None:
    (file := tmp_path / "overview.json").write_text(overview_json(Overview((), (), (), (), ())), encoding="utf-8")
    assert read_overview(file) == Overview((), (), (), (), ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("{", "no overview as we write it", id="no JSON"),
        pytest.param('{"format": 1}', "no overview as we write it", id="nothing in it"),
        pytest.param('{"format": 9}', "written in format 9, this software reads 1", id="of later software"),
    ],
)
def test_another_file_is_refused(tmp_path: Path, text: str, said: str) -> None:
    (file := tmp_path / "overview.json").write_text(text, encoding="utf-8")
    with pytest.raises(ReleaseError, match=said):
        read_overview(file)

"""The notebooks run, and give what stands in them.

After a change, look at what differs and write the new outputs: `python tests/notebook_runs.py`.
"""

import re
from pathlib import Path

import pytest

from notebook_runs import NOTEBOOKS, executed, outputs, place, read, written

MOST_BYTES = 80_000
MOST_LINES = 30


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_a_notebook_gives_the_outputs_that_stand_in_it(file: Path, tmp_path: Path) -> None:
    assert list(outputs(executed(file, place(tmp_path)))) == list(outputs(read(file)))


def test_there_are_notebooks() -> None:
    assert [file.stem for file in NOTEBOOKS] == [
        "1-exploring-the-regiodeal",
        "2-who-works-with-whom",
        "3-indicators-over-the-years",
        "4-asking-two-endpoints",
    ]


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_a_notebook_stands_as_it_is_written_and_is_small(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text == written(read(file))
    assert len(text.encode()) < MOST_BYTES
    assert max(len(cell.source.splitlines()) for cell in read(file).cells) < MOST_LINES


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_a_notebook_tells_nothing_of_the_machine_it_ran_on(file: Path) -> None:
    places = re.compile(r"(?<![\w/])/(?:home|root|tmp|work|usr|Users)/|0x…")
    told = [(source, text) for source, _, text in outputs(read(file)) if places.search(text)]
    assert told == []
    assert not [cell for cell in read(file).cells if cell.get("execution_count")]


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_no_cell_complains(file: Path) -> None:
    assert not [source for source, kind, _ in outputs(read(file)) if kind in {"stderr", "error"}]


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_a_notebook_says_what_it_cannot_tell(file: Path) -> None:
    assert read(file).cells[-1].source.startswith("## What this cannot tell\n")


def test_the_readme_names_every_notebook() -> None:
    readme = (NOTEBOOKS[0].parent / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"\]\((\S+\.ipynb)\)", readme) == [file.name for file in NOTEBOOKS]

from pathlib import Path

import pytest

from kg.publish.library import Library
from kg.store.local import open_files
from kg.web.served import edition, static_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "site.css").write_text("a {}")
    return tmp_path


def test_the_same_release_code_and_files_are_the_same_edition(library: Library, folder: Path) -> None:
    assert edition(library, static_files(folder)) == edition(library, static_files(folder))


def test_another_release_is_another_edition(library: Library, folder: Path) -> None:
    other = Library(library.endpoint, library.queries, library.index, {"release": "other"})
    assert edition(other, static_files(folder)) != edition(library, static_files(folder))


def test_another_base_is_another_edition(library: Library, folder: Path) -> None:
    other = Library(open_files([], "https://data.example.nl"), library.queries, library.index, library.manifest)
    assert edition(other, static_files(folder)) != edition(library, static_files(folder))


def test_another_style_sheet_is_another_edition(library: Library, folder: Path) -> None:
    before = edition(library, static_files(folder))
    (folder / "site.css").write_text("b {}")
    assert edition(library, static_files(folder)) != before


def test_a_folder_that_is_not_there_has_no_files(folder: Path) -> None:
    assert static_files(folder / "none") == {}

"""The list of what is ours: it names a file before that is there, and nothing outside the folder goes by it."""

from pathlib import Path

import pytest

from kg.errors import SiteError
from kg.site.answers import copied, unfinished, written
from kg.site.listed import LISTED, Listed


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with a site of two files, beside a folder of somebody else's."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine", encoding="utf-8")
    site = tmp_path / "site"
    listed = Listed(site)
    for name in ("doc/doel.ttl", "index.html"):
        listed.add([name])
        written(site / name, b"ours")
    return site


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("{mine}/letter.txt", id="absolute"),
        pytest.param("../mine/letter.txt", id="by the folder above"),
        pytest.param("doc/../../mine/letter.txt", id="by the folder above, from below"),
        pytest.param("linked/letter.txt", id="by a symbolic link"),
        pytest.param("", id="the folder itself"),
        pytest.param("doc", id="a folder in it"),
    ],
)
def test_nothing_goes_that_is_not_a_file_in_the_folder(out: Path, name: str) -> None:
    mine = out.parent / "mine"
    (out / "linked").symlink_to(mine)
    with (out / LISTED).open("a", encoding="utf-8") as file:
        file.write(f"\n{name.format(mine=mine)}\n")
    assert Listed(out).keep(frozenset({"index.html", "doc/doel.ttl"})) == 0
    assert (mine / "letter.txt").read_text(encoding="utf-8") == "mine"
    assert (out / "doc" / "doel.ttl").exists()


def test_what_is_no_longer_there_goes_with_its_folder(out: Path) -> None:
    assert Listed(out).keep(frozenset({"index.html"})) == 1
    assert not (out / "doc").exists()
    assert (out / LISTED).read_text(encoding="utf-8") == "index.html\n"


def test_a_line_that_was_cut_short_spoils_no_other(out: Path) -> None:
    with (out / LISTED).open("a", encoding="utf-8") as file:
        file.write("\nen/ind")
    Listed(out).add(["en/doel.ttl"])
    assert (out / LISTED).read_text(encoding="utf-8").split() == ["doc/doel.ttl", "index.html", "en/ind", "en/doel.ttl"]


def test_what_was_cut_short_while_it_was_written_goes_too(out: Path) -> None:
    Listed(out).add(["en/doel.ttl"])
    left = [unfinished(out / name) for name in ("en/doel.ttl", "index.html")]
    for file in left:
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"ou")
    assert not written(out / "index.html", b"ours")
    assert Listed(out).keep(frozenset({"index.html", "doc/doel.ttl"})) == 0
    assert [file for file in left if file.exists()] == []


def test_a_list_that_names_all_already_is_left_alone(out: Path) -> None:
    before = (out / LISTED).stat().st_mtime_ns
    Listed(out).add(["index.html"])
    assert (out / LISTED).stat().st_mtime_ns == before


@pytest.mark.parametrize(("there", "is_copied"), [(b"other", True), (b"same", False)])
def test_a_dump_is_known_by_its_name_and_its_size(tmp_path: Path, there: bytes, *, is_copied: bool) -> None:
    source, file = tmp_path / "source", tmp_path / "dump" / "samenspel-0123456789ab.nt.gz"
    source.write_bytes(b"dump")
    written(file, there)
    assert copied(file, source) is is_copied
    assert file.read_bytes() == (b"dump" if is_copied else there)


def test_a_file_that_cannot_be_written_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "doel").mkdir()
    with pytest.raises(SiteError, match=r"doel: cannot be written .* give another folder with --out"):
        written(tmp_path / "doel", b"ours")
    assert not unfinished(tmp_path / "doel").exists()

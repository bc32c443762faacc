"""What was published and is there no longer."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest

from kg.build.release import Release
from kg.build.series import publish
from kg.build.tombstones import Tombstone, tombstones
from kg.build.withdrawn import Reason, reasons
from kg.errors import ReleaseError
from kg.model.tables import Row
from kg.read.withdrawn import How
from versions import Made, changed

SKILLS = "initiatief/skills-twente"
MERGED = f"{SKILLS},initiatief/house-of-skills,merged,Opgegaan in House of Skills,Merged into House of Skills"
DAYS = [dt.date(2026, month, 1) for month in (10, 11, 12)]


def published(*releases: Release) -> Path:
    out = releases[0].folder.parent
    for release, day in zip(releases, DAYS, strict=False):
        publish(release, out, day, "")
    return out


def things(stones: Mapping[str, Tombstone]) -> set[str]:
    return {stone for stone in stones if stone.split("/")[0] in {"doel", "initiatief"}}


def test_a_thing_that_was_published_and_is_gone_has_a_tombstone(made: Made, small_rows: list[Row]) -> None:
    first, second = made("", small_rows), made(MERGED, changed(small_rows))
    out = published(first, second)
    assert tombstones(out, second)[SKILLS] == Tombstone(
        SKILLS,
        {"nl": "Skills Twente"},
        last=1,
        last_date=DAYS[0],
        gone=2,
        gone_date=DAYS[1],
        how=How.MERGED,
        instead="initiatief/house-of-skills",
        reasons={"nl": "Opgegaan in House of Skills", "en": "Merged into House of Skills"},
    )
    assert tombstones(out, first) == {}, "the first publication has nothing before it"


def test_without_a_reason_it_is_just_withdrawn(made: Made, small_rows: list[Row]) -> None:
    first, second = made("", small_rows), made("", changed(small_rows))
    stone = tombstones(published(first, second), second)[SKILLS]
    assert (stone.how, stone.instead, stone.reasons) == (How.WITHDRAWN, "", {})


def test_claims_about_it_have_tombstones_too(made: Made, small_rows: list[Row]) -> None:
    first, second = made("", small_rows), made("", changed(small_rows))
    assert "deelname/skills-twente--gemeente-almelo--deelnemer" in tombstones(published(first, second), second)


def test_what_comes_back_has_no_tombstone(made: Made, small_rows: list[Row]) -> None:
    first, second = made("", small_rows), made("", changed(small_rows))
    renamed = [Row(row.table, {**row.cells, "name": "Anders"}) if row["id"] == "almelo-doel-vertrouwen" else row for row in small_rows]
    third = made("", renamed)
    out = published(first, second, third)
    assert things(tombstones(out, second)) == {SKILLS}
    assert things(tombstones(out, third)) == {"doel/twente-doel"}


def test_a_release_that_is_published_again_is_the_latest_of_its_publications(made: Made, small_rows: list[Row]) -> None:
    first, second = made("", small_rows), made("", changed(small_rows))
    out = published(first, second, first)
    assert things(tombstones(out, first)) == {"doel/twente-doel"}


def test_a_release_that_was_not_published_follows_the_last_publication(made: Made, small_rows: list[Row]) -> None:
    first, second = made("", small_rows), made("", changed(small_rows))
    out = published(first, second)
    other = made("", [*changed(small_rows), Row("documents", {"id": "nieuw", "title": "Nieuw"})])
    assert things(tombstones(out, other)) == {SKILLS}
    again = made("", [*small_rows, Row("documents", {"id": "nieuw", "title": "Nieuw"})])
    assert things(tombstones(out, again)) == set(), "it is in the release that is served"


def test_the_same_graph_made_by_other_software_is_the_same_publication(made: Made, small_rows: list[Row]) -> None:
    first, second = made("", small_rows), made("", changed(small_rows))
    out = published(first, second)
    later = Release(first.folder, {**first.manifest, "release": "0" * 12})
    assert tombstones(out, later) == {}


def test_a_release_tells_the_reasons_it_was_made_with(made: Made, small_rows: list[Row]) -> None:
    told = reasons(made(MERGED, changed(small_rows)).folder)
    given = {"nl": "Opgegaan in House of Skills", "en": "Merged into House of Skills"}
    assert told == {SKILLS: Reason(How.MERGED, "initiatief/house-of-skills", given)}


def test_a_table_of_reasons_without_rows_tells_nothing(made: Made, small_rows: list[Row]) -> None:
    assert reasons(made("\n", small_rows).folder) == {}


def test_a_release_from_before_reasons_were_told_has_none(tmp_path: Path) -> None:
    assert reasons(tmp_path) == {}


@pytest.mark.parametrize("content", ["{", "[]", '{"doel/a": {}}', '{"doel/a": {"how": "weg", "instead": "", "reasons": {}}}'])
def test_reasons_that_are_not_ours_are_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "withdrawn.json").write_text(content, encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"withdrawn\.json: not as we write it .*; delete the folder and run kg build"):
        reasons(tmp_path)

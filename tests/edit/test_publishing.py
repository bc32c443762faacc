"""A change of the graph: what it would do, making it, its trail, and going back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kg.build.release import Release, Sources, build_release
from kg.edit import states
from kg.edit.place import Place, digest, sources
from kg.edit.preview import preview
from kg.edit.publishing import publish, restore
from kg.edit.rows import Edit, between, merged, read, same, written
from kg.edit.standing import Standing, standing, text_of
from kg.edit.trail import Act, entries
from kg.errors import ChangedMeanwhileError, LostStateError, NothingChangedError, TableError, ValidationError
from kg.model.tables import Row
from kg.store.turtle import load

ACT = Act("anna", 'Uit het jaarverslag van "2019"\n', datetime(2026, 12, 1, 9, 0, tzinfo=UTC))


def now(place: Place) -> Standing:
    return standing(text_of(place.graph))


def row(place: Place, table: str, name: str) -> Row:
    return next(each for each in now(place).rows if each.table == table and each["id"] == name)


def renamed(place: Place, name: str = "Regio Deal Twente") -> Edit:
    """The edit that gives the regiodeal another name."""
    before = row(place, "initiatives", "regiodeal-twente")
    return Edit(before, replace(before, cells={**before.cells, "name": name}))


def quick(_sources: Sources, out: Path, base: str) -> Release:
    """A release without files, where only the change matters."""
    out.mkdir(exist_ok=True)
    return Release(out / "0123456789ab", {"release": "0123456789ab", "base": base})


def test_a_change_is_in_the_graph_in_its_release_and_in_the_trail(place: Place) -> None:
    former = place.graph.read_bytes()
    made = publish(place, [renamed(place)], ACT)
    assert row(place, "initiatives", "regiodeal-twente")["name"] == "Regio Deal Twente"
    (entry,) = entries(place)
    assert (entry.number, entry.act, entry.release) == (1, ACT, made.release.name)
    assert (entry.former, entry.later) == (digest(former), digest(place.graph.read_bytes()))
    assert b"Regio Deal Twente" in b"".join(file.read_bytes() for file in made.release.graph_files)
    assert not place.pending.exists()
    assert not place.staged.exists()


def test_what_a_draft_found_otherwise_is_not_overwritten(place: Place) -> None:
    draft = renamed(place, "Mijn naam")
    publish(place, [renamed(place, "Andermans naam")], ACT, quick)
    with pytest.raises(ChangedMeanwhileError, match="changed meanwhile by somebody else: initiatives regiodeal-twente"):
        publish(place, [draft], ACT, quick)
    assert row(place, "initiatives", "regiodeal-twente")["name"] == "Andermans naam"


def test_a_change_that_changes_nothing_or_cannot_be_made_leaves_all_as_it_was(place: Place) -> None:
    before = place.graph.read_bytes()
    same_row = row(place, "initiatives", "regiodeal-twente")
    with pytest.raises(NothingChangedError):
        publish(place, [Edit(same_row, same_row)], ACT, quick)
    gone = row(place, "organisations", "gemeente-almelo")
    with pytest.raises(TableError):
        publish(place, [Edit(gone, None)], ACT, quick)

    def refusing(*_given: object) -> Release:
        raise ValidationError("no release")

    with pytest.raises(ValidationError):
        publish(place, [renamed(place)], ACT, refusing)
    assert place.graph.read_bytes() == before
    assert entries(place) == ()


def test_going_back_is_a_change_of_its_own(place: Place) -> None:
    former = place.graph.read_bytes()
    first = publish(place, [renamed(place)], ACT, quick).entry
    back = Act("piet", "vergissing", ACT.started, first.former)
    restore(place, first.former, back, quick)
    assert place.graph.read_bytes() == former
    assert [(each.number, each.act.who, each.act.restores, each.later) for each in entries(place)] == [
        (1, "anna", "", first.later),
        (2, "piet", first.former, first.former),
    ]
    restore(place, first.later, ACT, quick)
    assert row(place, "initiatives", "regiodeal-twente")["name"] == "Regio Deal Twente"


def test_a_state_that_is_gone_or_damaged_is_told(place: Place) -> None:
    with pytest.raises(LostStateError, match="take it from a back-up"):
        restore(place, "0" * 64, ACT, quick)
    name = states.keep(place, b"tekst")
    place.state(name).write_bytes(place.state(name).read_bytes()[:-4])
    with pytest.raises(LostStateError):
        states.recall(place, name)


def test_the_trail_is_prov(place: Place) -> None:
    publish(place, [renamed(place)], ACT, quick)
    text = place.entries.read_text(encoding="utf-8")
    assert "a prov:Activity" in text
    assert len(load(place.entries)) == 13


def test_a_preview_shows_what_would_differ_and_what_is_wrong(place: Place, words: Mapping[str, frozenset[str]]) -> None:
    found = preview(now(place), [renamed(place)], words)
    assert found.acceptable
    assert found.differs is not None
    assert (found.differs.added, found.differs.removed) == (3, 3)
    before = row(place, "goals", "almelo-doel-nieuw-samenspel")
    wrong = Edit(before, replace(before, cells={**before.cells, "owner": "niemand", "target_year": "20x8"}))
    faults = preview(now(place), [wrong], words).faults
    assert {(fault.edit, fault.problem.column) for fault in faults} == {(0, "target_year")}
    assert not preview(now(place), [Edit(before, replace(before, cells={**before.cells, "owner": "niemand"}))], words).acceptable


def test_edits_are_between_rows_and_make_the_one_the_other(place: Place) -> None:
    rows = now(place).rows
    edits = (
        renamed(place),
        Edit(row(place, "goals", "almelo-doel-vertrouwen"), None),
        Edit(None, Row("documents", {"id": "n", "title": "N"})),
    )
    after = merged(rows, edits)
    assert {(each.before, each.after) for each in between(rows, after)} == {(each.before, each.after) for each in edits}
    assert all(same(one.after, other.after) for one, other in zip(read(written(edits)), edits, strict=True))


def test_a_real_release_of_the_change_can_be_made_again(place: Place) -> None:
    made = publish(place, [renamed(place)], ACT)
    assert build_release(sources(place.graph), place.releases).name == made.release.name

"""What differs between two releases, as people read it."""

from pathlib import Path

import pytest

from kg.build.difference import Turn, difference
from kg.build.sides import delta
from kg.model.tables import Row
from kg.publish.changes import Changes, change_lines, changes, summary
from kg.publish.library import Language
from kg.publish.words import words
from kg.terms import mint
from versions import changed, side

REPORT = "Jaarverantwoording 2018 - Hoofdopgaven: Innoveren (2.1.1.3)"


def told(old: list[Row], new: list[Row], folder: Path, language: Language = Language.NL) -> Changes:
    return changes(difference(delta(side(old, folder), side(new, folder))), words(language))


def lines(told: Changes, language: Language = Language.NL) -> list[str]:
    return list(change_lines(told, words(language)))


def test_things_come_by_kind_and_name_with_what_changed_of_each(small_rows: list[Row], tmp_path: Path) -> None:
    found = told(small_rows, changed(small_rows), tmp_path)
    assert [(each.thing.name.value, each.turn) for each in found.things] == [
        ("Een sterk Twente", Turn.NEW),
        ("Meer vertrouwen", Turn.CHANGED),
        ("House of Skills", None),
        ("Regiodeal Twente", None),
        ("Skills Twente", Turn.WITHDRAWN),
    ]
    assert found.things[1].thing.iri == mint("doel", "almelo-doel-vertrouwen")


def test_a_change_reads_as_a_line_with_its_source(small_rows: list[Row], tmp_path: Path) -> None:
    text = lines(told(small_rows, changed(small_rows), tmp_path))
    assert text[0].startswith("2 nieuwe feiten, 7 ingetrokken, 1 gewijzigd (")
    for line in (
        "Doel Een sterk Twente (nieuw)  [Regio Deal Twente, Inleiding]",
        f"Doel Meer vertrouwen (gewijzigd)  [{REPORT}, Doel: Vertrouwen in de gemeente]",
        "    naam: “Vertrouwen in de gemeente” → “Meer vertrouwen”",
        "  + draagt bij aan: Een sterk Twente, 2019  [Regio Deal Twente, Inleiding]",
        f"  - deelname: Gemeente Almelo, deelnemer  [{REPORT}, 2.1.1.3 Innoveren, doel Nieuw samenspel]",
        f"  - status: in voorbereiding, 2018  [{REPORT}, Doel: Nieuw samenspel, actieplan arbeidsmarkt]",
        "Per bron",
        f"  {REPORT}: 7 ingetrokken, 1 gewijzigd",
        "  Regio Deal Twente: 2 nieuw",
    ):
        assert line in text


def test_the_same_reads_in_english_with_names_in_english_where_there_are_any(small_rows: list[Row], tmp_path: Path) -> None:
    text = lines(told(small_rows, changed(small_rows), tmp_path, Language.EN), Language.EN)
    assert "Goal Een sterk Twente (new)  [Regio Deal Twente, Inleiding]" in text
    assert f"  - participation: Gemeente Almelo, participant  [{REPORT}, 2.1.1.3 Innoveren, doel Nieuw samenspel]" in text


def test_what_a_claim_tells_is_not_told_again_of_the_thing(small_rows: list[Row], tmp_path: Path) -> None:
    rows = [
        Row(row.table, {**row.cells, "status": "afgerond", "name": "Deal"}) if row["budget_eur"] else row
        for row in small_rows
        if row.table != "participations"
    ]
    (deal,) = (each for each in told(small_rows, rows, tmp_path).things if each.thing.iri == mint("initiatief", "regiodeal-twente"))
    assert {claim.kind for claim in deal.claims} >= {"deelname", "statusvaststelling", "vermelding"}
    assert "status" not in {value.label.value for value in deal.values}


def test_a_changed_claim_tells_the_values_that_differ(small_rows: list[Row], tmp_path: Path) -> None:
    rows = [Row(row.table, {**row.cells, "value": "18"}) if row["value"] == "25.50" else row for row in small_rows]
    text = lines(told(small_rows, rows, tmp_path))
    assert [line.split(":")[0] for line in text if line.startswith("  ") and "waarde" in line] == ["  + waarde", "  - waarde"]
    renamed = [
        Row(row.table, {**row.cells, "name": "Gesprekken gevoerd"}) if row["id"] == "almelo-res-gesprekken" else row for row in small_rows
    ]
    text = lines(told(small_rows, renamed, tmp_path))
    assert "      naam: “Gesprekken over onderzoek” → “Gesprekken gevoerd”" in text


def test_documents_and_the_model_are_counted_on_lines_of_their_own(small_rows: list[Row], tmp_path: Path) -> None:
    added = Row("documents", {"id": "nieuw", "title": "Nieuw stuk", "year": "2030"})
    text = lines(told(small_rows, [*small_rows, added], tmp_path))
    assert text[:3] == [text[0], "Documenten en passages: 1 nieuw", "In het model (begrippen, perioden, termen): 1 nieuw"]
    assert text[0].startswith("0 nieuwe feiten, 0 ingetrokken, 0 gewijzigd (")
    assert "Document Nieuw stuk (nieuw)" in text


def test_a_value_that_is_gone_is_told_as_nothing(small_rows: list[Row], tmp_path: Path) -> None:
    rows = [Row(row.table, {**row.cells, "target_year": ""}) if row["target_year"] else row for row in small_rows]
    assert "    streefjaar: “2018” → niets" in lines(told(small_rows, rows, tmp_path))


@pytest.mark.parametrize(("language", "sentence"), [(Language.NL, "Geen verschil."), (Language.EN, "No difference.")])
def test_no_difference_is_a_sentence(small_rows: list[Row], tmp_path: Path, language: Language, sentence: str) -> None:
    found = told(small_rows, small_rows, tmp_path)
    assert (summary(found, words(language)), lines(found, language)) == (sentence, [sentence])

"""What differs between two graphs, per thing, claim and source."""

import json
from pathlib import Path

import pytest
from rdflib.namespace import RDFS

from kg.build.difference import FACTS, Difference, Evidence, Group, Source, Subject, Turn, Value, difference
from kg.build.difference_file import difference_json, read_difference
from kg.build.sides import Side, delta, side_of_file, under
from kg.errors import ReleaseError
from kg.model.tables import Row
from kg.publish.changes import change_lines, changes
from kg.publish.library import Language
from kg.publish.words import words
from kg.terms import BASE
from versions import PLACE, changed, side

DEAL = f"{BASE}/id/initiatief/regiodeal-twente"
TRUST = f"{BASE}/id/doel/almelo-doel-vertrouwen"
SKILLS = f"{BASE}/id/initiatief/skills-twente"
REPORT = f"{BASE}/id/document/almelo-jaarverantwoording-2018-innoveren"
DEAL_PAGE = f"{BASE}/id/document/tw-rt-1401"


@pytest.fixture
def old(small_rows: list[Row], tmp_path: Path) -> Side:
    return side(small_rows, tmp_path)


@pytest.fixture
def found(old: Side, small_rows: list[Row], tmp_path: Path) -> Difference:
    return difference(delta(old, side(changed(small_rows), tmp_path)))


def turns(found: Difference, group: Group) -> dict[str, Turn]:
    return {subject.iri.removeprefix(f"{BASE}/id/"): subject.turn for subject in found.subjects if subject.group is group}


def subject(found: Difference, iri: str) -> Subject:
    return next(each for each in found.subjects if each.iri == iri)


def test_each_thing_is_new_withdrawn_or_changed(found: Difference) -> None:
    assert turns(found, Group.THING) == {
        "doel/almelo-doel-vertrouwen": Turn.CHANGED,
        "doel/twente-doel": Turn.NEW,
        "initiatief/skills-twente": Turn.WITHDRAWN,
    }


def test_each_claim_is_told_apart_and_its_thing_has_not_changed_by_it(found: Difference) -> None:
    claims = turns(found, Group.CLAIM)
    assert {claim.split("/")[0]: turn for claim, turn in claims.items() if "skills" not in claim} == {"bijdrage": Turn.NEW}
    assert {claim.split("/")[0] for claim, turn in claims.items() if turn is Turn.WITHDRAWN} == {
        "bijdrage",
        "deelname",
        "statusvaststelling",
        "verband",
    }
    assert DEAL not in {each.iri for each in found.subjects}


def test_a_changed_thing_tells_the_old_and_the_new_value(found: Difference) -> None:
    assert subject(found, TRUST) == Subject(
        TRUST,
        "doel",
        Group.THING,
        Turn.CHANGED,
        (Value(str(RDFS.label), ('"Vertrouwen in de gemeente"@nl',), ('"Meer vertrouwen"@nl',)),),
        (Evidence(REPORT, "Doel: Vertrouwen in de gemeente"),),
    )


def test_a_claim_tells_what_it_is_about_first_who_holds_it(found: Difference) -> None:
    participation = subject(found, f"{BASE}/id/deelname/skills-twente--gemeente-almelo--deelnemer")
    assert participation.about == (SKILLS, f"{BASE}/id/organisatie/gemeente-almelo")
    contribution = subject(found, f"{BASE}/id/bijdrage/regiodeal-twente--twente-doel--2019")
    assert contribution.about == (DEAL, f"{BASE}/id/doel/twente-doel")
    assert contribution.evidence == (Evidence(DEAL_PAGE, "Inleiding"),)


def test_facts_are_counted_per_source(found: Difference) -> None:
    counts = {source.document: source for source in found.sources}
    assert counts[DEAL_PAGE] == Source(DEAL_PAGE, {Turn.NEW: 2, Turn.WITHDRAWN: 0, Turn.CHANGED: 0})
    assert counts[REPORT].counts[Turn.CHANGED] == 1
    gone = [each for each in found.withdrawn if each.group in FACTS]
    assert found.count(FACTS, Turn.WITHDRAWN) == len(gone) == counts[REPORT].counts[Turn.WITHDRAWN]


def test_what_a_reader_meets_has_its_name_in_every_language(found: Difference) -> None:
    assert found.names[SKILLS] == {"nl": "Skills Twente"}
    assert found.names[f"{BASE}/id/concept/rol/deelnemer"] == {"nl": "deelnemer", "en": "participant"}
    assert found.names[REPORT] == {"nl": "Jaarverantwoording 2018 - Hoofdopgaven: Innoveren (2.1.1.3)"}


def test_a_passage_is_called_after_its_document_and_its_place(found: Difference) -> None:
    passages = [name["nl"] for iri, name in found.names.items() if "/id/passage/" in iri]
    assert "Regio Deal Twente, Inleiding" in passages


def test_an_amount_is_told_under_the_endeavour_of_its_participation(old: Side, small_rows: list[Row], tmp_path: Path) -> None:
    rows = [Row(row.table, {**row.cells, "amount_eur": ""}) if row["amount_eur"] else row for row in small_rows]
    found = difference(delta(old, side(rows, tmp_path)))
    amount, participation = found.subjects
    assert (amount.kind, amount.turn, amount.about[0]) == ("bedrag", Turn.WITHDRAWN, DEAL)
    assert participation.kind == "deelname", "that its amount is gone is a change of the participation"


def with_status(rows: list[Row], status: str, day: str) -> list[Row]:
    """Return the rows with another status of the deal in the source that tells its budget."""
    return [Row(row.table, {**row.cells, "status": status, "status_date": day}) if row["budget_eur"] else row for row in rows]


def test_a_status_in_place_of_another_is_told_by_its_claims(old: Side, small_rows: list[Row], tmp_path: Path) -> None:
    found = difference(delta(old, side(with_status(small_rows, "afgerond", "2019"), tmp_path)))
    assert [(each.kind, each.turn) for each in found.subjects] == [
        ("statusvaststelling", Turn.NEW),
        ("statusvaststelling", Turn.WITHDRAWN),
    ]


def test_a_status_after_another_changes_the_thing_too(old: Side, small_rows: list[Row], tmp_path: Path) -> None:
    before = side(with_status(small_rows, "", ""), tmp_path)
    found = difference(delta(before, old))
    assert [(each.kind, each.turn) for each in found.subjects] == [("initiatief", Turn.CHANGED), ("statusvaststelling", Turn.NEW)]


def test_a_change_of_the_model_is_counted_apart(old: Side) -> None:
    text = b'<%s/def#Goal> <http://www.w3.org/2000/01/rdf-schema#label> "streven"@nl .\n' % BASE.encode()
    found = difference(delta(old, Side("nieuw", BASE, sorted([*old.lines, text]))))
    assert [(each.kind, each.group, each.turn) for each in found.subjects] == [("", Group.MODEL, Turn.CHANGED)]
    assert (found.count(FACTS, Turn.CHANGED), found.sources, found.names) == (0, (), {})


def test_a_part_belongs_to_its_whole(old: Side) -> None:
    passage = next(line for line in old.lines if line.startswith(b"<%s/id/passage/" % BASE.encode())).split(b"> ")[0]
    text = passage + b'#positie> <http://www.w3.org/ns/oa#start> "1" .\n'
    (found,) = difference(delta(old, Side("nieuw", BASE, sorted([*old.lines, text])))).subjects
    assert (found.iri, found.kind, found.group, found.turn) == (passage.decode()[1:], "passage", Group.SOURCE, Turn.CHANGED)


def test_an_indicator_is_a_thing_and_another_concept_is_not(old: Side, small_rows: list[Row], tmp_path: Path) -> None:
    added = Row("indicators", {"id": "meting", "name": "Meting", "unit": "stuks", "description": "Wat we meten.", **PLACE})
    found = difference(delta(old, side([*small_rows, added], tmp_path)))
    assert turns(found, Group.THING) == {"concept/indicator/meting": Turn.NEW}
    assert turns(found, Group.MODEL) == {"concept/eenheid/stuks": Turn.NEW}


def test_the_iris_of_a_difference_are_under_the_base_of_the_new_graph(old: Side, small_rows: list[Row], tmp_path: Path) -> None:
    there = under(side(changed(small_rows), tmp_path), "https://b.nl")
    found = difference(delta(old, there))
    assert (found.base, {each.iri.startswith("https://b.nl/id/") for each in found.subjects}) == ("https://b.nl", {True})


def test_equal_graphs_do_not_differ(old: Side) -> None:
    found = difference(delta(old, old))
    assert (found.added, found.removed, found.subjects, found.sources, found.names) == (0, 0, (), (), {})


def test_a_difference_is_read_back_from_its_file(found: Difference, tmp_path: Path) -> None:
    (tmp_path / "a--b.json").write_text(difference_json(found), encoding="utf-8")
    assert read_difference(tmp_path / "a--b.json") == found


def test_the_file_begins_with_the_counts_and_lists_what_is_withdrawn(found: Difference) -> None:
    told = json.loads(difference_json(found))
    assert told["facts"] == {"new": 2, "withdrawn": found.count(FACTS, Turn.WITHDRAWN), "changed": 1}
    assert SKILLS in told["withdrawn"]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"documents": [], "triples": 1}'])
def test_a_damaged_file_of_a_difference_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "a--b.json").write_text(content, encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"a--b\.json: no difference here .*; delete the file: it is worked out again from the releases"):
        read_difference(tmp_path / "a--b.json")


def test_a_file_of_facts_differs_from_nothing_when_it_is_the_same(small_rows: list[Row], tmp_path: Path) -> None:
    first = side(small_rows, tmp_path)
    assert difference(delta(first, side_of_file(tmp_path / "versie.ttl"))).subjects == ()


def test_a_publisher_with_a_base_of_its_own_reads_the_same(old: Side, small_rows: list[Row], tmp_path: Path) -> None:
    base = "https://data.example.nl/kg"
    new = side(changed(small_rows), tmp_path)
    there = difference(delta(under(old, base), under(new, base)))
    assert json.loads(difference_json(there).replace(f"{base}/", f"{BASE}/").replace(base, BASE)) == json.loads(
        difference_json(difference(delta(old, new)))
    )
    own = list(change_lines(changes(difference(delta(old, new)), words(Language.NL)), words(Language.NL)))
    assert list(change_lines(changes(there, words(Language.NL)), words(Language.NL))) == own
    assert any("bron" in line.lower() for line in own)

"""What was decided of candidates, and the rows that accepted ones become."""

from collections.abc import Mapping

import pytest

from kg.errors import Problem
from kg.model.candidates import Candidate, Choice, Kind
from kg.model.passages import Passage, Shape, Source, Stretch, TextEdition, Transcript
from kg.model.tables import Row
from kg.model.verdicts import Decision, Verdict
from kg.review.deciding import Reviewer, accepted_rows, confident, verdict, with_accepted
from kg.review.recognition import Known
from kg.review.standing import Replay, Review, Standing, added, placed_words, replay, reviewed, standings

TEXT = "Het energiefonds draagt bij aan groen."
EDITION = TextEdition("d", TEXT)
PLACE = Passage("d", "alinea 1", Stretch(0, len(TEXT)), Shape.PARAGRAPH, TEXT)
AT = "2026-12-01T10:00:00+00:00"
DOCUMENT = Row("documents", {"id": "d", "title": "Stuk"})


def candidate(kind: Kind, cells: Mapping[str, str], words: str, confidence: float = 0.9, choices: tuple[Choice, ...] = ()) -> Candidate:
    start = TEXT.index(words)
    tables = {Kind.LINK: "links", Kind.GOAL: "goals", Kind.STATUS: "initiatives", Kind.INITIATIVE: "initiatives"}
    row = Row(tables[kind], {**cells, "source": "d", "locator": "alinea 1"})
    return Candidate(kind, row, PLACE, Stretch(start, start + len(words)), confidence, (), choices)


FUND = candidate(Kind.INITIATIVE, {"id": "x-energiefonds", "name": "Energiefonds"}, "energiefonds")
GREEN = candidate(Kind.GOAL, {"id": "x-doel-groen", "name": "Groen"}, "groen")
LINK = candidate(Kind.LINK, {"subject": "x-energiefonds", "predicate": "contributesTo", "object": "x-doel-groen"}, "draagt bij aan")
STATUS = candidate(Kind.STATUS, {"id": "x-energiefonds", "name": "Energiefonds", "status": "afgerond", "status_date": "2019"}, "Het")
ALL = (FUND, GREEN, LINK, STATUS)


def says(of: Candidate, decision: Decision = Decision.ACCEPTED, by: str = "anna", **changes: str) -> Verdict:
    return Verdict(of.id, decision, by, AT, "", changes, of.kind, TEXT[of.quote.start : of.quote.end])


def stand(*verdicts: Verdict, known: frozenset[str] = frozenset()) -> dict[Kind, Standing]:
    found = standings(ALL, {each.candidate: each for each in verdicts}, known)
    return {each.candidate.kind: each for each in found}


def test_what_nobody_decided_is_open_and_waits_for_what_it_refers_to() -> None:
    found = stand()
    assert {each.decision for each in found.values()} == {Decision.OPEN}
    assert found[Kind.LINK].waiting == ("x-energiefonds", "x-doel-groen")
    assert found[Kind.STATUS].waiting == ("x-energiefonds",)
    assert found[Kind.GOAL].waiting == ()


def test_a_statement_is_ready_when_its_things_are_accepted_or_known() -> None:
    assert not stand(says(LINK), says(FUND))[Kind.LINK].ready
    assert stand(says(LINK), says(FUND), says(GREEN))[Kind.LINK].ready
    assert stand(says(LINK), says(FUND), known=frozenset({"x-doel-groen"}))[Kind.LINK].ready
    assert not stand(says(LINK), says(FUND), says(GREEN, Decision.REJECTED))[Kind.LINK].ready


def test_who_links_a_thing_to_one_of_the_graph_takes_all_along_that_was_said_of_it() -> None:
    found = stand(says(FUND, id="energiefonds-twente"), says(LINK), says(STATUS), known=frozenset({"energiefonds-twente", "x-doel-groen"}))
    assert (found[Kind.LINK].row["subject"], found[Kind.STATUS].row["id"]) == ("energiefonds-twente", "energiefonds-twente")
    assert found[Kind.LINK].ready
    assert found[Kind.STATUS].ready


def test_a_statement_waits_for_an_accepted_thing_that_waits_itself() -> None:
    part = candidate(Kind.GOAL, {"id": "x-doel-groen", "name": "Groen", "part_of": "x-doel-hoger"}, "groen")
    found = standings((FUND, part, LINK), {each.id: says(each) for each in (FUND, part, LINK)}, frozenset())
    assert [each.waiting for each in found] == [(), ("x-doel-hoger",), ("x-doel-groen",)]
    assert accepted_rows(DOCUMENT, found)[0][1:] == [Row("initiatives", FUND.row.cells, f"candidate {FUND.id}")]


def test_things_that_are_part_of_each_other_do_not_wait_for_each_other() -> None:
    one = candidate(Kind.GOAL, {"id": "x", "name": "X", "part_of": "y"}, "groen")
    other = candidate(Kind.GOAL, {"id": "y", "name": "Y", "part_of": "x"}, "bij")
    assert [each.ready for each in standings((one, other), {each.id: says(each) for each in (one, other)}, frozenset())] == [True, True]


def test_what_is_said_of_a_thing_that_was_rejected_waits_though_the_graph_knows_it() -> None:
    known = frozenset({"x-energiefonds", "x-doel-groen"})
    assert stand(says(FUND, Decision.REJECTED), says(LINK), known=known)[Kind.LINK].waiting == ("x-energiefonds",)


def test_a_link_of_a_thing_that_was_rejected_after_all_takes_nothing_along() -> None:
    found = stand(says(FUND, Decision.REJECTED, id="energiefonds-twente"), says(LINK), known=frozenset({"energiefonds-twente"}))
    assert found[Kind.LINK].row["subject"] == "x-energiefonds"


def test_ids_that_were_given_in_a_circle_do_not_go_round_for_ever() -> None:
    other = candidate(Kind.INITIATIVE, {"id": "y", "name": "Y"}, "fonds")
    verdicts = {FUND.id: says(FUND, id="y"), other.id: says(other, id="x-energiefonds")}
    found = standings((FUND, other, STATUS), verdicts, frozenset())
    assert found[2].row["id"] in {"y", "x-energiefonds"}


def test_accepted_candidates_become_rows_and_two_of_one_key_are_one() -> None:
    status = Candidate(STATUS.kind, STATUS.row, STATUS.passage, STATUS.quote, 0.9)
    rows, problems = accepted_rows(DOCUMENT, stand(says(FUND), says(status)).values())
    fund = {
        "id": "x-energiefonds",
        "name": "Energiefonds",
        "source": "d",
        "locator": "alinea 1",
        "status": "afgerond",
        "status_date": "2019",
    }
    assert [dict(row.cells) for row in rows] == [dict(DOCUMENT.cells), fund]
    assert problems == []


def test_two_accepted_candidates_that_differ_are_told() -> None:
    other = candidate(Kind.STATUS, {**STATUS.row.cells, "status": "gestopt"}, "bij")
    found = standings((FUND, STATUS, other), {each.id: says(each) for each in (FUND, STATUS, other)}, frozenset())
    message = f"says 'gestopt' in alinea 1, and candidate {FUND.id} says 'afgerond' of the same; reject or correct one of them"
    assert accepted_rows(DOCUMENT, found)[1] == [Problem(f"candidate {other.id}", 0, "status", message)]


def test_a_thing_gives_its_row_the_name_and_what_is_told_of_it_does_not_clash_with_that() -> None:
    called = candidate(Kind.STATUS, {**STATUS.row.cells, "name": "Het fonds"}, "Het")
    found = standings((called, FUND), {each.id: says(each) for each in (called, FUND)}, frozenset())
    rows, problems = accepted_rows(DOCUMENT, found)
    assert ([row["name"] for row in rows[1:]], rows[1]["status"], problems) == (["Energiefonds"], "afgerond", [])


def test_a_corrected_name_of_a_thing_is_that_of_what_is_told_of_it_too() -> None:
    found = stand(says(FUND, name="Energiefonds Overijssel"), says(STATUS))
    assert found[Kind.STATUS].row["name"] == "Energiefonds Overijssel"
    own_name = stand(says(FUND, name="Energiefonds Overijssel"), says(STATUS, name="Het fonds"))
    assert own_name[Kind.STATUS].row["name"] == "Het fonds"


def test_what_an_accepted_row_adds_to_the_same_passage_is_joined_and_nothing_else_is_lost() -> None:
    before = Row("initiatives", {"id": "a", "name": "A", "theme": "klimaat|energie", "type": "fonds", "source": "d", "locator": "l"})
    given = Row("initiatives", {"id": "a", "name": "Aa", "theme": "wonen|energie", "source": "d", "locator": "l"})
    (after,) = with_accepted([before], [given])
    assert dict(after.cells) == {**before.cells, "name": "Aa", "theme": "klimaat|energie|wonen"}


def test_what_another_passage_or_document_says_stays() -> None:
    there = Row("initiatives", {"id": "x-energiefonds", "name": "Fonds", "status": "idee", "source": "d", "locator": "alinea 9"})
    title = Row("documents", {"id": "d", "title": "De ware titel"})
    rows, _ = accepted_rows(DOCUMENT, stand(says(FUND)).values())
    assert with_accepted([there, title], rows)[:2] == [there, title]


def test_a_decision_is_found_back_by_its_words_when_the_document_was_read_again() -> None:
    again = candidate(Kind.INITIATIVE, {"id": "x-het-energiefonds", "name": "Het energiefonds"}, "energiefonds")
    found = replay((again, GREEN), [says(FUND), says(GREEN), says(LINK)], EDITION)
    assert {name: each.kind for name, each in found.of.items()} == {again.id: "initiative", GREEN.id: "goal"}
    assert [each.kind for each in found.lost] == ["link"]


def test_a_decision_that_was_made_anew_on_what_was_read_again_leaves_none_lost() -> None:
    again = candidate(Kind.INITIATIVE, {"id": "x-het-energiefonds", "name": "Het energiefonds"}, "energiefonds")
    found = replay((again,), [says(FUND), says(again, Decision.REJECTED)], EDITION)
    assert ({name: each.decision for name, each in found.of.items()}, found.lost) == ({again.id: Decision.REJECTED}, ())


def test_of_two_decisions_with_the_same_words_none_is_guessed() -> None:
    once = candidate(Kind.GOAL, {"id": "z", "name": "Z"}, "groen")
    other = candidate(Kind.GOAL, {"id": "y", "name": "Y"}, "groen")
    made = [says(GREEN), says(other, Decision.REJECTED)]
    assert replay((once,), made, EDITION) == Replay({}, tuple(made))
    assert replay((GREEN, once), [says(other)], EDITION) == Replay({}, (says(other),))


def test_a_statement_of_a_reviewer_whose_words_are_gone_is_told() -> None:
    own = Verdict("eigen-1", Decision.ACCEPTED, "anna", AT, "", {"table": "goals", "locator": "alinea 7"}, "goal", "groen")
    read = Transcript(Source("d.txt", "text/plain", "", 0), "D", EDITION, (PLACE,))
    assert reviewed((GREEN,), [own], read, frozenset()) == Review((Standing(GREEN, GREEN.row),), (own,))


def test_the_last_decision_counts() -> None:
    found = replay(ALL, [says(FUND), says(FUND, Decision.REJECTED)], EDITION)
    assert found.of[FUND.id].decision is Decision.REJECTED


@pytest.mark.parametrize(
    ("quote", "locator", "count"), [("groen", "alinea 1", 1), ("rood", "alinea 1", 0), ("groen", "alinea 2", 0), ("", "alinea 1", 0)]
)
def test_a_statement_of_a_reviewer_needs_its_words_in_the_passage(quote: str, locator: str, count: int) -> None:
    changes = {"table": "links", "subject": "a", "predicate": "partOf", "object": "b", "locator": locator}
    own = Verdict("eigen-1", Decision.ACCEPTED, "anna", AT, "", changes, "link", quote)
    found = list(added([own], [PLACE]))
    assert [(each.id, dict(each.row.cells)) for each in found] == [
        ("eigen-1", {"subject": "a", "predicate": "partOf", "object": "b", "source": "d", "locator": "alinea 1"})
    ] * count


def test_words_that_a_line_breaks_off_are_found() -> None:
    passage = Passage("d", "alinea  1", Stretch(10, 30), Shape.PARAGRAPH, "een groene\n stad")
    assert placed_words("alinea 1", "groene stad", [passage]) == (passage, Stretch(14, 26))


def test_what_is_sure_is_accepted_together_with_what_it_is_about_but_not_what_is_unclear_or_contradicted() -> None:
    unsure = candidate(Kind.GOAL, {"id": "x-doel-groen", "name": "Groen"}, "groen", 0.6)
    several = candidate(Kind.INITIATIVE, {"id": "x-energiefonds", "name": "Energiefonds"}, "energiefonds", 0.9, (Choice("a", "A", 0.97),))
    nothing = Known([])

    def chosen(*found: Candidate, graph: Known = nothing, known: frozenset[str] = frozenset()) -> set[Kind]:
        return {each.candidate.kind for each in confident(standings(found, {}, known), 0.8, graph)}

    assert chosen(*ALL) == {Kind.INITIATIVE, Kind.GOAL, Kind.LINK, Kind.STATUS}
    assert chosen(FUND, unsure, LINK) == {Kind.INITIATIVE}
    assert chosen(several, GREEN, LINK) == {Kind.GOAL}
    says_else = Known([Row("initiatives", {**STATUS.row.cells, "status": "gestopt", "source": "ander"})])
    assert chosen(FUND, STATUS, graph=says_else) == {Kind.INITIATIVE}
    stopped = candidate(Kind.STATUS, {**STATUS.row.cells, "status": "gestopt"}, "bij")
    assert chosen(FUND, STATUS, stopped) == {Kind.INITIATIVE}
    nameless = candidate(Kind.GOAL, {"id": "x-doel-groen"}, "groen")
    assert chosen(FUND, nameless) == {Kind.INITIATIVE}


def test_what_is_said_of_a_thing_that_has_choices_is_accepted_once_the_thing_is() -> None:
    choices = (Choice("a", "A", 0.97),)
    fund, status = (Candidate(each.kind, each.row, each.passage, each.quote, each.confidence, (), choices) for each in (FUND, STATUS))
    found = standings((fund, status), {fund.id: says(fund)}, frozenset())
    assert [each.candidate.kind for each in confident(found, 0.8, Known([]))] == [Kind.STATUS]


def test_a_thing_whose_id_a_person_gave_is_clear() -> None:
    several = candidate(Kind.INITIATIVE, {"id": "x", "name": "X"}, "energiefonds", 0.9, (Choice("a", "A", 0.97),))
    (found,) = standings((several,), {several.id: says(several, Decision.OPEN, id="b")}, frozenset())
    assert confident([found], 0.8, Known([])) == [found]


def test_a_correction_made_before_stays_with_a_new_decision() -> None:
    (before,) = standings((FUND,), {FUND.id: says(FUND, Decision.OPEN, name="Het Energiefonds")}, frozenset())
    made = verdict(before, Decision.ACCEPTED, Reviewer("piet", AT), EDITION, {"type": "fonds"})
    assert (made.by, dict(made.changes), made.quote) == ("piet", {"name": "Het Energiefonds", "type": "fonds"}, "energiefonds")

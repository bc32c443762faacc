"""What documents may state, from their text to candidates."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.reading import ABOUT, KNOWN, found, stated
from kg.extract.document import document_row
from kg.extract.gazetteer import gazetteer
from kg.model.candidates import THINGS, Kind
from kg.read.formats import transcribed

REPORT = """# Jaarstukken 2019

## Programma 2: Economie en werk

### Wat willen we bereiken?

- Meer mensen aan het werk
- Een sterke binnenstad

### Wat hebben we ervoor gedaan?

- In samenwerking met Saxion en het UWV is het project Leerwerkplein gestart. De provincie draagt € 250.000 bij.
- De Woonvisie Veenhoven 2030 is vastgesteld en vervangt de Nota Wonen 2015.
- Het energiefonds (EFV) wordt uitgevoerd door Stichting De Zonnebron in opdracht van de gemeente Veenhoven.
  Het fonds loopt van 2018 tot en met 2022.

### Doel: Iedereen doet mee

| Activiteit | Partners | Stand van zaken | Planning |
|---|---|---|---|
| Pilot Wijkrestaurant | Stichting Welzijn Veenhoven | in uitvoering | 2019-2021 |
| Actieplan Toegankelijkheid | gemeente Borne | afgerond | 2019 |

### Subdoel: Minder armoede

Het EFV draagt bij aan Minder armoede.
"""


def test_goals_are_items_under_what_is_wanted_and_headings_that_say_so() -> None:
    assert stated(Kind.GOAL, REPORT) == {
        ("doel-meer-mensen-aan-het-werk", "economie-en-werk", ""),
        ("doel-sterke-binnenstad", "economie-en-werk", ""),
        ("doel-iedereen-doet-mee", "economie-en-werk", ""),
        ("doel-minder-armoede", "economie-en-werk", "doel-iedereen-doet-mee"),
    }


def test_initiatives_are_named_in_sentences_and_in_a_column_of_activities() -> None:
    assert stated(Kind.INITIATIVE, REPORT) == {
        ("project-leerwerkplein", "project"),
        ("woonvisie-veenhoven-2030", "strategie"),
        ("nota-wonen-2015", "strategie"),
        ("energiefonds", "fonds"),
        ("pilot-wijkrestaurant", "pilot"),
        ("actieplan-toegankelijkheid", "actieplan"),
    }


def test_roles_are_told_by_words_and_columns() -> None:
    assert stated(Kind.PARTICIPATION, REPORT) == {
        ("saxion", "partner", "project-leerwerkplein"),
        ("uwv", "partner", "project-leerwerkplein"),
        ("provincie-overijssel", "financier", "project-leerwerkplein"),
        ("stichting-de-zonnebron", "uitvoerder", "energiefonds"),
        ("gemeente-veenhoven", "opdrachtgever", "energiefonds"),
        ("stichting-welzijn-veenhoven", "partner", "pilot-wijkrestaurant"),
        ("gemeente-borne", "partner", "actieplan-toegankelijkheid"),
    }


def test_links_are_told_by_words_and_by_standing_with_a_goal() -> None:
    assert stated(Kind.LINK, REPORT) == {
        ("woonvisie-veenhoven-2030", "follows", "nota-wonen-2015"),
        ("pilot-wijkrestaurant", "contributesTo", "doel-iedereen-doet-mee"),
        ("actieplan-toegankelijkheid", "contributesTo", "doel-iedereen-doet-mee"),
        ("energiefonds", "contributesTo", "doel-minder-armoede"),
    }


def test_how_far_things_are_and_when_they_run_is_of_what_a_sentence_names_or_points_back_to() -> None:
    assert stated(Kind.STATUS, REPORT) == {
        ("project-leerwerkplein", "in-uitvoering", "2019"),
        ("woonvisie-veenhoven-2030", "afgerond", "2019"),
        ("energiefonds", "in-uitvoering", "2019"),
        ("pilot-wijkrestaurant", "in-uitvoering", "2019"),
        ("actieplan-toegankelijkheid", "afgerond", "2019"),
    }
    assert ("energiefonds", "2018", "2022") in stated(Kind.PERIOD, REPORT)
    assert ("pilot-wijkrestaurant", "2019", "2021") in stated(Kind.PERIOD, REPORT)


def test_results_are_what_was_done_by_the_initiative_that_is_named() -> None:
    assert ("De Woonvisie Veenhoven 2030 is vastgesteld en vervangt de Nota Wonen 2015", "woonvisie-veenhoven-2030", "2019") in stated(
        Kind.RESULT, REPORT
    )


def test_every_candidate_rests_on_words_in_its_passage_and_has_a_reason() -> None:
    text = transcribed("stuk", "stuk.md", REPORT.encode()).edition.text
    for each in found(REPORT):
        assert each.reasons
        assert 0 < each.confidence < 1
        assert each.passage.stretch.start <= each.quote.start < each.quote.end <= each.passage.stretch.end
        assert text[each.passage.stretch.start : each.passage.stretch.end] == each.passage.text
        assert each.row["locator"] == each.passage.locator


def test_no_two_candidates_of_a_document_have_the_same_id() -> None:
    ids = [each.id for each in found(REPORT)]
    assert len(set(ids)) == len(ids)


def test_what_a_statement_is_about_is_a_candidate_too_or_known() -> None:
    there = {each.row["id"] for each in found(REPORT) if each.kind in THINGS} | {row["id"] for row in KNOWN}
    assert {each.row["subject"] for each in found(REPORT) if each.kind is Kind.LINK} <= there
    assert {each.row["organisation"] for each in found(REPORT) if each.kind is Kind.PARTICIPATION} <= there


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Doel: Meer groen\n", ("veenhoven-doel-meer-groen", ())),
        ("# Wat doen we\n\nDe Omgevingsvisie is vastgesteld.\n", ("veenhoven-omgevingsvisie", ("oosterlee-omgevingsvisie",))),
        ("# Wat doen we\n\nMet het House of Skills zijn afspraken gemaakt.\n", ("house-of-skills", ("house-of-skills",))),
        ("# Partners\n\nWe werken samen met Saxion Hogescholen.\n", ("saxion", ("saxion",))),
    ],
)
def test_a_name_is_linked_only_when_it_can_be_one_thing(text: str, wanted: tuple[str, tuple[str, ...]]) -> None:
    things = {(each.row["id"], tuple(choice.id for choice in each.choices)) for each in found(text) if each.kind in THINGS}
    assert wanted in things


def test_a_plural_and_another_spelling_are_the_same_name() -> None:
    text = "# Wat doen we\n\nDe Regiodeal Oost is ondertekend. Via de Regiodeals Oost en de regio-deal Oost komt er geld.\n"
    assert stated(Kind.INITIATIVE, text) == {("regiodeal-oost", "convenant")}


def test_what_is_no_policy_states_nothing() -> None:
    text = """# Inhoudsopgave

- Doelen 3
- Wat hebben we bereikt? 12

# Leeswijzer

In dit jaarverslag leest u wat we hebben gedaan. In hoofdstuk 3 staan de doelen per programma, met de jaren 2018 en 2019.

# Colofon

Uitgave van de gemeente, tel. 0546 541 111
"""
    assert [each for each in found(text) if each.kind is not Kind.ORGANISATION] == []


def test_the_document_tells_its_publisher_year_and_kind_itself() -> None:
    read = transcribed("stuk", "stuk.md", b"# Programmabegroting 2021\n\nGemeente Oosterlee\n\nDe gemeente Oosterlee bouwt.\n")
    row = document_row(read, gazetteer(KNOWN), {})
    assert (row["publisher"], row["year"], row["type"]) == ("gemeente-oosterlee", "2021", "begroting")


def test_what_is_told_of_a_document_goes_before_what_it_says() -> None:
    read = transcribed("stuk", "stuk.md", b"# Programmabegroting 2021\n")
    row = document_row(read, gazetteer(KNOWN), ABOUT)
    assert (row["title"], row["publisher"], row["year"], row["type"]) == ("Jaarstukken 2019", "Gemeente Veenhoven", "2019", "jaarverslag")


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from([*REPORT.splitlines(), "| a | b |", "- ", "#", "⟦O1⟧", "Doel: ", "€", "İ ﬁ"]), max_size=25))
def test_any_lines_in_any_order_give_candidates_that_keep_to_their_passage(lines: list[str]) -> None:
    text = "\n".join((*lines, "einde"))
    for each in found(text):
        assert each.passage.stretch.start <= each.quote.start < each.quote.end <= each.passage.stretch.end

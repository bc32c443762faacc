"""What accepted rows change in the graph."""

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL

from kg.extract.facts import facts
from kg.extract.positions import place
from kg.model.passages import TextEdition
from kg.model.tables import Row
from kg.review.acceptance import accept, change, minted, overlaid, replaced
from kg.terms import BELEID, mint, name_of, passage

D = Row("documents", {"id": "d", "title": "Verslag"})
GOAL = Row("goals", {"id": "g", "name": "Oud", "source": "d", "locator": "Doel: Oud"})
RENAMED = Row("goals", {"id": "g", "name": "Nieuw", "source": "d", "locator": "Doel: Nieuw"})
OTHER = Row("goals", {"id": "h", "name": "Ander", "source": "d", "locator": "Doel: Oud"})


def test_a_row_with_a_known_key_replaces_it_in_its_place_and_a_new_one_comes_last() -> None:
    assert overlaid([D, GOAL], [RENAMED, OTHER]) == [D, RENAMED, OTHER]


def test_a_thing_given_for_two_places_of_a_source_is_told_of_in_both() -> None:
    elsewhere = Row("goals", {"id": "g", "name": "Nieuw", "source": "d", "locator": "Bijlage 2"})
    assert overlaid([D, GOAL], [RENAMED, elsewhere]) == [D, GOAL, RENAMED, elsewhere]


def test_replacing_keeps_the_tables_that_are_not_given() -> None:
    assert replaced([D, GOAL, OTHER], [RENAMED], {"goals"}) == [D, RENAMED]


def test_a_table_that_is_given_empty_is_emptied() -> None:
    assert replaced([D, GOAL], [], {"goals"}) == [D]


def test_rows_that_are_there_already_change_nothing() -> None:
    graph = facts([D, GOAL])
    same = change(graph, facts([D, GOAL]), facts(overlaid([D, GOAL], [GOAL])))
    assert (same.added, same.removed) == (frozenset(), frozenset())


def test_a_changed_row_takes_its_old_statements_with_it_and_touches_no_other() -> None:
    before = facts([D, GOAL, OTHER])
    graph = facts([D, GOAL, OTHER])
    editorial = (mint("doel", "g"), OWL.sameAs, URIRef("https://example.org/g"))
    graph.add(editorial)
    accept(graph, change(graph, before, facts([D, RENAMED, OTHER])))
    assert set(graph) == set(facts([D, RENAMED, OTHER])) | {editorial}


def test_the_position_of_a_passage_that_stays_is_kept() -> None:
    graph = facts([D, GOAL])
    place(graph, TextEdition("d", "Doel: Oud\nTekst.\n"))
    placed = set(graph)
    accept(graph, change(graph, facts([D, GOAL]), facts([D, GOAL, OTHER])))
    assert placed < set(graph)


def test_all_that_is_known_of_a_passage_goes_when_nothing_rests_on_it_any_more() -> None:
    graph = facts([D, GOAL])
    place(graph, TextEdition("d", "Doel: Oud\nTekst.\n"))
    accept(graph, change(graph, facts([D, GOAL]), facts([D, RENAMED])))
    assert not [triple for triple in graph if str(triple[0]).startswith(str(passage("d", "Doel: Oud")))]
    assert (passage("d", "Doel: Nieuw"), RDF.type, BELEID.Fragment) in graph


def test_the_text_of_a_document_goes_with_the_document_and_that_of_another_stays() -> None:
    rest = [Row("documents", {"id": "e", "title": "E"}), Row("goals", {"id": "h", "name": "H", "source": "e", "locator": "Doel: Oud"})]
    graph, expected = facts([D, GOAL, *rest]), facts(rest)
    for name in ("d", "e"):
        place(graph, TextEdition(name, "Doel: Oud\nTekst.\n"))
    place(expected, TextEdition("e", "Doel: Oud\nTekst.\n"))
    accept(graph, change(graph, facts([D, GOAL, *rest]), facts(rest)))
    assert set(graph) == set(expected)


def test_the_text_of_a_document_stays_when_only_its_title_changes() -> None:
    graph = facts([D, GOAL])
    place(graph, TextEdition("d", "Doel: Oud\nTekst.\n"))
    accept(graph, change(graph, facts([D, GOAL]), facts([Row("documents", {"id": "d", "title": "Jaarverslag"}), GOAL])))
    assert (mint("teksteditie", "d"), RDF.type, BELEID.TextEdition) in graph


def test_correcting_what_one_source_says_of_a_result_replaces_only_its_own_goal() -> None:
    other = Row("documents", {"id": "e", "title": "E"})
    goals = [Row("goals", {"id": name, "name": name, "source": "d", "locator": "l"}) for name in ("g", "h", "i")]
    first, second, corrected = (
        Row("results", {"id": "r", "name": "R", "goal_or_initiative": goal, "source": source, "locator": "l"})
        for goal, source in (("g", "d"), ("h", "e"), ("i", "e"))
    )
    before = [D, other, *goals, first, second]
    changed = change(facts(before), facts(before), facts(overlaid(before, [corrected])))
    subjects = (mint("resultaat", "r"), mint("vermelding", "r", name_of(passage("e", "l"))))
    assert changed.removed == {(subject, BELEID.resultFor, mint("doel", "h")) for subject in subjects}
    assert changed.added == {(subject, BELEID.resultFor, mint("doel", "i")) for subject in subjects}


def test_an_empty_graph_gets_all_and_an_own_statement_that_rows_also_make_is_not_doubled() -> None:
    graph = Graph()
    graph.add((mint("document", "d"), DCTERMS.title, Literal("Verslag", lang="nl")))
    accept(graph, change(graph, Graph(), facts([D, GOAL])))
    assert set(graph) == set(facts([D, GOAL]))


def test_areas_groups_and_units_that_are_new_are_told_by_name(small_rows: list[Row]) -> None:
    assert minted(set(facts(small_rows))) == {
        "areas": ["Almelo", "Borne", "Twente"],
        "comparison groups": ["Vergelijkbare welzijnsklasse"],
        "units": ["%"],
    }
    assert minted(set()) == {}

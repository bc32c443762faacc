"""The search index as one text: all of it, and the same text for the same index."""

import json

from kg.publish.library import Library
from kg.publish.portable_index import portable
from kg.terms import BASE


def test_the_text_holds_the_things_in_their_order_with_their_other_names(library: Library) -> None:
    text, stored = json.loads(portable(library.index)), library.index.stored()
    assert [f"{BASE}/id/{path}" for path, *_ in text["things"]] == [iri for iri, *_ in stored.things]
    place = next(number for number, (path, *_) in enumerate(text["things"]) if path == "initiatief/regiodeal-twente")
    assert text["things"][place][1:3] == ["initiatief", "Regiodeal Twente"]
    assert sum(1 for thing, *_ in text["names"] if thing == place) == sum(1 for number, *_ in stored.names if number == place + 1) > 0


def test_a_facet_counts_as_many_things_as_searching_does(library: Library) -> None:
    facets = json.loads(portable(library.index))["facts"]
    counted = {facet: {value: len(things) for value, things in values.items()} for facet, values in facets.items()}
    assert counted == {facet: dict(values) for facet, values in library.index.find("", {}).facets.items()}


def test_words_come_with_their_stem_and_how_often_they_occur(library: Library) -> None:
    words = {word: (stem, count) for word, stem, count in json.loads(portable(library.index))["words"]}
    assert words["gemeente"][0] == "meen"
    assert words["gemeente"][1] > 10
    assert words["energiestrategie"][1] > 0
    assert any(count == -1 for _, count in words.values())


def test_a_value_has_the_english_name_that_the_index_gives_it(library: Library) -> None:
    english = json.loads(portable(library.index))["english"]
    assert english["status"]["in uitvoering"] == library.index.english("status", "in uitvoering")


def test_the_same_index_gives_the_same_bytes(library: Library) -> None:
    assert portable(library.index) == portable(library.index)

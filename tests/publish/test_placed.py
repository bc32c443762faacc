"""A place is written by one rule, wherever it stands."""

import pytest

from kg.publish.facts import Evidence, Ref, Text
from kg.publish.placed import place, quoted
from kg.terms import mint


def stands(name: str, year: str) -> Evidence:
    document = Ref(mint("document", "a"), "document", Text(name, "nl"), "/doc/document/a")
    return Evidence(document, document, "p. 3", year, "")


@pytest.mark.parametrize(
    ("name", "year", "said"),
    [
        pytest.param("Begroting", "2018", "‘Begroting’ (2018), p. 3", id="with its year"),
        pytest.param("Begroting 2018", "2018", "‘Begroting 2018’, p. 3", id="the name says the year"),
        pytest.param("Begroting", "", "‘Begroting’, p. 3", id="without a year"),
        pytest.param("'Geen loketten meer'", "2022", "'Geen loketten meer' (2022), p. 3", id="in quotes by itself"),
    ],
)
def test_a_place_tells_what_its_name_does_not(name: str, year: str, said: str) -> None:
    assert place(stands(name, year), quoted) == said


def test_the_name_and_the_place_are_written_as_one_asks() -> None:
    assert place(stands("A & B", "2018"), lambda ref: f"<b>{ref.name.value}</b>", str.upper) == "<b>A & B</b> (2018), P. 3"

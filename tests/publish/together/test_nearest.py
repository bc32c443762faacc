"""A few lines for the page of an organisation."""

from dataclasses import replace

from kg.publish.library import Library, View
from kg.publish.together.nearest import nearest
from kg.terms import mint


def test_the_nearest_partners_are_those_with_most_shared_initiatives(library: Library) -> None:
    found = nearest(library, View(), mint("organisatie", "saxion"), most=3)
    assert [(each.ref.name.value, each.count) for each in found.partners] == [
        ("Universiteit Twente", 9),
        ("ROC van Twente", 8),
        ("Gemeente Almelo", 6),
    ]
    assert found.number > 50
    assert found.partners[0].href == "/samenwerking?organisatie=organisatie%2Fsaxion&met=organisatie%2Funiversiteit-twente"
    assert found.href == "/samenwerking?organisatie=organisatie%2Fsaxion"


def test_what_takes_part_in_nothing_has_none(library: Library) -> None:
    assert nearest(library, View(), mint("doel", "twente-doel")).partners == ()


def test_without_a_server_the_partners_lead_to_their_own_pages_only(library: Library) -> None:
    found = nearest(replace(library, alone=True), View(), mint("organisatie", "saxion"), most=3)
    assert found.partners[0].ref.href == "/doc/organisatie/universiteit-twente"
    assert ({each.href for each in found.partners}, found.href) == ({""}, "")

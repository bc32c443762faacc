"""A document about one thing."""

from pathlib import Path

from rdflib import RDFS

from kg.store import Answer
from kg.store.formats import document, prefixes
from kg.store.local import open_files
from kg.terms import BASE, mint

QUERY = f"CONSTRUCT WHERE {{ ?goal <{RDFS.label}> ?label }}"


def test_what_a_document_is_about_comes_first_and_only_the_prefixes_in_it_are_declared(goals: Path) -> None:
    answer = document(open_files([goals]), QUERY, mint("doel", "vertrouwen"), "text/turtle")
    assert answer == Answer(
        (
            f"@prefix doel: <{BASE}/id/doel/> .\n"
            "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
            '\ndoel:vertrouwen rdfs:label "Vertrouwen in de gemeente"@nl .\n'
            '\ndoel:meer-doen rdfs:label "Meer doen, minder schrijven"@nl .\n'
            '\ndoel:nieuw-samenspel rdfs:label "Nieuw samenspel"@nl .\n'
        ).encode(),
        "text/turtle",
    )


def test_the_prefixes_of_our_own_move_with_the_base_and_no_others() -> None:
    moved = prefixes("https://b.nl/kg")
    assert (moved["beleid"], moved["doel"], moved["schema"]) == ("https://b.nl/kg/def#", "https://b.nl/kg/id/doel/", "https://schema.org/")
    assert [name for name, iri in moved.items() if iri.startswith(BASE)] == []

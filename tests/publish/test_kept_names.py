"""Names are asked for once, and kept for no more things than was said."""

from collections.abc import Mapping
from dataclasses import replace

from rdflib import RDFS, Literal, URIRef

from kg.publish.facts import names, statements
from kg.publish.kept_names import OF_A_RELEASE, KeptNames, Said
from kg.publish.library import Library

A, B, C = map(URIRef, ("http://example.org/a", "http://example.org/b", "http://example.org/c"))


class Asked:
    """Answers with a name for everything but the last letter, and remembers what it was asked."""

    def __init__(self) -> None:
        self.things: list[list[URIRef]] = []

    def __call__(self, things: list[URIRef]) -> Mapping[URIRef, Said]:
        self.things.append(things)
        return {iri: {RDFS.label: [Literal(iri[-1])]} for iri in things if iri != C}


def test_what_is_known_is_not_asked_again() -> None:
    kept, asked = KeptNames(3), Asked()
    assert kept.of([B, A, C], asked).keys() == {A, B}
    assert kept.of([C, A], asked) == {A: {RDFS.label: [Literal("a")]}}
    assert asked.things == [[A, B, C]]


def test_the_first_that_was_asked_for_goes_first() -> None:
    kept, asked = KeptNames(2), Asked()
    for things in ([A], [B], [C], [A], [C]):
        kept.of(things, asked)
    assert asked.things == [[A], [B], [C], [A]]


def test_one_for_no_things_keeps_nothing() -> None:
    kept, asked = KeptNames(), Asked()
    assert kept.of([A], asked) == kept.of([A], asked)
    assert asked.things == [[A], [A]]


def test_what_is_kept_is_what_is_told_without(library: Library) -> None:
    keeping = replace(library, names=KeptNames(OF_A_RELEASE))
    things = statements(library, [URIRef("https://samenspel.example.org/id/initiatief/regiodeal-twente")])
    plain = names(library, things)
    assert names(keeping, list(things)[:3]).items() <= plain.items()
    assert names(keeping, things) == names(keeping, things) == plain
    assert len(plain) > 10

"""Names are asked for once while they are kept, and kept for no more things than was said."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from rdflib import RDFS, Literal, URIRef

from kg.publish.facts import names, statements
from kg.publish.kept_names import OF_A_RELEASE, KeptNames, Said
from kg.publish.library import Library
from kg.store import Term

A, B, C, D = (URIRef(f"http://example.org/{letter}") for letter in "abcd")


class Asked:
    """Answers with a name for everything but C, and remembers what it was asked."""

    def __init__(self) -> None:
        self.things: list[list[URIRef]] = []

    def __call__(self, things: list[URIRef]) -> Mapping[URIRef, Said]:
        self.things.append(things)
        return {iri: {RDFS.label: [Literal(iri[-1])]} for iri in things if iri != C}


def test_what_is_known_is_not_asked_again() -> None:
    kept, asked = KeptNames(3), Asked()
    assert kept.of([B, A], asked).keys() == {A, B}
    assert kept.of([A], asked) == {A: {RDFS.label: (Literal("a"),)}}
    assert asked.things == [[A, B]]


def test_what_nobody_says_anything_of_takes_no_place() -> None:
    kept, asked = KeptNames(1), Asked()
    assert [kept.of([each], asked).keys() for each in (A, C, C, A)] == [{A}, set(), set(), {A}]
    assert asked.things == [[A], [C], [C]]


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    kept, asked = KeptNames(2), Asked()
    for thing in (A, B, A, D, A, B):
        kept.of([thing], asked)
    assert asked.things == [[A], [B], [D], [B]]


def test_several_threads_may_ask_at_once() -> None:
    kept, asked = KeptNames(50), Asked()
    things = [URIRef(f"http://example.org/{number}") for number in range(200)]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda first: kept.of(things[first : first + 20], asked), [*range(0, 180, 3)] * 4))
    assert all(len(each) == 20 for each in found)


def test_one_for_no_things_keeps_nothing() -> None:
    kept, asked = KeptNames(), Asked()
    assert kept.of([A], asked).keys() == kept.of([A], asked).keys() == {A}
    assert asked.things == [[A], [A]]


def test_what_is_kept_is_what_is_told_without(library: Library) -> None:
    keeping = replace(library, names=KeptNames(OF_A_RELEASE))
    things = statements(library, [URIRef("https://samenspel.example.org/id/initiatief/regiodeal-twente")])
    plain = told(names(library, things))
    assert len(plain) > 10
    some = told(names(keeping, list(plain)[:3]))
    assert some
    assert some.items() <= plain.items()
    assert told(names(keeping, things)) == told(names(keeping, things)) == plain


def told(found: Mapping[URIRef, Said]) -> dict[URIRef, dict[URIRef, tuple[Term, ...]]]:
    return {iri: {name: tuple(values) for name, values in said.items()} for iri, said in found.items()}

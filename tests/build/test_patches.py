"""A difference as RDF Patch and SPARQL Update: each turns the old graph into the new."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize

from kg.build.patches import PIECE, identifier, patch, update
from kg.build.sides import Delta, Side, delta
from kg.terms import BASE


def side(name: str, texts: list[str]) -> Side:
    triples = [Triple(NamedNode("https://a.nl/s"), NamedNode("https://a.nl/p"), Literal(text)) for text in texts]
    return Side(name, BASE, sorted(set((serialize(triples, format=RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True))))


def store(lines: Side) -> Store:
    found = Store()
    found.extend(Quad(*quad.triple) for quad in parse(b"".join(lines.lines), format=RdfFormat.N_TRIPLES))
    return found


def updated(found: Delta) -> set[Quad]:
    """Return the old graph after the update."""
    changed = store(found.old)
    text = b"".join(update(found)).decode()
    changed.update(text)
    return set(changed)


def patched(found: Delta) -> set[bytes]:
    """Return the old graph after the patch, as a program that knows RDF Patch applies it: line by line."""
    lines = set(found.old.lines)
    for row in patch(found):
        operation, _, rest = row.partition(b" ")
        if operation == b"D":
            lines.remove(rest)
        elif operation == b"A":
            assert rest not in lines
            lines.add(rest)
        else:
            assert operation in {b"H", b"TX", b"TC"}
    return lines


@settings(deadline=None)
@given(st.lists(st.text(max_size=8), max_size=5), st.lists(st.text(max_size=8), max_size=5))
def test_both_forms_turn_the_old_graph_into_the_new(before: list[str], after: list[str]) -> None:
    found = delta(side("a", before), side("b", after))
    assert updated(found) == set(store(found.new))
    assert patched(found) == set(found.new.lines)


@pytest.mark.parametrize("text", ["\\u0022", "\\\\u0022", "\\U00000022", 'a"b\n', "\\"])
def test_what_looks_like_an_escape_in_a_text_stays_a_text(text: str) -> None:
    found = delta(side("a", [text]), side("b", [f"{text}!"]))
    assert updated(found) == set(store(found.new))


def test_an_update_comes_in_pieces(tmp_path: Path) -> None:
    found = delta(side("a", []), side("b", [str(number) for number in range(2 * PIECE + 1)]))
    (tmp_path / "u.ru").write_bytes(b"".join(update(found)))
    text = (tmp_path / "u.ru").read_text(encoding="utf-8")
    assert (text.count("INSERT DATA"), text.count("DELETE DATA"), text.count(";\n")) == (3, 0, 2)
    assert updated(found) == set(store(found.new))


def test_of_equal_graphs_there_is_nothing_to_do() -> None:
    found = delta(side("a", ["x"]), side("a", ["x"]))
    assert b"".join(update(found)) == b""
    assert [row[:2] for row in patch(found)] == [b"H ", b"TX", b"TC"]


def test_a_patch_has_an_identifier_and_names_the_one_before_it_when_that_is_known() -> None:
    found = delta(side("a", []), side("b", ["x"]))
    alone, following = (list(patch(found, *more)) for more in ((), (2, "uuid:1")))
    assert alone[:2] == [f"H id <{identifier('a', 'b')}> .\n".encode(), b"TX .\n"]
    assert following[:2] == [f"H id <{identifier('a', 'b', 2)}> .\n".encode(), b"H prev <uuid:1> .\n"]


def test_there_and_back_are_two_patches() -> None:
    assert identifier("a", "b") != identifier("b", "a")

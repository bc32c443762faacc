"""Two graphs to compare, as lines: which differ, whatever base they are under."""

from pathlib import Path

import pytest
from rdflib import XSD, Literal, URIRef

from kg.build.release import Release, Sources, build_release
from kg.build.sides import Side, delta, side_of, side_of_file, statement, term, under
from kg.errors import MissingFileError, RdfError
from kg.terms import BASE

GOAL = f"{BASE}/id/doel/a"
NAME = "http://www.w3.org/2000/01/rdf-schema#label"


def side(*lines: str, base: str = BASE) -> Side:
    return Side("x", base, sorted(f"{line} .\n".encode() for line in lines))


def test_what_only_one_side_has_is_removed_or_added() -> None:
    old, new = side(f'<{GOAL}> <{NAME}> "A"', f"<{GOAL}> <p:x> <o:x>"), side(f'<{GOAL}> <{NAME}> "B"', f"<{GOAL}> <p:x> <o:x>")
    found = delta(old, new)
    assert (found.removed, found.added) == ((f'<{GOAL}> <{NAME}> "A" .\n'.encode(),), (f'<{GOAL}> <{NAME}> "B" .\n'.encode(),))


def test_the_same_graph_under_another_base_does_not_differ(small_sources: Sources, small_release: Release, tmp_path: Path) -> None:
    found = delta(side_of(small_release), side_of(build_release(small_sources, tmp_path, "https://b.nl/kg")))
    assert (found.removed, found.added) == ((), ())


def test_a_text_keeps_the_iri_in_it_when_the_base_moves() -> None:
    moved = under(side(f'<{GOAL}> <{NAME}> "zie <{GOAL}>"', f'<{GOAL}> <p:x> "{GOAL}"^^<{XSD.anyURI}>'), "https://b.nl")
    assert [line.decode() for line in moved.lines] == [
        f'<https://b.nl/id/doel/a> <{NAME}> "zie <{GOAL}>" .\n',
        f'<https://b.nl/id/doel/a> <p:x> "https://b.nl/id/doel/a"^^<{XSD.anyURI}> .\n',
    ]


def test_what_is_said_of_a_subject_is_found_without_what_is_said_of_another() -> None:
    found = side(f'<{GOAL}> <{NAME}> "A"', f'<{GOAL}b> <{NAME}> "AB"', f'<{GOAL}#deel> <{NAME}> "deel"')
    assert found.about(GOAL) == [(f"<{NAME}>", '"A"')]
    assert (found.has(f"{GOAL}b"), found.has(f"{GOAL}c")) == (True, False)


def test_who_points_at_a_value_is_found() -> None:
    found = side(f"<s:1> <p:x> <{GOAL}>", f"<s:2> <p:y> <{GOAL}>", f'<s:3> <p:x> "<{GOAL}>"', f"<s:4> <p:x> <{GOAL}>")
    assert found.pointing([GOAL], ["p:x"]) == {GOAL: ["s:1", "s:4"]}
    assert found.pointing([], ["p:x"]) == {}


@pytest.mark.parametrize("line", ["_:b <p:x> <o:x>", "<s:x> <p:x> _:b"])
def test_a_blank_node_that_differs_is_told(line: str) -> None:
    with pytest.raises(RdfError, match="x: a blank node differs; give it an IRI, so that it can be pointed at and compared"):
        delta(side(), side(line))


@pytest.mark.parametrize("suffix", [".ttl", ".nt"])
def test_a_file_without_the_model_is_compared_as_a_release_would_be(small_sources: Sources, small_release: Release, suffix: str) -> None:
    file = small_sources.graph[-1] if suffix == ".ttl" else small_release.folder / "graph.nt"
    found = delta(side_of(small_release), side_of_file(file))
    assert (found.removed, found.added) == ((), ())


def test_the_base_of_a_file_is_seen_from_its_model(small_sources: Sources, tmp_path: Path) -> None:
    release = build_release(small_sources, tmp_path, "https://b.nl")
    assert side_of_file(release.folder / "dumps" / "samenspel.ttl") == Side(
        str(release.manifest["rdfc10Sha256"])[:12], "https://b.nl", side_of(release).lines
    )


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match=r"weg\.ttl: no such file; compare publications \(1, 2\), releases or files of triples"):
        side_of_file(tmp_path / "weg.ttl")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("<https://a.nl/>", URIRef("https://a.nl/"), id="IRI"),
        pytest.param('"doel"', Literal("doel"), id="text"),
        pytest.param('"doel"@nl-NL', Literal("doel", lang="nl-NL"), id="language"),
        pytest.param(f'"17.50"^^<{XSD.decimal}>', Literal("17.50", datatype=XSD.decimal, normalize=False), id="number"),
        pytest.param(r'"\"a\"\n\\n\t\u00e9\U0001F600"', Literal('"a"\n\\n\té\U0001f600'), id="escapes"),
    ],
)
def test_a_term_is_read_as_it_was_written(written: str, read: URIRef | Literal) -> None:
    assert term(written) == read


def test_a_statement_has_three_terms_whatever_is_in_its_text() -> None:
    assert statement(b'<s:x> <p:x> "a . <b> \\" ."@nl .\n') == ("<s:x>", "<p:x>", '"a . <b> \\" ."@nl')

"""data/triples.ttl in and out."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, RDFS, XSD, BNode, Graph, Literal, URIRef

from kg.errors import MissingFileError, RdfError
from kg.store import turtle
from kg.terms import BELEID, mint

NEW, TRUST = mint("doel", "nieuw-samenspel"), mint("doel", "vertrouwen")
SLUGS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,2}", fullmatch=True)
SAFE = st.text(st.one_of(st.sampled_from("\n\r\t\"\\'"), st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), max_size=20)
TERMS = st.one_of(
    SLUGS.map(lambda slug: mint("doel", slug)),
    SLUGS.map(lambda slug: URIRef(f"https://elders.nl/a%20b/{slug}?x=é#y")),
    SAFE.map(lambda text: Literal(text, lang="nl")),
    SAFE.map(Literal),
    st.integers(-(10**12), 10**12).map(Literal),
    st.decimals(allow_nan=False, allow_infinity=False, places=3).map(lambda value: Literal(f"{value:f}", datatype=XSD.decimal)),
)


def test_statements_are_sorted_one_object_a_line() -> None:
    graph = Graph()
    graph.add((TRUST, BELEID.subGoalOf, NEW))
    graph.add((NEW, BELEID.targetYear, Literal(2018)))
    graph.add((NEW, RDFS.label, Literal("Nieuw samenspel", lang="nl")))
    graph.add((NEW, RDF.type, BELEID.Goal))
    prefixes = len(turtle.PREFIXES)
    assert "".join(list(turtle.lines(graph))[prefixes:]) == (
        "\ndoel:nieuw-samenspel\n"
        "    a beleid:Goal ;\n"
        "    beleid:targetYear 2018 ;\n"
        '    rdfs:label "Nieuw samenspel"@nl ;\n'
        "    .\n"
        "\ndoel:vertrouwen\n"
        "    beleid:subGoalOf doel:nieuw-samenspel ;\n"
        "    .\n"
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(Literal("Almelo", lang="nl"), '"Almelo"@nl', id="a name"),
        pytest.param(Literal('zij zei "ja"\nen nee'), '"zij zei \\"ja\\"\\nen nee"', id="quotes and a new line"),
        pytest.param(Literal("2019", datatype=XSD.gYear), '"2019"^^xsd:gYear', id="a year"),
        pytest.param(Literal("17", datatype=XSD.decimal), '"17"^^xsd:decimal', id="a decimal without a point"),
        pytest.param(Literal("x", datatype=XSD.string), '"x"', id="a plain string"),
        pytest.param(URIRef("https://example.org/a b".replace(" ", "%20")), "<https://example.org/a%20b>", id="an address"),
        pytest.param(URIRef("urn:isbn:1"), "<urn:isbn:1>", id="no namespace"),
        pytest.param(BELEID.Goal, "beleid:Goal", id="a term of ours"),
        pytest.param(URIRef(f"{NEW}#positie"), f"<{NEW}#positie>", id="a part of a thing"),
    ],
)
def test_a_term_is_as_short_as_it_can_be(value: object, text: str) -> None:
    assert turtle.term(value) == text


def test_a_blank_node_cannot_be_written() -> None:
    with pytest.raises(RdfError, match="a blank node; give it an IRI, so that it can be pointed at and compared"):
        turtle.term(BNode("b"))


@given(st.lists(st.tuples(SLUGS, TERMS), max_size=8))
def test_what_is_written_is_read_back(statements: list[tuple[str, URIRef | Literal]]) -> None:
    graph = Graph()
    for slug, value in statements:
        graph.add((mint("doel", slug), RDFS.seeAlso, value))
    with TemporaryDirectory() as folder:
        turtle.save(graph, Path(folder) / "triples.ttl")
        assert set(turtle.load(Path(folder) / "triples.ttl")) == set(graph)


def test_a_saved_file_is_loaded_as_it_was(tmp_path: Path, goals: Path) -> None:
    graph = turtle.load(goals)
    turtle.save(graph, tmp_path / "new" / "triples.ttl")
    assert set(turtle.load(tmp_path / "new" / "triples.ttl")) == set(graph)
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["triples.ttl"]


def test_a_graph_that_cannot_be_written_leaves_the_old_file_alone(tmp_path: Path) -> None:
    file = tmp_path / "triples.ttl"
    file.write_text("# old\n", encoding="utf-8")
    graph = Graph()
    graph.add((BNode(), RDFS.label, Literal("a")))
    with pytest.raises(RdfError):
        turtle.save(graph, file)
    assert {each.name: each.read_text(encoding="utf-8") for each in tmp_path.iterdir()} == {"triples.ttl": "# old\n"}


def test_lists_and_blank_nodes_of_others_can_be_read(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text('<urn:a> <urn:b> [ <urn:c> "1"^^<http://www.w3.org/2001/XMLSchema#integer> , "d" ] .', encoding="utf-8")
    assert {value for _, predicate, value in turtle.load(file) if predicate == URIRef("urn:c")} == {Literal(1), Literal("d")}


@pytest.mark.parametrize(("text", "error"), [(None, MissingFileError), ("<urn:a> .", RdfError)])
def test_a_file_that_is_no_turtle_is_named(tmp_path: Path, text: str | None, error: type[Exception]) -> None:
    file = tmp_path / "a.ttl"
    if text:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(error, match=r"a\.ttl: "):
        turtle.load(file)


def test_a_graph_that_would_not_read_back_is_refused_and_the_old_file_kept(tmp_path: Path, goals: Path) -> None:
    file = tmp_path / "triples.ttl"
    turtle.save(turtle.load(goals), file)
    before = file.read_bytes()
    broken = Graph()
    broken.add((NEW, RDFS.seeAlso, URIRef("https://elders.nl/100%zeker")))
    with pytest.raises(RdfError, match="the graph: cannot be written so that it reads back: "):
        turtle.save(broken, file)
    assert file.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["triples.ttl"]

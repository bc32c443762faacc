"""Positions of passages in a text, found from their locators."""

import hashlib
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal
from rdflib.namespace import DCTERMS

from kg.errors import MissingFileError, RdfError
from kg.extract.facts import facts
from kg.extract.positions import located, place
from kg.model.passages import TextEdition
from kg.model.tables import Row
from kg.read.text import text_edition, text_editions
from kg.terms import BELEID, OA, SPDX, mint, passage

TEXT = """2.1 Samen

Doel: Anders werken
Minder papier, meer doen.

Behaalde resultaten:

 • Een plan is klaar. Bijvoorbeeld:
  • Een proef in de “Wijk Noord”;
 • De raad koos 17% meer geld.

Doel: Vertrouwen, ook later
Inwoners weten meer.

2.2 Verder
Slot.
"""
EDITION = TextEdition("verslag", TEXT)


@pytest.mark.parametrize(
    ("locator", "start", "end"),
    [
        pytest.param("2.1 Samen", "2.1 Samen", "weten meer.", id="a numbered heading: up to the next"),
        pytest.param("Doel: Anders werken", "Doel: Anders", "meer geld.", id="a heading: up to the next of its sort"),
        pytest.param("Doel: Vertrouwen, ook later", "Doel: Vertr", "weten meer.", id="a heading with a comma ends at a numbered one"),
        pytest.param("Doel: Anders werken, resultaat 1", "Een plan", "Bijvoorbeeld:", id="a point by number"),
        pytest.param("Doel: Anders werken, tweede resultaat", "De raad", "geld.", id="a point by ordinal: outer points count"),
        pytest.param("Doel: Anders werken, laatste punt", "De raad", "geld.", id="the last point"),
        pytest.param("Doel: Anders werken, wijk noord", "Een proef", "Noord”;", id="words of a line, whatever the case"),
        pytest.param("2.1 Samen, doel vertrouwen", "Doel: Vertr", "weten meer.", id="words of a heading: its section"),
        pytest.param("17% meer", "De raad", "geld.", id="words without a heading"),
    ],
)
def test_a_locator_points_at_its_stretch(locator: str, start: str, end: str) -> None:
    stretch = located(EDITION, locator)
    assert stretch is not None
    text = TEXT[stretch.start : stretch.end]
    assert (text[: len(start)], text[-len(end) :]) == (start, end)


@pytest.mark.parametrize(
    "locator",
    [
        pytest.param("Doel: Onbekend", id="no such heading"),
        pytest.param("Doel: Anders werken, resultaat 9", id="no such point"),
        pytest.param("Doel: Vertrouwen, ook later, laatste punt", id="no points there"),
        pytest.param("Doel: Anders werken, olifant", id="no such words"),
    ],
)
def test_what_a_locator_does_not_determine_gets_no_position(locator: str) -> None:
    assert located(EDITION, locator) is None


def test_a_placed_passage_tells_position_and_digest_but_not_its_words() -> None:
    rows = [Row("documents", {"id": "verslag", "title": "Verslag"})]
    rows += [
        Row("goals", {"id": f"g{n}", "name": "G", "source": "verslag", "locator": where}) for n, where in enumerate(("2.2 Verder", "p. 9"))
    ]
    graph = facts(rows)
    assert place(graph, EDITION) == ["p. 9"]
    there = passage("verslag", "2.2 Verder")
    selector, edition = graph.value(there, OA.hasSelector), mint("teksteditie", "verslag")
    start = TEXT.index("2.2 Verder")
    assert (graph.value(selector, OA.start), graph.value(selector, OA.end)) == (Literal(start), Literal(len(TEXT) - 1))
    assert graph.value(there, OA.hasSource) == edition
    assert graph.value(edition, DCTERMS.isPartOf) == mint("document", "verslag")
    digests = {
        name: str(graph.value(graph.value(node, SPDX.checksum), SPDX.checksumValue)) for name, node in {"p": there, "e": edition}.items()
    }
    assert digests == {
        "p": hashlib.sha256(b"2.2 Verder\nSlot.").hexdigest(),
        "e": hashlib.sha256(TEXT.encode()).hexdigest(),
    }
    assert not any("Slot." in str(value) for value in graph.objects())


def test_placing_again_changes_nothing(small_rows: list[Row]) -> None:
    graph = facts(small_rows)
    edition = TextEdition("almelo-jaarverantwoording-2018-innoveren", "Doel: Nieuw samenspel\nEen tekst over Regiodeals.\n")
    place(graph, edition)
    before = set(graph)
    place(graph, edition)
    assert set(graph) == before
    assert (mint("teksteditie", edition.document), RDF.type, BELEID.TextEdition) in before


def placed_goals() -> Graph:
    rows = [Row("documents", {"id": "verslag", "title": "Verslag"})]
    places = ("2.2 Verder", "Doel: Anders werken")
    rows += [Row("goals", {"id": f"g{n}", "name": "G", "source": "verslag", "locator": where}) for n, where in enumerate(places)]
    return facts(rows)


def test_a_passage_that_a_later_text_lacks_loses_its_old_position_and_no_other_does() -> None:
    graph, expected = placed_goals(), placed_goals()
    place(graph, EDITION)
    later = TextEdition("verslag", "Doel: Anders werken\nNiets meer.\n")
    assert place(graph, later) == ["2.2 Verder"]
    place(expected, later)
    assert set(graph) == set(expected)
    assert graph.value(passage("verslag", "2.2 Verder"), OA.hasSource) == mint("document", "verslag")


def test_a_text_edition_goes_with_its_last_position() -> None:
    graph = placed_goals()
    place(graph, EDITION)
    assert place(graph, TextEdition("verslag", "Iets anders.\n")) == ["Doel: Anders werken", "2.2 Verder"]
    assert set(graph) == set(placed_goals())


def test_a_document_without_passages_in_the_graph_is_left_alone() -> None:
    graph = Graph()
    assert place(graph, EDITION) == []
    assert len(graph) == 0


def test_a_text_is_read_in_one_normal_form(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes("\ufeffFinancie\u0308n\r\nregel\rslot".encode())
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    assert text_editions(tmp_path) == [TextEdition("a", "a"), TextEdition("b", "Financi\u00ebn\nregel\nslot")]


def test_a_text_in_another_encoding_and_an_absent_folder_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Financiën".encode("cp1252"))
    with pytest.raises(RdfError, match="not UTF-8; save the text as UTF-8"):
        text_edition(tmp_path / "a.txt")
    with pytest.raises(MissingFileError, match="no such folder"):
        text_editions(tmp_path / "niets")

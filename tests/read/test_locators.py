"""A locator says in the document's own words where a passage stands, and in one document no two are the same."""

import pytest

from kg.model.passages import Shape, Source
from kg.read.blocks import Block, Found
from kg.read.structure import transcript

LONG = "Wij werken samen met inwoners, ondernemers en instellingen aan een stad waar het goed wonen is"


def heading(text: str, level: int = 1, page: int = 0) -> Block:
    return Block(Shape.HEADING, text, level, page)


def item(level: int) -> Block:
    return Block(Shape.ITEM, "x", level)


def row(column: str) -> Block:
    return Block(Shape.ROW, "", cells=((column, "x"),))


PARAGRAPH = Block(Shape.PARAGRAPH, "x")
CAPTION = Block(Shape.CAPTION, "x")


def places(*blocks: Block) -> list[str]:
    found = transcript("d", Source("", "", "", 0), Found("", blocks))
    return [passage.locator for passage in found.passages]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        pytest.param(
            [PARAGRAPH, heading("A"), PARAGRAPH, PARAGRAPH], ["begin, alinea 1", "A", "A, alinea 1", "A, alinea 2"], id="paragraphs"
        ),
        pytest.param(
            [item(0), item(1), item(1), PARAGRAPH, item(0), item(2), item(1)],
            [f"begin, {each}" for each in ("punt 1", "punt 1.1", "punt 1.2", "alinea 1", "punt 2", "punt 2.1", "punt 2.2")],
            id="items within items",
        ),
        pytest.param(
            [row("a"), row("a"), row("b"), CAPTION, row("b")],
            [f"begin, {each}" for each in ("tabel 1, rij 1", "tabel 1, rij 2", "tabel 2, rij 1", "onderschrift 1", "tabel 3, rij 1")],
            id="tables",
        ),
        pytest.param(
            [heading("Economie"), heading("Wat?", 2), heading("Zorg"), heading("Wat?", 2), PARAGRAPH],
            ["Economie", "Economie › Wat?", "Zorg", "Zorg › Wat?", "Zorg › Wat?, alinea 1"],
            id="the same heading under two others",
        ),
        pytest.param([heading("A"), heading("A"), heading("A (2)")], ["A", "A (3)", "A (2)"], id="the same heading twice"),
        pytest.param([heading("A", 1, 3), Block(Shape.PARAGRAPH, "x", 0, 4)], ["p. 3, A", "p. 4, A, alinea 1"], id="pages"),
        pytest.param(
            [heading("begin"), heading("Resultaten:", 2), PARAGRAPH], ["begin (2)", "Resultaten", "Resultaten, alinea 1"], id="odd names"
        ),
        pytest.param(
            [heading(LONG), heading(LONG + " en blijft")],
            [f"Wij werken samen met inwoners, ondernemers en instellingen aan een stad waar…{each}" for each in ("", " (2)")],
            id="long headings",
        ),
    ],
)
def test_a_locator_counts_under_the_nearest_heading(blocks: list[Block], expected: list[str]) -> None:
    assert places(*blocks) == expected


def test_another_section_changed_leaves_the_locators_of_a_section_as_they_were() -> None:
    section = [heading("Zorg"), PARAGRAPH, item(0), row("a")]
    assert places(heading("Economie"), *section)[1:] == places(heading("Economie"), PARAGRAPH, item(0), row("b"), *section)[4:]

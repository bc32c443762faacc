"""A text or Markdown file becomes the passages a reader sees in it, each where it stands in the file."""

from pathlib import Path

import pytest

from kg.errors import UnreadableError
from kg.model.passages import Source
from kg.read.plain import read
from kg.read.structure import transcript

ALMELO = Path(__file__).parents[3] / "shared/sources/almelo-jaarverantwoording-2018-innoveren.txt"


def outline(text: str) -> list[str]:
    """Each passage as its shape, level, place and text; of a row its cells."""
    passages = transcript("d", Source("", "", "", 0), read(text.encode())).passages
    return [f"{each.shape} {each.level} {each.locator} = {_said(each.text, [(c.column, c.text) for c in each.cells])}" for each in passages]


def _said(text: str, cells: list[tuple[str, str]]) -> str:
    return "; ".join(f"{column}: {said}" for column, said in cells) or text


REPORT = """Jaarverslag 2020

2.1.3 Veiligheid

Doel: Rustige wijken
Minder overlast door samen
te werken in de wijk.

Behaalde resultaten in 2020:

 • Met de politie is een plan gemaakt. Bijvoorbeeld:
  • meer toezicht;
  • minder vuur-
    werk.
 • Een tweede punt.

Doel: Veilig verkeer
Dit doen we door:
a) drempels
b) lessen

Indicator\t2019\t2020
Ongevallen\t10\t1
"""

MARKDOWN = """# Programma Wonen

Ambitie
-------

- **Huren**: betaalbaar
    - genest

| Indicator | 2022 | 2023 |
|---|---:|---:|
| Huur |  | 5 |

**Doel: Meer huizen**
Tekst.
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            REPORT,
            [
                "heading 1 Jaarverslag 2020 = Jaarverslag 2020",
                "heading 2 2.1.3 Veiligheid = 2.1.3 Veiligheid",
                "heading 3 Doel: Rustige wijken = Doel: Rustige wijken",
                "paragraph 0 Doel: Rustige wijken, alinea 1 = Minder overlast door samen\nte werken in de wijk.",
                "heading 4 Behaalde resultaten in 2020 = Behaalde resultaten in 2020:",
                "item 0 Behaalde resultaten in 2020, punt 1 = Met de politie is een plan gemaakt. Bijvoorbeeld:",
                "item 1 Behaalde resultaten in 2020, punt 1.1 = meer toezicht;",
                "item 1 Behaalde resultaten in 2020, punt 1.2 = minder vuur-\n    werk.",
                "item 0 Behaalde resultaten in 2020, punt 2 = Een tweede punt.",
                "heading 3 Doel: Veilig verkeer = Doel: Veilig verkeer",
                "paragraph 0 Doel: Veilig verkeer, alinea 1 = Dit doen we door:",
                "item 0 Doel: Veilig verkeer, punt 1 = drempels",
                "item 0 Doel: Veilig verkeer, punt 2 = lessen",
                "row 0 Doel: Veilig verkeer, tabel 1, rij 1 = Indicator: Ongevallen; 2019: 10; 2020: 1",
            ],
            id="a report as plain text",
        ),
        pytest.param(
            MARKDOWN,
            [
                "heading 1 Programma Wonen = Programma Wonen",
                "heading 2 Ambitie = Ambitie",
                "item 0 Ambitie, punt 1 = **Huren**: betaalbaar",
                "item 1 Ambitie, punt 1.1 = genest",
                "row 0 Ambitie, tabel 1, rij 1 = Indicator: Huur; 2023: 5",
                "heading 3 Doel: Meer huizen = Doel: Meer huizen",
                "paragraph 0 Doel: Meer huizen, alinea 1 = Tekst.",
            ],
            id="Markdown",
        ),
        pytest.param(
            "FYSIEK DOMEIN\n\n1. Inleiding\n\nTekst.\n\n2. Wonen\n\n1. eerste\n2. tweede\n",
            [
                "heading 1 FYSIEK DOMEIN = FYSIEK DOMEIN",
                "heading 2 1. Inleiding = 1. Inleiding",
                "paragraph 0 1. Inleiding, alinea 1 = Tekst.",
                "heading 2 2. Wonen = 2. Wonen",
                "item 0 2. Wonen, punt 1 = eerste",
                "item 0 2. Wonen, punt 2 = tweede",
            ],
            id="a number can be of a chapter or of an item",
        ),
    ],
)
def test_headings_items_rows_and_paragraphs_are_told_apart(text: str, expected: list[str]) -> None:
    assert outline(text) == expected


@pytest.mark.skipif(not ALMELO.exists(), reason="the report of Almelo is not on this machine")
def test_the_results_of_almelo_stand_under_their_goals() -> None:
    passages = transcript("d", Source("", "", "", 0), read(ALMELO.read_bytes())).passages
    goals = ["Doel: Nieuw samenspel", "Doel: Meer doen, minder schrijven", "Doel: Vertrouwen in de gemeente"]
    results = [each.trail for each in passages if each.text == "Behaalde resultaten in 2018:"]
    above = ("Jaarverantwoording 2018", "Innoveren", "2.1.1.3 Innoveren")
    assert results == [(*above, goal) for goal in goals]


def test_the_text_of_windows_and_a_byte_order_mark_make_no_difference() -> None:
    assert read(b"\xef\xbb\xbfKop\r\n\r\nTekst.\r\n") == read(b"Kop\n\nTekst.\n")


def test_form_feeds_part_the_pages() -> None:
    assert [block.page for block in read(b"Een.\n\fTwee.\n").blocks] == [1, 2]


def test_a_text_that_says_nothing_is_refused() -> None:
    with pytest.raises(UnreadableError, match="the text file has no text"):
        read(b" \n\n---\n")

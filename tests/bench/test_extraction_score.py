"""The score of extraction counts what is right, wrong and missed, and its test documents are what they should be."""

from pathlib import Path

import pytest
from gold import Statement, alike, gold, same
from score import Tally, tally
from stories import content, parts

from kg.read.formats import transcribed

FOLDER = Path(__file__).parents[2] / "bench" / "extraction"


def goal(*names: str, optional: bool = False) -> Statement:
    return Statement("doel", (names,), optional)


def test_right_wrong_and_missed_are_counted_once_each() -> None:
    made = tally([goal("Meer banen"), goal("Een schone stad")], [goal("Meer banen"), goal("Meer banen"), goal("Meer bomen en struiken")])
    assert made.score("doel") == (1 / 3, 1 / 2, 0.4)
    assert made.wrong == ["doel | Meer banen", "doel | Meer bomen en struiken"]
    assert made.missed == ["doel | Een schone stad"]


def test_what_is_optional_counts_neither_way() -> None:
    made = tally([goal("Meer banen", optional=True)], [goal("Meer banen")])
    assert (made.found["doel"], made.wanted["doel"], made.wrong, made.missed) == (0, 0, [], [])
    assert tally([goal("Meer banen", optional=True)], []).missed == []


def test_nothing_wanted_and_nothing_found_is_no_fault() -> None:
    assert Tally().score("doel") == (1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("Project Zon op Daken", "zon op daken", True),
        ("Regiodeal", "Regiodeal Twente", False),
        ("2018", "2019", False),
        ("12.5", "12.50", False),
        ("Eén tegen Eenzaamheid", "Een tegen eenzaamheid", True),
    ],
)
def test_wordings_are_the_same_by_most_of_their_words(one: str, other: str, answer: bool) -> None:  # noqa: FBT001  # an answer
    assert same(one, other) is answer


def test_another_role_year_or_kind_is_another_statement() -> None:
    told = Statement("deelname", (("Saxion",), ("Leerwerkplein",), ("partner", "deelnemer")))
    assert alike(told, Statement("deelname", (("Saxion",), ("Leerwerkplein",), ("deelnemer",))))
    assert not alike(told, Statement("deelname", (("Saxion",), ("Leerwerkplein",), ("trekker",))))
    assert not alike(goal("Saxion"), Statement("organisatie", (("Saxion",),)))


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*/*.gold")), ids=lambda file: file.stem)
def test_gold_is_of_a_document_that_is_read_and_says_what_it_is(file: Path) -> None:
    told = gold(file)
    assert {"title", "publisher", "year", "type"} <= set(told.about)
    assert len(told.statements) >= 10
    (source,) = (each for each in file.parent.iterdir() if each.name.startswith(f"{file.stem}.") and each != file)
    name, read = content(source)
    assert len(transcribed("d", name, read).passages) >= 5


def test_a_line_that_is_no_statement_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.gold").write_text("# title: X\ndoel | A\ndool | B\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.gold, line 3: no statement: dool"):
        gold(tmp_path / "x.gold")


def test_a_story_made_twice_is_the_same_and_keeps_its_parts(tmp_path: Path) -> None:
    story = "# Kop\ntekst\n- punt\n| a | b |\n| 1 | 2 |\n"
    (tmp_path / "s.pdf.story").write_text(story, encoding="utf-8")
    assert content(tmp_path / "s.pdf.story") == content(tmp_path / "s.pdf.story")
    assert [part.kind for part in parts(story)] == ["heading", "paragraph", "item", "table"]

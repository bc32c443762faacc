"""A transcript places every block in one text: laws for all documents, and the structure of one."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kg.model.passages import Cell, Passage, Shape, Source, Stretch, TextEdition, Transcript
from kg.read.blocks import Block, Found
from kg.read.plain import read
from kg.read.structure import transcript

SOURCE = Source("verslag.html", "text/html", "0" * 64, 10)
TEXTS = st.text(st.sampled_from("ab e\u0301\n\t\u00a0›,:()2"), max_size=12)
WORDS = st.builds(
    Block,
    st.sampled_from([Shape.HEADING, Shape.PARAGRAPH, Shape.ITEM, Shape.CAPTION]),
    TEXTS,
    st.integers(1, 4),
    st.integers(0, 2),
)
ROWS = st.builds(Block, st.just(Shape.ROW), st.just(""), cells=st.lists(st.tuples(TEXTS, TEXTS), max_size=3).map(tuple))
FOUND = st.lists(st.one_of(WORDS, ROWS), max_size=12).map(lambda blocks: Found("Titel", tuple(blocks)))


@given(FOUND)
def test_every_passage_and_cell_is_the_text_at_its_stretch_in_order_and_has_a_place_of_its_own(found: Found) -> None:
    made = transcript("verslag", SOURCE, found)
    text = made.edition.text
    ends = [0]
    for passage in made.passages:
        assert text[passage.stretch.start : passage.stretch.end] == passage.text
        assert passage.stretch.start >= ends[-1]
        ends.append(passage.stretch.end)
        inner = passage.stretch.start
        for cell in passage.cells:
            assert text[cell.stretch.start : cell.stretch.end] == cell.text
            assert inner <= cell.stretch.start <= cell.stretch.end <= passage.stretch.end
            inner = cell.stretch.end
    assert len({passage.locator for passage in made.passages}) == len(made.passages)
    assert transcript("verslag", SOURCE, found) == made


@given(st.text(st.sampled_from("ab A.:•-|#1\t\n\f é\u0301"), max_size=80).filter(str.strip))
def test_a_kept_text_stays_the_edition_and_its_passages_point_into_it(text: str) -> None:
    made = transcript("verslag", SOURCE, read(text.encode())) if any(sign.isalnum() for sign in text) else None
    if made is not None:
        stretches = [passage.stretch for passage in made.passages]
        assert [made.edition.text[each.start : each.end] for each in stretches] == [passage.text for passage in made.passages]
        assert all(before.end <= after.start for before, after in pairwise(stretches))


@given(FOUND)
def test_the_trail_holds_the_headings_above_that_stand_higher(found: Found) -> None:
    made = transcript("verslag", SOURCE, found)
    for number, passage in enumerate(made.passages):
        lowest = passage.level if passage.shape is Shape.HEADING else 99
        trail: list[str] = []
        for before in made.passages[:number][::-1]:
            if before.shape is Shape.HEADING and before.level < lowest:
                trail.insert(0, before.text)
                lowest = before.level
        assert passage.trail == tuple(trail)


def test_a_document_is_its_lines_with_a_row_on_one_of_them() -> None:
    found = Found(
        " Jaarverslag\n2018 ",
        (
            Block(Shape.HEADING, "Doel:  Nieuw samenspel", 1),
            Block(Shape.ROW, "", cells=(("Indicator", "Banen"), ("2022", " "), ("2023", "12"))),
            Block(Shape.PARAGRAPH, "  "),
        ),
        ("one page holds a picture only",),
    )
    assert transcript("verslag", SOURCE, found) == Transcript(
        SOURCE,
        "Jaarverslag 2018",
        TextEdition("verslag", "Doel: Nieuw samenspel\nBanen\t12"),
        (
            Passage("verslag", "Doel: Nieuw samenspel", Stretch(0, 21), Shape.HEADING, "Doel: Nieuw samenspel", (), 1),
            Passage(
                "verslag",
                "Doel: Nieuw samenspel, tabel 1, rij 1",
                Stretch(22, 30),
                Shape.ROW,
                "Banen\t12",
                ("Doel: Nieuw samenspel",),
                cells=(Cell("Indicator", "Banen", Stretch(22, 27)), Cell("2023", "12", Stretch(28, 30))),
            ),
        ),
        ("one page holds a picture only",),
    )


def test_a_word_spelt_with_a_loose_accent_is_the_same_document() -> None:
    def document(word: str) -> Found:
        return Found("", (Block(Shape.PARAGRAPH, word),))

    assert transcript("d", SOURCE, document("ideee\u0308n")) == transcript("d", SOURCE, document("ideeën"))
    assert transcript("d", replace(SOURCE, size=11), document("x")) != transcript("d", SOURCE, document("x"))

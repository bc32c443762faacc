"""What is kept of a document comes back as it was, or what is wrong with it is told."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.dossier.folder import candidates, cover, document_row, dossiers, save_candidates, save_row, save_transcript, transcript
from kg.dossier.plain import plain, shaped
from kg.errors import DossierError, MissingFileError
from kg.model.candidates import Candidate, Choice, Kind, Reason
from kg.model.passages import Cell, Passage, Shape, Source, Stretch, TextEdition, Transcript
from kg.model.tables import Row
from kg.model.verdicts import Decision, Verdict

TEXT = "Doel: Schoon water\r\nWij maken in 2027 alle sloten schoon.\n"
HEADING = Passage("nota", "Doel: Schoon water", Stretch(0, 18), Shape.HEADING, "Doel: Schoon water", level=1)
SENTENCE = Passage("nota", "Doel: Schoon water, alinea 1", Stretch(20, 57), Shape.PARAGRAPH, TEXT[20:57], ("Doel: Schoon water",))
READ = Transcript(
    Source("nota.txt", "text/plain", "ab" * 32, 58, "https://example.org/nota"),
    "Nota",
    TextEdition("nota", TEXT),
    (HEADING, SENTENCE),
    ("page 3 holds a picture only",),
)
ROW = Row("documents", {"id": "nota", "title": "Nota", "year": "2026"})
GOAL = Candidate(
    Kind.GOAL,
    Row("goals", {"id": "schoon-water", "name": "Schoon water", "source": "nota", "locator": HEADING.locator}),
    HEADING,
    Stretch(6, 18),
    0.75,
    (Reason("heading-goal", 0.5), Reason("short", -0.1)),
    (Choice("water", "Water", 0.8),),
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
numbers = st.integers(0, 10**6)
stretches = st.builds(Stretch, numbers, numbers)
cells = st.builds(Cell, texts, texts, stretches)
passages = st.builds(
    Passage,
    texts,
    texts,
    stretches,
    st.sampled_from(Shape),
    texts,
    st.lists(texts).map(tuple),
    numbers,
    numbers,
    st.lists(cells).map(tuple),
)
rows = st.builds(Row, texts, st.dictionaries(texts, texts, max_size=4), texts, numbers)
shares = st.floats(0, 1)
found = st.builds(
    Candidate,
    st.sampled_from(Kind),
    rows,
    passages,
    stretches,
    shares,
    st.lists(st.builds(Reason, texts, st.floats(-1, 1)), max_size=3).map(tuple),
    st.lists(st.builds(Choice, texts, texts, shares), max_size=3).map(tuple),
)
verdicts = st.builds(Verdict, texts, st.sampled_from(Decision), texts, texts, texts, st.dictionaries(texts, texts, max_size=3), texts)
read = st.builds(
    Transcript,
    st.builds(Source, texts, texts, texts, numbers, texts),
    texts,
    st.builds(TextEdition, texts, st.text(st.characters(exclude_categories=["Cs"]))),
    st.lists(passages, max_size=3).map(tuple),
    st.lists(texts, max_size=2).map(tuple),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save_transcript(tmp_path / "nota", READ, ROW, "kg 1")
    save_candidates(tmp_path / "nota", [GOAL])
    return tmp_path / "nota"


@given(value=st.one_of(found, verdicts, read))
@settings(deadline=None)
def test_any_value_of_the_datum_comes_back_equal_from_json(value: Candidate | Verdict | Transcript) -> None:
    assert shaped(type(value), json.loads(json.dumps(plain(value)))) == value


@given(value=read, row=rows, listed=st.lists(found, max_size=2))
@settings(deadline=None, max_examples=25)
def test_what_was_read_comes_back_equal_from_its_folder(
    tmp_path_factory: pytest.TempPathFactory, value: Transcript, row: Row, listed: list[Candidate]
) -> None:
    place = tmp_path_factory.mktemp("dossier")
    save_transcript(place, value, row)
    save_candidates(place, listed)
    assert (transcript(place), candidates(place), document_row(place).cells) == (value, tuple(listed), row.cells)


def test_the_text_is_kept_byte_for_byte(folder: Path) -> None:
    assert (folder / "text.txt").read_bytes() == TEXT.encode()


def test_a_passage_and_a_candidate_each_have_one_line(folder: Path) -> None:
    assert [(folder / name).read_bytes().count(b"\n") for name in ("passages.jsonl", "candidates.jsonl")] == [2, 1]


def test_the_cover_tells_the_version_that_read_the_document(folder: Path) -> None:
    assert (cover(folder).reader, cover(folder).notices) == ("kg 1", READ.notices)


def test_a_corrected_row_of_the_document_leaves_all_else(folder: Path) -> None:
    corrected = Row("documents", {"id": "nota", "title": "Waternota"})
    save_row(folder, corrected)
    assert (document_row(folder).cells, transcript(folder), cover(folder).reader) == (corrected.cells, READ, "kg 1")


def test_a_document_that_is_read_again_keeps_its_candidates_and_verdicts(folder: Path) -> None:
    (folder / "verdicts.jsonl").write_text("{}\n", encoding="utf-8")
    save_transcript(folder, READ, ROW)
    assert (candidates(folder), (folder / "verdicts.jsonl").read_text(encoding="utf-8")) == ((GOAL,), "{}\n")


def test_a_folder_without_candidates_has_none(tmp_path: Path) -> None:
    save_transcript(tmp_path, READ, ROW)
    assert candidates(tmp_path) == ()


def test_dossiers_are_listed_by_name_and_other_folders_are_not(tmp_path: Path) -> None:
    for name in ("b", "a"):
        save_transcript(tmp_path / name, READ, ROW)
    (tmp_path / "c").mkdir()
    assert list(dossiers(tmp_path)) == [tmp_path / "a", tmp_path / "b"]
    assert list(dossiers(tmp_path / "a")) == [tmp_path / "a"]


@pytest.mark.parametrize("ask", [cover, transcript, candidates, document_row])
def test_a_folder_that_is_no_dossier_is_told(tmp_path: Path, ask: object) -> None:
    assert callable(ask)
    with pytest.raises(MissingFileError, match=r"document\.json: no such file; make the dossier with kg read"):
        ask(tmp_path)


def test_candidates_are_not_saved_where_nothing_was_read(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match="make the dossier with kg read"):
        save_candidates(tmp_path, [GOAL])


@pytest.mark.parametrize(
    ("name", "number", "damage", "why"),
    [
        pytest.param("candidates.jsonl", 2, b'{"kind": "goal"}\n', "Candidate lacks 'row'", id="a cell that is missing"),
        pytest.param("candidates.jsonl", 2, b'{"kind": "go', "Unterminated string", id="a line that was cut"),
        pytest.param("candidates.jsonl", 2, b"[]\n", "the line is not Candidate", id="another kind of value"),
        pytest.param("candidates.jsonl", 2, b"\xff\n", "can't decode byte 0xff", id="other bytes than UTF-8"),
        pytest.param("passages.jsonl", 3, b'{"document": 3}\n', "Passage lacks 'locator'", id="a foreign line"),
        pytest.param(
            "passages.jsonl",
            3,
            b'{"document": "d", "locator": "l", "stretch": {"start": "0", "end": 1}, "shape": "row", "text": ""}\n',
            r"stretch\.start is not what it should be \(int\): '0'",
            id="a text for a number",
        ),
        pytest.param(
            "passages.jsonl",
            3,
            b'{"document": "d", "locator": "l", "stretch": {"start": 0, "end": 1}, "shape": "poem", "text": ""}\n',
            r"shape is not what it should be \(one of heading, paragraph, item, row, caption\): 'poem'",
            id="a word that is not in the set",
        ),
        pytest.param("passages.jsonl", 3, b'{"poem": ""}\n', "Passage has no 'poem'", id="a name it does not know"),
    ],
)
def test_a_damaged_line_is_told_with_its_file_and_number(folder: Path, name: str, number: int, damage: bytes, why: str) -> None:
    with (folder / name).open("ab") as file:
        file.write(damage)
    with pytest.raises(DossierError, match=rf"{name}, line {number}: .*{why}"):
        (transcript if name == "passages.jsonl" else candidates)(folder)


@pytest.mark.parametrize(("name", "content"), [("text.txt", TEXT[1:]), ("passages.jsonl", "")])
def test_a_text_or_passages_changed_after_reading_are_refused(folder: Path, name: str, content: str) -> None:
    (folder / name).write_text(content, encoding="utf-8", newline="")
    with pytest.raises(DossierError, match=rf"{name}: was changed after the document was read; read the document again"):
        transcript(folder)

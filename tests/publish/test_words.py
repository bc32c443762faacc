"""The catalogue of words."""

import json
import re
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest

from kg.publish.library import Language
from kg.publish.words import words

FOLDER = files("kg.publish") / "words"
SOURCES = Path(__file__).parents[2] / "src" / "kg" / "publish"
FRONTEND = Path(__file__).parents[2] / "frontend" / "src"


def texts(language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    return found


def test_dutch_and_english_have_the_same_keys() -> None:
    assert texts("nl").keys() == texts("en").keys()


def test_a_text_has_the_same_places_to_fill_in_both_languages() -> None:
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    assert {key: places(text) for key, text in texts("nl").items()} == {key: places(text) for key, text in texts("en").items()}


def test_every_key_that_a_template_names_is_in_the_catalogue() -> None:
    templates = "\n".join(file.read_text(encoding="utf-8") for file in sorted((SOURCES / "templates").glob("*.html")))
    keys = set(re.findall(r"""\bw\((?:"|')([a-z_.]+)(?:"|')[,)]""", templates))
    counted = set(re.findall(r"""\bw\.count\((?:"|')([a-z_.]+)(?:"|')""", templates))
    assert len(keys) > 50
    assert keys | {f"{key}.{number}" for key in counted for number in ("one", "many")} <= texts("nl").keys()


def test_every_key_is_asked_for_somewhere() -> None:
    """By its whole name, or by how it begins where the rest is put behind that."""
    kinds = {".py", ".html", ".svg", ".ts", ".mjs"}
    files = [
        file
        for root in (SOURCES.parent, FRONTEND)
        for file in sorted(root.rglob("*"))
        if file.suffix in kinds and "static" not in file.parts
    ]
    told = "\n".join(file.read_text(encoding="utf-8") for file in files)
    named = set(re.findall(r"""[\w.-]+(?=["'`])""", told))
    begun = tuple({f"{start}." for start in re.findall(r"""["'`]([a-z][\w.-]*)\.(?=["'`{$])""", told)})
    assert len(files) > 200
    without_number = {key: key.removesuffix(".one").removesuffix(".many") for key in texts("nl")}
    assert [key for key, short in without_number.items() if not {key, short} & named and not key.startswith(begun)] == []


def test_an_unknown_key_is_a_bug() -> None:
    with pytest.raises(KeyError, match=r"no\.such\.key"):
        words(Language.NL)("no.such.key")


@pytest.mark.parametrize(
    ("number", "dutch", "english"),
    [
        pytest.param(0, "0 gevonden", "0 found", id="none"),
        pytest.param(1, "1 gevonden", "1 found", id="one"),
        pytest.param(1234, "1.234 gevonden", "1,234 found", id="thousands"),
    ],
)
def test_a_number_stands_with_its_noun(number: int, dutch: str, english: str) -> None:
    assert (words(Language.NL).count("found", number), words(Language.EN).count("found", number)) == (dutch, english)


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [
        pytest.param("1425000", "1.425.000", "1,425,000", id="whole"),
        pytest.param("36.70", "36,7", "36.7", id="trailing zero"),
        pytest.param("-0.85", "-0,85", "-0.85", id="negative"),
        pytest.param("100", "100", "100", id="zeros before the point stay"),
    ],
)
def test_numbers_are_written_as_the_language_does(value: str, dutch: str, english: str) -> None:
    assert (words(Language.NL).number(Decimal(value)), words(Language.EN).number(Decimal(value))) == (dutch, english)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        pytest.param("2019", "2019", id="year"),
        pytest.param("2019-03", "March 2019", id="month"),
        pytest.param("2019-03-05", "5 March 2019", id="day"),
        pytest.param("", "", id="nothing"),
        pytest.param("-0044", "-0044", id="before the common era"),
        pytest.param("voorjaar", "voorjaar", id="no date"),
    ],
)
def test_dates_are_written_in_words(written: str, shown: str) -> None:
    assert words(Language.EN).date(written) == shown

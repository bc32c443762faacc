"""What the page of a question tells, so that it can be asked elsewhere with other values."""

import re
from typing import cast

import pytest

from kg.publish.library import Language, Library, View
from kg.publish.pages import question_page
from kg.publish.portable_question import portable
from kg.store.parameters import PATTERNS
from reading import page

NAME = "doelen-van-initiatief"


def test_a_question_is_told_with_the_place_and_the_kind_of_each_parameter(library: Library) -> None:
    told = portable(library, View(Language.EN), library.queries[NAME])
    (parameter,) = cast("list[dict[str, str]]", told["parameters"])
    assert "$initiatief" in str(told["sparql"])
    assert "SELECT" in parameter.pop("choices")
    assert parameter == {
        "name": "initiatief",
        "kind": "iri",
        "pattern": PATTERNS["iri"],
        "default": "id/initiatief/regiodeal-twente",
        "label": "the initiative",
        "values": (),
    }


def test_every_question_can_be_told(library: Library) -> None:
    for query in library.queries.questions():
        told = portable(library, View(), query)
        assert set(re.findall(r"\$(\w+)", str(told["sparql"]))) == {each.name for each in query.parameters}


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        pytest.param({}, "", id="as it stands"),
        pytest.param({"initiatief": " Skills Twente "}, "initiatief=Skills+Twente", id="a name, without the spaces around it"),
        pytest.param(
            {"initiatief": "id/initiatief/skills-twente", "jaar": "2018"}, "initiatief=id%2Finitiatief%2Fskills-twente", id="a stranger"
        ),
        pytest.param({"initiatief": "nobody knows"}, "initiatief=nobody+knows", id="what cannot be answered"),
    ],
)
def test_the_form_says_what_the_page_was_made_for(library: Library, given: dict[str, str], asked: str) -> None:
    made = page(question_page(library, View(), NAME, given))
    (form,) = [each for each in made.all("form") if "data-asked" in each.attributes]
    assert form.attributes["data-asked"] == asked

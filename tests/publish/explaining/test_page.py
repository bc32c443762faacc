"""The page that explains a link: every state, and the picture that holds what the list holds."""

import re
from itertools import combinations

import pytest

from kg.publish.explaining.choosing import end
from kg.publish.explaining.page import explaining_page, number_of, told
from kg.publish.explaining.picture import Drawing
from kg.publish.explaining.projection import projection
from kg.publish.explaining.weights import weights
from kg.publish.focus.lettering import width_px
from kg.publish.focus.routes import Box
from kg.publish.library import Language, Library, View
from kg.publish.links import path_of
from kg.terms import BASE, mint
from reading import Element, page

SAXION, ALMELO = mint("organisatie", "saxion"), mint("organisatie", "gemeente-almelo")
PAIRS = [
    ("organisatie/saxion", "organisatie/gemeente-almelo"),
    ("organisatie/gemeente-enschede", "organisatie/gemeente-hengelo"),
    ("organisatie/saxion", "programma/almelo-hoofdopgave-werk"),
    ("initiatief/regiodeal-twente", "initiatief/agenda-voor-twente"),
    ("organisatie/gemeente-enschede", "programma/almelo-programma-duurzaamheid"),
    ("initiatief/skills-twente", "organisatie/saxion"),
]


def shown(library: Library, language: Language, asked: dict[str, str]) -> Element:
    return page(explaining_page(library, View(language, "/verband"), asked)).one("main")


def drawn(library: Library, van: str, naar: str, number: str = "") -> Drawing:
    picture = told(library, View(), {"van": van, "naar": naar, "aantal": number}).picture
    assert picture is not None
    return picture


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("van", "naar"), PAIRS)
@pytest.mark.parametrize("number", ["", "25"])
def test_the_picture_holds_the_things_and_ties_of_the_list(library: Library, language: Language, van: str, naar: str, number: str) -> None:
    main = shown(library, language, {"van": van, "naar": naar, "aantal": number})
    steps = {frozenset((each.attributes["data-from"], each.attributes["data-to"])) for each in main.all("li", data_step="*")}
    lines = {frozenset((each.attributes["data-from"], each.attributes["data-to"])) for each in main.all("path", data_from="*")}
    nodes = [each.attributes["data-node"] for each in main.all("a", data_node="*")]
    assert lines == steps
    assert set(nodes) == {end for step in steps for end in step}
    assert len(nodes) == len(set(nodes))
    counted = {each.attributes["data-others"]: re.sub(r"\D", "", each.one("text").text) for each in main.all("a", data_others="*")}
    listed = {way.attributes["id"]: list(way.all("details", class_="same")) for way in main.all("li", class_="explain-way")}
    assert counted == {key: str(len(list(more[0].all("span", class_="row__thing")))) for key, more in listed.items() if more}


@pytest.mark.parametrize(("van", "naar"), PAIRS)
@pytest.mark.parametrize("number", ["", "25"])
def test_nothing_in_the_picture_stands_on_something_else(library: Library, van: str, naar: str, number: str) -> None:
    picture = drawn(library, van, naar, number)
    names = [_letters(line.label, line.x, line.y) for line in picture.lines]
    boxes = [*(node.box for node in picture.nodes), *(each.box for each in picture.others), *names]
    assert [pair for pair in combinations(boxes, 2) if _overlap(*pair)] == []
    for box in boxes:
        assert box.x >= 0
        assert box.y >= 0
        assert box.right <= picture.width
        assert box.bottom <= picture.height
    for node in picture.nodes:
        assert all(width_px(line) <= node.box.width - 31 for line in node.lines)


def _letters(text: str, x: float, y: float) -> Box:
    width = width_px(text, 12)
    return Box(x - width / 2, y - 7, width, 14)


def _overlap(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def test_the_ends_stand_left_and_right_of_all_else(library: Library) -> None:
    for van, naar in PAIRS:
        picture = drawn(library, van, naar)
        columns = {path_of(node.ref.iri): node.column for node in picture.nodes}
        assert columns[van] == 0
        assert columns[naar] == max(columns.values())
        assert {node.column for node in picture.nodes if node.centre} == {0, columns[naar]}


@pytest.mark.parametrize("language", list(Language))
def test_every_step_has_its_evidence(library: Library, language: Language) -> None:
    main = shown(library, language, {"van": "organisatie/saxion", "naar": "organisatie/gemeente-almelo"})
    for step in main.all("li", data_step="*"):
        proofs = list(step.all("details", class_="proof"))
        assert proofs, step.text
        for proof in proofs:
            assert next(proof.all("a")).attributes["href"].startswith(("/doc/document/", "/en/doc/document/"))


def test_a_direct_tie_comes_first(library: Library) -> None:
    main = shown(library, Language.NL, {"van": "initiatief/regiodeal-twente", "naar": "initiatief/agenda-voor-twente"})
    first = next(main.all("li", class_="explain-way"))
    assert next(first.all("h3")).text == "Rechtstreeks verband"
    assert len(list(first.all("li", data_step="*"))) == 1


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        pytest.param({}, "Leg een verband uit", id="start"),
        pytest.param({"van": "organisatie/saxion"}, "Hoe hangt Saxion samen met …?", id="van alone"),
        pytest.param({"naar": "saxion"}, "Hoe hangt Saxion samen met …?", id="naar alone"),
        pytest.param({"van": "saxion", "naar": "gemeente almelo"}, "Hoe hangen Saxion en de gemeente Almelo samen?", id="typed names"),
        pytest.param({"van": "organisatie:saxion", "naar": str(ALMELO)}, "Hoe hangen Saxion en de gemeente Almelo samen?", id="addresses"),
        pytest.param({"van": "saxion", "naar": "organisatie/saxion"}, "Van en naar zijn hetzelfde", id="the same"),
        pytest.param({"van": "saxion", "naar": "gemeente"}, "Welke ‘gemeente’ bedoel je?", id="several"),
        pytest.param({"van": "xqzzyq", "naar": "saxion"}, "We vonden niets dat ‘xqzzyq’ heet.", id="unknown name"),
        pytest.param({"van": "doel/bestaat-niet"}, "We vonden niets dat ‘doel/bestaat-niet’ heet.", id="unknown address"),
        pytest.param({"van": "document/almelo-jaarverantwoording-2018-innoveren"}, "is zelf geen schakel", id="a document"),
        pytest.param({"van": "skils twente"}, "Je typte ‘skils twente’. We namen: Skills Twente", id="a typing error"),
    ],
)
def test_every_state_says_what_it_is(library: Library, asked: dict[str, str], said: str) -> None:
    assert said in shown(library, Language.NL, asked).text


def test_what_nothing_joins_is_said_with_what_was_read(library: Library) -> None:
    alone = next(thing for thing, number in projection(library).numbers.items() if not projection(library).near[number])
    text = shown(library, Language.NL, {"van": path_of(alone), "naar": "organisatie/saxion"}).text
    assert "We vonden geen verband tussen" in text
    assert "geen enkele keten" in text
    assert "genoemd in" in text
    assert "documenten van" in text


def test_of_several_things_one_is_chosen_by_a_link(library: Library) -> None:
    main = shown(library, Language.NL, {"van": "gemeente", "naar": "organisatie/saxion"})
    links = [a.attributes["href"] for each in main.all("ul", class_="rows explain__choices") for a in each.all("a")]
    assert "/verband?van=organisatie%2Fgemeente-almelo&naar=organisatie%2Fsaxion" in links
    assert len(links) == 12


def test_the_examples_are_things_of_this_graph_that_a_way_joins(library: Library) -> None:
    links = told(library, View(), {}).examples
    assert len(links) == len(weights().examples)
    for first, second, _ in links:
        found = told(library, View(), {"van": path_of(first.iri), "naar": path_of(second.iri)}).found
        assert found is not None
        assert len(found.ways[0].steps) > 1


def test_what_stands_in_the_field_means_the_same_when_it_is_sent_again(library: Library) -> None:
    things = sorted(projection(library).numbers)
    for thing in things[::29]:
        there = end(library, View(), "van", path_of(thing))
        assert there.thing is not None
        again = end(library, View(), "van", there.text).thing
        assert again is not None
        assert again.iri == thing, there.text


def test_more_ways_are_shown_until_there_are_no_more(library: Library) -> None:
    asked = {"van": "organisatie/saxion", "naar": "organisatie/gemeente-almelo"}
    seen = []
    number = "5"
    while number:
        found = told(library, View(), {**asked, "aantal": number})
        assert found.found is not None
        seen.append(len(found.found.ways))
        number = found.more.rpartition("aantal=")[2]
    assert seen == [5, 10, 15, 20, 25]
    assert number_of("0") == number_of("400") == number_of("x") == 5


def test_an_earlier_publication_stays_what_is_looked_at(library: Library) -> None:
    view = View(path="/verband?van=organisatie%2Fsaxion&naar=organisatie%2Fgemeente-almelo&release=1", release="1")
    root = page(explaining_page(library, view, {"van": "organisatie/saxion", "naar": "organisatie/gemeente-almelo"}))
    main = root.one("main")
    assert main.one("input", name="release").attributes["value"] == "1"
    hrefs = [a.attributes["href"] for a in main.all("a", href="*") if "verband" in a.attributes["href"]]
    assert len(hrefs) >= 4
    assert all("release=1" in href for href in hrefs)
    assert BASE not in "".join(hrefs)

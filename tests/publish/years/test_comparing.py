"""What two years or two documents mention is what the triples say, and stands in the picture and in the lists alike."""

import re

import pytest
from rdflib import Graph, URIRef

from counting import years as counting
from counting.walking import REPORT
from kg.publish.choices import address
from kg.publish.documents_read import documents, every, years
from kg.publish.library import Language, Library, View
from kg.publish.words import words
from kg.publish.years.asking import wish
from kg.publish.years.comparing import BANDS, compared
from kg.publish.years.drawing import WIDTH, drawn
from kg.publish.years.pages import years_page
from kg.publish.years.sides import proposals, sides
from kg.terms import BASE

ALMELO = "id/organisatie/gemeente-almelo"
REPORTS = {"organisatie": ALMELO, "jaar": "2018", "later": "2019", "soort": address(REPORT)}
DOCUMENTS = {"van": "document/almelo-jaarverantwoording-2018-werk", "naar": "id/document/tw-almelo-jv2019-werk"}
WORDS = {"nieuw": "nieuw genoemd", "weg": "niet meer genoemd", "beide": "in beide"}


def mentions(library: Library, given: dict[str, str]) -> set[tuple[str, str]]:
    found = compared(library, View(), wish(library, given))
    return {(WORDS[each.band], str(each.thing.iri)) for each in found.mentions}


def test_two_years_mention_what_the_triples_say(library: Library, triples: Graph) -> None:
    assert mentions(library, REPORTS) == counting.genoemd_in_twee_jaren(triples)


def test_two_documents_mention_what_the_triples_say(library: Library, triples: Graph) -> None:
    assert mentions(library, DOCUMENTS) == counting.genoemd_in_twee_documenten(triples)


def test_a_thing_has_its_evidence_on_the_sides_that_mention_it(library: Library) -> None:
    for each in compared(library, View(), wish(library, REPORTS)).mentions:
        assert (bool(each.then), bool(each.now)) == (each.band != "nieuw", each.band != "weg")


def test_a_value_that_changed_tells_both_sides(library: Library) -> None:
    found = compared(library, View(), wish(library, {"organisatie": ALMELO, "jaar": "2018", "later": "2019"})).changes
    told = {
        (each.what, each.thing.name.value, ", ".join(map(str, each.about))): (
            str(each.then.value),
            each.then.period,
            str(each.now.value),
            each.now.period,
        )
        for each in found
    }
    assert told["waarde", "Deelnemers Twente Move2Social", "Twente, realisatie"] == ("11", "2018", "8", "2019")
    assert ("herzien", "Netto arbeidsparticipatie", "Grootteklasse 50.000-100.000 inwoners, realisatie") in told


def test_what_changed_stands_in_the_documents_of_the_sides_only(library: Library) -> None:
    """A status that another publisher reports, in whatever year, is no change between the documents that are compared."""
    asked = wish(library, {"organisatie": ALMELO, "jaar": "2018", "later": "2019"})
    both = sides(library, View(), asked)
    then, now = {ref.iri for kind in both.kinds for ref in kind.then}, {ref.iri for kind in both.kinds for ref in kind.now}
    found = compared(library, View(), asked).changes
    assert found
    assert {place.document.iri for each in found for place in each.then.places} <= then
    assert {place.document.iri for each in found for place in each.now.places} <= now


def test_about_what_a_change_is_stands_in_the_language_of_the_page(library: Library) -> None:
    found = compared(library, View(Language.EN), wish(library, {"organisatie": ALMELO, "jaar": "2018", "later": "2019"})).changes
    kinds = {each.about[-1] for each in found if each.about}
    assert kinds
    assert {kind.language for kind in kinds} == {"en"}


def test_without_years_those_are_compared_of_which_most_was_read(library: Library) -> None:
    assert wish(library, {"organisatie": ALMELO}).years == ("2018", "2019")


def test_years_the_wrong_way_round_are_put_in_order(library: Library) -> None:
    assert wish(library, {**REPORTS, "jaar": "2019", "later": "2018"}) == wish(library, REPORTS)


def test_documents_the_wrong_way_round_are_put_in_order(library: Library) -> None:
    assert wish(library, {"van": DOCUMENTS["naar"], "naar": DOCUMENTS["van"]}).pair == wish(library, DOCUMENTS).pair


def test_documents_without_a_publisher_can_be_compared(library: Library) -> None:
    first, second, *_ = (address(each.document) for each in every(library) if each.publisher is None and each.year == "2022")
    asked = wish(library, {"van": first, "naar": second})
    assert (asked.ready, asked.publisher) == (True, None)
    page = years_page(library, View(path="/jaren"), {"van": first, "naar": second})
    assert page.count(f'<option value="{first}"') == 2
    assert 'id="uitkomst"' in page


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"jaar": "2019"}, ("2019", "2020")),
        ({"later": "2019"}, ("2018", "2019")),
        ({"jaar": "2018"}, ("2018", "2019")),
        ({"jaar": "9999"}, None),
    ],
    ids=["first", "later", "first of all", "no later one"],
)
def test_a_year_alone_is_compared_with_the_one_beside_it(library: Library, given: dict[str, str], expected: tuple[str, str] | None) -> None:
    known = sorted({each.year for each in every(library) if each.publisher == URIRef(f"{BASE}/{ALMELO}") and each.year})
    asked = wish(library, {"organisatie": ALMELO, **given})
    assert asked.ready
    assert asked.years == (expected or (known[-1], "9999"))


def test_of_one_year_there_is_nothing_to_compare_and_that_is_told(library: Library) -> None:
    read = next(read for read in documents(library).values() if len(years(read)) == 1)
    page = years_page(library, View(path="/jaren"), {"organisatie": address(read[0].publisher or URIRef(""))})
    assert f"Van {read[0].publisher_name} ({next(iter(years(read)))}) is maar één jaar gelezen." in page


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        pytest.param({"organisatie": "Atlantis"}, {"organisatie": "Atlantis"}, id="nobody"),
        pytest.param({"organisatie": ALMELO, "jaar": "toen"}, {"jaar": "toen"}, id="no year"),
        pytest.param({"organisatie": ALMELO, "jaar": "2018", "later": "2018"}, {"later": "2018"}, id="the same year"),
        pytest.param({"organisatie": ALMELO, "soort": "brief"}, {"soort": "brief"}, id="no such kind"),
        pytest.param({"organisatie": ALMELO, "toon": "draak"}, {"toon": "draak"}, id="no such things"),
        pytest.param({"van": DOCUMENTS["van"]}, {"naar": ""}, id="one document"),
        pytest.param({"van": "weg", "naar": DOCUMENTS["naar"]}, {"van": "weg"}, id="no such document"),
        pytest.param({"van": DOCUMENTS["van"], "naar": DOCUMENTS["van"]}, {"naar": DOCUMENTS["van"]}, id="the same document"),
    ],
)
def test_what_cannot_be_understood_is_told_beside_the_form(library: Library, given: dict[str, str], wrong: dict[str, str]) -> None:
    asked = wish(library, given)
    assert (dict(asked.wrong), asked.ready) == (wrong, False)
    page = years_page(library, View(path="/jaren"), given)
    assert [f'id="probleem-{name}" role="alert"' in page for name in wrong] == [True] * len(wrong)


def test_a_kind_that_one_year_lacks_is_told_and_left_out_on_request(library: Library) -> None:
    found = sides(library, View(), wish(library, {"organisatie": ALMELO, "jaar": "2018", "later": "2019"}))
    lacking = {each.name.value: each.lacks for each in found.kinds if each.lacks}
    assert found.counts == (24, 27)
    assert set(lacking) == {"nieuwsbericht", "perspectiefnota"}
    assert lacking["perspectiefnota"].startswith("Van 2018 is geen document van de soort")


def test_what_is_proposed_has_documents_on_both_sides(library: Library) -> None:
    found = proposals(library, View())
    assert (
        found[0].href
        == "/jaren?organisatie=id%2Forganisatie%2Fgemeente-almelo&soort=id%2Fconcept%2Fdocumenttype%2Fbegroting&jaar=2018&later=2019"
    )
    assert all(number > 1 for each in found for _, number in each.years)


def test_the_picture_has_the_things_of_the_lists_and_none_overlap(library: Library) -> None:
    found = compared(library, View(), wish(library, REPORTS)).of("initiatief")
    picture = drawn(found, words(Language.NL))
    assert picture is not None
    listed = [(band, each.thing.iri) for band in BANDS for each in found.band(band)]
    assert sorted((node.band, node.ref.iri) for node in picture.nodes) == sorted(listed)
    boxes = [(node.x, node.y, node.x + WIDTH, node.y + node.height) for node in picture.nodes]
    pairs = [(one, other) for place, one in enumerate(boxes) for other in boxes[:place]]
    assert [1 for a, b in pairs if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]] == []


def test_too_much_to_read_is_not_drawn_but_narrowed(library: Library) -> None:
    page = years_page(library, View(path="/jaren"), {"organisatie": ALMELO, "jaar": "2018", "later": "2019"})
    assert "data-picture" not in page
    assert "300 zaken zijn te veel voor een leesbaar beeld (hooguit 150)" in page


def test_the_page_names_each_thing_as_often_as_it_is_found(library: Library) -> None:
    page = years_page(library, View(path="/jaren"), {**REPORTS, "toon": "doel"})
    found = compared(library, View(), wish(library, REPORTS)).of("doel").mentions
    drawing, lists = page.partition("</svg>\n</div>")[0], page.partition("</figure>")[2]
    for each in found:
        assert [len(re.findall(f'href="{re.escape(each.thing.href)}"', part)) for part in (drawing, lists)] == [1, 1]


def test_what_only_a_kind_of_one_year_tells_is_counted(library: Library) -> None:
    given = {"organisatie": ALMELO, "jaar": "2018", "later": "2019"}
    asked, page = wish(library, given), years_page(library, View(), given)
    only_now = {ref.iri for kind in sides(library, View(), asked).kinds if not kind.then for ref in kind.now}
    new = compared(library, View(), asked).band("nieuw")
    alone = [each for each in new if {place.document.iri for place in each.now} <= only_now]
    assert 0 < len(alone) < len(new)
    assert f'<b>{len(new)}</b> nieuw genoemd <span class="note">waarvan {len(alone)} alleen in een soort document' in page
    assert "waarvan" not in years_page(library, View(), REPORTS)

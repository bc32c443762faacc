"""Narrowing down: several values of a facet, chips that let go, and lists in another order."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from kg.errors import NotFoundError
from kg.publish.facets import MOST, Place, chips, chosen, facets
from kg.publish.library import Language, Library, View
from kg.publish.listing import listing
from kg.publish.listing_page import listing_page
from kg.publish.narrowing import Order
from kg.publish.pages import search_page
from reading import Element, page

ENERGY = "/doc/initiatief?theme=energie&theme=klimaat"


def hrefs(root: Element, class_: str) -> list[str]:
    return [link.attributes["href"] for each in root.all("ul", class_=class_) for link in each.all("a")]


def test_several_values_of_a_facet_find_what_has_either(library: Library) -> None:
    def found(*kinds: str) -> int:
        return library.index.find("twente", {"kind": kinds}).total

    assert found("doel", "initiatief") == found("doel") + found("initiatief") > found("initiatief") > 0


def test_what_is_chosen_stands_in_the_address_and_chips_let_it_go(library: Library) -> None:
    view = View(path="/zoek?q=twente&kind=doel&kind=initiatief&theme=energie")
    root = page(search_page(library, view, "twente", chosen(view), 1))
    assert hrefs(root, "chips") == [
        "/zoek?q=twente&theme=energie&kind=initiatief",
        "/zoek?q=twente&theme=energie&kind=doel",
        "/zoek?q=twente&kind=doel&kind=initiatief",
        "/zoek?q=twente",
    ]
    hidden = [(field.attributes["name"], field.attributes["value"]) for field in root.one("main").all("input", type="hidden")]
    assert hidden == [("kind", "doel"), ("kind", "initiatief"), ("theme", "energie")]
    assert root.one("a", class_="language").attributes["href"] == "/en/zoek?q=twente&kind=doel&kind=initiatief&theme=energie"


def test_facets_come_in_their_own_order_and_the_rest_of_a_long_one_is_told(library: Library) -> None:
    place = Place("/zoek", (), {})
    told = facets(library, View(), place, library.index.find("", {}).facets)
    assert [each.key for each in told][:4] == ["kind", "municipality", "theme", "status"]
    documents = told[-1]
    assert (documents.key, len(documents.choices), documents.more > 100) == ("document", MOST, True)
    assert [chip.label for chip in chips(library, View(Language.EN), Place("/zoek", (), {"status": "in uitvoering"}))] == ["in progress"]


def test_organisations_of_a_sort_narrow_down_what_they_take_part_in(library: Library) -> None:
    found = library.index.find("", {"kind": "initiatief", "organisation": "onderwijsinstelling"})
    assert 0 < found.total < library.index.number_of("initiatief")
    assert "Jaarverantwoording 2018 - Hoofdopgaven: Innoveren (2.1.1.3)" in dict(library.index.find("Skills Twente", {}).facets["document"])


@pytest.mark.parametrize("kind", ["doel", "initiatief", "organisatie", "programma", "indicator", "resultaat", "document"])
def test_a_count_beside_a_list_is_how_many_that_value_lists(library: Library, kind: str) -> None:
    root = page(listing_page(library, View(path=f"/doc/{kind}"), kind, 1))
    bar = next(each for each in root.all("div") if each.attributes.get("class") == "facet-bar")
    for facet in bar.all("details", class_="facet"):
        first = next(item for item in facet.all("li"))
        view = View(path=first.one("a").attributes["href"])
        narrowed = page(listing_page(library, view, kind, 1)).one("p", class_="count").text
        assert narrowed.split(" ")[0] == first.one("span", class_="note").text


def test_a_narrowed_list_is_paged_and_ordered_by_its_address(library: Library) -> None:
    view = View(path=f"{ENERGY}&sorteer=jaar")
    root = page(listing_page(library, view, "initiatief", 1))
    total = library.index.find("", {"kind": "initiatief", "theme": ("energie", "klimaat")}).total
    assert root.one("p", class_="count").text == f"{total} initiatieven, bladzijde 1 van 2"
    following = root.one("nav", aria_label="Bladzijden").one("a", rel="next").attributes["href"]
    assert parse_qsl(urlsplit(following).query) == [("sorteer", "jaar"), ("theme", "energie"), ("theme", "klimaat"), ("bladzijde", "2")]
    rest = page(listing_page(library, View(path=following), "initiatief", 1))
    names = [row.one("th").text for each in (root, rest) for row in each.one("tbody").all("tr")]
    assert len(names) == len(set(names)) == total


@pytest.mark.parametrize("number", ["0", "99", "x", "²"])
def test_a_narrowed_list_has_no_other_pages(library: Library, number: str) -> None:
    with pytest.raises(NotFoundError):
        listing_page(library, View(path=f"{ENERGY}&bladzijde={number}"), "initiatief", 1)


def test_the_whole_list_keeps_its_own_addresses(library: Library) -> None:
    root = page(listing_page(library, View(path="/doc/doel?sorteer=onzin&utm_source=mail"), "doel", 2))
    assert root.one("nav", aria_label="Bladzijden").one("a", rel="next").attributes["href"] == "/doc/doel/bladzijde/3"
    assert next(line.ref.name.value for line in listing(library, View(), "doel", 2).lines) in root.one("tbody").text


def test_other_orders_hold_the_same_things(library: Library) -> None:
    def listed(order: Order) -> list[str]:
        things, total, _ = library.index.browse("doel", {}, order, slice(None))
        assert len(things) == total
        return [str(thing) for thing in things]

    names, owners, years = (listed(order) for order in Order)
    assert sorted(names) == sorted(owners) == sorted(years)
    assert len({tuple(names), tuple(owners), tuple(years)}) == 3
    hits = {str(hit.iri): hit.facts for hit in library.index.find("", {"kind": "doel"}, size=10_000).hits}
    assert (first := [hits[iri].get("owner", ("~",))[0].casefold() for iri in owners]) == sorted(first)
    assert (last := [hits[iri].get("years", ("",))[-1] for iri in years]) == sorted(last, reverse=True)


def test_nothing_left_says_which_filters_to_let_go(library: Library) -> None:
    root = page(listing_page(library, View(path="/doc/doel?theme=onzin"), "doel", 1))
    assert "Niets gevonden. Laat een filter los." in root.one("main").text
    assert hrefs(root, "chips") == ["/doc/doel", "/doc/doel"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("Enschde", "enschede", id="letter left out"),
        pytest.param("enshed", "enschede", id="and not finished"),
        pytest.param("ensch", "", id="beginning"),
        pytest.param("Enschede", "", id="name without the word that says what it is"),
    ],
)
def test_a_municipality_comes_before_what_is_called_after_it(library: Library, text: str, meant: str) -> None:
    hits, corrected = library.index.meant(text)
    assert (hits[0].label, corrected) == ("Gemeente Enschede", meant)
    assert library.index.find(text, {}).hits[0].label == "Gemeente Enschede"


def test_suggestions_can_be_of_some_kinds_only(library: Library) -> None:
    hits, _ = library.index.meant("regio", ("organisatie",))
    assert {hit.kind for hit in hits} == {"organisatie"}
    assert library.index.meant("qqqqqq") == ((), "")

"""What the address of a picture asks for."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.publish.focus.view import FILTERS, MOST_OPENED, ORDERS, SHOWN, Opening, Wish, address, wish
from kg.publish.library import Language, View

SLUGS = st.text("abz-", min_size=1, max_size=8)
CHOSEN = st.lists(SLUGS, max_size=3, unique=True).map(tuple)
OPENINGS = st.lists(
    st.builds(Opening, SLUGS.map("doel/{}".format), SLUGS, st.sampled_from([SHOWN, 50])),
    max_size=3,
    unique_by=lambda each: (each.path, each.key),
).map(tuple)
WISHES = st.builds(
    Wish,
    st.sampled_from([1, 2, 3]),
    CHOSEN,
    CHOSEN,
    CHOSEN,
    st.lists(st.sampled_from(["2017", "2018", "2019"]), unique=True).map(tuple),
    CHOSEN,
    OPENINGS,
    OPENINGS,
    st.sampled_from(ORDERS),
    st.integers(1, 99),
)


@given(WISHES, st.sampled_from(Language))
def test_an_address_says_all_that_is_wished(wished: Wish, language: Language) -> None:
    assert wish(View(path=address(View(language), "doel/a", wished))) == wished


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?stappen=4",
        "?stappen=²",
        "?jaar=lang",
        "?open=doel/a",
        "?open=~x",
        "?dicht=a~",
        "?volgorde=x",
        "?bladzijde=-1",
        f"?soort={'x' * 400}",
    ],
)
def test_what_cannot_be_is_passed_over(query: str) -> None:
    assert wish(View(path=f"/beeld/doel/a?{query}")) == Wish()


def test_no_address_makes_the_server_look_for_thousands_of_things() -> None:
    many = wish(View(path="/beeld/doel/a?" + "&".join(f"thema=t{number}&open=doel/a~k{number}~999999999" for number in range(5_000))))
    assert len(many.themes) < 100
    assert len(many.opened) < 100
    assert max(each.shown for each in many.opened) <= 1_000


@pytest.mark.parametrize("name", FILTERS)
def test_a_value_that_is_chosen_twice_is_no_longer_chosen(name: str) -> None:
    once = Wish(page=3).toggled(name, "2018")
    assert (once.chosen(name), once.page) == (("2018",), 1)
    assert once.toggled(name, "2018") == Wish()


def test_a_relation_is_open_or_closed_never_both() -> None:
    relation = Opening("doel/a", "naar-owner", 50)
    closed = Wish().opening(relation).closing(relation)
    assert closed == replace(Wish(), closed=(Opening("doel/a", "naar-owner"),))
    assert closed.opening(relation) == replace(Wish(), opened=(relation,))


def test_of_too_many_relations_the_last_stay_open() -> None:
    found = wish(View(path="/beeld/doel/a?" + "&".join(f"open=doel/a~k{number}" for number in range(100)))).opened
    assert [each.key for each in found] == [f"k{number}" for number in range(100 - MOST_OPENED, 100)]


def test_a_relation_that_is_opened_twice_is_open_once_as_the_address_says_last() -> None:
    assert wish(View(path="/beeld/doel/a?open=doel/a~k~50&open=doel/a~l&open=doel/a~k")).opened == (
        Opening("doel/a", "l"),
        Opening("doel/a", "k"),
    )

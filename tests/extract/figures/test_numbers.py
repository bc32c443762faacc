"""Numbers, from how reports write them to how fact tables do."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.figures.numbers import Value, canonical, cell_value, money


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234.567,89", Value("1234567.89")),
        ("12,50", Value("12.5")),
        ("0,0", Value("0")),
        ("17 %", Value("17", "%")),
        ("€ 1,2 mln", Value("1200000", "euro")),
        ("€ 250.000,-", Value("250000", "euro")),
        ("- 3,5", Value("-3.5")),
        ("(45)", Value("-45")),
        ("1 250", Value("1250")),
        ("8,1*", Value("8.1")),
        ("25 k", Value("25000")),
    ],
)
def test_a_cell_with_a_number_is_that_number(text: str, value: Value) -> None:
    assert cell_value(text) == value


@pytest.mark.parametrize("text", ["", "-", "n.b.", "nvt", "2018-2020", "1e kwartaal", "0546 541 111 ", "1.2.3", "12 ha", "7611 AB", "x"])
def test_a_cell_with_anything_else_is_no_number(text: str) -> None:
    assert cell_value(text) is None


def test_a_table_in_english_notation_is_read_so() -> None:
    assert cell_value("1,234.5", reads="english") == Value("1234.5")
    assert cell_value("1,234.5") is None


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.booleans())
def test_a_number_written_the_dutch_way_is_read_back(number: Decimal, negative: bool) -> None:  # noqa: FBT001  # of Hypothesis
    whole, _, decimals = f"{number:,.2f}".partition(".")
    text = f"{'-' if negative else ''}{whole.replace(',', '.')},{decimals}"
    assert cell_value(text) == Value(canonical(-number if negative else number))


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("€ 1,5 miljoen en 250.000 euro", ["1500000", "250000"]),
        ("€250k, 3 ton euro en € 2 mld.", ["250000", "300000", "2000000000"]),
        ("tussen € 10.000 en € 20.000", []),
        ("€ 10.000 - € 20.000", []),
        ("in 2018 waren er 250.000 inwoners", []),
        ("3 ton groente", []),
        ("€ 0,12 per liter", []),
    ],
)
def test_sums_of_money_are_found_in_sentences(text: str, sums: list[str]) -> None:
    assert [each.euro for each in money(text)] == sums


def test_a_sum_that_the_text_hedges_is_marked() -> None:
    assert [(each.euro, each.hedged) for each in money("ruim € 1 miljoen en € 2 miljoen")] == [("1000000", True), ("2000000", False)]

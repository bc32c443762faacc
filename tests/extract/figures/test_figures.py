"""Amounts, indicators and observations that documents state."""

from extract.reading import found
from kg.model.candidates import Kind

PLANS = """# Begroting 2020

## Programma Duurzaam

### Wat gaan we doen?

- Voor het project Zonneveld Noord is € 250.000 begroot. De provincie Overijssel draagt ruim € 1,2 miljoen bij.
- Het energiefonds krijgt een subsidie van € 3 ton van het Rijk. Dat is een tekort van € 20.000.
- De Woonvisie kost tussen € 10.000 en € 20.000.
- Samen dragen Saxion en UWV € 5 miljoen bij aan het project Leerwerkplein.
- Er gaat € 40.000 naar het groen.

| Project | Budget (x € 1.000) | Stand |
|---|---|---|
| Aardgasvrije wijk Oost | 1.250 | loopt |
| Opstellen warmtevisie | 75,5 | gestart |
"""


def amounts(text: str) -> set[tuple[str, ...]]:
    told = [each.row for each in found(text) if each.kind is Kind.AMOUNT]
    return {tuple(row[name].removeprefix("veenhoven-") for name in _AMOUNT if row[name]) for row in told}


_AMOUNT = ("id", "budget_eur", "initiative", "organisation", "amount_eur")


def test_amounts_are_of_what_the_sentence_or_row_names_and_never_split() -> None:
    assert amounts(PLANS) == {
        ("project-zonneveld-noord", "250000"),
        ("project-zonneveld-noord", "provincie-overijssel", "1200000"),
        ("energiefonds", "rijksoverheid", "300000"),
        ("aardgasvrije-wijk-oost", "1250000"),
        ("warmtevisie", "75500"),
    }


def observed(text: str) -> set[tuple[str, ...]]:
    told = [each.row for each in found(text) if each.kind is Kind.OBSERVATION]
    return {
        tuple(row[name].removeprefix("veenhoven-ind-") for name in ("indicator", "area", "year", "value", "comparison")) for row in told
    }


def test_a_table_with_years_and_groups_as_columns_gives_a_value_for_each() -> None:
    table = """# Cijfers

## Indicatoren

| Nr. | Indicator | Eenheid | Rekening 2018 | 2019 | Streefwaarde 2022 | Nederland 2019 | Twente 2019 | Bron |
|---|---|---|---|---|---|---|---|---|
| 1 | Hernieuwbare elektriciteit | % | 5,2 | 6,1 | 12 | 18,4 | 7 | CBS |
| 2 | Laadpalen (aantal) | | 40 | 1.055 | n.b. | | | CBS |
"""
    mine, energy, poles = "gemeente-veenhoven", "hernieuwbare-elektriciteit", "laadpalen"
    assert observed(table) == {
        (energy, mine, "2018", "5.2", ""),
        (energy, mine, "2019", "6.1", ""),
        (energy, mine, "2022", "12", "streefwaarde"),
        (energy, "Nederland", "2019", "18.4", "Nederland"),
        (energy, "Twente", "2019", "7", "Twente"),
        (poles, mine, "2018", "40", ""),
        (poles, mine, "2019", "1055", ""),
    }
    assert {(each.row["name"], each.row["unit"]) for each in found(table) if each.kind is Kind.INDICATOR} == {
        ("Hernieuwbare elektriciteit", "%"),
        ("Laadpalen", "aantal"),
    }


def test_years_may_stand_in_rows_or_in_a_column_of_their_own() -> None:
    down = "## Indicatoren\n\n| Jaar | Banen | Werkloosheid (%) |\n|---|---|---|\n| 2018 | 1.200 | 5,1 |\n| 2019 | 1.350 | 4,8 |\n"
    assert observed(down) == {
        ("banen", "gemeente-veenhoven", "2018", "1200", ""),
        ("banen", "gemeente-veenhoven", "2019", "1350", ""),
        ("werkloosheid", "gemeente-veenhoven", "2018", "5.1", ""),
        ("werkloosheid", "gemeente-veenhoven", "2019", "4.8", ""),
    }
    beside = (
        "## Indicatoren\n\n| Indicator | Peiljaar | Veenhoven | Vergelijkbare gemeenten |\n|--|--|--|--|\n| Verzuim | 2017 | 23 | 31 |\n"
    )
    assert observed(beside) == {
        ("verzuim", "gemeente-veenhoven", "2017", "23", ""),
        ("verzuim", "Vergelijkbare gemeenten", "2017", "31", "Vergelijkbare gemeenten"),
    }


def test_what_a_programme_costs_is_an_indicator_of_that_programme_on_its_scale() -> None:
    costs = """# Jaarstukken

## Programma Werk

### Wat heeft het gekost?

Bedragen x € 1.000

| | Begroting 2019 | Rekening 2019 | Verschil |
|---|---|---|---|
| Lasten | 1.200 | 1.150 | 50 |
| Saldo van baten en lasten | -300 | -250 | 50 |
"""
    assert observed(costs) == {
        ("lasten-werk", "gemeente-veenhoven", "2019", "1200", "begroting"),
        ("lasten-werk", "gemeente-veenhoven", "2019", "1150", ""),
        ("saldo-werk", "gemeente-veenhoven", "2019", "-300", "begroting"),
        ("saldo-werk", "gemeente-veenhoven", "2019", "-250", ""),
    }
    assert {each.row["unit"] for each in found(costs) if each.kind is Kind.INDICATOR} == {"x 1.000 euro"}


def test_a_table_that_plans_or_lists_has_no_figures() -> None:
    plans = "## Planning\n\n| Activiteit | 2018 | 2019 |\n|---|---|---|\n| Brug bouwen | 1 | 2 |\n"
    people = "## Contact\n\n| Naam | Telefoon | Kamer |\n|---|---|---|\n| Loket | 541111 | 12 |\n| Balie | 541112 | 14 |\n"
    assert observed(plans) == observed(people) == set()


def test_a_year_that_is_not_told_is_left_empty() -> None:
    table = "## Indicatoren\n\n| Indicator | Realisatie | Streefwaarde |\n|---|---|---|\n| Verzuim | 4,1 | 4 |\n"
    assert observed(table) == {("verzuim", "gemeente-veenhoven", "", "4.1", ""), ("verzuim", "gemeente-veenhoven", "", "4", "streefwaarde")}


def test_sentences_state_shares_with_their_group_and_changes_with_their_years() -> None:
    text = """## Wat hebben we bereikt?

17% van de inwoners heeft veel vertrouwen in de gemeente tegen 29% in de vergelijkbare welzijnsklasse.

Het aantal banen steeg van 1.200 in 2018 naar 1.350 in 2019.
"""
    assert observed(text) == {
        ("inwoners-met-veel-vertrouwen-in-de-gemeente", "gemeente-veenhoven", "2019", "17", ""),
        ("inwoners-met-veel-vertrouwen-in-de-gemeente", "vergelijkbare welzijnsklasse", "2019", "29", "vergelijkbare welzijnsklasse"),
        ("aantal-banen", "gemeente-veenhoven", "2018", "1200", ""),
        ("aantal-banen", "gemeente-veenhoven", "2019", "1350", ""),
    }

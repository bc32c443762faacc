"""What a reader must be warned of stands in Dutch and in English."""

import pytest

from kg.store.queries import Queries

BEGINNING = ("alleen het begin gelezen", "only the beginning was read")
GROUP = ("lid van een groep", "one of a group")
STATUS = ("als geen enkele status een jaar heeft, de enige die we kennen", "if no status has a year, the only one we know")
WARNINGS: list[tuple[str, tuple[str, str]]] = [
    ("bedragen-per-initiatief", ("samen toezegden hebben geen cijfer", "pledged jointly have no figure")),
    ("bedragen-per-initiatief", ("(zie de vindplaats)", "(see the place in the source)")),
    ("bedragen-per-rol", ("één keer, hoeveel bronnen", "once, however many sources")),
    ("bedragen-per-rol", ("over alle jaren", "over all years")),
    (
        "beweringen-met-een-bron",
        ("op één adres en niet van verschillende jaren zijn één bron", "at one address and not of different years are one source"),
    ),
    ("doelen-van-programma", ("tel doelen niet op", "do not add up goals")),
    ("gaten-per-organisatie", BEGINNING),
    ("indicator-vergelijken", ("alleen daarbinnen vergeleken", "within that document only")),
    ("initiatieven-die-opvolgen", STATUS),
    ("initiatieven-van-organisatie", GROUP),
    ("initiatieven-van-organisatie", STATUS),
    ("partners-met-meeste-initiatieven", BEGINNING),
    ("partners-met-meeste-initiatieven", GROUP),
    ("partners-rond-thema", GROUP),
    ("resultaten-per-doel", ("geen resultaat, en geen document van de eigenaar", "no result, and no document of the owner")),
    ("tegenstrijdige-waarden", ("dezelfde vergelijkingsgroep en dezelfde soort waarde", "group and kind of value")),
    ("veranderd-tussen-jaren", BEGINNING),
    ("wie-werkt-met-wie", BEGINNING),
    ("wie-werkt-met-wie", ("een van de twee of allebei", "one of the two or both")),
]


@pytest.mark.parametrize(("name", "warning"), [pytest.param(*each, id=f"{each[0]}: {each[1][1]}") for each in WARNINGS])
def test_a_warning_is_given_in_both_languages(queries: Queries, name: str, warning: tuple[str, str]) -> None:
    descriptions = queries[name].descriptions
    assert [said in descriptions[language] for language, said in zip(("nl", "en"), warning, strict=True)] == [True, True]

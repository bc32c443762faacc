"""Things as researchers meet them."""

from pathlib import Path

import pytest

import kg
from kg.explore.graph import Graph
from kg.explore.thing import MOST_DRAWN
from reading import page

ALMELO = "https://data.almelo.nl/kg/id/"


def test_a_thing_tells_what_it_is(almelo: Graph) -> None:
    thing = almelo.thing("Regiodeal Twente")
    assert (thing.iri, thing.label, thing.kind, str(thing)) == (
        f"{ALMELO}initiatief/regiodeal-twente", "Regiodeal Twente", "initiatief", "Regiodeal Twente",
    )  # fmt: skip
    assert thing.aliases == ("Regio Deal Twente", "Regio Deal Twente I", "Regiodeal")
    assert thing.description.startswith("Deal tussen Twentse partijen en Rijk;")
    assert thing.facts == {
        "status": ("in progress",),
        "period": ("2019 – 2022",),
        "budget": ("€ 150,000,000",),
        "kind": ("covenant",),
        "theme": ("economy",),
    }
    assert repr(thing) == f"<Initiative 'Regiodeal Twente' {ALMELO}initiatief/regiodeal-twente>"


def test_the_same_thing_of_the_same_graph_is_equal(almelo: Graph, remote: Graph) -> None:
    one, same = almelo.thing("Skills Twente"), almelo.thing("initiatief:skills-twente")
    assert (one == same, len({one, same})) == (True, 1)
    assert one != remote.thing("Skills Twente")
    assert one != almelo.thing("House of Skills")


def test_every_claim_has_the_place_where_it_stands(almelo: Graph) -> None:
    found = almelo.thing("Skills Twente").claims()
    said = {(row["subject_name"], row["relation"], row["object_name"], row["year"], row["locator"]) for row in found}
    assert said == {
        (
            "Skills Twente",
            "contributes to",
            "Vergroten van het perspectief van de Almelose arbeidsmarkt",
            2018,
            "Doel: Nieuw samenspel, actieplan",
        ),
        ("Gemeente Almelo", "is participant in", "Skills Twente", None, "2.1.1.3 Innoveren, doel Nieuw samenspel"),
        ("Skills Twente", "has the status", "in preparation", 2018, "Doel: Nieuw samenspel, actieplan arbeidsmarkt"),
        ("Skills Twente", "is part of", "Actieplan arbeidsmarkt", 2018, "Doel: Nieuw samenspel, actieplan"),
        ("Skills Twente", "is related to", "House of Skills", 2018, "Doel: Nieuw samenspel, Twentse variant van House of Skills"),
        ("House of Skills", "is possibly the same as", "Skills Twente", None, "Doel: Nieuw samenspel, actieplan"),
    }
    assert set(found["document"]) == {f"{ALMELO}document/almelo-jaarverantwoording-2018-innoveren"}
    assert set(found["url"]) == {"https://almelo.jaarverslag-2018.nl/p2182/innoveren"}


def test_a_figure_stands_in_the_column_of_values_with_its_unit(almelo: Graph) -> None:
    found = almelo.thing("Inwoners met veel vertrouwen in de gemeente").claims()
    measured = sorted(
        (row["value"], row["unit"], row["year"], row["object_name"]) for row in found if row["kind"] == "waarneming" and row["year"]
    )
    assert measured[0] == (17.0, "%", 2018, "Almelo")
    amounts = [row for row in almelo.thing("Regiodeal Twente").claims() if row["kind"] == "bedrag"]
    assert [(row["subject_name"], row["relation"], row["object_name"], row["value"], row["unit"]) for row in amounts] == [
        ("Regiodeal Twente", "has an amount (budgeted)", None, 150000000.0, "EUR"),
        ("Rijksoverheid", "has an amount (committed)", "Regiodeal Twente", 30000000.0, "EUR"),
    ]


def test_partners_are_told_with_role_and_place(almelo: Graph) -> None:
    found = almelo.thing("Regiodeal Twente").partners()
    assert {(row["partner_name"], row["role"]) for row in found} == {
        ("Gemeente Almelo", "participant"), ("Gemeente Borne", "participant"), ("Ministerie van LNV", "partner"),
        ("Rijksoverheid", "partner"), ("Rijksoverheid", "funder"),
    }  # fmt: skip
    assert all(row["document"] and row["source"] and row["locator"] for row in found)
    assert {row["basis"] for row in found if row["partner_name"] == "Gemeente Borne"} == {"document structure"}


@pytest.mark.parametrize(
    ("name", "partners"),
    [
        pytest.param("Gemeente Borne", {"Gemeente Almelo", "Ministerie van LNV", "Rijksoverheid"}, id="of an organisation"),
        pytest.param(
            "Nieuw samenspel",
            {"Gemeente Almelo", "Gemeente Borne", "Ministerie van LNV", "Rijksoverheid"},
            id="of a goal, through those below it",
        ),
        pytest.param("Innoveren", {"Gemeente Almelo", "Gemeente Borne", "Ministerie van LNV", "Rijksoverheid"}, id="of a programme"),
        pytest.param("House of Skills", set(), id="of what nobody is known to take part in"),
    ],
)
def test_partners_are_those_one_works_with(almelo: Graph, name: str, partners: set[str]) -> None:
    assert set(almelo.thing(name).partners()["partner_name"]) == partners


@pytest.mark.parametrize(
    ("name", "goals"),
    [
        pytest.param(
            "Skills Twente", {("Vergroten van het perspectief van de Almelose arbeidsmarkt", "contributes to", None)}, id="initiative"
        ),
        pytest.param(
            "Gemeente Borne",
            {("Vergroten van het perspectief van de Almelose arbeidsmarkt", "contributes to", "Regiodeal Twente")},
            id="organisation, through what it takes part in",
        ),
        pytest.param("Vergroten van het perspectief van de Almelose arbeidsmarkt", {("Nieuw samenspel", "sub-goal of", None)}, id="goal"),
    ],
)
def test_goals_are_told_with_what_leads_to_them(almelo: Graph, name: str, goals: set[tuple[str, str, str | None]]) -> None:
    found = almelo.thing(name).goals()
    assert {(row["goal_name"], row["relation"], row["through_name"]) for row in found} == goals
    assert all(row["document"] and row["source"] and row["locator"] for row in found)


def test_the_goals_of_a_programme_and_of_their_owner_are_those_of_it(almelo: Graph) -> None:
    names = {"Nieuw samenspel", "Vergroten van het perspectief van de Almelose arbeidsmarkt", "Vertrouwen in de gemeente"}
    assert set(almelo.thing("Innoveren").goals()["goal_name"]) == names
    owned = {row["goal_name"] for row in almelo.thing("Gemeente Almelo").goals() if row["relation"] == "owner"}
    assert owned == names - {"Vertrouwen in de gemeente"}


def test_sources_are_the_places_that_describe_a_thing(almelo: Graph) -> None:
    found = almelo.thing("Regiodeal Twente").sources()
    assert found.columns == ("document", "source", "source_year", "locator", "url")
    assert sorted((str(row["source_year"]), row["locator"]) for row in found) == [
        ("2018", "Doel: Nieuw samenspel, Regiodeals"),
        ("None", "Inleiding"),
    ]


def test_a_notebook_shows_facts_with_their_places_and_the_picture(almelo: Graph) -> None:
    shown = page(almelo.thing("Regiodeal Twente")._repr_html_())
    assert [term.text for term in shown.one("dl").all("dt")] == ["status", "period", "budget", "kind", "theme"]
    assert [value.text for value in shown.one("dl").all("dd")][2] == "€ 150,000,000 (budgeted)1"
    places = [each.text for each in shown.one("ol").all("li")]
    assert places[0].endswith(", Doel: Nieuw samenspel, Regiodeals") or places[0].endswith(", Inleiding")
    drawn = shown.one("svg")
    assert drawn.attributes["aria-label"] == "Regiodeal Twente and its surroundings"
    links = {link.attributes["href"] for link in drawn.all("a")}
    assert f"{ALMELO}initiatief/almelo-actieplan-arbeidsmarkt" in links
    assert all(link.startswith(ALMELO) for link in links)


def test_the_picture_leads_nowhere_when_the_base_is_the_example(graph: Graph) -> None:
    shown = page(graph.thing("Regiodeal Twente")._repr_html_())
    assert list(shown.all("a")) == []
    assert len(list(shown.all("rect"))) == MOST_DRAWN
    assert any(each.text.startswith("Not drawn: ") for each in shown.all("p"))


def test_what_is_shown_asks_nothing_of_others(graph: Graph) -> None:
    html = "".join(graph.thing(name)._repr_html_() for name in ("Regiodeal Twente", "energie", "Gemeente Almelo")) + graph._repr_html_()
    assert not [tag for tag in ("script", "img", "link", "iframe", "object", "style", "image") if list(page(html).all(tag))]
    assert "url(" not in html


def test_a_concept_has_no_picture(graph: Graph) -> None:
    assert list(page(graph.thing("energie")._repr_html_()).all("svg")) == []


def test_a_claim_without_a_source_is_told_without_a_place(tmp_path: Path) -> None:
    file = tmp_path / "goals.ttl"
    file.write_text(
        """@prefix beleid: <https://samenspel.example.org/def#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        <https://samenspel.example.org/id/doel/a> a beleid:Goal ; rdfs:label "Werk"@nl .
        <https://samenspel.example.org/id/bijdrage/x> a beleid:Contribution ;
          beleid:contributor <https://samenspel.example.org/id/initiatief/x> ; beleid:toGoal <https://samenspel.example.org/id/doel/a> .""",
        encoding="utf-8",
    )
    with kg.open(file) as graph:
        (row,) = graph.thing("Werk").claims()
    assert (row["relation"], row["object_name"], row["document"], row["locator"]) == ("contributes to", "Werk", None, None)

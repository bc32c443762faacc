"""Fact tables → triples: every caveat of the facts, on a handful of real ones."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef
from rdflib.namespace import DC, DCTERMS, FOAF, ORG, QB
from rdflib.term import Node

from kg.errors import TableError
from kg.extract.facts import facts, problems
from kg.extract.facts.claims import stated_year
from kg.model.tables import Row
from kg.terms import ADMS, BELEID, M8G, SCHEMA, SDMX_A, SDMX_M, concept, mint, passage

JV = "almelo-jaarverantwoording-2018-innoveren"
DEAL = mint("initiatief", "regiodeal-twente")
PERSPECTIVE = mint("doel", "almelo-doel-perspectief-arbeidsmarkt")


@pytest.fixture(scope="module")
def graph(small_rows: list[Row]) -> Graph:
    return facts(small_rows)


def values(graph: Graph, subject: Node, predicate: URIRef) -> set[str]:
    return {str(value) for value in graph.objects(subject, predicate)}


def dutch(text: str) -> Literal:
    return Literal(text, lang="nl")


def test_the_first_row_names_a_thing_and_the_other_names_become_aliases(graph: Graph) -> None:
    assert graph.value(DEAL, RDFS.label) == dutch("Regiodeal Twente")
    assert values(graph, DEAL, SKOS.altLabel) == {"Regio Deal Twente", "Regiodeal", "Regio Deal Twente I"}


def test_a_thing_has_the_passage_of_each_of_its_rows(graph: Graph) -> None:
    expected = {passage(JV, "Doel: Nieuw samenspel, Regiodeals"), passage("tw-rt-1401", "Inleiding")}
    assert set(graph.objects(DEAL, BELEID.evidencedBy)) == expected


def test_a_passage_tells_its_document_and_locator(graph: Graph) -> None:
    place = passage("tw-rt-1401", "Inleiding")
    assert graph.value(place, DCTERMS.isPartOf) == mint("document", "tw-rt-1401")
    assert graph.value(place, BELEID.locator) == Literal("Inleiding")


def test_each_source_keeps_its_own_words_when_several_describe_a_thing(graph: Graph) -> None:
    mentions = {int(str(graph.value(node, BELEID.order))): node for node in graph.subjects(BELEID.mentionOf, DEAL)}
    assert sorted(mentions) == [1, 2]
    assert graph.value(mentions[2], RDFS.label) == dutch("Regio Deal Twente")
    assert values(graph, mentions[2], SKOS.altLabel) == {"Regiodeal Twente", "Regio Deal Twente I"}
    assert values(graph, mentions[2], SCHEMA.startDate) == {"2019"}
    assert values(graph, mentions[1], SCHEMA.startDate) == set()
    assert set(graph.objects(mentions[2], BELEID.evidencedBy)) == {passage("tw-rt-1401", "Inleiding")}


def test_a_thing_of_one_source_has_no_mention(graph: Graph) -> None:
    assert not set(graph.subjects(BELEID.mentionOf, mint("initiatief", "skills-twente")))


def test_a_value_the_first_source_lacks_comes_from_the_next(graph: Graph) -> None:
    assert graph.value(DEAL, SCHEMA.startDate) == Literal("2019", datatype=XSD.gYear)
    assert (graph.value(DEAL, BELEID.startYear), graph.value(DEAL, BELEID.endYear)) == (Literal(2019), Literal(2022))
    assert len(values(graph, DEAL, DCTERMS.description)) == 1


def test_statuses_are_nodes_of_their_source_and_the_latest_is_the_current_one(graph: Graph) -> None:
    asserted = {
        (str(graph.value(node, BELEID.assertedStatus)).rsplit("/", 1)[-1], int(str(graph.value(node, BELEID.year))))
        for node in graph.objects(DEAL, BELEID.hasStatusAssertion)
    }
    assert asserted == {("in-voorbereiding", 2018), ("in-uitvoering", 2019)}
    assert graph.value(DEAL, ADMS.status) == concept("status", "in-uitvoering")


def test_a_status_without_date_takes_the_year_of_its_document_but_states_no_date() -> None:
    rows = [
        Row("documents", {"id": "d", "title": "D", "year": "2020"}),
        Row("documents", {"id": "e", "title": "E"}),
        Row("initiatives", {"id": "i", "name": "I", "status": "idee", "source": "d", "locator": "p. 1"}),
        Row("initiatives", {"id": "i", "name": "I", "status": "gestopt", "source": "e", "locator": "p. 1"}),
    ]
    graph = facts(rows)
    dated = mint("statusvaststelling", "i", "idee", "verslagjaar-2020")
    undated = mint("statusvaststelling", "i", "gestopt", "zonder-jaar")
    assert graph.value(dated, BELEID.year) == Literal(2020)
    assert graph.value(dated, DCTERMS.date) is None
    assert graph.value(undated, BELEID.year) is None
    assert graph.value(mint("initiatief", "i"), ADMS.status) == concept("status", "idee")


def test_a_date_without_status_is_kept(graph: Graph) -> None:
    plan = mint("initiatief", "almelo-actieplan-arbeidsmarkt")
    assert graph.value(plan, DCTERMS.date) == Literal("2018-12", datatype=XSD.gYearMonth)
    assert graph.value(plan, ADMS.status) is None


def test_a_budget_is_an_amount_of_its_source(graph: Graph) -> None:
    (amount,) = graph.objects(DEAL, BELEID.amount)
    assert graph.value(amount, SCHEMA.value) == Literal("150000000", datatype=XSD.decimal)
    assert graph.value(amount, BELEID.amountKind) == concept("bedragsoort", "begroot")
    assert set(graph.objects(amount, BELEID.evidencedBy)) == {passage("tw-rt-1401", "Inleiding")}


def test_themes_add_up(graph: Graph) -> None:
    plan = mint("initiatief", "almelo-actieplan-arbeidsmarkt")
    assert set(graph.objects(plan, BELEID.theme)) == {concept("thema", "arbeidsmarkt"), concept("thema", "economie")}


def test_the_same_contribution_from_two_sources_is_one_claim_with_two_passages(graph: Graph) -> None:
    node = mint("bijdrage", "regiodeal-twente", "almelo-doel-perspectief-arbeidsmarkt", "2018")
    assert (DEAL, BELEID.contributesTo, PERSPECTIVE) in graph
    assert (DEAL, BELEID.hasContribution, node) in graph
    assert (graph.value(node, BELEID.contributor), graph.value(node, BELEID.toGoal)) == (DEAL, PERSPECTIVE)
    assert len(set(graph.objects(node, BELEID.evidencedBy))) == 2


@pytest.mark.parametrize(
    ("start", "kind", "end", "shortcut"),
    [
        (mint("initiatief", "skills-twente"), "onderdeel-van", mint("initiatief", "almelo-actieplan-arbeidsmarkt"), BELEID.partOf),
        (mint("programma", "almelo-hoofdopgave-innoveren"), "onderdeel-van", mint("programma", "almelo-hoofdopgaven"), BELEID.partOf),
        (DEAL, "volgt-op", mint("initiatief", "almelo-actieplan-arbeidsmarkt"), BELEID.follows),
        (mint("initiatief", "skills-twente"), "verwant-aan", mint("initiatief", "house-of-skills"), BELEID.relatedTo),
        (mint("initiatief", "house-of-skills"), "mogelijk-dezelfde", mint("initiatief", "skills-twente"), RDFS.seeAlso),
        (mint("programma", "almelo-hoofdopgave-innoveren"), "eigenaar", mint("organisatie", "gemeente-almelo"), BELEID.owner),
        (PERSPECTIVE, "doel-van", mint("programma", "almelo-hoofdopgave-innoveren"), BELEID.goalOf),
        (PERSPECTIVE, "subdoel-van", mint("doel", "almelo-doel-nieuw-samenspel"), BELEID.subGoalOf),
        (concept("indicator", "almelo-ind-vertrouwen"), "meet", mint("doel", "almelo-doel-vertrouwen"), BELEID.measures),
        (mint("organisatie", "ministerie-lnv"), "onderdeel-van-organisatie", mint("organisatie", "rijksoverheid"), ORG.subOrganizationOf),
    ],
)
def test_every_relation_has_a_node_with_evidence_beside_its_shortcut(
    graph: Graph, start: URIRef, kind: str, end: URIRef, shortcut: URIRef
) -> None:
    nodes = [node for node in graph.subjects(BELEID.relationFrom, start) if graph.value(node, BELEID.relationTo) == end]
    assert [graph.value(node, BELEID.relationKind) for node in nodes] == [concept("verbandsoort", kind)]
    assert (start, shortcut, end) in graph
    assert all(set(graph.objects(node, BELEID.evidencedBy)) for node in nodes)


def test_a_possible_sameness_is_no_identity(graph: Graph) -> None:
    assert not [triple for triple in graph if str(triple[1]).endswith("sameAs")]


def test_a_participation_stated_for_the_group_rests_on_the_structure_of_the_document(graph: Graph) -> None:
    borne = mint("deelname", "regiodeal-twente", "gemeente-borne", "deelnemer")
    assert graph.value(borne, BELEID.basis) == concept("onderbouwing", "documentstructuur")


def test_a_participation_that_one_source_states_itself_is_explicit_with_both_passages(graph: Graph) -> None:
    almelo = mint("deelname", "regiodeal-twente", "gemeente-almelo", "deelnemer")
    assert graph.value(almelo, BELEID.basis) == concept("onderbouwing", "expliciet")
    assert len(set(graph.objects(almelo, BELEID.evidencedBy))) == 2


def test_an_amount_stands_with_the_participation_that_states_it_and_no_other(graph: Graph) -> None:
    financier = mint("deelname", "regiodeal-twente", "rijksoverheid", "financier")
    partner = mint("deelname", "regiodeal-twente", "rijksoverheid", "partner")
    amounts = [(graph.value(node, SCHEMA.value), graph.value(node, BELEID.amountKind)) for node in graph.objects(financier, BELEID.amount)]
    assert amounts == [(Literal("30000000", datatype=XSD.decimal), concept("bedragsoort", "toegezegd"))]
    assert graph.value(partner, BELEID.amount) is None
    assert (DEAL, M8G.hasParticipation, financier) in graph


def test_observations_say_of_what_and_which_kind_their_value_is(graph: Graph) -> None:
    found = {
        tuple(
            str(graph.value(node, predicate)).rsplit("/", 1)[-1]
            for predicate in (BELEID.refArea, BELEID.refPeriod, BELEID.comparisonGroup, BELEID.valueKind, SDMX_M.obsValue)
        )
        for node in graph.subjects(RDF.type, QB.Observation)
    }
    assert found == {
        ("gm0141", "2018", "eigen-waarde", "realisatie", "17"),
        ("vergelijkbare-welzijnsklasse", "2018", "vergelijkbare-welzijnsklasse", "realisatie", "29"),
        ("gm0141", "onbekend", "eigen-waarde", "realisatie", "17"),
        ("twente", "2022", "eigen-waarde", "streefwaarde", "25.5"),
        ("rijksoverheid", "2019", "eigen-waarde", "raming", "20"),
    }


def test_a_value_of_a_comparison_group_is_never_that_of_the_municipality(graph: Graph) -> None:
    almelo = set(graph.subjects(BELEID.refArea, mint("gebied", "gm0141")))
    assert {graph.value(node, SDMX_M.obsValue) for node in almelo} == {Literal("17", datatype=XSD.decimal)}


def test_a_value_without_year_is_marked_and_gets_none(graph: Graph) -> None:
    (unknown,) = graph.subjects(BELEID.refPeriod, mint("periode", "onbekend"))
    assert graph.value(unknown, BELEID.year) is None


def test_values_that_differ_between_sources_stand_side_by_side(small_rows: list[Row]) -> None:
    other = Row(
        "observations",
        {
            "indicator": "almelo-ind-vertrouwen",
            "area": "gemeente-almelo",
            "year": "2018",
            "value": "18",
            "source": "tw-rt-1401",
            "locator": "x",
        },
    )
    graph = facts([*small_rows, other])
    same = [node for node in graph.subjects(BELEID.refArea, mint("gebied", "gm0141")) if graph.value(node, BELEID.year) == Literal(2018)]
    assert {str(graph.value(node, SDMX_M.obsValue)) for node in same} == {"17", "18"}


def test_units_and_groups_are_concepts_with_definitions_in_their_schemes(graph: Graph) -> None:
    for minted in (concept("eenheid", "procent"), concept("vergelijkingsgroep", "vergelijkbare-welzijnsklasse")):
        assert (minted, RDF.type, SKOS.Concept) in graph
        assert all(graph.value(minted, predicate) for predicate in (SKOS.prefLabel, SKOS.definition, SKOS.inScheme, SKOS.topConceptOf))


def test_a_result_is_of_an_initiative_and_for_a_goal(graph: Graph) -> None:
    result = mint("resultaat", "almelo-res-2018-regiodeal")
    assert (graph.value(result, BELEID.resultOf), graph.value(result, BELEID.resultFor)) == (DEAL, PERSPECTIVE)
    assert graph.value(mint("resultaat", "almelo-res-gesprekken"), BELEID.year) is None


def test_a_publisher_that_is_an_organisation_of_ours_is_linked_and_another_stays_a_name(graph: Graph) -> None:
    almelo = mint("organisatie", "gemeente-almelo")
    assert set(graph.subjects(DCTERMS.publisher, almelo)) == {mint("document", JV), mint("document", "almelo-begroting-2018-innoveren")}
    assert graph.value(mint("document", "tw-rt-1401"), DC.publisher) == Literal("Regio Twente")


def test_an_organisation_has_the_classes_of_its_type_and_the_area_it_governs(graph: Graph) -> None:
    almelo = mint("organisatie", "gemeente-almelo")
    assert set(graph.objects(almelo, RDF.type)) == {ORG.Organization, ORG.FormalOrganization, M8G.PublicOrganisation}
    assert graph.value(almelo, FOAF.homepage) == URIRef("https://www.almelo.nl")
    assert graph.value(graph.value(almelo, BELEID.governs), RDFS.label) == dutch("Almelo")
    assert set(graph.objects(mint("organisatie", "rijksoverheid"), RDF.type)) == {ORG.Organization}


def test_a_collaboration_is_no_legal_person() -> None:
    rows = [
        Row("documents", {"id": "d", "title": "D"}),
        Row("organisations", {"id": "o", "name": "O", "type": "samenwerkingsverband", "source": "d", "locator": "l"}),
    ]
    assert set(facts(rows).objects(mint("organisatie", "o"), RDF.type)) == {ORG.Organization, ORG.OrganizationalCollaboration}


def test_no_sentence_of_a_source_is_stored_and_no_blank_node(graph: Graph) -> None:
    assert not [term for triple in graph for term in triple if term.n3().startswith("_:")]
    assert set(graph.predicates(passage(JV, "Doel: Nieuw samenspel"))) == {
        RDF.type,
        BELEID.locator,
        DCTERMS.isPartOf,
        URIRef("http://www.w3.org/ns/oa#hasSource"),
    }


def row(table: str, **cells: str) -> Row:
    return Row(table, {"source": "d", "locator": "l", **cells}, f"{table}.csv", 2)


DOCUMENT, OTHER_DOCUMENT = (Row("documents", {"id": name, "title": "D"}) for name in ("d", "e"))
GOAL = row("goals", id="g", name="G")
INITIATIVE = row("initiatives", id="i", name="I")
INDICATOR = row("indicators", id="n", name="N", description="N", unit="%")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        pytest.param(
            [row("goals", id="g", name="G", owner="nobody")],
            ["goals.csv, row 2, column owner: 'nobody' is not in organisations; add it there or correct the id"],
            id="unknown owner",
        ),
        pytest.param(
            [GOAL, row("participations", initiative="g", organisation="x", role="partner")],
            [
                "participations.csv, row 2, column initiative: 'g' is not in initiatives or programmes; "
                "it is one of the goals; add it there or correct the id",
                "participations.csv, row 2, column organisation: 'x' is not in organisations; add it there or correct the id",
            ],
            id="another kind of thing",
        ),
        pytest.param(
            [GOAL, INITIATIVE, row("links", subject="i", predicate="helpt", object="g")],
            ["links.csv, row 2, column predicate: no link 'helpt'; use one of contributesTo, partOf, follows, relatedTo, sameAs"],
            id="unknown predicate",
        ),
        pytest.param(
            [GOAL, INITIATIVE, row("links", subject="g", predicate="contributesTo", object="i")],
            [
                "links.csv, row 2, column subject: 'g' is one of the goals; contributesTo needs one of initiatives, programmes here",
                "links.csv, row 2, column object: 'i' is one of the initiatives; contributesTo needs one of goals here",
            ],
            id="link the wrong way round",
        ),
        pytest.param(
            [GOAL, row("programmes", id="g", name="P")],
            ["programmes.csv, row 2, column id: 'g' is also an id in goals; give one of them another id"],
            id="one id for two things",
        ),
        pytest.param(
            [row("indicators", id="n", name="N", description="N"), row("observations", indicator="n", area="—", value="1")],
            ["observations.csv, row 2, column area: '—' is no name of an area; write an organisation's id or a region's name"],
            id="no area",
        ),
        pytest.param(
            [Row("goals", {"id": "g", "name": "G", "source": "nergens", "locator": "l"}, "goals.csv", 2)],
            ["goals.csv, row 2, column source: 'nergens' is not in documents; add it there or correct the id"],
            id="unknown source",
        ),
    ],
)
def test_a_reference_that_does_not_resolve_is_told(rows: Sequence[Row], told: list[str]) -> None:
    with pytest.raises(TableError) as caught:
        facts([DOCUMENT, OTHER_DOCUMENT, *rows])
    assert [str(problem) for problem in caught.value.problems] == told
    assert [str(problem) for problem in problems([DOCUMENT, OTHER_DOCUMENT, *rows])] == told


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        pytest.param(
            [INDICATOR, row("indicators", **{**INDICATOR.cells, "unit": "aantal", "source": "e"})],
            [
                "indicators.csv, row 2, column unit: 'n' has '%' in an earlier row (d), not 'aantal'; "
                "correct one of them or give this one another id"
            ],
            id="two units of one indicator",
        ),
        pytest.param(
            [
                row("organisations", id="o", name="O", cbs_code=code, source=source)
                for code, source in (("", "d"), ("GM0141", "e"), ("GM0147", "d"))
            ],
            [
                "organisations.csv, row 2, column cbs_code: 'o' has 'GM0141' in an earlier row (e), not 'GM0147'; "
                "correct one of them or give this one another id"
            ],
            id="two codes of one organisation",
        ),
    ],
)
def test_a_later_row_that_says_another_thing_where_there_is_one_truth_is_told(rows: Sequence[Row], told: list[str]) -> None:
    assert [str(problem) for problem in problems([DOCUMENT, OTHER_DOCUMENT, *rows])] == told


def test_a_graph_with_two_units_can_be_corrected_for_its_facts_are_still_made() -> None:
    graph = facts([DOCUMENT, OTHER_DOCUMENT, INDICATOR, row("indicators", **{**INDICATOR.cells, "unit": "aantal", "source": "e"})])
    assert set(graph.objects(concept("indicator", "n"), SDMX_A.unitMeasure)) == {concept("eenheid", "procent")}


def test_of_a_clash_between_the_graph_and_a_file_the_file_is_told() -> None:
    known = Row("indicators", {**INDICATOR.cells, "unit": "aantal", "source": "e"}, "the graph, indicators n e")
    (problem,) = problems([DOCUMENT, OTHER_DOCUMENT, INDICATOR, known])
    assert problem.table == "indicators.csv"


def test_the_order_of_rows_matters_only_between_rows_of_one_thing(small_rows: list[Row], small: Path) -> None:
    assert small.is_dir()
    by_table = sorted(small_rows, key=lambda each: each.table)
    assert set(facts(by_table)) == set(facts(small_rows))


@pytest.mark.parametrize(
    ("locator", "year"),
    [
        ("6.1 Incidentele baten en lasten, lasten 2023", "2023"),
        ("6.1 Incidentele baten en lasten, baten Enschede 2026", "2026"),
        ("Volksgezondheid, circa bedrag voor Hengelo 2023", "2023"),
        ("incidentele deelnemersbijdrage energie 2026", "2026"),
        ("Incidentele lasten 2016", "2016"),
        ("Lasten 2023", "2023"),
        ("incidentele bijdrage 2026", "2026"),
        ("2012 - 2017", ""),
        ("2012 – 2017", ""),
        ("vanaf begin 2017", ""),
        ("2018 en 2019", ""),
        ("Vanaf 2017 een bijdrage, Bijdrage Na 2020", ""),
        ("bijdrage met ingang van 2021", ""),
        ("lasten per jaar 2019", ""),
        ("bijdrage per 2020", ""),
        ("structureel vanaf 2017", ""),
        ("Acties 2023, punt 2", ""),
        ("Financiële kaders, begroting 2020; ingericht volgens een ander stuk", ""),
        ("Financiële kaders, begroting 2020", "2020"),
        ("lasten 2012 - 2017", ""),
        ("lasten 2012 – 2017", ""),
        ("lasten tot en met 2019", ""),
        ("bijdrage vanaf begin 2017", ""),
        ("bijdrage na 2020", ""),
        ("bijdrage t/m eind 2021", ""),
        ("baten 2018 en 2019", ""),
        ("p. 2018", ""),
        ("Innovatiebeleid 2012-2017", ""),
    ],
)
def test_an_amount_is_of_a_year_only_when_its_locator_says_so(locator: str, year: str) -> None:
    assert stated_year(locator) == year


@pytest.mark.parametrize("unit", [pytest.param("", id="no unit"), pytest.param("procent", id="the same unit in a word")])
@pytest.mark.parametrize("at_end", [pytest.param(True, id="last"), pytest.param(False, id="first")])
def test_the_unit_one_source_gives_is_that_of_all_values(small_rows: list[Row], unit: str, *, at_end: bool) -> None:
    cells = {"id": "almelo-ind-vertrouwen", "name": "V", "description": "V.", "unit": unit, "source": "tw-rt-1401", "locator": "l"}
    other = [Row("indicators", cells)]
    graph = facts([*small_rows, *other] if at_end else [*other, *small_rows])
    units = {graph.value(node, SDMX_A.unitMeasure) for node in graph.subjects(RDF.type, QB.Observation)}
    assert units == {graph.value(concept("indicator", "almelo-ind-vertrouwen"), SDMX_A.unitMeasure)} == {concept("eenheid", "procent")}


def test_the_code_one_source_gives_makes_the_area_whatever_the_order() -> None:
    coded, bare = (row("organisations", id="o", name="O", cbs_code=code, source=source) for code, source in (("GM0141", "d"), ("", "e")))
    for rows in ([coded, bare], [bare, coded]):
        graph = facts([DOCUMENT, OTHER_DOCUMENT, *rows])
        assert set(graph.objects(mint("organisatie", "o"), BELEID.governs)) == {mint("gebied", "gm0141")}
        assert graph.value(mint("gebied", "gm0141"), DCTERMS.identifier) == Literal("GM0141")


@pytest.mark.parametrize(
    ("area", "place"),
    [
        pytest.param("gemeente-almelo", mint("gebied", "gm0141"), id="id"),
        pytest.param("Gemeente Almelo", mint("gebied", "gm0141"), id="name"),
        pytest.param("almelo", mint("gebied", "gm0141"), id="other name of an authority, in lower case"),
        pytest.param("Regio Twente", mint("organisatie", "regio-twente"), id="name of an organisation without an area"),
        pytest.param("Twente", mint("gebied", "twente"), id="a region, though an organisation is also called so"),
        pytest.param("Hellendoorn", mint("gebied", "hellendoorn"), id="a name that fits two organisations"),
    ],
)
def test_an_organisation_can_be_named_as_the_area_of_a_value(area: str, place: URIRef) -> None:
    graph = facts(
        [
            DOCUMENT,
            INDICATOR,
            row("organisations", id="gemeente-almelo", name="Gemeente Almelo", alt_names="Almelo|Hellendoorn", cbs_code="GM0141"),
            row("organisations", id="regio-twente", name="Regio Twente", alt_names="Twente"),
            row("organisations", id="hellendoorn-bv", name="Hellendoorn"),
            row("observations", indicator="n", area=area, value="1"),
        ]
    )
    (value,) = graph.subjects(RDF.type, QB.Observation)
    assert graph.value(value, BELEID.refArea) == place
    assert {str(found).rsplit("/", 1)[-1] for found in graph.subjects(RDF.type, DCTERMS.Location)} == {
        "gm0141",
        *([str(place).rsplit("/", 1)[-1]] if "/gebied/" in place else []),
    }


def test_each_source_keeps_the_goals_it_ties_a_result_to_and_the_result_has_all() -> None:
    goals = [row("goals", id=name, name=name.upper()) for name in ("g", "h")]
    results = [row("results", id="r", name="R", goal_or_initiative=to, source=source) for to, source in (("g|i", "d"), ("h", "e"))]
    graph = facts([DOCUMENT, OTHER_DOCUMENT, *goals, INITIATIVE, *results])
    result, initiative, (g, h) = mint("resultaat", "r"), mint("initiatief", "i"), (mint("doel", name) for name in ("g", "h"))
    mentions = {int(str(graph.value(node, BELEID.order))): node for node in graph.subjects(BELEID.mentionOf, result)}
    assert {
        key: (set(graph.objects(node, BELEID.resultFor)), set(graph.objects(node, BELEID.resultOf)))
        for key, node in {0: result, **mentions}.items()
    } == {0: ({g, h}, {initiative}), 1: ({g}, {initiative}), 2: ({h}, set())}

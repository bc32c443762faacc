"""The page of a question: its form, what is said of what was filled in, its answer as a table, chart, network or graph."""

from urllib.parse import parse_qs, urlsplit

import pytest

from kg.publish.asking import asked, question
from kg.publish.library import Language, Library, View
from kg.publish.pages import question_page, questions_page
from kg.publish.question_form import MOST_IN_A_SELECT
from kg.publish.questions import answer, notebook_cell
from kg.store import rows
from kg.store.parameters import Parameter
from kg.store.query_files import SavedQuery
from kg.terms import BASE
from kinds import kinds
from reading import Element, page

GOALS = "doelen-van-initiatief"


@pytest.fixture(scope="module")
def small(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The library with a question for every kind of parameter."""
    return Library(library.endpoint, kinds(tmp_path_factory.mktemp("kinds")), library.index, library.manifest)


@pytest.fixture(scope="module")
def chosen(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The library with a question whose things are chosen by name: two programmes, of which several share names."""
    folder = tmp_path_factory.mktemp("chosen")
    saved = kinds(folder)
    (folder / "queries" / "programma.rq").write_text(
        "# title@nl: Welke doelen heeft een programma?\n"
        "# title@en: Which goals does a programme have?\n"
        f"# param programma: iri = {BASE}/id/programma/almelo-hoofdopgave-innoveren ; het programma / the programme\n"
        "# choices programma: programmas\n"
        f"# param ander: iri = {BASE}/id/programma/almelo-hoofdopgave-innoveren ; een ander / another\n"
        "# choices ander: programmas\n"
        f"SELECT ?doel WHERE {{ VALUES ?programma {{ $programma $ander }} ?doel <{BASE}/def#goalOf> ?programma }} ORDER BY ?doel\n",
        encoding="utf-8",
    )
    return Library(library.endpoint, type(saved)(folder / "queries"), library.index, library.manifest)


def shown(library: Library, name: str, given: dict[str, str], language: Language = Language.NL) -> Element:
    return page(question_page(library, View(language), name, given)).one("main")


def test_each_kind_of_parameter_has_its_own_field_and_works_without_scripts(small: Library) -> None:
    main = shown(small, "alles", {"jaar": "2018"})
    form = main.one("form")
    assert form.attributes["action"] == "/vragen/alles"
    selects = {each.attributes["name"]: [option.attributes["value"] for option in each.all("option")] for each in form.all("select")}
    assert (selects["soort"], selects["rang"]) == (["a", "b"], ["1", "2"])
    assert "id/concept/thema/energie" in selects["thema"]
    assert [option.attributes["value"] for option in form.all("option", selected="")] == ["id/concept/thema/arbeidsmarkt", "a", "1"]
    inputs = {each.attributes["name"]: (each.attributes["type"], each.attributes["value"]) for each in form.all("input")}
    assert inputs == {"jaar": ("number", "2018"), "deel": ("number", "0.5"), "dag": ("date", "2018-12-31"), "woord": ("text", "=1+1")}


def test_choices_are_named_in_the_language_of_the_page(small: Library) -> None:
    dutch, english = (shown(small, "alles", {"jaar": "1"}, language).one("select", name="thema") for language in Language)
    assert [option.text for option in dutch.all("option", value="id/concept/thema/energie")] == ["energie"]
    assert [option.text for option in english.all("option", value="id/concept/thema/energie")] == ["energy"]
    assert [option.text for option in dutch.all("option")] == sorted(option.text for option in dutch.all("option"))


def test_many_choices_are_suggested_by_name_once_and_by_path_when_several_share_it(chosen: Library) -> None:
    main = shown(chosen, "programma", {})
    fields = [(each.attributes["name"], each.attributes["list"], each.attributes["value"]) for each in main.all("input", list_="*")]
    assert fields == [("programma", "lijst-programmas", "Innoveren"), ("ander", "lijst-programmas", "Innoveren")]
    options = [(each.attributes["value"], each.attributes.get("label", "")) for each in main.one("datalist").all("option")]
    assert len(options) == len(rows(chosen.endpoint, chosen.queries.text("choices/programmas"))) > MOST_IN_A_SELECT
    assert ("Innoveren", "") in options
    assert [label for value, label in options if value.startswith("id/")].count("Onderwijs") == 4


def test_a_name_finds_its_thing_however_it_is_spaced_and_cased(chosen: Library) -> None:
    named = shown(chosen, "programma", {"programma": " innoveren "})
    assert named.one("table").text == shown(chosen, "programma", {}).one("table").text
    assert "programma=id/programma/almelo-hoofdopgave-innoveren" in next(iter(named.all("a", class_="mono"))).text


def test_a_name_of_several_things_asks_which(chosen: Library) -> None:
    complaint = shown(chosen, "programma", {"programma": "Onderwijs", "ander": "Innoveren"}).one("div", id="probleem-programma")
    assert "Het programma: ‘Onderwijs’ is de naam van meer dan één zaak. Kies er een." in complaint.text
    links = [link.attributes["href"] for link in complaint.all("a")]
    assert len(links) == 4
    for href in links:
        given = {name: value for name, (value,) in parse_qs(urlsplit(href).query).items()}
        assert given["ander"] == "Innoveren"
        assert shown(chosen, "programma", given).one("p", role="status").text.endswith("antwoorden")


def test_a_name_there_is_not_brings_those_like_it(chosen: Library) -> None:
    complaint = shown(chosen, "programma", {"programma": "innoverren"}, Language.EN).one("div", id="probleem-programma")
    assert "The programme: “innoverren” was not found." in complaint.text
    assert "/en/vragen/programma?programma=id%2Fprogramma%2Falmelo-hoofdopgave-innoveren" in [
        link.attributes["href"] for link in complaint.all("a")
    ]


def test_a_part_of_a_name_brings_the_names_that_hold_it(chosen: Library) -> None:
    complaint = shown(chosen, "programma", {"programma": "nnover"}).one("div", id="probleem-programma")
    assert "Innoveren" in [link.text for link in complaint.all("a")]


def test_an_iri_without_slashes_is_one_when_nothing_is_called_so(chosen: Library) -> None:
    main = shown(chosen, "programma", {"programma": "urn:a"})
    assert [each.text.partition(". ")[0] for each in main.all("p", class_="notice")] == ["Dit staat niet in de graaf: urn:a"]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("jaar", "", "Het jaar: vul dit in."),
        ("jaar", "x", "Het jaar: ‘x’ is geen geheel getal."),
        ("deel", "1,5", "Het deel: ‘1,5’ is geen getal. Schrijf een punt voor de decimalen, zoals 17.5."),
        ("dag", "gisteren", "De dag: ‘gisteren’ is geen datum. Schrijf een datum als 2018-12-31."),
        ("woord", "a" * 1001, "Het woord: dit is te lang."),
        ("soort", "c", "De soort: ‘c’ kan hier niet. Kies uit: a, b."),
        ("thema", "id/<>", "Het thema: ‘id/<>’ is geen adres."),
    ],
)
def test_what_is_wrong_is_said_in_dutch_beside_the_field(small: Library, name: str, value: str, said: str) -> None:
    main = shown(small, "alles", {"jaar": "1", name: value})
    complaint = main.one("div", id=f"probleem-{name}")
    assert said in complaint.text
    (field,) = main.all(id=f"v-{name}")
    assert (field.attributes["aria-invalid"], field.attributes["aria-describedby"]) == ("true", f"probleem-{name}")


def test_all_that_is_wrong_is_said_at_once(small: Library) -> None:
    main = shown(small, "alles", {"jaar": "x", "dag": "x", "thema": "xyzzyx"})
    assert [each.attributes["id"] for each in main.all("div", role="alert")] == ["probleem-thema", "probleem-jaar", "probleem-dag"]


@pytest.mark.parametrize(
    ("thema", "said"),
    [
        (
            "id/concept/thema/nietes",
            f"Dit staat niet in de graaf: {BASE}/id/concept/thema/nietes. Kijk na of het adres klopt, of kies een naam uit de lijst.",
        ),
        (
            "id/initiatief/skills-twente",
            "Skills Twente staat niet in de lijst waaruit je bij deze vraag kiest. Het antwoord zegt daarom weinig.",
        ),
    ],
)
def test_a_thing_that_cannot_have_an_answer_is_told_instead_of_none(small: Library, thema: str, said: str) -> None:
    main = shown(small, "alles", {"jaar": "1", "thema": thema})
    assert [each.text for each in main.all("p", class_="notice")] == [said]
    assert "Hierop staat in de gelezen documenten geen antwoord." not in main.text


def test_a_question_shows_what_it_answers_in_the_language_there_is(small: Library) -> None:
    assert shown(small, "alles", {"jaar": "1"}).one("p", class_="lead").text == "Initiatieven rond een thema, met wat er is gegeven."
    assert shown(small, "alles", {"jaar": "1"}, Language.EN).one("p", class_="lead").text == "Initiatives on a theme, with what was given."
    assert not list(shown(small, "graaf", {}).all("p", class_="lead"))
    assert shown(small, "graaf", {}, Language.EN).one("h1").one("span").attributes == {"lang": "nl"}
    listed = page(questions_page(small, View())).one("main")
    assert "Initiatieven rond een thema, met wat er is gegeven." in [note.text for note in listed.all("p", class_="note")]


def test_a_graph_is_shown_in_turtle_with_its_files(small: Library) -> None:
    main = shown(small, "graaf", {"thema": "id/concept/thema/energie"})
    assert "skos:prefLabel" in next(main.all("pre")).text
    assert [(link.text, link.attributes["href"]) for link in main.one("p", class_="downloads").all("a")] == [
        ("Turtle", "/vragen/graaf.ttl?thema=id/concept/thema/energie"),
        ("JSON-LD", "/vragen/graaf.json?thema=id/concept/thema/energie"),
    ]


def test_figures_are_drawn_below_the_table_and_told_in_another(small: Library) -> None:
    main = shown(small, "cijfers", {})
    chart = main.one("section", id="grafiek")
    assert chart.one("h2").text == "Grafiek: Waarde per jaar"
    assert chart.one("desc").text == "7 cijfers; dezelfde staan eronder in een tabel."
    assert [mark.text for mark in chart.all("title")] == [
        "2018: 3 (Almelo)", "2019: 5 (Almelo)", "2020: 4,5 (Almelo)",
        "2018: 2 (Borne)", "2019: 1 (Borne)", "2019: 7 (Borne)", "2020: -1 (Borne)",
    ]  # fmt: skip
    told = [[cell.text for cell in (*row.all("th"), *row.all("td"))] for row in chart.one("tbody").all("tr")]
    assert told[0] == ["2018", "Almelo", "3"]
    assert len(told) == 7
    assert {link.attributes["href"] for link in main.all("a")} >= {"#grafiek", "#netwerk"}


def test_what_hangs_together_is_drawn_in_two_columns(small: Library) -> None:
    network = shown(small, "cijfers", {}).one("section", id="netwerk")
    ends = [(end.text, end.attributes["href"], end.attributes["data-column"]) for end in network.all("a")]
    assert ends == [
        ("A", "/doc/initiatief/a", "0"),
        ("B", "/doc/initiatief/b", "0"),
        ("y", "/doc/doel/y", "1"),
        ("x", "/doc/doel/x", "1"),
    ]
    tied = [(path.attributes["data-from"], path.attributes["data-to"]) for path in network.all("path")]
    start, end = f"{BASE}/id/initiatief/", f"{BASE}/id/doel/"
    assert tied == [(f"{start}a", f"{end}x"), (f"{start}a", f"{end}y"), (f"{start}b", f"{end}x")]


def test_an_answer_leads_on_to_the_editor_the_api_and_a_notebook(library: Library) -> None:
    found = answer(library, View(Language.EN, root="/kg"), GOALS, {"initiatief": "id/initiatief/skills-twente"})
    assert found.ways
    assert urlsplit(found.ways.editor).path == "/kg/en/sparql"
    assert parse_qs(urlsplit(found.ways.editor).query) == {"query": [found.ways.sparql]}
    assert rows(library.endpoint, found.ways.sparql) == rows(
        library.endpoint, asked(library, question(library, GOALS), {"initiatief": "id/initiatief/skills-twente"}).sparql
    )
    assert found.ways.api == f"/kg/v1/queries/{GOALS}.json?initiatief=id/initiatief/skills-twente"
    assert found.ways.permalink == f"{BASE}/vragen/{GOALS}?initiatief=id/initiatief/skills-twente&release=2026-11-25-test"
    assert found.ways.downloads[0] == ("CSV", f"/kg/vragen/{GOALS}.csv?initiatief=id/initiatief/skills-twente&lang=en")
    assert found.ways.notebook == (
        f"import kg\n\ngraph = kg.open('{BASE}/sparql')\ngraph.ask('{GOALS}', initiatief='id/initiatief/skills-twente')\n"
    )


def test_a_notebook_cell_is_python_whatever_the_values_and_names(small: Library) -> None:
    given = {"jaar": "2018", "woord": "a'\"\n\\"}
    cell = notebook_cell(small, asked(small, question(small, "alles"), given))
    compile(cell, "cell", "exec")
    assert "jaar=2018, deel='0.5'" in cell
    odd = SavedQuery("x", "ASK { $in $als }", {"nl": "?"}, (Parameter("in", "iri", "urn:a", ""), Parameter("als", "integer", "1", "")))
    compile(notebook_cell(small, asked(small, odd, {})), "cell", "exec")


def test_numbers_stand_in_line(small: Library) -> None:
    main = shown(small, "cijfers", {})
    heads = {head.text: head.attributes.get("class", "") for head in next(main.all("thead")).all("th")}
    assert heads == {"Jaar": "num", "Waarde": "num", "Reeks": "", "Van": "", "Naar": ""}

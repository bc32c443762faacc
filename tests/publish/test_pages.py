"""The pages as HTML."""

import re
from pathlib import Path

import pytest
from rdflib import URIRef

from kg.errors import MissingFileError, NotFoundError, UnknownQueryError
from kg.publish.coverage import coverage
from kg.publish.helping.about import about_page
from kg.publish.library import Language, Library, View
from kg.publish.listing import COLUMNS, counts, listing
from kg.publish.listing_page import listing_page
from kg.publish.pages import (
    message_page,
    question_page,
    questions_page,
    search_page,
    sparql_page,
    thing_page,
)
from kg.publish.questions import answer
from kg.publish.start_page import start_page
from kg.publish.templating import served_names
from kg.store import rows
from kg.terms import BASE, mint
from reading import Element, page

ALMELO = mint("organisatie", "gemeente-almelo")
KINDS = ("programma", "doel", "initiatief", "organisatie", "indicator", "resultaat", "document")


def every_page(library: Library, view: View) -> dict[str, str]:
    iris = [mint("initiatief", "regiodeal-twente"), ALMELO, URIRef(f"{BASE}/id/concept/rol/partner"), mint("periode", "2018")]
    first = library.queries.questions()[0].name
    return {
        "start": start_page(library, view),
        "found": search_page(library, view, "regiodeal", {}, 1),
        "nothing": search_page(library, view, "xyzzyx", {"kind": "doel"}, 1),
        "questions": questions_page(library, view),
        "question": question_page(library, view, first, {}),
        "about": about_page(library, view),
        "sparql": sparql_page(library, view),
        "message": message_page(view, 404, ("Niet gevonden", "Deze pagina is er niet.")),
        **{f"listing {kind}": listing_page(library, view, kind, 1) for kind in KINDS},
        **{f"thing {iri}": thing_page(library, view, iri) for iri in iris},
    }


@pytest.mark.parametrize("language", list(Language))
def test_every_page_is_whole_and_has_what_every_page_needs(library: Library, language: Language) -> None:
    for name, html in every_page(library, View(language, "/", "/kg")).items():
        root = page(html)
        ids = [element.attributes["id"] for element in root.all(id="*")]
        assert html.startswith("<!doctype html>"), name
        assert root.one("html").attributes["lang"] == language, name
        assert len(list(root.all("h1"))) == len(list(root.all("main"))) == 1, name
        assert next(root.all("a")).attributes["href"] == "#inhoud", name
        assert len(ids) == len(set(ids)), name
        assert {link.attributes["href"][1:] for link in root.all("a") if link.attributes["href"].startswith("#")} <= set(ids), name
        assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//[^"'>]*\.(?:js|css|woff2?)""", html), name


@pytest.mark.parametrize("language", list(Language))
def test_every_link_within_the_site_keeps_the_root_and_the_language(library: Library, language: Language) -> None:
    for name, html in every_page(library, View(language, "/doc/doel/a?lang=en", "/kg")).items():
        for link in page(html).all("a", href="*"):
            href = link.attributes["href"]
            if href.startswith(("#", "http")) or link.attributes.get("hreflang") or re.search(r"\.(ttl|jsonld|nt|rdf|csv|json)", href):
                continue
            assert re.match(r"/kg(?:/en(?:/|\?|$)|/(?!en(?:/|$)))", href), (name, href)
            assert bool(re.match(r"/kg/en(?:/|\?|$)|.*[?&](?:release|adres)=.*&lang=en$", href)) == (language is Language.EN), (name, href)


def test_the_language_link_keeps_the_page(library: Library) -> None:
    dutch = page(thing_page(library, View(path="/doc/organisatie/gemeente-almelo?stappen=2"), ALMELO))
    assert dutch.one("a", class_="language").attributes["href"] == "/en/doc/organisatie/gemeente-almelo?stappen=2"


def test_dutch_names_in_an_english_page_say_that_they_are_dutch(library: Library) -> None:
    heading = page(thing_page(library, View(Language.EN), ALMELO)).one("h1")
    assert (heading.one("span").attributes, heading.text) == ({"lang": "nl"}, "Gemeente Almelo")


def test_the_start_page_counts_per_class_and_links_on(library: Library) -> None:
    root = page(start_page(library, View()))
    cards = {link.attributes["href"]: link.one("b").text for link in root.all("a") if "kind-card" in link.attributes.get("class", "")}
    assert cards == {f"/doc/{kind}": str(count) for kind, count in counts(library).items()}
    listed = [link.text for each in root.all("ul", class_="questions") for link in each.all("a")]
    assert sorted(listed) == sorted(query.title() for query in library.queries.questions())
    assert f"{coverage(library, View()).total} documenten" in root.one("main").text


def test_what_is_found_is_marked_and_can_be_narrowed_down(library: Library) -> None:
    root = page(search_page(library, View(), "regiodeal", {}, 1))
    first = next(root.all("li", class_="match"))
    assert (first.one("mark").text, next(first.all("a")).attributes["href"]) == ("Regiodeal", "/doc/initiatief/regiodeal-twente")
    assert "/zoek?q=regiodeal&kind=doel" in {link.attributes["href"] for link in root.one("aside").all("a")}


def test_a_chosen_facet_can_be_let_go_and_stays_when_one_searches_again(library: Library) -> None:
    root = page(search_page(library, View(Language.EN), "regiodeal", {"kind": "doel"}, 1))
    chosen = root.one("aside").one("a", aria_current="true")
    assert chosen.attributes["href"] == "/en/zoek?q=regiodeal"
    assert [field.attributes["value"] for field in root.one("main").all("input", type="hidden", name="kind")] == ["doel"]


def test_a_typing_error_that_was_mended_is_told(library: Library) -> None:
    assert "Gezocht naar duurzaamheid." in page(search_page(library, View(), "duurzaamhied", {}, 1)).one("main").text


def test_what_one_types_comes_back_as_text_and_never_as_markup(library: Library) -> None:
    html = search_page(library, View(path="/zoek?q=%3Cscript%3E"), '<script>alert("a")</script>', {}, 1)
    assert "<script>alert" not in html
    assert page(html).one("h1").text == 'Zoeken naar ‘<script>alert("a")</script>’'


def test_nothing_found_gives_advice(library: Library) -> None:
    text = page(search_page(library, View(), "xyzzyx", {"kind": "doel"}, 1)).one("main").text
    assert "Niets gevonden. Kijk of de woorden goed gespeld zijn." in text
    assert "Wis een of meer filters." in text


@pytest.mark.parametrize("kind", KINDS)
def test_the_pages_of_a_listing_hold_every_thing_once_by_name(library: Library, kind: str) -> None:
    pages = listing(library, View(), kind, 1).pages
    lines = [line for number in range(1, pages + 1) for line in listing(library, View(), kind, number).lines]
    names = [line.ref.name.value.casefold() for line in lines]
    assert len({line.ref.iri for line in lines}) == len(lines) == counts(library)[kind]
    assert names == sorted(names)


@pytest.mark.parametrize(("kind", "number"), [("doel", 0), ("doel", 99), ("verband", 1), ("", 1)])
def test_there_is_no_listing_of_other_kinds_nor_beyond_the_last_page(library: Library, kind: str, number: int) -> None:
    with pytest.raises(NotFoundError, match=f"no statements about <{BASE}/doc/{kind}"):
        listing_page(library, View(), kind, number)


def test_a_listing_tells_several_values_once(library: Library) -> None:
    row = next(line for line in listing(library, View(), "organisatie", 2).lines if line.ref.iri == ALMELO)
    assert next([ref.name.value for ref in cell] for cell in row.cells) == ["gemeente"]
    assert COLUMNS["organisatie"] == ("kind", "initiatives")


def test_a_listing_of_several_pages_links_to_each(library: Library) -> None:
    links = list(page(listing_page(library, View(), "doel", 2)).one("nav", aria_label="Bladzijden").all("a"))
    assert links[0].attributes == {"rel": "prev", "href": "/doc/doel"}
    assert links[-1].attributes == {"rel": "next", "href": "/doc/doel/bladzijde/3"}


def test_more_than_25_relations_of_a_kind_are_folded_and_none_is_left_out(library: Library) -> None:
    root = page(thing_page(library, View(), ALMELO))
    group = root.one("section", aria_labelledby="van-owner")
    (count,) = rows(library.endpoint, f"SELECT (COUNT(*) AS ?n) {{ ?thing <{BASE}/def#owner> <{ALMELO}> }}")
    folded = group.one("details", class_="more")
    assert group.one("span", class_="tally").text == str(count["n"])
    assert len(list(group.all("span", class_="row__thing"))) == int(count["n"])
    assert next(folded.all("summary")).text == f"Nog {int(count['n']) - 25} tonen"


def test_every_row_of_a_relation_has_its_evidence_beside_it(library: Library) -> None:
    root = page(thing_page(library, View(), mint("initiatief", "regiodeal-twente")))
    groups = list(root.all("section", class_="group"))
    rows_ = [
        item
        for group in groups
        for item in group.all("li")
        if any(child.attributes.get("class") == "row__thing" for child in item.children if isinstance(child, Element))
    ]
    assert rows_
    assert all(list(row.all("details", class_="proof")) for row in rows_)


def test_a_question_is_answered_with_links_and_downloads(library: Library) -> None:
    given = {"initiatief": f"{BASE}/id/initiatief/regiodeal-twente", "lang": "nl"}
    root = page(question_page(library, View(), "doelen-van-initiatief", given))
    assert "/doc/doel/regiodeal-pijler-1" in {link.attributes["href"] for link in root.one("table").all("a")}
    assert [link.text for link in root.one("main").all("a") if link.attributes["href"].startswith("/vragen/doelen-van-initiatief.")] == [
        "CSV",
        "Excel",
        "JSON",
    ]


def test_a_question_that_cannot_be_answered_says_why_and_keeps_what_was_given(library: Library) -> None:
    root = page(question_page(library, View(), "doelen-van-initiatief", {"initiatief": "id/<adres>"}))
    complaint = root.one("div", id="probleem-initiatief")
    assert complaint.text == (
        "Dit kan zo niet worden beantwoord. Het initiatief: ‘id/<adres>’ is geen adres. "
        "Kies een naam uit de lijst, of vul een adres in zoals id/initiatief/skills-twente."
    )
    field = root.one("input", id="v-initiatief").attributes
    assert (field["value"], field["aria-invalid"], field["aria-describedby"]) == ("id/<adres>", "true", "probleem-initiatief")
    assert not list(root.one("main").all("table"))


@pytest.mark.parametrize("name", ["pages/claims", "bestaat-niet"])
def test_only_saved_questions_can_be_asked(library: Library, name: str) -> None:
    with pytest.raises(UnknownQueryError, match=r"no (question|query) named"):
        question_page(library, View(), name, {})


def test_the_coverage_counts_every_document_once(library: Library) -> None:
    found = coverage(library, View())
    assert found.total == counts(library)["document"]
    assert all(sum(publisher.documents) == publisher.total for publisher in found.publishers)
    assert (found.years[-1], found.first_year < found.last_year) == ("", True)


def test_about_tells_what_was_not_read_and_the_figures_of_the_release(library: Library) -> None:
    text = page(about_page(library, View())).one("main").text
    assert "Alleen het begin van de meeste pagina’s is gelezen, dus een lijst kan onvolledig zijn." in text
    assert "2026-11-25-test" in text


def test_an_error_page_needs_no_release() -> None:
    root = page(message_page(View(), 404, ("Niet gevonden", "Er is geen <doel>.")))
    assert (root.one("h1").text, "Er is geen <doel>." in root.one("main").text) == ("Niet gevonden", True)


def test_an_answer_names_its_things_in_one_column_and_its_claims_by_their_kind(library: Library) -> None:
    given = {"organisatie": str(ALMELO), "indicator": f"{BASE}/id/concept/indicator/almelo-ind-vertrouwen-gemeentebestuur"}
    found = answer(library, View(), "indicator-vergelijken", given)
    assert found.table
    headings = [column.value for column in found.table.columns]
    assert {"Waarneming", "Groep"} <= set(headings)
    assert not any(heading.endswith(" naam") for heading in headings)
    assert {row[headings.index("Waarneming")].text.value for row in found.table.rows} == {"Waarneming"}


def test_a_bundle_that_was_not_built_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match=r"run: npm ci && node build\.mjs"):
        served_names(tmp_path / "manifest.json")

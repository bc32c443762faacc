"""What the graph covers, and the tour and the statement on accessibility."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from rdflib import RDFS

from kg.publish.helping.about import about_page
from kg.publish.helping.accessibility import accessibility_page
from kg.publish.helping.tour import STOPS, pictures, place, size, tour_page
from kg.publish.library import Language, Library, View
from kg.publish.listing import counts
from kg.read.publication import publication
from kg.store import Answer, Dataset, Endpoint, Formats, rows
from kg.terms import BASE
from reading import Element, page

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def about(library: Library) -> Element:
    return page(about_page(library, View()))


def test_every_number_in_the_matrix_leads_to_as_many_documents(library: Library, about: Element) -> None:
    links = [link for table in about.all("table") for link in table.all("a") if link.attributes["href"].startswith("/zoek")]
    assert len(links) > 200
    for link in links:
        asked = {name: value for name, (value,) in parse_qs(urlsplit(link.attributes["href"]).query).items()}
        assert library.index.find("", asked).total == int(link.text), asked
        assert link.attributes["aria-label"].startswith("1 document," if link.text == "1" else f"{link.text} documenten,")


def test_publishers_and_sorts_each_count_every_document(library: Library, about: Element) -> None:
    *publishers, sorts = about.all("table")
    totals = [
        [int(next(reversed(list(row.all("td")))).text) for row in table.all("tr") if list(row.all("td"))] for table in (*publishers, sorts)
    ]
    number = counts(library)["document"]
    assert sum(sum(table) for table in totals[:-1]) == number
    assert sum(totals[-1]) == number


def test_municipalities_of_which_nothing_was_read_are_named(library: Library, about: Element) -> None:
    asked = f"""PREFIX org: <http://www.w3.org/ns/org#> SELECT ?label {{
        ?m a org:Organization ; org:classification <{BASE}/id/concept/organisatietype/gemeente> ; <{RDFS.label}> ?label
        FILTER NOT EXISTS {{ ?d <http://purl.org/dc/terms/publisher> ?m }} }}"""
    unread = [str(row["label"]) for row in rows(library.endpoint, asked)]
    told = next(each.text for each in about.all("li") if "geen eigen document" in each.text)
    assert unread
    assert all(name in told for name in unread)
    assert "Gemeente Almelo" not in told


def test_how_much_was_read_is_counted(library: Library, about: Element) -> None:
    (row,) = rows(library.endpoint, f"SELECT (COUNT(DISTINCT ?s) AS ?n) (COUNT(DISTINCT ?p) AS ?m) {{ ?s <{BASE}/def#evidencedBy> ?p }}")
    text = about.one("main").text
    assert f"op {int(str(row['m'])):,} plaatsen".replace(",", ".") in text
    assert f"{int(str(row['n'])):,} zaken en beweringen".replace(",", ".") in text


def test_who_makes_it_is_as_the_publisher_says(library: Library) -> None:
    told = replace(library, publication=publication(ROOT / "data" / "publication.toml"))
    for made in (about_page, accessibility_page):
        hrefs = [link.attributes["href"] for link in page(made(told, View())).one("main").all("a")]
        assert "mailto:redactie@samenspel.example.org" in hrefs
        assert "mailto" not in made(library, View())


@pytest.mark.parametrize("language", list(Language))
def test_the_statement_claims_no_examination(library: Library, language: Language) -> None:
    text = page(accessibility_page(library, View(language))).one("main").text
    assert {"nl": "niet door een onafhankelijke partij onderzocht", "en": "not examined by an independent party"}[language.value] in text
    assert "axe" in text


@pytest.mark.parametrize("language", list(Language))
def test_each_step_of_the_tour_has_a_place_and_a_picture_that_says_what_it_shows(library: Library, language: Language) -> None:
    root = page(tour_page(library, View(language, root="/kg")))
    steps = [link.attributes["data-step"] for link in root.all("a", **{"data-step": "*"})]
    images = list(root.all("img"))
    assert steps == [stop.name for stop in STOPS]
    assert [image.attributes["src"].partition("/static/tour/")[2].rpartition("-")[0] for image in images] == steps
    assert all(len(image.attributes["alt"]) > 40 for image in images)
    assert len({image.attributes["alt"] for image in images}) == len(steps)


def test_the_example_of_a_step_is_left_out_where_the_graph_does_not_know_it(library: Library) -> None:
    stop = replace(STOPS[1], things=("initiatief/bestaat-niet",))
    assert place(library, View(Language.EN), stop) == "/en/doc/initiatief"
    assert place(library, View(Language.EN), STOPS[1]) == "/en/doc/initiatief/regiodeal-twente"


def test_the_pictures_are_light_and_wide_enough() -> None:
    assert set(pictures()) == {stop.name for stop in STOPS}
    for picture in pictures().values():
        assert picture.file.stat().st_size <= 60 * 1024
        assert (picture.width, picture.width > picture.height) == (1280, True)


def test_another_file_is_no_picture() -> None:
    with pytest.raises(ValueError, match="no WebP with a head"):
        size(b"\x89PNG\r\n\x1a\n" + b"\0" * 40)


def test_without_a_server_no_step_of_the_tour_asks_one(library: Library) -> None:
    assert any("?" in place(library, View(), stop) for stop in STOPS)
    assert [
        place(replace(library, alone=True), View(), stop) for stop in STOPS if "?" in place(replace(library, alone=True), View(), stop)
    ] == []


def test_what_was_read_is_asked_of_a_release_once(library: Library) -> None:
    about_page(library, View())
    asked = {"pages/coverage", "pages/evidenced", "pages/municipalities", "pages/documents"}
    texts = {library.queries.text(name) for name in asked}
    deaf = replace(library, endpoint=_Deaf(library.endpoint, texts))
    assert "<h1" in about_page(deaf, View())


class _Deaf:
    """An endpoint that answers no more of these queries."""

    def __init__(self, endpoint: Endpoint, refused: set[str]) -> None:
        self._endpoint, self._refused, self.base = endpoint, refused, endpoint.base

    def answer(self, query: str, formats: Formats = Formats(), dataset: Dataset | None = None) -> Answer:
        assert query not in self._refused
        return self._endpoint.answer(query, formats, dataset)

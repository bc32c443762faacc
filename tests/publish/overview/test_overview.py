"""The overview: what is narrowed down, what is sent of a large one, and the page with its list."""

import json
import re
from hashlib import sha256
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from kg.build.overview_file import OVERVIEW, Island, Line, Mark, Named, Overview, overview_json, read_overview
from kg.publish.facts import Text
from kg.publish.library import Language, Library, View
from kg.publish.overview import page as pages
from kg.publish.overview.discs import disc
from kg.publish.overview.known import content, index, overview
from kg.publish.overview.narrowing import indexed, narrowed, narrowing
from kg.publish.overview.page import overview_page
from kg.publish.overview.parts import island_part, short_json, sizes
from kg.publish.overview.sent import data_path, sent

ISLANDS = (Island("organisatie/a", "A", 0, 0, 100), Island("organisatie/b", "B", 300, 0, 50), Island("", "", 0, 300, 20))
MARKS = (
    Mark("doel/1", "doel", "Coöperatie Énergie", 1, 1, 0, 3, (0,), (2018,)),
    Mark("doel/2", "doel", "Wonen", 2, 2, 0, 1, (), (2018, 2019)),
    Mark("initiatief/3", "initiatief", "Energie en wonen", 3, 3, 1, 2, (0, 1), (2019,)),
    Mark("indicator/4", "indicator", "Los", 4, 4, 2, 0),
)
THEMES = (Named("https://a.nl/thema/energie", "energie", "energy"), Named("https://a.nl/thema/wonen", "wonen", "housing"))
TOLD = Overview(ISLANDS, MARKS, (Line(0, 1, 0, 2018), Line(0, 2, 0, 2019)), (Named("https://a.nl/t", "van", "of"),), THEMES)


def listed(html: str) -> list[str]:
    """Return the names in the list of the page."""
    return [unescape(name) for _, name in links(html)]


def links(html: str) -> list[tuple[str, str]]:
    """Return the links in the list of the page, each with its name."""
    return re.findall(r'<li><a href="([^"]*)">([^<]*)</a></li>', html.split("data-list", 1)[1].split("</section>", 1)[0])


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, [0, 1, 2, 3]),
        ({"q": "ENERGIE"}, [0, 2]),
        ({"q": " wonen  energie "}, [2]),
        ({"soort": "doel"}, [0, 1]),
        ({"eiland": "b"}, [2]),
        ({"eiland": "zonder"}, [3]),
        ({"jaar": "2018"}, [0, 1]),
        ({"thema": "wonen"}, [2]),
        ({"soort": "doel", "jaar": "2019"}, [1]),
        ({"eiland": "elders"}, []),
        ({"thema": "sport"}, []),
        ({"jaar": "0"}, []),
    ],
)
def test_all_that_is_asked_for_must_fit(given: dict[str, str], found: list[int]) -> None:
    assert narrowed(indexed(TOLD), narrowing(given)) == found


def test_in_short_there_is_a_mark_for_each_kind_on_an_island() -> None:
    short = json.loads(short_json(TOLD))
    assert list(zip(short["marks"]["island"], short["marks"]["kind"], short["marks"]["sizes"], strict=True)) == [
        (0, "doel", 2),
        (1, "initiatief", 1),
        (2, "indicator", 1),
    ]
    assert short["islands"]["label"] == ["A", "B", ""]
    assert short["lines"]["source"] == []


def test_a_very_large_graph_comes_to_at_most_300_marks_and_is_whole_by_island() -> None:
    islands = tuple(Island(f"organisatie/o-{number}", f"O {number}", number * 100, 0, 40) for number in range(50))
    kinds = ("doel", "initiatief", "organisatie", "resultaat", "indicator", "programma")
    marks = tuple(
        Mark(f"{kind}/{number}", kind, f"N {number}", 0, 0, number % 50, 1) for number in range(25_000) for kind in kinds[number % 6 :][:1]
    )
    told = Overview(islands, marks, (), (), ())
    short = json.loads(short_json(told))
    assert len(short["marks"]["sizes"]) <= 300
    assert sum(short["marks"]["sizes"]) == len(marks)
    assert sorted(mark.path for number in range(50) for mark in island_part(told, number).marks) == sorted(mark.path for mark in marks)


def test_one_island_holds_its_things_and_the_lines_between_them(monkeypatch: pytest.MonkeyPatch) -> None:
    part = island_part(TOLD, 0)
    assert ([mark.path for mark in part.marks], part.lines, part.islands) == (["doel/1", "doel/2"], (Line(0, 1, 0, 2018),), ISLANDS[:1])
    monkeypatch.setattr("kg.publish.overview.parts.MOST", 1)
    assert [mark.path for mark in island_part(TOLD, 0).marks] == ["doel/1"]


def test_a_name_stands_in_its_disc_when_it_fits() -> None:
    large = disc(Island("organisatie/a", "Gemeente Almelo", 0, 0, 300), Text("Gemeente Almelo"), "/x", 5)
    assert (large.lines, large.size) == (("Gemeente", "Almelo"), 60)
    assert disc(Island("organisatie/a", "Gemeente Almelo", 0, 0, 30), Text("Gemeente Almelo"), "/x", 5).lines == ()


def test_the_list_and_what_is_drawn_are_the_things_of_the_release(library: Library) -> None:
    html = overview_page(library, View(path="/overzicht"), {})
    drawn = json.loads(content(library))["marks"]["label"]
    assert sorted(listed(html)) == sorted(drawn) == sorted(mark.label for mark in overview(library).marks)
    assert len(drawn) > 1500
    assert sorted(href for href, _ in links(html)) == sorted(quote(f"/doc/{mark.path}", safe="/:@") for mark in overview(library).marks)


@pytest.mark.parametrize("given", [{"soort": "programma"}, {"eiland": "gemeente-hengelo", "jaar": "2019"}, {"q": "wonen"}, {"q": "qqq"}])
def test_the_list_follows_what_is_asked(library: Library, given: dict[str, str]) -> None:
    told = overview(library)
    html = overview_page(library, View(path="/overzicht"), given)
    assert sorted(listed(html)) == sorted(told.marks[number].label for number in narrowed(index(library), narrowing(given)))
    assert ('<p class="notice">Niets voldoet' in html) == (not listed(html))


def test_an_island_of_a_large_graph_has_pages_of_its_own(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "LISTED", 100)
    monkeypatch.setattr("kg.publish.overview.parts.MOST", 1000)
    whole = overview_page(library, View(path="/overzicht"), {})
    assert listed(whole) == []
    assert 'href="/overzicht?eiland=gemeente-almelo"' in whole
    told = overview(library)
    own = narrowed(index(library), narrowing({"eiland": "gemeente-almelo"}))
    found: list[str] = []
    for number in range(1, -(-len(own) // 100) + 1):
        html = overview_page(
            library, View(path=f"/overzicht?eiland=gemeente-almelo&bladzijde={number}"), {"eiland": "gemeente-almelo"}, number
        )
        found += listed(html)
    assert sorted(found) == sorted(told.marks[number].label for number in own)
    settings = json.loads(re.findall(r"overzicht-gegevens\">(.*?)</script>", html)[0])
    assert (settings["part"], settings["source"]) == (True, data_path(library, 0))


def test_english_pages_have_english_words_and_links(library: Library) -> None:
    html = overview_page(library, View(Language.EN, path="/overzicht"), {"eiland": "gemeente-almelo"})
    assert "Everything in one picture" in html
    assert '<option value="doel">Goals</option>' in html
    assert all(href.startswith("/en/doc/") for href, _ in links(html))


def test_each_dutch_name_on_an_english_page_is_said_to_be_dutch(library: Library) -> None:
    html = overview_page(library, View(Language.EN, path="/en/overzicht"), {})
    islands = [island for island in overview(library).islands if island.label]
    assert len(re.findall(r'<a [^>]*class="disc[^>]* lang="nl"><title>', html)) == len(islands)
    assert len(re.findall(r'<option value="[^"]+" lang="nl"', html)) == len(islands)
    assert len(re.findall(r'<summary><b lang="nl">', html)) == len(islands)
    assert len(links("".join(re.findall(r'data-list|<ul lang="nl">.*?</ul>|</section>', html)))) == len(overview(library).marks)
    assert 'lang="nl"' not in overview_page(library, View(path="/overzicht"), {}).partition("<main")[2]


def test_in_short_what_is_asked_is_counted_where_all_things_are() -> None:
    assert sizes(TOLD, range(len(MARKS))) == json.loads(short_json(TOLD))["marks"]["sizes"]
    assert sizes(TOLD, narrowed(indexed(TOLD), narrowing({"q": "wonen"}))) == [1, 1, 0]


def test_an_island_that_is_cut_is_said_to_be_and_narrowed_down_by_the_server(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.publish.overview.parts.MOST", 100)
    whole, some = {"eiland": "gemeente-almelo"}, {"eiland": "gemeente-almelo", "soort": "programma", "q": "Twente é"}
    html = {len(given): overview_page(library, View(path="/overzicht"), given) for given in (whole, some)}
    settings = {size: json.loads(re.findall(r"overzicht-gegevens\">(.*?)</script>", page)[0]) for size, page in html.items()}
    assert ["Het beeld toont de 100 zaken" in page for page in html.values()] == [True, False]
    assert [each["cut"] for each in settings.values()] == [True, True]
    assert settings[1]["source"] == data_path(library, 0)
    assert settings[3]["source"] == "/overzicht/2026-11-25-test/0.json?q=twente+e&soort=programma"


def test_the_address_of_what_is_drawn_changes_with_what_stands_there(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    before = data_path(library)
    assert before == f"/overzicht/2026-11-25-test-{sha256(sent(library)).hexdigest()[:8]}.json"
    monkeypatch.setattr("kg.publish.overview.parts.MOST", 1000)
    assert data_path(library) != before


def test_a_second_page_goes_through_no_names_again(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    overview_page(library, View(path="/overzicht"), {})
    folds: list[str] = []

    def counted(text: str) -> str:
        folds.append(text)
        return text.lower()

    monkeypatch.setattr("kg.publish.overview.narrowing.folded", counted)
    overview_page(library, View(path="/overzicht?q=Wonen"), {"q": "Wonen"})
    assert folds == ["Wonen"]


def test_the_file_of_a_release_is_what_is_shown(library: Library, tmp_path: Path) -> None:
    (tmp_path / OVERVIEW).write_text(overview_json(TOLD), encoding="utf-8")
    released = Library(library.endpoint, library.queries, library.index, library.manifest, folder=tmp_path)
    assert overview(released) == TOLD == read_overview(tmp_path / OVERVIEW)
    assert content(released) == (tmp_path / OVERVIEW).read_bytes()

"""The page of the design, and the menu of every page."""

import re
from pathlib import Path

import pytest

import kg.publish.style_page
from kg.publish.facts import Text
from kg.publish.frame import frame
from kg.publish.library import Language, Library, View
from kg.publish.start_page import start_page
from kg.publish.style_page import style_page
from reading import page

TEMPLATES = Path(kg.publish.style_page.__file__).parent / "templates"


@pytest.mark.parametrize("language", list(Language))
def test_every_component_is_shown_with_its_names(library: Library, language: Language) -> None:
    root = page(style_page(library, View(language, "/stijl")))
    ids = [element.attributes["id"] for element in root.all(id="*")]
    assert len(ids) == len(set(ids))
    named = {code.text for code in root.all("code")}
    macros = set(re.findall(r"{% macro (\w+)\(", (TEMPLATES / "parts.html").read_text(encoding="utf-8")))
    assert {name.removeprefix("parts.") for name in named if name.startswith("parts.")} <= macros
    classes = {each for element in root.all(class_="*") for each in element.attributes["class"].split()}
    explored = "gap share pairs__row grid shade-4 grid__self group-1 group-7 explain-way"
    shown = "searchbox facet chips match proof rows kind-card canvas notice notice--warning warning empty paging jumps steps error cards"
    assert {*shown.split(), *explored.split()} <= classes


def test_the_contrast_that_is_told_is_rounded_down(library: Library) -> None:
    table = page(style_page(library, View())).one("table", class_="cards contrasts")
    rows = [[cell.text for cell in row.all("td")] for row in table.one("tbody").all("tr")]
    assert all(float(cell.removesuffix(" : 1").replace(",", ".")) >= 3 for row in rows for cell in row)


def test_the_menu_says_where_one_is_once_for_each_width(library: Library) -> None:
    told = frame(View(path="/doc/doel/bladzijde/2"), Text("x"), library)
    current = [(entry.name, entry.current) for group in told.groups for entry in group.entries if entry.current]
    assert current == [("Doelen", "true")]
    root = page(start_page(library, View(Language.EN, "/en")))
    nav = root.one("nav", aria_label="Main menu")
    names = [link.text for link in nav.all("a")]
    assert names[: len(names) // 2] == names[len(names) // 2 :]
    assert {"Goals", "Overview", "Gaps", "Questions", "About"} <= set(names)


def test_the_start_page_leads_to_what_one_can_do_and_tells_what_was_read(library: Library) -> None:
    root = page(start_page(library, View()))
    tasks = [link.attributes["href"] for link in root.one("ul", class_="tasks").all("a")]
    assert tasks == ["/overzicht", "/verband", "/hiaten", "/samenwerking", "/jaren"]
    readers = list(root.one("table", class_="readers").one("tbody").all("tr"))
    assert (len(readers), readers[0].one("th").text, len(list(readers[0].all("rect"))) > 3) == (6, "Gemeente Almelo", True)
    assert "Alleen het begin van de meeste pagina’s is gelezen" in root.one("main").text
    assert not list(root.all("section", aria_labelledby="nieuw"))

"""The page about the ontology."""

import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import OWL, RDF, URIRef

from kg.publish.focus.routes import Box
from kg.publish.library import Language, Library, View
from kg.publish.ontology import Ontology, ontology, version
from kg.publish.pages import ontology_page
from kg.store import rows
from kg.store.formats import prefixes
from kg.store.local import open_files
from kg.terms import BASE, BELEID, rebase
from reading import Element, page

NL, EN = View(path="/def"), View(Language.EN, "/def", "/kg")
ONTOLOGY = Path(__file__).parents[2] / "ontology"
ABSTRACT = {"Claim", "Endeavour"}


@pytest.fixture(scope="module")
def told(library: Library) -> Ontology:
    return ontology(library, NL)


@pytest.fixture(scope="module")
def pages(library: Library) -> Mapping[Language, Element]:
    return {view.language: page(ontology_page(library, view)) for view in (NL, EN)}


def ids(root: Element) -> list[str]:
    return [element.attributes["id"] for element in root.all(id="*")]


def terms(library: Library) -> dict[str, set[URIRef]]:
    found: dict[str, set[URIRef]] = {}
    query = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?term ?kind WHERE { ?term rdfs:isDefinedBy ?def ; a ?kind }"
    for row in rows(library.endpoint, query):
        found.setdefault(str(row["term"]).removeprefix(f"{BASE}/def#"), set()).add(URIRef(row["kind"]))
    return found


@pytest.mark.parametrize("language", list(Language))
def test_every_term_has_its_anchor_and_every_link_within_the_page_its_target(
    pages: Mapping[Language, Element], library: Library, language: Language
) -> None:
    there = ids(pages[language])
    inside = {link.attributes["href"][1:] for link in pages[language].all("a") if link.attributes["href"].startswith("#")}
    assert len(there) == len(set(there))
    assert terms(library).keys() <= set(there)
    assert inside <= set(there)


@pytest.mark.parametrize("language", list(Language))
def test_headings_follow_each_other_without_a_step_left_out(pages: Mapping[Language, Element], language: Language) -> None:
    levels = [int(element.tag[1]) for element in pages[language].one("main").all() if re.fullmatch("h[1-6]", element.tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_class_of_which_there_are_things_has_an_example(told: Ontology, library: Library) -> None:
    classes = {name for name, kinds in terms(library).items() if OWL.Class in kinds}
    assert {each.head.anchor for each in told.classes} == classes
    assert {each.head.anchor for each in (*told.classes, *told.others) if not each.example} == ABSTRACT
    assert {each.head.anchor for each in told.classes if not each.count} == ABSTRACT


def test_a_class_without_things_of_its_own_counts_those_of_its_kinds(told: Ontology) -> None:
    counted = {each.head.anchor: each for each in told.classes}
    assert counted["Endeavour"].through == counted["Programme"].count + counted["Initiative"].count > 0


def test_an_example_is_turtle_that_says_what_the_graph_says(pages: Mapping[Language, Element], library: Library) -> None:
    head = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes(BASE).items())
    snippets = [element.one("code") for element in pages[Language.NL].all("pre")]
    assert len(snippets) == 20
    for snippet in snippets:
        found = list(parse(f"{head}{snippet.text}", format=RdfFormat.TURTLE))
        assert 2 <= len(found) <= 12
        asked = f"ASK {{ {' . '.join(str(each) for each in found if '…' not in str(each.object))} }}"
        assert library.endpoint.answer(asked).body == b'{"head":{},"boolean":true}', snippet.text


@pytest.mark.parametrize(
    ("kind", "code", "said"),
    [
        pytest.param("Contribution", "beleid:toGoal", ("must", "precies één", ["doel"]), id="exactly one"),
        pytest.param("Goal", "beleid:evidencedBy", ("must", "een of meer", ["passage"]), id="one or more"),
        pytest.param("Goal", "rdfs:label", ("must", "één per taal, in elk geval Nederlands", ["tekst met taal"]), id="one a language"),
        pytest.param("Programme", "beleid:owner", ("should", "ten hoogste één", ["organisatie"]), id="missing is a warning"),
        pytest.param("Document", "beleid:year", ("could", "ten hoogste één", ["geheel getal"]), id="missing is a remark"),
        pytest.param("Initiative", "dcterms:type", ("should", "ten hoogste één", ["Soorten initiatieven"]), id="from a scheme"),
        pytest.param("Goal", "beleid:subGoalOf", ("may", "zoveel als nodig", ["doel"]), id="free"),
        pytest.param("Goal", "beleid:alignsWith", ("may", "zoveel als nodig", []), id="only a hint, to anywhere"),
        pytest.param("Initiative", "prov:wasDerivedFrom", ("never", "geen", []), id="never"),
        pytest.param(
            "Participation", "m8g:hasParticipation", ("must", "precies één", ["initiatief", "programma"]), id="from the other side"
        ),
        pytest.param(
            "Goal", "beleid:relatedTo", ("may", "zoveel als nodig", ["doel", "initiatief", "organisatie", "programma"]), id="hinted"
        ),
        pytest.param("Relation", "beleid:relationFrom", ("must", "precies één", ["verwijzing (IRI)"]), id="any thing"),
        pytest.param("schema-MonetaryAmount", "schema:currency", ("must", "precies één", ['"EUR"']), id="one value"),
    ],
)
def test_what_must_be_filled_in_is_told_in_plain_words(told: Ontology, kind: str, code: str, said: tuple[str, str, list[str]]) -> None:
    (found,) = (each for each in (*told.classes, *told.others) if each.head.anchor == kind)
    (need,) = (each for each in found.needs if [term.code for term in each.properties] == [code])
    assert (need.level, need.number, [value.name.value or value.code for value in need.values]) == said


def test_what_must_be_filled_in_comes_first(told: Ontology) -> None:
    order = ["must", "should", "could", "may", "never"]
    for each in told.classes:
        assert sorted(each.needs, key=lambda need: order.index(need.level)) == list(each.needs)


def test_several_properties_of_which_the_same_holds_share_a_line(told: Ontology) -> None:
    (mention,) = (each for each in told.classes if each.head.anchor == "Mention")
    (never,) = (each for each in mention.needs if each.level == "never")
    assert len(never.properties) == 9


def test_a_property_is_told_in_a_sentence_from_the_graph(pages: Mapping[Language, Element]) -> None:
    owner = pages[Language.NL].one("section", id="owner")
    assert owner.one("h3").text == "eigenaar owner"
    sentence = owner.one("p", class_="use")
    assert sentence.one("b").text == "eigenaar"
    assert [link.attributes["href"].split("/")[1] for link in sentence.all("a")] == ["doc", "doc"]
    assert "518 keer gebruikt" in owner.text


def test_the_picture_draws_every_class_of_ours_and_says_the_same_in_a_table(told: Ontology, pages: Mapping[Language, Element]) -> None:
    assert {each.head.anchor for each in told.classes} <= {cell.anchor for cell in told.picture.cells}
    ties = {(tie.source.code, tie.relation.code): [each.code for each in tie.targets] for tie in told.picture.ties}
    assert ties["beleid:Endeavour", "beleid:contributesTo"] == ["beleid:Goal"]
    assert ties["beleid:Goal", "beleid:goalOf"] == ["beleid:Programme"]
    assert ties["beleid:Participation", "m8g:hasParticipant"] == ["org:Organization"]
    drawn = pages[Language.NL].one("svg", role="group")
    assert [len(list(drawn.all("path", data_from="*"))), len(list(drawn.all("a", data_node="*")))] == [
        len(told.picture.lines),
        len(told.picture.cells),
    ]


def test_no_box_of_the_picture_lies_over_another(told: Ontology) -> None:
    def apart(one: Box, other: Box) -> bool:
        return one.right <= other.x or other.right <= one.x or one.bottom <= other.y or other.bottom <= one.y

    boxes = [cell.box for cell in told.picture.cells]
    assert all(apart(one, other) for place, one in enumerate(boxes) for other in boxes[place + 1 :])
    assert max(box.right for box in boxes) < told.picture.width


def test_every_scheme_is_there_with_all_its_concepts(told: Ontology, library: Library) -> None:
    query = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?scheme ?concept WHERE { ?concept skos:inScheme ?scheme }"
    asked = {(row["scheme"], row["concept"]) for row in rows(library.endpoint, query)}
    assert {(scheme.ref.iri, concept.ref.iri) for scheme in told.schemes for concept in scheme.concepts} == asked
    assert {scheme.ref.href.split("/")[2] for scheme in told.schemes} == {"begrippenkader"}


def test_all_that_the_graph_uses_of_others_stands_with_its_vocabulary(told: Ontology, library: Library) -> None:
    named = {term.href for each in told.vocabularies for term in each.used}
    used = {row["property"] for row in rows(library.endpoint, library.queries.text("release/properties"))}
    assert {str(iri) for iri in used if not str(iri).startswith(BASE)} <= named
    assert "beleid" not in {each.prefix for each in told.vocabularies}


def test_the_history_begins_with_the_version_that_is_served(told: Ontology, library: Library) -> None:
    assert told.colophon.history[0].version == told.colophon.version == version(library) == "0.1.0"
    assert told.colophon.version_iri == f"{BASE}/def/0.1.0"


def test_texts_in_the_other_language_say_so(pages: Mapping[Language, Element]) -> None:
    goal = pages[Language.EN].one("section", id="Goal")
    assert goal.one("h3").one("span").attributes == {"class": "term__other", "lang": "nl"}
    assert goal.one("h3").text == "goal doel"


def test_links_to_things_keep_the_root_and_the_language(pages: Mapping[Language, Element]) -> None:
    hrefs = {link.attributes["href"] for link in pages[Language.EN].one("main").all("a") if link.attributes["href"].startswith("/")}
    assert {href for href in hrefs if not href.startswith("/kg/en/")} == {f"/kg/def.{form}" for form in ("ttl", "jsonld", "nt", "rdf")}


def test_under_another_base_the_page_tells_the_names_as_they_are_published(library: Library, tmp_path: Path) -> None:
    base = "https://data.example.nl/kg"
    text = (ONTOLOGY / "vocabulary.ttl").read_text(encoding="utf-8")
    (tmp_path / "vocabulary.ttl").write_text(f"{rebase(text, BASE, base)}\n<{base}/id/doel/a> a <{base}/def#Goal> .\n", encoding="utf-8")
    moved = Library(open_files([tmp_path / "vocabulary.ttl"], base), library.queries, library.index, {})
    html = ontology_page(moved, NL)
    assert f"{base}/def#Goal" in html
    assert BASE not in html


def test_a_graph_without_the_vocabulary_still_has_a_page(library: Library, tmp_path: Path) -> None:
    (tmp_path / "one.nt").write_text(f"<{BASE}/id/doel/a> <{RDF.type}> <{BELEID.Goal}> .\n")
    bare = Library(open_files([tmp_path / "one.nt"]), library.queries, library.index, {})
    assert (ontology(bare, NL).classes, version(bare)) == ((), "")
    assert list(page(ontology_page(bare, NL)).all("section", id="org-Organization"))

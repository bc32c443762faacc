"""The description of the API."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.publish.api import formats
from kg.publish.library import Library
from kg.publish.openapi import document
from kg.read.publication import publication
from kg.store.parameters import LONGEST, PATTERNS
from kinds import kinds


@pytest.fixture(scope="module")
def small(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library(library.endpoint, kinds(tmp_path_factory.mktemp("kinds")), library.index, library.manifest)


@pytest.fixture(scope="module")
def everything(small: Library) -> Any:  # noqa: ANN401 - JSON, looked into at will
    return document(small, "/kg")["paths"]["/queries/alles"]["get"]  # type: ignore[index]


def test_every_question_is_a_path_in_both_languages(library: Library) -> None:
    paths: Any = document(library, "")["paths"]
    for query in library.queries.questions():
        operation = paths[f"/queries/{query.name}"]["get"]
        assert (operation["operationId"], operation["summary"]) == (query.name, query.title("nl"))
        assert f"*English:* {query.title('en')}" in operation["description"]
        assert [each.get("name") for each in operation["parameters"] if "name" in each] == [each.name for each in query.parameters]


def test_a_parameter_is_described_by_its_kind_with_its_default_and_what_to_choose(everything: Any) -> None:  # noqa: ANN401
    found = {each["name"]: each for each in everything["parameters"] if "name" in each}
    assert {name: each["schema"] for name, each in found.items()} == {
        "thema": {"type": "string", "pattern": PATTERNS["iri"], "maxLength": LONGEST, "default": "id/concept/thema/arbeidsmarkt"},
        "jaar": {"type": "integer", "minimum": -(10**18) + 1, "maximum": 10**18 - 1},
        "deel": {"type": "number", "minimum": -(10**15), "maximum": 10**15, "default": 0.5},
        "dag": {"type": "string", "format": "date", "default": "2018-12-31"},
        "woord": {"type": "string", "minLength": 1, "maxLength": LONGEST, "default": "=1+1"},
        "soort": {"type": "string", "enum": ["a", "b"], "default": "a"},
        "rang": {"type": "integer", "enum": [1, 2], "default": 1},
    }
    assert [name for name, each in found.items() if each["required"]] == ["jaar"]
    assert (found["thema"]["description"], found["rang"]["description"]) == ("het thema / the theme", "de rang / de rang")
    assert found["thema"]["examples"]["id/concept/thema/arbeidsmarkt"] == {
        "summary": "arbeidsmarkt",
        "value": "id/concept/thema/arbeidsmarkt",
    }
    assert (len(found["thema"]["examples"]), "examples" in found["soort"]) == (5, False)


def test_the_columns_of_an_answer_are_described_and_what_is_called_a_date_says_so(everything: Any) -> None:  # noqa: ANN401
    schema = everything["responses"]["200"]["content"]["application/json"]["schema"]
    row = schema["allOf"][1]["properties"]["rows"]["items"]
    assert row["required"] == list(row["properties"]) == [
        "initiatief", "initiatiefNaam", "gegevenJaar", "helft", "datum", "tekst", "keuze", "plaats", "waar", "dubbel", "leeg",
    ]  # fmt: skip
    assert row["properties"]["datum"] == {"type": ["string", "number", "boolean", "null"], "description": "Datum", "format": "date"}
    assert "format" not in row["properties"]["leeg"]


def test_a_graph_has_no_pages_and_comes_as_rdf(small: Library) -> None:
    operation: Any = document(small, "")["paths"]["/queries/graaf"]["get"]  # type: ignore[index]
    assert list(operation["responses"]["200"]["content"]) == ["application/ld+json", "text/turtle"]
    assert [each["$ref"] for each in operation["parameters"] if "$ref" in each] == [
        "#/components/parameters/Lang",
        "#/components/parameters/Release",
    ]


def test_an_answer_may_be_asked_of_a_release_and_another_is_not_found(small: Library, everything: Any) -> None:  # noqa: ANN401
    parts: Any = document(small, "")["components"]
    assert {"$ref": "#/components/parameters/Release"} in everything["parameters"]
    assert {name: parts["parameters"]["Release"][name] for name in ("name", "in", "required")} == {
        "name": "release",
        "in": "query",
        "required": False,
    }
    assert everything["responses"]["404"] == {"$ref": "#/components/responses/NotFound"}
    assert "`served`" in parts["responses"]["NotFound"]["description"]
    assert {"asked", "served"} <= set(parts["schemas"]["Problem"]["properties"])


def test_every_reference_leads_somewhere(small: Library) -> None:
    whole: Any = document(small, "")

    def references(part: object) -> set[str]:
        if isinstance(part, dict):
            own = {part["$ref"]} if "$ref" in part else set()
            return own.union(*(references(each) for each in part.values()))
        return set().union(*(references(each) for each in part)) if isinstance(part, list) else set()

    found = references(whole)
    assert len(found) > 15
    for reference in found:
        _, components, kind, name = reference.split("/")
        assert name in whole[components][kind], reference
    used = {f"#/components/{kind}/{name}" for kind, parts in whole["components"].items() for name in parts}
    assert used - found == set()


def test_the_site_is_named_by_its_base_and_its_root(small: Library) -> None:
    whole: Any = document(small, "/kg")
    assert whole["servers"][0]["url"] == "/kg/v1"
    assert whole["info"]["contact"] == {
        "name": "Beheerder van deze graaf / Keeper of this graph",
        "url": "https://samenspel.example.org/over",
        "email": "webmaster@samenspel.example.org",
    }


def test_whom_to_ask_and_the_licence_are_the_publishers(small: Library) -> None:
    told = publication(Path(__file__).parents[2] / "data" / "publication.toml")
    whole: Any = document(replace(small, publication=replace(told, contact=replace(told.contact, email="een@gemeente.example"))), "")
    assert whole["info"]["contact"]["email"] == "een@gemeente.example"
    assert whole["info"]["license"] == {"name": told.licence.name, "url": str(told.licence.page)}


def test_the_address_that_the_documentation_gives_to_r_is_a_table(library: Library) -> None:
    told = (Path(__file__).parents[2] / "docs" / "endpoint.md").read_text(encoding="utf-8")
    [name, suffix] = re.findall(r'read\.csv\("http://[^/]+/v1/queries/([a-z-]+)\.(\w+)\?', told)[0]
    assert formats(library.queries[name])[suffix] == "text/csv"

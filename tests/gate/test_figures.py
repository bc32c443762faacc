"""A number that is told and is not so is found, by counting in two other ways."""

import re

import pytest

from gate.spoiling import answering, asked, group_of, reading
from kg.gate.checking import Examined

VOID = {"void-totals", "void-classes", "void-properties", "void-sparql"}


@pytest.mark.parametrize(
    ("pattern", "notice"),
    [
        pytest.param(r"(void#triples> )\d+", {"void-totals", "void-properties", "void-sparql"}, id="triples"),
        pytest.param(r"(void#distinctSubjects> )\d+", {"void-totals", "void-sparql"}, id="subjects"),
        pytest.param(r"(void#distinctObjects> )\d+", {"void-totals", "void-sparql"}, id="objects"),
        pytest.param(r"(void#classes> )\d+", {"void-totals", "void-sparql"}, id="classes"),
        pytest.param(r"(void#entities> )\d+", {"void-classes", "void-sparql"}, id="things of a class"),
    ],
)
def test_a_wrong_number_in_the_release_is_found(copied: Examined, pattern: str, notice: set[str]) -> None:
    file = copied.release.folder / "void.ttl"
    text = file.read_text(encoding="utf-8")
    spoilt = re.sub(pattern, r"\g<1>7", text)
    assert spoilt != text
    file.write_text(spoilt, encoding="utf-8")
    assert {name for name in group_of("void-totals") if asked(name, copied).failures} == notice


def test_a_wrong_number_on_the_site_is_found(examined: Examined) -> None:
    number = str(examined.release.manifest["triples"])
    spoilt = answering(examined, r"/void\.ttl", reading(f"void#triples> {number}", "void#triples> 1"))
    assert {name for name in VOID if asked(name, spoilt).failures} == {"void-totals", "void-sparql"}
    assert asked("void-totals", spoilt).failures == (f"/void tells 1 of triples, there are {number}",)


def test_a_wrong_number_in_the_description_of_the_endpoint_is_found(examined: Examined) -> None:
    number = str(examined.release.manifest["triples"])
    spoilt = answering(examined, r"/sparql", reading(f"void#triples> {number}", "void#triples> 1"))
    assert {name for name in VOID if asked(name, spoilt).failures} == {"void-sparql"}


def test_an_endpoint_that_counts_otherwise_is_found(examined: Examined) -> None:
    spoilt = answering(examined, r"/sparql\?.*", reading(f'"{examined.release.manifest["triples"]}"', '"1"'))
    assert {name for name in VOID if asked(name, spoilt).failures} == {"void-sparql"}


def test_a_line_that_the_numbers_do_not_know_is_found(copied: Examined) -> None:
    with (copied.release.folder / "graph.nt").open("a", encoding="utf-8") as file:
        file.write("<https://elsewhere.example/a> <https://elsewhere.example/b> <https://elsewhere.example/c> .\n")
    assert {name for name in VOID if asked(name, copied).failures} == {"void-totals", "void-properties"}

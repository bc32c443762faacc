"""The first Graph Store Protocol tests, which the suite has since replaced by those in graph-store-protocol.

They are one walk along a store, each step told in prose: what is sent, and what must come back.
"""

import re
from dataclasses import dataclass
from textwrap import dedent
from urllib.parse import urlsplit

import pytest
from rdflib import RDFS, Graph
from rdflib.compare import isomorphic

from conformance.served import Answer, Sandbox
from conformance.suite import Case, manifest, needed

pytestmark = needed
STEPS = {case.name.rpartition("#")[2]: case for case in manifest("http-rdf-update")}
ILL_DEFINED = {
    "put__default_graph": (204, "201 for a graph that is always there; its successor (put_get_default) takes 204 as well"),
    "post__existing_graph": (400, "the document is no Turtle: its last statement has no end"),
    "get_of_post__existing_graph": (200, "wants John Doe back, whom Jane Doe replaced three steps before"),
    "post__multipart_formdata": (400, "the documents are no Turtle: their last statements have no end"),
    "get_of_post__multipart_formdata": (200, "wants what the two steps before it could not add"),
}
"""The steps that no server could pass as they stand: what they get here, and why."""


@dataclass(frozen=True)
class Message:
    """A request or a response as it is told: its first line, its headers and its body."""

    first: str
    headers: dict[str, str]
    body: str


def told(case: Case, section: str, places: dict[str, str]) -> Message:
    """Return what stands under a heading of the step, with the places of this server filled in."""
    (text,) = (str(comment) for comment in case.graph.objects(case.iri, RDFS.comment) if "#### Request" in str(comment))
    found = re.search(rf"#### {section}\n+(.*?)(?=####|\Z)", text, re.DOTALL)
    assert found, f"{case.name} has no {section}"
    message = dedent(found[1]).strip()
    for place, here in places.items():
        message = message.replace(place, here)
    head, _, body = message.partition("\n\n")
    first, *lines = head.splitlines()
    return Message(first, dict(line.split(": ", 1) for line in lines), body)


@pytest.fixture(scope="module")
def walk(sandbox: Sandbox) -> dict[str, Answer]:
    """What each step got, one after another."""
    sandbox.hold([])
    answers: dict[str, Answer] = {}
    for name, case in STEPS.items():
        if name == "delete__existing_graph":  # no step makes the graph that this one removes
            assert sandbox.request("PUT", "/graphs/person/2.ttl", {"Content-Type": "text/turtle"}).status == 201
        answers[name] = sent(sandbox, told(case, "Request", places(sandbox, answers)))
    return answers


def places(sandbox: Sandbox, answers: dict[str, Answer]) -> dict[str, str]:
    created = answers["post__create__new_graph"].headers["location"] if "post__create__new_graph" in answers else ""
    return {
        "/$GRAPHSTORE$": "/graphs",
        "$GRAPHSTORE$": "/graphs",
        "$HOST$": f"127.0.0.1:{sandbox.port}",
        "$NEWPATH$": urlsplit(created).path,
    }


def sent(sandbox: Sandbox, message: Message) -> Answer:
    method, target, _ = message.first.split(" ")
    headers = {name: value for name, value in message.headers.items() if name != "Host"}
    return sandbox.request(method, target, headers, message.body.encode())


@pytest.mark.parametrize("name", [name for name in STEPS if name not in ILL_DEFINED])
def test_the_first_graph_store_tests(sandbox: Sandbox, walk: dict[str, Answer], name: str) -> None:
    answer, wanted = walk[name], told(STEPS[name], "Response", places(sandbox, walk))
    status = int(wanted.first.split(" ")[0])
    method = told(STEPS[name], "Request", {}).first.split(" ")[0]
    assert answer.status in ({200, 204} if status == 200 and method not in {"GET", "HEAD"} else {status})  # as its successors have it
    if "Content-Type" in wanted.headers:
        assert answer.headers["content-type"] == wanted.headers["Content-Type"]
    if "Location" in wanted.headers:
        assert urlsplit(answer.headers["location"]).path.startswith("/graphs/")
    if wanted.body:
        assert isomorphic(*(Graph().parse(data=text, format="turtle") for text in (answer.body.decode(), wanted.body)))


@pytest.mark.parametrize("name", ILL_DEFINED)
def test_an_ill_defined_step_gets_what_the_protocol_says(walk: dict[str, Answer], name: str) -> None:
    assert walk[name].status == ILL_DEFINED[name][0]


def test_all_steps_are_walked() -> None:
    assert len(STEPS) == 18
    assert set(ILL_DEFINED) <= set(STEPS)

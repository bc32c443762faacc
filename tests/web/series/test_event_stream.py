"""The publications as a Linked Data Event Stream."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from pyoxigraph import Literal, RdfFormat, parse
from rdflib import RDF, Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS
from starlette.testclient import TestClient

from kg.assets import asset
from kg.build.release import open_release
from kg.build.series import series
from kg.publish import event_stream
from kg.publish.event_stream import AS, LDES, TREE
from kg.publish.library import Library
from kg.publish.released import opened
from kg.store.queries import Queries
from kg.terms import BASE, SCHEMA
from kg.web.app import create_app

Parser = Callable[[str, str], Graph]
FORMATS = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt", "rdf": "xml", "n3": "turtle"}
STREAM = URIRef(f"{BASE}/ldes#stroom")
ENVELOPE = {DCTERMS.created, DCTERMS.isVersionOf, SCHEMA.position}


def node(client: TestClient, address: str) -> Graph:
    response = client.get(address.removeprefix(BASE), headers={"accept": "text/turtle"})
    assert response.status_code == 200, response.text
    return Graph().parse(data=response.text, format="turtle")


def nodes(client: TestClient, address: str = f"{BASE}/ldes") -> Iterable[tuple[str, Graph]]:
    """All nodes of the stream, found as a client does: by its relations from the first."""
    found = node(client, address)
    yield address, found
    for there in sorted({str(each) for each in found.objects(None, TREE.node)}):
        yield from nodes(client, there)


def members(client: TestClient) -> list[tuple[str, int, str, Graph, URIRef]]:
    """All members in their order: when, in which publication, of what, on which page, and which."""
    found = [(page, URIRef(str(member))) for _, page in nodes(client) for member in page.objects(STREAM, TREE.member)]
    told = [
        (
            str(page.value(member, DCTERMS.created)),
            int(str(page.value(member, SCHEMA.position))),
            str(page.value(member, DCTERMS.isVersionOf)),
        )
        for page, member in found
    ]
    return sorted(((*one, *other) for one, other in zip(told, found, strict=True)), key=lambda each: each[:3])


def replayed(client: TestClient, until: int) -> set[tuple[str, str, object]]:
    """What a client holds that takes the members in their order: the last version of each subject, without those that are gone."""
    held: dict[str, set[tuple[str, object]]] = {}
    for _, number, subject, page, member in members(client):
        if number <= until:
            held.pop(subject, None)
            if (member, RDF.type, AS.Delete) not in page:
                said = page.predicate_objects(member)
                held[subject] = {(str(predicate), value) for predicate, value in said if predicate not in ENVELOPE}
    return {(subject, predicate, value) for subject, said in held.items() for predicate, value in said}


def as_it_was(graph: Path) -> set[tuple[str, str, object]]:
    found = Graph().parse(graph, format="nt")
    return {(str(subject), str(predicate), value) for subject, predicate, value in found}


@pytest.fixture(scope="module")
def site(published: Library, static: Path) -> Iterator[TestClient]:
    """The app over the last publication, which keeps nothing: some of these tests have shorter nodes."""
    with TestClient(create_app(published, static, answers_mib=0), follow_redirects=False) as client:
        yield client


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> int:
    """Nodes of few members, so that the small graph takes several."""
    monkeypatch.setattr(event_stream, "MOST_MEMBERS", 60)
    return 60


@pytest.mark.parametrize("number", [1, 2, 3])
def test_replaying_the_stream_gives_the_graph(site: TestClient, graphs: Mapping[int, Path], number: int, short: int) -> None:
    assert short < len(members(site))
    assert replayed(site, number) == as_it_was(graphs[number])


def test_a_long_publication_goes_over_several_nodes(site: TestClient, graphs: Mapping[int, Path], short: int) -> None:
    found = dict(nodes(site))
    sizes = {address.removeprefix(f"{BASE}/ldes"): len(set(page.objects(STREAM, TREE.member))) for address, page in found.items()}
    subjects = {quad.subject for quad in parse(path=graphs[1], format=RdfFormat.N_TRIPLES)}
    first = [size for address, size in sizes.items() if address == "/1" or address.startswith("/1/")]
    assert (len(first), sum(first)) == (-(-len(subjects) // short), len(subjects))
    assert (sizes[""], max(sizes.values())) == (0, short)
    assert {"/1", "/1/2", "/2", "/3"} <= sizes.keys()


def test_the_first_node_says_what_the_stream_is_like(site: TestClient) -> None:
    first, here = node(site, f"{BASE}/ldes"), URIRef(f"{BASE}/ldes")
    for predicate, value in (
        (RDF.type, LDES.EventStream),
        (TREE.view, here),
        (LDES.timestampPath, DCTERMS.created),
        (LDES.versionOfPath, DCTERMS.isVersionOf),
        (LDES.versionDeleteObject, AS.Delete),
    ):
        assert (STREAM, predicate, value) in first
    bounds = {str(kind) for kind in first.objects(None, RDF.type) if str(kind).endswith("Relation")}
    assert bounds == {str(TREE.GreaterThanOrEqualToRelation), str(TREE.LessThanOrEqualToRelation)}
    assert not list(first.objects(None, LDES.retentionPolicy)), "everything is kept"


def test_what_is_gone_is_a_member_too(site: TestClient) -> None:
    second = node(site, f"{BASE}/ldes/2")
    gone = {str(second.value(each, DCTERMS.isVersionOf)) for each in second.subjects(RDF.type, AS.Delete)}
    assert f"{BASE}/id/initiatief/skills-twente" in gone
    assert URIRef(f"{BASE}/ldes/2#id/doel/twente-doel") in set(second.objects(STREAM, TREE.member))


@pytest.mark.usefixtures("short")
def test_a_node_may_be_kept_for_ever_but_the_first(site: TestClient) -> None:
    assert site.get("/ldes").headers["cache-control"] == "max-age=300, stale-while-revalidate=86400"
    for path in ("/ldes/1", "/ldes/1/2", "/ldes/2.jsonld"):
        response = site.get(path)
        assert response.headers["cache-control"] == "max-age=31536000, immutable"
        again = site.get(path, headers={"if-none-match": response.headers["etag"]})
        assert (again.status_code, again.headers["cache-control"]) == (304, "max-age=31536000, immutable")
    assert (URIRef(f"{BASE}/ldes/1"), LDES.immutable, None) in node(site, f"{BASE}/ldes/1")


@pytest.mark.parametrize("path", ["/ldes", "/ldes/3"])
def test_every_format_holds_the_same_triples(site: TestClient, parsed: Parser, path: str) -> None:
    graphs = [parsed(site.get(f"{path}.{suffix}").text, form) for suffix, form in FORMATS.items()]
    assert [isomorphic(graphs[0], other) for other in graphs] == [True] * len(graphs)


def test_no_page_is_promised_where_there_is_none(site: TestClient) -> None:
    response = site.get("/ldes/2", headers={"accept": "text/html, */*;q=0.1"})
    assert response.headers["content-type"].startswith("text/turtle")
    assert 'rel="describes"' not in response.headers["link"]


def test_a_format_that_there_is_not_is_told_and_not_kept(site: TestClient) -> None:
    response = site.get("/ldes/1", headers={"accept": "image/png"})
    assert (response.status_code, response.headers["cache-control"]) == (406, "no-cache")


@pytest.mark.parametrize("path", ["/ldes/0", "/ldes/4", "/ldes/1/1", "/ldes/1/99", "/ldes/x"])
def test_there_are_no_other_nodes(site: TestClient, path: str) -> None:
    assert site.get(path).status_code == 404


def test_without_publications_there_is_no_stream(client: TestClient) -> None:
    assert client.get("/ldes").status_code == 404
    assert client.get("/ldes/1").status_code == 404


def test_without_the_patch_the_changes_are_worked_out(out: Path, static: Path, tmp_path: Path, site: TestClient) -> None:
    copied = shutil.copytree(out, tmp_path / "releases")
    library = opened(open_release(copied / series(copied)[-1].release), Queries(asset("queries")))
    with closing(library.index), TestClient(create_app(library, static)) as other:
        for file in (copied / "differences").glob("*.rdfp"):
            file.unlink()
        assert other.get("/ldes/2").content == site.get("/ldes/2").content
        shutil.rmtree(copied / series(copied)[0].release)
        assert other.get("/ldes/1").status_code == 404


def test_a_value_comes_through_as_it_is_written(site: TestClient, graphs: Mapping[int, Path]) -> None:
    written = {quad.object for quad in parse(path=graphs[3], format=RdfFormat.N_TRIPLES) if isinstance(quad.object, Literal)}
    body = b"".join(site.get(f"{address.removeprefix(BASE)}.nt").content for address, _ in nodes(site))
    assert written <= {quad.object for quad in parse(body, format=RdfFormat.N_TRIPLES)}

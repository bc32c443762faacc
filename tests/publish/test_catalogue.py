"""The catalogue of the real release: what the shapes say of it, whether its numbers are right, and what search engines get."""

import functools
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyshacl
import pytest
import shacl
from rdflib import RDF, RDFS, VOID, XSD, Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, SH, SKOS

from kg.build.release import INDEX, Release
from kg.publish.catalogue import CATALOGUE, DATASET, ENDPOINT, Catalogue, Version, catalogue, edition
from kg.publish.catalogue_graph import catalogue_graph
from kg.publish.catalogue_void import void_graph
from kg.publish.library import Language, Library, View
from kg.publish.pages import catalogue_page
from kg.publish.search import SearchIndex
from kg.publish.structured_data import structured_data
from kg.publisher import Agent, Publication, Worded
from kg.read.publication import publication
from kg.store import rows
from kg.store.queries import Queries
from kg.terms import BASE, SPDX
from reading import page

ROOT = Path(__file__).parents[2]
OFFICIAL = ROOT.parent / "shared" / "standards"
OWN = ROOT / "ontology" / "publication.shacl.ttl"
MODEL = tuple(ROOT / "ontology" / name for name in ("vocabulary.ttl", "schemes.ttl", "links.ttl"))
EU = "http://publications.europa.eu/resource/authority/"
TURTLE = URIRef(f"{BASE}/id/distributie/samenspel-ttl")

needs_shared = pytest.mark.skipif(not OFFICIAL.exists(), reason="shared/ absent: the official shapes were not asked")


@pytest.fixture(scope="module")
def release(real_release: Release) -> Release:
    return real_release


@pytest.fixture(scope="module")
def published() -> Publication:
    return publication(ROOT / "data" / "publication.toml")


@pytest.fixture(scope="module")
def released(release: Release, queries: Queries, published: Publication) -> Iterator[Library]:
    index = SearchIndex(release.folder / INDEX)
    yield Library(release.open(), queries, index, release.manifest, publication=published)
    index.close()


@pytest.fixture(scope="module")
def told(released: Library, published: Publication) -> Catalogue:
    return catalogue(released, published)


@pytest.fixture(scope="module")
def graph(told: Catalogue) -> Graph:
    return catalogue_graph(told)


@functools.cache
def own() -> shacl.Shapes:
    return shacl.Shapes.from_file(str(OWN))


@functools.cache
def official() -> shacl.Shapes:
    """DCAT-AP, DCAT-AP-NL with the classes it asks for, and NL-SBB, as one; what they refer to and lack is left out."""
    shapes = Graph().parse(OFFICIAL / "nl-sbb" / "skos-ap-nl.ttl")
    for name in ("ap-SHACL", "ap-nl-SHACL", "ap-nl-SHACL-klassebereik", "ap-nl-SHACL-klassebereik-codelijsten"):
        shapes.parse(OFFICIAL / "dcat-ap-nl" / f"dcat-{name}.ttl")
    for shape, referred in set(shapes.subject_objects(SH.property)):
        if (referred, SH.path, None) not in shapes:
            shapes.remove((shape, SH.property, referred))
    return shacl.Shapes.from_turtle(shapes.serialize())


def violations(shapes: shacl.Shapes, graph: Graph) -> set[tuple[str, str | None]]:
    """Return the focus node and path of each violation by a thing of ours; a concept of a list elsewhere is not ours to define."""
    found = shapes.validate_text(graph.serialize(format="nt"), format="ntriples").results
    return {(each.focus_node, each.path) for each in found if each.severity == "Violation" and each.focus_node.startswith(f"<{BASE}/")}


def test_our_shapes_find_no_fault_in_the_catalogue(graph: Graph) -> None:
    results = own().validate_text(graph.serialize(format="nt"), format="ntriples").results
    assert [(each.focus_node, each.path, each.severity) for each in results if each.focus_node.startswith(f"<{BASE}/")] == []


def test_the_other_engine_finds_no_fault_either(graph: Graph) -> None:
    ours = graph - Graph()
    for theme in set(graph.subjects(RDF.type, SKOS.Concept)):
        ours.remove((theme, RDF.type, SKOS.Concept))
    conforms, _, text = pyshacl.validate(ours, shacl_graph=Graph().parse(OWN), inference="none")
    assert conforms, text


@needs_shared
def test_the_official_shapes_find_no_fault_without_being_told_of_classes_elsewhere(graph: Graph) -> None:
    assert violations(official(), graph) == set()


@needs_shared
def test_the_official_shapes_find_no_fault_in_our_concepts(released: Library) -> None:
    everything = Graph().parse(data=(released.endpoint.answer("CONSTRUCT WHERE { ?s ?p ?o }").body), format="nt")
    listed = Graph()
    for kind in (SKOS.Concept, SKOS.ConceptScheme):
        for thing in everything.subjects(RDF.type, kind):
            for triple in everything.triples((thing, None, None)):
                listed.add(triple)
    for match in (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch):
        for thing in set(listed.objects(None, match)):
            listed.add((thing, RDF.type, SKOS.Concept))
    assert len(set(listed.subjects(RDF.type, SKOS.ConceptScheme))) == 15
    assert violations(official(), listed) == set()


def test_our_shapes_are_shapes() -> None:
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=Graph().parse(OWN), meta_shacl=True)
    assert conforms, text


@needs_shared
@pytest.mark.parametrize(
    ("subject", "predicate"),
    [
        pytest.param(DATASET, DCTERMS.identifier, id="dataset without identifier"),
        pytest.param(DATASET, DCTERMS.accessRights, id="dataset without access rights"),
        pytest.param(DATASET, DCAT.theme, id="dataset without theme"),
        pytest.param(DATASET, DCTERMS.creator, id="dataset without creator"),
        pytest.param(DATASET, DCTERMS.title, id="dataset without title"),
        pytest.param(DATASET, DCTERMS.publisher, id="dataset without publisher"),
        pytest.param(DATASET, DCAT.contactPoint, id="dataset without contact point"),
        pytest.param(TURTLE, DCTERMS.license, id="distribution without licence"),
        pytest.param(TURTLE, DCAT.accessURL, id="distribution without address"),
        pytest.param(ENDPOINT, DCAT.endpointDescription, id="service without description"),
        pytest.param(ENDPOINT, DCAT.endpointURL, id="service without address"),
        pytest.param(CATALOGUE, DCAT.contactPoint, id="catalogue without contact point"),
        pytest.param(CATALOGUE, DCAT.dataset, id="catalogue without dataset"),
        pytest.param(URIRef(f"{CATALOGUE}#beschrijving"), DCTERMS.modified, id="record without date"),
        pytest.param(URIRef(f"{CATALOGUE}#uitgever"), FOAF.name, id="publisher without name"),
    ],
)
def test_what_the_official_shapes_refuse_ours_refuse_too(graph: Graph, subject: URIRef, predicate: URIRef) -> None:
    broken = graph - Graph()
    broken.remove((subject, predicate, None))
    assert len(broken) < len(graph)
    assert (bool(violations(official(), broken)), bool(violations(own(), broken))) == (True, True)


def test_the_counts_are_those_of_the_endpoint_and_of_the_files(release: Release, released: Library, told: Catalogue) -> None:
    void = void_graph(told)
    lines = (release.folder / "graph.nt").read_bytes().count(b"\n")
    (counted,) = rows(released.endpoint, "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?subjects) WHERE { ?s ?p ?o }")
    assert void.value(DATASET, VOID.triples) == Literal(lines) == Literal(int(counted["n"]))
    assert void.value(DATASET, VOID.distinctSubjects) == Literal(int(counted["subjects"]))
    partitions = {
        part: sum(int(str(void.value(node, number))) for node in void.objects(DATASET, part))
        for part, number in ((VOID.propertyPartition, VOID.triples), (VOID.classPartition, VOID.entities))
    }
    (typed,) = rows(released.endpoint, "SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?s ?class WHERE { ?s a ?class } }")
    assert partitions == {VOID.propertyPartition: lines, VOID.classPartition: int(typed["n"])}
    assert [node for node in void.all_nodes() if isinstance(node, URIRef) and node.count("#") > 1] == []


def test_each_file_of_the_release_is_offered_with_its_size_and_digest(release: Release, graph: Graph) -> None:
    offered = {
        (str(graph.value(file, DCAT.byteSize)), str(graph.value(graph.value(file, SPDX.checksum), SPDX.checksumValue)))
        for file in graph.subjects(RDF.type, DCAT.Distribution)
        if graph.value(file, DCAT.downloadURL)
    }
    files = release.manifest["files"]
    assert isinstance(files, Mapping)
    dumps = {
        name: each for name, each in files.items() if name.startswith(("dumps/", "graph.nt")) and not name.endswith("csv-metadata.json")
    }
    assert len(dumps) == 22
    assert offered == {(str(each["bytes"]), each["sha256"]) for each in dumps.values()}


def with_publications(told: Catalogue) -> Catalogue:
    """The catalogue with two publications, each with the first of the files."""
    file, published = told.downloads[0], {"number": 2, "date": "2026-12-01", "previous": 1}
    versions = (Version(number, "2026-11-30", (replace(file, iri=URIRef(f"{DATASET}--{number}#ttl")),)) for number in (1, 2))
    return replace(told, versions=tuple(versions), edition=edition({"release": told.edition.release, "published": published}))


def test_publications_are_versions_and_come_as_a_stream(told: Catalogue, graph: Graph) -> None:
    published, stream = catalogue_graph(with_publications(told)), URIRef(f"{BASE}/id/distributie/ldes")
    assert set(published.objects(DATASET, URIRef(f"{DCAT}hasVersion"))) == {URIRef(f"{DATASET}--{number}") for number in (1, 2)}
    assert (DATASET, RDFS.seeAlso, URIRef(f"{BASE}/uitgaven")) in published
    assert (DATASET, DCAT.distribution, stream) in published
    assert published.value(stream, DCAT.accessURL) == URIRef(f"{BASE}/ldes")
    assert published.value(stream, DCTERMS.conformsTo) == URIRef("https://w3id.org/ldes/specification")
    assert not [term for triple in graph for term in triple if term in {stream, URIRef(f"{BASE}/uitgaven"), URIRef(f"{DCAT}hasVersion")}]
    assert {each["@id"] for each in structured(structured_data(with_publications(told), Language.NL))["Dataset"]["distribution"]} == {
        str(each) for each in published.objects(DATASET, DCAT.distribution)
    }


@pytest.mark.parametrize(
    "shapes", [pytest.param(own, id="our shapes"), pytest.param(official, id="the official shapes", marks=needs_shared)]
)
def test_no_shape_finds_fault_in_a_catalogue_with_publications(told: Catalogue, shapes: Callable[[], shacl.Shapes]) -> None:
    assert violations(shapes(), catalogue_graph(with_publications(told))) == set()


def test_a_smaller_copy_and_a_package_say_what_they_are(graph: Graph) -> None:
    copy, package = (URIRef(f"{BASE}/id/distributie/{name}") for name in ("samenspel-ttl-gz", "samenspel-tabellen-zip"))
    types = "https://www.iana.org/assignments/media-types/"
    assert graph.value(copy, DCAT.mediaType) == URIRef(f"{types}text/turtle")
    assert graph.value(copy, DCAT.compressFormat) == URIRef(f"{types}application/gzip")
    assert graph.value(copy, DCTERMS["format"]) == URIRef(f"{EU}file-type/RDF_TURTLE")
    assert graph.value(package, DCAT.mediaType) == URIRef(f"{types}text/csv")
    assert graph.value(package, DCAT.packageFormat) == URIRef(f"{types}application/zip")


def test_a_release_without_files_still_has_a_catalogue(released: Library, published: Publication) -> None:
    bare = catalogue(replace(released, manifest={"release": "0123456789ab"}), published)
    assert violations(own(), catalogue_graph(bare)) == set()
    assert "Deze release heeft geen bestanden" in catalogue_page(released, View(path="/catalog"), bare)


@pytest.mark.parametrize(
    ("published_as", "version", "modified", "previous"),
    [
        pytest.param(None, "0123456789ab", None, None, id="not published"),
        pytest.param({"number": 1, "date": "2026-11-30", "previous": None}, "1", "2026-11-30", None, id="the first"),
        pytest.param(
            {"number": 2, "date": "2026-12-01", "previous": 1}, "2", "2026-12-01", f"{BASE}/id/dataset/samenspel--1", id="the second"
        ),
    ],
)
def test_the_edition_is_that_of_the_publication(
    told: Catalogue, published_as: object, version: str, modified: str | None, previous: str | None
) -> None:
    manifest = {"release": "0123456789ab", **({"published": published_as} if published_as else {})}
    graph = catalogue_graph(replace(told, edition=edition(manifest)))
    assert graph.value(DATASET, URIRef(f"{DCAT}version")) == Literal(version)
    assert graph.value(DATASET, DCTERMS.modified) == (Literal(modified, datatype=XSD.date) if modified else None)
    assert graph.value(DATASET, URIRef(f"{DCAT}previousVersion")) == (URIRef(previous) if previous else None)
    record = graph.value(URIRef(f"{CATALOGUE}#beschrijving"), DCTERMS.modified)
    assert record == Literal(modified or told.newest, datatype=XSD.date)


def test_another_base_moves_our_iris_and_addresses_and_nothing_else(told: Catalogue, graph: Graph) -> None:
    base = "https://data.example.nl/kg"
    moved = catalogue_graph(replace(told, base=base)) + void_graph(replace(told, base=base))
    home = URIRef(f"{BASE}/")  # the publisher's own page, wherever the data are
    assert {term for triple in moved for term in triple if str(term).startswith(BASE)} == {home}
    assert {str(iri).replace(base, BASE) for iri in moved.subjects(RDF.type, DCAT.Distribution)} == {
        str(iri) for iri in graph.subjects(RDF.type, DCAT.Distribution)
    }
    assert moved.value(URIRef(f"{base}/id/dataset/samenspel"), DCTERMS.identifier) == Literal(
        f"{base}/id/dataset/samenspel", datatype=XSD.anyURI
    )


def test_a_publisher_is_called_what_it_is_called_elsewhere(told: Catalogue) -> None:
    iri = URIRef("https://identifier.overheid.nl/tooi/id/gemeente/gm0141")
    almelo, maker = Agent(Worded("Gemeente Almelo", "Municipality of Almelo"), iri), Agent(Worded("Bureau", "Office"))
    graph = catalogue_graph(replace(told, publication=replace(told.publication, publisher=almelo, creator=maker)))
    assert set(graph.objects(None, DCTERMS.publisher)) == {iri}
    assert set(graph.objects(None, DCTERMS.creator)) == {URIRef(f"{CATALOGUE}#maker")}
    assert violations(own(), graph) == set()


def structured(text: str) -> dict[str, Any]:
    """The things in a block of structured data, by their type."""
    return {each["@type"]: each for each in json.loads(text)["@graph"]}


@pytest.mark.parametrize("language", Language)
def test_search_engines_get_the_same_as_harvesters(told: Catalogue, graph: Graph, language: Language) -> None:
    data = structured(structured_data(told, language))
    dataset = data["Dataset"]
    titles = {title.language: str(title) for title in graph.objects(DATASET, DCTERMS.title) if isinstance(title, Literal)}
    assert dataset["name"] == titles[language]
    assert dataset["@id"] == dataset["identifier"] == str(DATASET)
    licence = graph.value(DATASET, DCTERMS.license)
    assert (licence, None, URIRef(dataset["license"])) in graph
    assert dataset["version"] == str(graph.value(DATASET, URIRef(f"{DCAT}version")))
    assert {each["@id"] for each in dataset["distribution"]} == {str(each) for each in graph.objects(DATASET, DCAT.distribution)}
    for each in dataset["distribution"]:
        if "contentSize" in each:
            file = URIRef(each["@id"])
            assert each["contentSize"] == f"{graph.value(file, DCAT.byteSize)} B"
            assert each["contentUrl"] == str(graph.value(file, DCAT.downloadURL))
            assert each["sha256"] == str(graph.value(graph.value(file, SPDX.checksum), SPDX.checksumValue))
    assert data["DataCatalog"]["dataset"] == {"@id": str(DATASET)}
    assert data["Organization"]["@id"] == dataset["publisher"]["@id"]


HOSTILE = '"><script>alert("x")</script>&{title}\u2028'


def test_hostile_settings_stay_text(released: Library, told: Catalogue) -> None:
    text = Worded(HOSTILE, HOSTILE)
    hostile = replace(
        told.publication,
        title=text,
        description=text,
        keywords=(Literal(HOSTILE, lang="nl"),),
        publisher=Agent(text),
        contact=replace(told.publication.contact, name=text),
    )
    shown = catalogue_page(released, View(path="/catalog"), replace(told, publication=hostile))
    (block,) = page(shown).all("script", type="application/ld+json")
    assert structured(shown.split('<script type="application/ld+json">')[1].split("</script>")[0])["Dataset"]["name"] == HOSTILE
    assert "<" not in block.text
    assert "<script>alert" not in shown
    assert page(shown).one("p", class_="lead").text == " ".join(HOSTILE.split())


@pytest.mark.parametrize("language", Language)
def test_the_page_says_who_publishes_what_and_where_it_is(released: Library, told: Catalogue, language: Language) -> None:
    read = page(catalogue_page(released, View(language, "/catalog"), told))
    spoken = {Language.NL: "Gegevens en downloads", Language.EN: "Data and downloads"}
    assert read.one("h1").text == spoken[language]
    links = {each.attributes["href"]: each.text for each in read.all("a")}
    release = told.edition.release
    assert links[f"/dump/samenspel-{release}.ttl"] == "Turtle"
    assert links["https://creativecommons.org/publicdomain/zero/1.0/"] == "CC0 1.0"
    assert links["mailto:redactie@samenspel.example.org"] == "redactie@samenspel.example.org"
    rolls = {Language.NL: ("/doc/begrippenkader/rol", "Rollen"), Language.EN: ("/en/doc/begrippenkader/rol", "Roles")}
    href, name = rolls[language]
    assert links[href] == name
    assert {f"/catalog.{suffix}" for suffix in ("ttl", "jsonld", "nt", "rdf")} <= links.keys()
    digests = {each.sha256 for each in told.downloads}
    assert {digest for digest in digests if digest in read.text} == digests


def test_without_a_server_no_service_is_told_of(released: Library, told: Catalogue, published: Publication) -> None:
    serverless = replace(published, services=False)
    plain = catalogue(released, serverless)
    found, block = catalogue_graph(plain) + void_graph(plain), structured_data(plain, Language.NL)
    assert not [value for value in found.objects() if str(value).startswith((f"{BASE}/sparql", f"{BASE}/v1"))]
    assert "/sparql" not in block
    assert "/v1" not in catalogue_page(replace(released, publication=serverless), View(), plain)
    assert "/sparql" in structured_data(told, Language.NL)
    assert violations(own(), found) == set()

"""What is said of a way holds for all of it: where it stands, and in which words its steps are told."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

import pytest
from rdflib import DCTERMS, RDF, RDFS, Graph, URIRef

from kg.build.network import projection as network_of
from kg.publish.explaining.examples import examples, most_tied
from kg.publish.explaining.page import explaining_page, told
from kg.publish.explaining.projection import projected, projection
from kg.publish.explaining.sentences import Speaker, plain
from kg.publish.explaining.ways import Way, explained
from kg.publish.explaining.weights import weights
from kg.publish.facts import Ref, Text
from kg.publish.library import Language, Library, View
from kg.publish.links import kind_of, path_of
from kg.publish.network import whole
from kg.store.local import LocalEndpoint, open_files
from kg.terms import BASE, BELEID, concept, mint
from reading import page

OWN = concept("rol", "penvoerder")
OWN_GRAPH = f"""
@prefix beleid: <{BASE}/def#> . @prefix m8g: <http://data.europa.eu/m8g/> . @prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<{OWN}> a skos:Concept ; skos:prefLabel "Penvoerder"@nl , "Lead signatory"@en .
<{mint("organisatie", "a")}> a org:Organization ; rdfs:label "A"@nl .
<{mint("organisatie", "b")}> a org:Organization ; rdfs:label "B"@nl .
<{mint("initiatief", "i")}> a beleid:Initiative ; rdfs:label "I"@nl ; m8g:hasParticipation <{BASE}/id/deelname/1> , <{BASE}/id/deelname/2> .
<{BASE}/id/deelname/1> a beleid:Participation ; m8g:hasParticipant <{mint("organisatie", "a")}> ; m8g:role <{OWN}> .
<{BASE}/id/deelname/2> a beleid:Participation ; m8g:hasParticipant <{mint("organisatie", "b")}> ; m8g:role <{concept("rol", "partner")}> .
"""


@dataclass(frozen=True, slots=True)
class Stands:
    """Of each step of a way: the passages and the documents in which its closest tie stands, found by the claims."""

    passages: list[set[URIRef]]
    documents: list[set[URIRef]]


@pytest.fixture(scope="module")
def many(library: Library) -> list[Way]:
    """The ways between many pairs, of all kinds and near each other: there a source may hold for all of a way."""
    seen = projection(library)
    tied = [thing for things in most_tied(library).values() for thing in things]
    pairs = [(one, other) for one, other in pairwise(seen.things[::20])] + [
        (one, other) for one in tied for other in tied[::7] if one < other
    ]
    return [way for pair in pairs for way in explained(library, View(), pair, 5).ways]


def stands(triples: Graph, way: Way) -> Stands:
    passages = [
        {place for claim in step.ties[0].claims for place in triples.objects(claim, BELEID.evidencedBy) if isinstance(place, URIRef)}
        for step in way.steps
    ]
    return Stands(
        passages,
        [{doc for place in places for doc in triples.objects(place, DCTERMS.isPartOf) if isinstance(doc, URIRef)} for places in passages],
    )


def test_a_source_is_named_only_for_a_way_of_which_every_step_rests_on_it(triples: Graph, many: list[Way]) -> None:
    named = Counter[str]()
    for way in many:
        rests = stands(triples, way)
        if way.source.passage:
            assert all(way.source.passage.passage.iri in places for places in rests.passages), plain(way.sentence)
        elif way.source.document:
            assert all(way.source.document.document.iri in documents for documents in rests.documents), plain(way.sentence)
            assert not set.intersection(*rests.passages)
        else:
            assert not set.intersection(*rests.documents)
            assert len(way.source.documents) > 1
        named["passage" if way.source.passage else "document" if way.source.document else "several"] += 1
    assert len(many) > 500
    assert min(named[each] for each in ("passage", "document", "several")) > 0, named


def test_every_claim_that_ties_two_things_is_in_the_network(library: Library, triples: Graph) -> None:
    network = whole(library)
    claims = {key for _, _, key in network.edges(keys=True)}
    kinds = set(triples.transitive_subjects(RDFS.subClassOf, BELEID.Claim))
    tying, missing = Counter[str](), Counter[str]()
    for kind in kinds:
        for claim in triples.subjects(RDF.type, kind):
            ends = {value for value in triples.objects(claim) if value in network} | {
                one for one in triples.subjects(None, claim) if one in network
            }
            if len(ends | ({claim} & set(network))) > 1:
                tying[str(kind)] += 1
                missing[str(kind)] += claim not in claims
    assert +missing == {}
    assert len(tying) >= 4
    assert sum(tying.values()) >= len(claims) > 3000


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> LocalEndpoint:
    """A small graph with a role that this software does not know."""
    file = tmp_path_factory.mktemp("own") / "own.ttl"
    file.write_text(OWN_GRAPH, encoding="utf-8")
    return open_files([file])


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.NL, "A heeft de rol ‘penvoerder’ in het initiatief I, waarin B partner is"),
        (Language.EN, "A has the role of ‘lead signatory’ in the initiative I, in which B is a partner"),
    ],
)
def test_a_role_of_a_publishers_own_ties_too(library: Library, own: LocalEndpoint, language: Language, said: str) -> None:
    seen = projected(network_of(own, library.queries), weights())
    path = (mint("organisatie", "a"), mint("initiatief", "i"), mint("organisatie", "b"))
    refs = [Ref(each, kind_of(each), Text(seen.network.nodes[each]["label"], "nl"), "") for each in path]
    ties = [seen.ties(one, other)[0] for one, other in pairwise(path)]
    assert plain(Speaker(language).way(refs, ties)) == said
    assert ties[0].kind.cost == weights().cost(OWN) == weights().others["rol"].cost


def test_what_is_told_of_a_role_of_ones_own_is_on_the_page(library: Library) -> None:
    called = [each.label for each in told(library, View(), {}).weights]
    assert called[-2:] == ["een andere rol", "een ander verband"]


def test_the_names_of_the_picture_begin_with_what_is_seen(library: Library) -> None:
    main = page(explaining_page(library, View(), {"van": "organisatie/saxion", "naar": "organisatie/gemeente-almelo"})).one("main")
    nodes = list(main.all("a", data_node="*"))
    assert nodes
    for node in nodes:
        seen, name = "".join(node.one("text").text.split()), "".join(node.attributes["aria-label"].split())
        assert name.startswith(seen)


def test_the_things_with_most_ties_are_looked_up_once(library: Library) -> None:
    assert most_tied(library) is most_tied(library)
    assert examples(library) is examples(library)
    seen = projection(library)
    for things in most_tied(library).values():
        counts = [len(seen.near[seen.numbers[thing]]) for thing in things]
        assert counts == sorted(counts, reverse=True)
    assert path_of(most_tied(library)["programma"][0]).startswith("programma/")

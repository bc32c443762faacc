"""Every way in which two things can be tied has its sentence, in both directions and languages."""

import re
from itertools import product

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import URIRef

from kg.build.network import Network
from kg.publish.explaining.projection import Tie
from kg.publish.explaining.sentences import LONGEST, Speaker, plain
from kg.publish.explaining.weights import weights
from kg.publish.facts import Ref, Text
from kg.publish.library import Language, Library
from kg.publish.links import kind_of
from kg.publish.network import whole
from kg.terms import BASE, concept, mint

NL, EN = Speaker(Language.NL), Speaker(Language.EN)
SAXION = Ref(mint("organisatie", "saxion"), "organisatie", Text("Saxion", "nl"), "")
ALMELO = Ref(mint("organisatie", "gemeente-almelo"), "organisatie", Text("Gemeente Almelo", "nl"), "")
LNV = Ref(mint("organisatie", "ministerie-lnv"), "organisatie", Text("Ministerie van LNV", "nl"), "")
MOVE = Ref(mint("initiatief", "twente-move2social"), "initiatief", Text("Twente Move2Social", "nl"), "")
GOAL = Ref(mint("doel", "werk"), "doel", Text("Werk voor iedereen", "nl"), "")
GREEN = Ref(mint("programma", "duurzaam"), "programma", Text("Programma Duurzaamheid", "nl"), "")
COUNT = Ref(concept("indicator", "banen"), "indicator", Text("Banen", "nl"), "")
CONTRIBUTES = URIRef(f"{BASE}/def#contributesTo")
TERMS = sorted(weights().ties)
NAMES = st.text(min_size=1, max_size=40).filter(lambda text: bool(text.strip()))
_SAID_TWICE = re.compile(r"\b(\w{3,})\W+\1\b", re.IGNORECASE)


def tie(term: str | URIRef, *, forward: bool) -> Tie:
    iri = term if isinstance(term, URIRef) else concept(*term.split("/"))
    return Tie(weights().ties[iri], forward, ())


PARTNERS = (tie("rol/partner", forward=False), tie("rol/partner", forward=True))


def test_every_sort_of_claim_in_the_graph_has_a_weight_and_wordings(library: Library) -> None:
    stated = {known["term"] for _, _, known in whole(library).edges(data=True)}
    assert stated <= set(weights().ties)
    assert len(stated) >= 15


def test_every_claim_in_the_graph_reads_well_in_both_directions_and_languages(library: Library) -> None:
    network = whole(library)
    seen = {(known["term"], kind_of(one), kind_of(other)): (one, other) for one, other, known in network.edges(data=True)}
    for (term, _, _), ends in seen.items():
        source, target = (_named(network, end) for end in ends)
        for speaker, forward in product((NL, EN), (True, False)):
            first, second = (source, target) if forward else (target, source)
            clause = (tie(CONTRIBUTES, forward=True), tie(term, forward=forward))
            for said in (speaker.step(first, clause[1], second), speaker.way((MOVE, first, second), clause)):
                _check(plain(said), (first.name.value, second.name.value))


def _named(network: Network, iri: URIRef) -> Ref:
    return Ref(iri, kind_of(iri), Text(network.nodes[iri]["label"], "nl"), "")


def _check(sentence: str, names: tuple[str, ...]) -> None:
    """Check that a sentence is whole: every place filled in, nothing said twice, no stray spaces, a capital first."""
    without = sentence
    for name in names:
        assert name in sentence or name[0].lower() + name[1:] in sentence, sentence
        without = without.replace(name, "X").replace(name[0].lower() + name[1:], "X")
    assert not set("{}") & set(sentence), sentence
    assert not _SAID_TWICE.search(without), sentence
    assert "  " not in sentence, sentence
    assert " ," not in sentence, sentence
    assert not sentence.endswith(" "), sentence
    assert not sentence[0].islower(), sentence


@pytest.mark.parametrize(("language", "term"), list(product(Language, TERMS)))
def test_what_more_can_follow_on_ends_with_the_other_thing(language: Language, term: URIRef) -> None:
    for forward in (True, False):
        wording = weights().ties[term].wording(language, forward=forward)
        assert wording.begin.endswith(("{b}", "{name}"))
        assert wording.middle.endswith(("{b}", "{name}"))
        assert all(len(re.findall(r"\{(?:b|name)\}", text)) == 1 for text in (wording.begin, wording.middle, wording.last))


@pytest.mark.parametrize(
    ("source", "forward", "said"),
    [
        pytest.param(MOVE, True, "dat", id="het initiatief"),
        pytest.param(GREEN, True, "dat", id="het programma"),
        pytest.param(SAXION, False, "die", id="de organisatie"),
        pytest.param(ALMELO, False, "die", id="de gemeente"),
        pytest.param(LNV, False, "dat", id="het ministerie"),
        pytest.param(COUNT, True, "die", id="de indicator"),
        pytest.param(GOAL, True, "dat", id="het doel"),
    ],
)
def test_a_relative_pronoun_agrees_with_what_it_stands_for(source: Ref, *, forward: bool, said: str) -> None:
    onward = tie("verbandsoort/verwant-aan", forward=forward)
    sentence = plain(NL.way((MOVE, source, GOAL), (tie("verbandsoort/verwant-aan", forward=True), onward)))
    assert sentence.endswith(f", {said} ook samenhangt met het doel ‘Werk voor iedereen’")


@pytest.mark.parametrize(
    ("speaker", "things", "ties", "said"),
    [
        pytest.param(
            NL,
            (SAXION, MOVE, GOAL),
            (PARTNERS[0], tie(CONTRIBUTES, forward=True)),
            "Saxion is partner in het initiatief Twente Move2Social, dat bijdraagt aan het doel ‘Werk voor iedereen’",
            id="partner and goal",
        ),
        pytest.param(
            NL,
            (ALMELO, MOVE, SAXION),
            PARTNERS,
            "De gemeente Almelo is partner in het initiatief Twente Move2Social, waarin ook Saxion partner is",
            id="two partners",
        ),
        pytest.param(
            EN,
            (ALMELO, MOVE, SAXION),
            PARTNERS,
            "Gemeente Almelo is a partner in the initiative Twente Move2Social, in which Saxion is also a partner",
            id="two partners in English",
        ),
        pytest.param(
            NL,
            (GREEN, GOAL, COUNT),
            (tie("verbandsoort/doel-van", forward=False), tie("verbandsoort/meet", forward=False)),
            "Het Programma Duurzaamheid heeft als doel ‘Werk voor iedereen’, dat wordt gemeten met de indicator ‘Banen’",
            id="goal and indicator",
        ),
        pytest.param(
            NL,
            (SAXION, MOVE, ALMELO, GREEN, COUNT),
            (*PARTNERS, tie("verbandsoort/eigenaar", forward=False), tie("verbandsoort/meet", forward=False)),
            "Saxion is partner in het initiatief Twente Move2Social, waarin ook de gemeente Almelo partner is; "
            "deze gemeente is eigenaar van het Programma Duurzaamheid, dat wordt gemeten met de indicator ‘Banen’",
            id="a long way in two parts",
        ),
    ],
)
def test_a_way_reads_as_one_sentence(speaker: Speaker, things: tuple[Ref, ...], ties: tuple[Tie, ...], said: str) -> None:
    assert plain(speaker.way(things, ties)) == said


@given(name=NAMES, term=st.sampled_from(TERMS), language=st.sampled_from(list(Language)), forward=st.booleans())
def test_any_name_stands_in_its_sentence_as_it_is(name: str, term: URIRef, language: Language, *, forward: bool) -> None:
    thing = Ref(MOVE.iri, "initiatief", Text(name, "nl"), "")
    said = Speaker(language).step(SAXION, tie(term, forward=forward), thing)
    assert [piece.text for piece in said if piece.ref == thing] == [name]


@pytest.mark.parametrize("steps", range(1, 8))
def test_a_long_way_is_told_in_parts_that_are_about_equally_long(steps: int) -> None:
    things = [MOVE if place % 2 else SAXION for place in range(steps + 1)]
    ties = [PARTNERS[place % 2] for place in range(steps)]
    parts = plain(NL.way(things, ties)).split("; ")
    assert len(parts) == -(-steps // LONGEST)
    clauses = [part.count(", ") + 1 for part in parts]
    assert max(clauses) - min(clauses) <= 1
    assert sum(clauses) == steps


def test_the_network_of_the_test_is_the_real_one(library: Library) -> None:
    assert nx.number_of_nodes(whole(library)) > 1000

"""The words that fact tables may use, from the concept schemes."""

from collections import defaultdict
from collections.abc import Mapping

from rdflib import SKOS, Graph, URIRef

from kg.terms import name_of


def allowed_words(schemes: Graph) -> Mapping[str, frozenset[str]]:
    """Return the notations of each concept scheme, by the scheme's name."""
    words: dict[str, set[str]] = defaultdict(set)
    for concept, notation in schemes.subject_objects(SKOS.notation):
        for scheme in schemes.objects(concept, SKOS.inScheme):
            words[name_of(URIRef(str(scheme)))].add(str(notation))
    return {scheme: frozenset(notations) for scheme, notations in words.items()}

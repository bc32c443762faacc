"""A picture of the real graph, as it is saved."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kg.publish.facts import Text
from kg.publish.focus import focus
from kg.publish.focus.view import wish
from kg.publish.library import Language, Library, View
from kg.publish.saving.sheet import Saved, saved
from kg.terms import mint

Saving = Callable[..., Saved]


@pytest.fixture(scope="session")
def saving(library: Library) -> Saving:
    """What saves the picture of the Regiodeal as an address asks for it."""

    def save(query: str = "jaar=2018", language: Language = Language.NL, of: Library = library) -> Saved:
        view = View(language, f"/beeld/initiatief/regiodeal-twente?{query}")
        return saved(of, view, focus(of, view, mint("initiatief", "regiodeal-twente"), wish(view)))

    return save


@pytest.fixture(scope="session")
def kept(saving: Saving) -> Saved:
    return saving()


@pytest.fixture(scope="session")
def renamed() -> Callable[[Saved, str], Saved]:
    """What gives every thing in a picture another name."""

    def rename(found: Saved, name: str) -> Saved:
        drawn = found.picture
        nodes = tuple(replace(node, ref=replace(node.ref, name=Text(name)), lines=(name,)) for node in drawn.nodes)
        edges = [
            replace(tie.edge, source=replace(tie.source, name=Text(name)), target=replace(tie.target, name=Text(name)))
            for tie in found.ties
        ]
        ties = tuple(replace(tie, edge=edge) for tie, edge in zip(found.ties, edges, strict=True))
        return replace(found, title=name, picture=replace(drawn, nodes=nodes, edges=tuple(edges)), ties=ties)

    return rename

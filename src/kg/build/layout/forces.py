"""What pushes things apart and pulls tied ones together: ForceAtlas2, or where there is no wheel of it networkx' spring layout."""

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from math import sqrt
from typing import TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Points: TypeAlias = NDArray[np.float64]
Pairs = Sequence[tuple[int, int]]
Forces = Callable[[Points, Pairs, Sequence[float], int], Points]

_EXACT = 500
"""Up to so many points every pair is looked at; of more, those far away count together."""


def forceatlas(start: Points, pairs: Pairs, weights: Sequence[float], rounds: int) -> Points:
    """Return the points after so many rounds of ForceAtlas2 from where they are, in one thread: the same in, the same out."""
    pushed: Points = import_module("crategraph_forceatlas2").layout(
        len(start),
        pairs,
        init=start,
        weights=weights,
        iterations=rounds,
        threads=1,
        scalingRatio=10,
        gravity=0.05,
        strongGravityMode=True,
        barnesHutOptimize=len(start) > _EXACT,
        barnesHutTheta=0.7,
    )
    return pushed


def springs(start: Points, pairs: Pairs, weights: Sequence[float], rounds: int) -> Points:
    """Return the points after so many rounds of networkx' spring layout from where they are; slow beyond some thousands of points."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(start)))
    graph.add_weighted_edges_from((source, target, weight) for (source, target), weight in zip(pairs, weights, strict=True))
    places = dict(enumerate(start))
    found = nx.spring_layout(graph, k=1.0, pos=places, iterations=rounds, scale=None, seed=1, method="force")
    return np.array([found[number] for number in range(len(start))]) / sqrt(max(len(start), 1))


FORCES: Forces = forceatlas if find_spec("crategraph_forceatlas2") else springs
"""What is at hand."""

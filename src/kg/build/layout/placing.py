"""Where the islands lie: each about where its name puts it, none over another."""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from rdflib import URIRef

from kg.build.layout.forces import Points
from kg.build.layout.inside import seeded

_BROADER = np.array([2.0, 0.85])
"""How far the islands begin apart, in the radius of a disc as large as all together: a screen is broader than high."""

_GAP = 0.9
"""What stays free between two islands, in the unit of their radius."""

_ROUNDS = 300
_TOGETHER = np.array([0.0005, 0.0015])


def placed(radii: Mapping[URIRef, float]) -> Points:
    """Return the middle of each island, for discs of these radii, none over another.

    No forces find these places: what they find depends on everything at once, so that a change of one
    per cent moved an island by a fifth of the picture. Here it gives way to its neighbours, and no more.
    """
    sizes = np.array(list(radii.values()))
    start = np.array([seeded(island) for island in radii]).reshape(-1, 2)
    return _apart(start * math.sqrt(float((sizes**2).sum())) * _BROADER, sizes)


def _apart(middles: Points, sizes: NDArray[np.float64]) -> Points:
    """Return the middles with overlapping discs pushed apart, the small one most: in each round all pairs give way a little."""
    reach = sizes[:, None] + sizes[None, :] + _GAP
    np.fill_diagonal(reach, 0)
    gives = sizes[None, :] ** 2 / (sizes[:, None] ** 2 + sizes[None, :] ** 2)
    for number in range(_ROUNDS):
        middles = middles * (1 - _TOGETHER * max(0.0, 1 - number / (_ROUNDS * 0.8)))
        apart = middles[:, None, :] - middles[None, :, :]
        distance = np.maximum(np.hypot(apart[..., 0], apart[..., 1]), 1e-9)
        over = np.maximum(reach - distance, 0) * gives / distance
        middles = middles + (apart * over[..., None]).sum(axis=1) / 2
    return middles

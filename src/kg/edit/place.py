"""Where the graph stands that is changed, where its releases go, and where is kept who changed what."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kg.assets import asset, model_files
from kg.build.release import Release, Sources
from kg.terms import BASE

Maker = Callable[[Sources, Path, str], Release]
"""What makes a release of sources, in a folder, under a base."""


@dataclass(frozen=True, slots=True)
class Place:
    """The graph's file, the folder of its releases, their base, and the folder that tells who changed what.

    That folder stands on the same file system as the graph: a change is one renaming from there.
    """

    graph: Path
    releases: Path
    trail: Path
    base: str = BASE

    @property
    def staged(self) -> Path:
        """Return where the graph is written that is to take the place of the one there is."""
        return self.trail / "staged" / self.graph.name

    @property
    def pending(self) -> Path:
        """Return the record of the change that is being made."""
        return self.trail / "pending.json"

    @property
    def entries(self) -> Path:
        """Return the file that tells of every change."""
        return self.trail / "trail.ttl"

    def state(self, digest: str) -> Path:
        """Return where the text of the graph with this digest is kept, compressed."""
        return self.trail / "states" / f"{digest}.ttl.gz"

    def patch(self, number: int) -> Path:
        """Return the file with the rows of a change."""
        return self.trail / "rows" / f"{number}.json"


def sources(graph: Path) -> Sources:
    """Return what a release of this graph's file is made from; the reasons of withdrawals stand beside the graph."""
    return _sources(graph, graph.with_name("withdrawn.csv"))


def staged_sources(place: Place) -> Sources:
    """Return what a release of the staged graph is made from."""
    return _sources(place.staged, place.graph.with_name("withdrawn.csv"))


def _sources(graph: Path, reasons: Path) -> Sources:
    shapes = (asset("ontology") / "shapes.ttl",)
    return Sources((*model_files(), graph), shapes, asset("queries"), reasons if reasons.exists() else None)


def digest(text: bytes) -> str:
    """Return the digest by which a text of the graph is known.

    >>> digest(b"")[:12]
    'e3b0c44298fc'
    """
    return sha256(text).hexdigest()


def sync(folder: Path) -> None:
    """Return when the names in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""The overview of a release: as its folder holds it, else laid out when it is first asked for."""

from importlib import import_module
from pathlib import Path
from typing import cast

from kg.build.overview_file import OVERVIEW, Overview, overview_json, read_overview
from kg.publish.library import Library
from kg.publish.overview.narrowing import Index, indexed


def overview(library: Library) -> Overview:
    """Return the overview of a release, read or made once; one that was built before overviews were has none in its folder."""
    return library.kept.of(overview, lambda: read_overview(file) if (file := _file(library)) else _laid_out(library))


def index(library: Library) -> Index:
    """Return what is looked up of the overview, worked out once."""
    return library.kept.of(index, lambda: indexed(overview(library)))


def content(library: Library) -> bytes:
    """Return the overview of a release as the file of its folder, byte for byte."""
    file = _file(library)
    return file.read_bytes() if file else overview_json(overview(library)).encode()


def _file(library: Library) -> Path | None:
    file = library.folder / OVERVIEW if library.folder else None
    return file if file and file.is_file() else None


def _laid_out(library: Library) -> Overview:
    """Return the overview made now; what lays it out takes long to import, so that waits until it is needed."""
    return cast("Overview", import_module("kg.build.layout").overview(library.endpoint, library.queries))

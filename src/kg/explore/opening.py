"""What to open: the graph here, a release, a file, or an endpoint."""

import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

from kg.assets import asset, model_files
from kg.build.release import MANIFEST, Release, Sources, current_release, open_release
from kg.errors import Misfit, MissingFileError, ParameterError, ReleaseError
from kg.explore.graph import Graph
from kg.explore.late_index import LateIndex
from kg.publish.library import Language, Library
from kg.publish.released import opened
from kg.store import Endpoint, rows
from kg.store.canonical import canonical_form, contents
from kg.store.local import LocalEndpoint, loaded
from kg.store.queries import Queries
from kg.store.remote import RemoteEndpoint
from kg.terms import BASE

if TYPE_CHECKING:
    from kg.publish.search import SearchIndex

_GRAPH = Path("data", "triples.ttl")
_RELEASES = Path("releases")


def open(source: str | Path | None = None, *, base: str | None = None, language: str = "en") -> Graph:  # noqa: A001 - kg.open is its name
    """Return a graph to ask: of this folder, of a release, of a file, or of an endpoint.

    Without a source it is the graph of the working folder, of a folder above it, or of the checkout that
    kg stands in: its release if there is one of exactly this graph, else data/triples.ttl. A source is a
    release folder, a folder that holds releases or data/triples.ttl, a Turtle or N-Triples file, or the
    address (https://…) of a SPARQL endpoint.

    `base` is the base IRI of the data; without it, it is that of the release, or of the vocabulary in the
    data. `language` ("en" or "nl") is that of what is said about things; names are as in the sources.

    >>> import kg
    >>> graph = kg.open("data/triples.ttl")
    >>> graph.thing("Skills Twente").kind
    'initiatief'
    """
    if language not in set(Language):
        raise ParameterError("language", Misfit.VALUE, f"language: {language!r} is none; there are: en, nl", ("en", "nl"))
    spoken, wanted = Language(language), base.rstrip("/") if base is not None else None
    if source is None:
        return _of_folder(_here(), wanted, spoken)
    if "://" in str(source):
        return _of_endpoint(str(source), wanted, spoken)
    path = Path(source)
    if path.is_dir():
        return _of_folder(path, wanted, spoken)
    if path.is_file():
        return _graph(_endpoint(path, wanted), str(source), spoken)
    hint = "give a release folder, a Turtle or N-Triples file, or the address (https://…) of an endpoint"
    raise MissingFileError(f"{source}: no such file or folder; {hint}")


def _here() -> Path:
    """Return the nearest folder with a graph: the working folder, one above it, or the checkout."""
    here = Path.cwd()
    for folder in (here, *here.parents, asset("queries").parent):
        if (folder / _GRAPH).is_file() or _releases(folder / _RELEASES):
            return folder
    raise MissingFileError(f"no {_GRAPH} and no release in {_RELEASES}/ here or above; name a graph, as in kg.open('path/to/triples.ttl')")


def _of_folder(folder: Path, base: str | None, language: Language) -> Graph:
    """Return the graph of a release, of a folder of releases, or of a folder with both facts and releases."""
    if (folder / MANIFEST).is_file():
        return _of_release(open_release(folder), base, language)
    graph = folder / _GRAPH
    if graph.is_file():
        sources = Sources((*model_files(), graph), (asset("ontology") / "shapes.ttl",), asset("queries"))
        release = current_release(sources, folder / _RELEASES, base or BASE)
        if release:
            return _of_release(release, base, language)
        return _graph(_endpoint(graph, base), str(_GRAPH), language)
    for found in (*_releases(folder), *_releases(folder / _RELEASES)):
        if base in {None, str(found.manifest["base"])}:
            return _of_release(found, base, language)
    raise MissingFileError(f"{folder}: no release{f' with base {base}' if base else ''} and no {_GRAPH} in it; make one with kg build")


def _releases(folder: Path) -> list[Release]:
    """Return the sound releases in a folder, the newest first."""
    found = []
    for manifest in folder.glob(f"[!.]*/{MANIFEST}"):
        with suppress(ReleaseError):
            found.append((manifest.stat().st_mtime, open_release(manifest.parent)))
    return [release for _, release in sorted(found, key=lambda each: (each[0], each[1].name), reverse=True)]


def _of_release(release: Release, base: str | None, language: Language) -> Graph:
    own = str(release.manifest["base"])
    if base not in {None, own}:
        raise ReleaseError(f"release {release.name} has the base {own}, not {base}; leave the base out")
    return Graph(opened(release, Queries(asset("queries"))), f"release {release.name}", language)


def _of_endpoint(url: str, base: str | None, language: Language) -> Graph:
    endpoint = RemoteEndpoint(url, base or BASE)
    if base is None:
        endpoint = RemoteEndpoint(url, _base(endpoint) or BASE)
    return _graph(endpoint, url, language)


def _graph(endpoint: Endpoint, name: str, language: Language) -> Graph:
    queries = Queries(asset("queries"))
    index = cast("SearchIndex", LateIndex(endpoint, queries))
    return Graph(Library(endpoint, queries, index, {}), name, language)


def _base(endpoint: Endpoint) -> str | None:
    """Return the base that the vocabulary in the data tells; None when it holds none, or several."""
    found = rows(endpoint, Queries(asset("queries")).text("explore/vocabulary"))
    return str(found[0]["vocabulary"]).removesuffix("/def") if len(found) == 1 else None


def _endpoint(file: Path, base: str | None) -> LocalEndpoint:
    """Return an endpoint over a file; facts alone get the model with them, for it holds the names of roles and relations."""
    told = _base(LocalEndpoint(loaded([file])))
    if told and base in {None, told}:
        return LocalEndpoint(loaded([file]), told)
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder) / "model.nt"
        model.write_bytes(canonical_form(contents(model_files()), base or BASE))
        return LocalEndpoint(loaded([model, file]), base or BASE)

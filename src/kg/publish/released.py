"""A release opened as what pages are made from."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from kg.build.gate_file import judgement_file, judgement_of
from kg.build.release import INDEX, MANIFEST, Release
from kg.build.series import LEDGER, Published, open_published, series
from kg.build.tombstones import tombstones
from kg.errors import ReleaseError
from kg.publish.kept_names import OF_A_RELEASE, KeptNames
from kg.publish.library import Library
from kg.publish.search import SearchIndex
from kg.publisher import Publication
from kg.store.queries import Queries


def opened(release: Release, queries: Queries, publication: Publication | None = None, settings: Path | None = None) -> Library:
    """Return the library over a release, with what its publisher says of it and, if that stands in a file, when it was changed.

    Its index is open until it is closed.
    """
    beside = (release.folder.parent / LEDGER, judgement_file(release.folder))
    files = [release.folder / MANIFEST, *beside, *([settings] if settings else [])]
    made = max(int(file.stat().st_mtime) for file in files if file.exists())
    index = SearchIndex(release.folder / INDEX)
    found = published(release)
    gone = tombstones(release.folder.parent, release) if found else {}
    judged = judgement_of(release.folder)
    kept = KeptNames(OF_A_RELEASE)
    return Library(release.open(), queries, index, told(release), made, publication, release.folder, found, gone, judged, kept)


def published(release: Release) -> tuple[Published, ...]:
    """Return the publications in the folder of a release; none when those are under another base."""
    return tuple(each for each in series(release.folder.parent) if each.base == release.manifest["base"])


def told(release: Release) -> Mapping[str, object]:
    """Return what is told of a release: its manifest, and under "published" which publication it is, if it was published.

    The same graph, made again by other software, is the same publication; the files that were published, "offered", then stay the ones
    to take along as long as they are there.
    """
    found = published(release)[::-1]
    same = [each for each in found if each.release == release.name]
    same = same or [each for each in found if each.graph_sha256 == release.manifest.get("rdfc10Sha256")]
    entry = next(iter(same), None)
    if entry is None:
        return release.manifest
    known = {"number": entry.number, "date": entry.date.isoformat(), "previous": entry.previous}
    return {**release.manifest, "published": known, **_offered(release, entry)}


def _offered(release: Release, entry: Published) -> Mapping[str, object]:
    """Return the files of the release that was published, when that is another than the one served and it is there, unchanged."""
    if entry.release == release.name:
        return {}
    with suppress(ReleaseError):
        found = open_published(release.folder.parent, entry).manifest
        return {"offered": {name: found[name] for name in ("release", "files")}}
    return {}

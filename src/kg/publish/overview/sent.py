"""What the script of the overview is sent, each at an address named after what is in it."""

from hashlib import sha256

from kg.build.overview_file import overview_json
from kg.publish.library import Library
from kg.publish.overview import parts
from kg.publish.overview.known import content, overview

PATH = "/overzicht"


def sent(library: Library, island: int | None = None) -> bytes:
    """Return the overview of a release as its folder holds it, of a large one what it comes to in short, or one of its islands."""
    told = overview(library)
    if island is not None:
        return overview_json(parts.island_part(told, island)).encode()
    return parts.short_json(told).encode() if parts.in_short(told) else content(library)


def digest(library: Library, island: int | None = None) -> str:
    """Return a short digest of what is sent, worked out once; other software may send something else of the same release."""
    return library.kept.of((digest, island, parts.MOST), lambda: sha256(sent(library, island)).hexdigest()[:8])


def data_path(library: Library, island: int | None = None) -> str:
    """Return the path of what is sent of a release, or of one of its islands: what stands there never changes."""
    release, tag = str(library.manifest.get("release", "")), digest(library, island)
    return f"{PATH}/{release}-{tag}.json" if island is None else f"{PATH}/{release}/{island}-{tag}.json"

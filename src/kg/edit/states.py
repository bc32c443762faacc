"""The texts of the graph before and after each change, compressed, by their digests."""

import gzip
import zlib

from kg.edit.place import Place, digest, sync
from kg.errors import LostStateError
from kg.store import files


def keep(place: Place, text: bytes) -> str:
    """Keep a text of the graph, unless it is there, and return its digest; it is on the disk then."""
    name = digest(text)
    file = place.state(name)
    if not file.exists():
        files.replace(file, [gzip.compress(text, 6, mtime=0)])
        sync(file.parent)
    return name


def recall(place: Place, name: str) -> bytes:
    """Return the text of the graph with this digest; raises LostStateError when it is gone or damaged."""
    file = place.state(name)
    try:
        text = gzip.decompress(file.read_bytes())
    except (OSError, EOFError, zlib.error) as error:
        raise LostStateError(f"{file}: this earlier state of the graph cannot be read ({error}); take it from a back-up") from error
    if digest(text) != name:
        raise LostStateError(f"{file}: not as it was written; take it from a back-up")
    return text

"""What one app serves: a release opened for reading, and the static files beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from rdflib import URIRef

from kg.publish.library import Language, Library
from kg.publish.shelf import Shelf
from kg.web.asking import Evaluation
from kg.web.kept import Pages
from kg.web.places import Places

_PACKAGE = Path(__file__).parents[1]
_CODE = frozenset({".html", ".json", ".py", ".svg", ".toml", ".xml"})
_LIBRARIES = (
    "brotli",
    "fonttools",
    "jinja2",
    "markupsafe",
    "networkx",
    "openpyxl",
    "pyoxigraph",
    "python-docx",
    "pyvis",
    "rdflib",
    "reportlab",
    "resvg-py",
    "starlette",
)
"""What else decides the bytes of an answer."""


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A style sheet, script, font or picture: what is in it, and its entity tag."""

    path: Path
    content: bytes
    tag: str


@dataclass(frozen=True, slots=True)
class Served:
    """What the handlers answer from: `network` draws the surroundings of a thing, `evaluation` answers the queries of readers.

    `places` are for the handlers that wait for such an answer in a thread; `modified` is when anything of it last changed.
    `shelf` holds the publications before it that are open for reading.
    """

    library: Library
    files: Mapping[str, StaticFile]
    edition: str
    modified: int
    network: Callable[[URIRef, Language], str]
    evaluation: Evaluation
    places: Places
    shelf: Shelf
    pages: Pages

    def tag(self, *parts: str) -> str:
        """Return a strong entity tag for what is made from this edition and these parts, and from nothing else."""
        return tag_of("\n".join((self.edition, *parts)).encode())


def static_files(folder: Path) -> dict[str, StaticFile]:
    """Return the files of a folder by their path in it, read; what is not listed here cannot be asked for."""
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    read = {name: (path, path.read_bytes()) for name, path in found.items() if not f"/{name}".count("/.")}
    return {name: StaticFile(path, content, tag_of(content)) for name, (path, content) in read.items()}


def edition(library: Library, files: Mapping[str, StaticFile]) -> str:
    """Return a name for all that pages are made from: the release, its base, the code, and the files pages point to."""
    code = (tag_of(path.read_bytes()) for path in sorted(_PACKAGE.rglob("*")) if path.suffix in _CODE)
    parts = (
        str(library.manifest.get("release", "")),
        library.endpoint.base,
        *(f"{name} {version(name)}" for name in _LIBRARIES),
        repr(library.publication),
        repr(library.published),
        repr(library.judgement),
        *code,
        *(file.tag for file in files.values()),
    )
    return sha256("\n".join(parts).encode()).hexdigest()


def modified(library: Library, static: Path) -> int:
    """Return when the release, the code or the files pages point to last changed, in seconds since 1970."""
    files = [*static.rglob("*"), *(path for path in _PACKAGE.rglob("*") if path.suffix in _CODE)]
    return max(library.made, *(int(path.stat().st_mtime) for path in files if path.is_file()))


def tag_of(content: bytes) -> str:
    """Return the strong entity tag of these bytes."""
    return f'"{sha256(content).hexdigest()[:32]}"'

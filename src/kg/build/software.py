"""What software decides the bytes of a release: our own code, the libraries, and what is built in."""

import hashlib
import sqlite3
import unicodedata
import zlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGE = Path(__file__).parents[1]

_LIBRARIES = ("crategraph-forceatlas2", "networkx", "numpy", "openpyxl", "pyoxigraph", "rdflib", "shacl", "snowballstemmer")


def software(package: Path = PACKAGE) -> list[str]:
    """Return the versions of what parses, checks, writes, packs, stems, indexes and lays out, and the digest of each file of our code."""
    libraries = [f"{name} {_version(name)}" for name in _LIBRARIES]
    built_in = [f"sqlite {sqlite3.sqlite_version}", f"unicode {unicodedata.unidata_version}", f"zlib {zlib.ZLIB_RUNTIME_VERSION}"]
    code = [f"{file.relative_to(package).as_posix()} {file_sha256(file)}" for file in sorted(package.rglob("*.py"))]
    return [*libraries, *built_in, *code]


def _version(library: str) -> str:
    """Return the version of a library; the one that lays out the overview can be missing (kg.build.layout.forces)."""
    try:
        return version(library)
    except PackageNotFoundError:
        return "absent"


def file_sha256(file: Path) -> str:
    """Return the SHA-256 of what is in a file, in hexadecimal digits."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()

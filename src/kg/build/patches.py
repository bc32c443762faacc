"""The lines that differ, for programs: as RDF Patch, and as SPARQL Update."""

import re
from collections.abc import Iterator, Sequence
from uuid import NAMESPACE_URL, uuid5

from kg.build.sides import Delta

PIECE = 1_000
"""The most triples that one operation of an update holds."""

_ESCAPE = re.compile(rb"\\(?:\\([uU])?|.)")


def patch(found: Delta, number: int | None = None, former: str = "") -> Iterator[bytes]:
    """Yield the difference as RDF Patch, one transaction, with its identifier; `former` is that of the patch before it in a series.

    `number` is that of the publication it leads to.
    """
    yield f"H id <{identifier(found.old.name, found.new.name, number)}> .\n".encode()
    if former:
        yield f"H prev <{former}> .\n".encode()
    yield b"TX .\n"
    yield from (b"D " + line for line in found.removed)
    yield from (b"A " + line for line in found.added)
    yield b"TC .\n"


def identifier(old: str, new: str, number: int | None = None) -> str:
    """Return the identifier of the patch from one graph to another, by their names: the same step, the same identifier.

    With the number of the publication it is another each time a series takes the same step.

    >>> len({identifier("a", "b", 2), identifier("b", "a", 3), identifier("a", "b", 4), identifier("a", "b")})
    4
    """
    return f"uuid:{uuid5(NAMESPACE_URL, f'urn:samenspel:patch:{old}:{new}:{number or str()}')}"


def update(found: Delta) -> Iterator[bytes]:
    """Yield the difference as a SPARQL 1.1 Update, in operations that are each small enough for any endpoint."""
    pieces = [*_pieces(b"DELETE DATA", found.removed), *_pieces(b"INSERT DATA", found.added)]
    for position, piece in enumerate(pieces):
        yield b";\n" if position else b""
        yield piece


def _pieces(operation: bytes, lines: Sequence[bytes]) -> Iterator[bytes]:
    for start in range(0, len(lines), PIECE):
        yield b"".join([operation, b" {\n", *map(_sparql, lines[start : start + PIECE]), b"}\n"])


def _sparql(line: bytes) -> bytes:
    r"""Return a line of N-Triples in which what looks like an escape of a code point is none, as SPARQL reads those first (§19.2).

    >>> print(_sparql(rb'<a> <b> "\\u0022" .').decode())
    <a> <b> "\\\U000000750022" .
    """
    return _ESCAPE.sub(_kept, line)


def _kept(escape: re.Match[bytes]) -> bytes:
    return b"\\\\\\U%08X" % ord(escape[1]) if escape[1] else escape[0]

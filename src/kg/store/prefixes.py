"""The prefixes that a Turtle file declares before its first statement."""

from pathlib import Path

from pyoxigraph import RdfFormat, parse


def declared(file: Path) -> dict[str, str]:
    """Return the namespace of each prefix."""
    statements = parse(path=file, format=RdfFormat.TURTLE)
    next(statements, None)
    return statements.prefixes

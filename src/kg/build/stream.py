"""What a stream of publications tells: of each publication the subjects that are new, changed or gone, with what is said of them then."""

from collections.abc import Collection, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from kg.build.release import Release
from kg.build.series import Published, difference_file, open_published
from kg.build.sides import Statement, delta, side_of, statement

_OPERATIONS = (b"A ", b"D ")


def touched(out: Path, old: Published | None, new: Published) -> tuple[str, ...]:
    """Return the IRIs of the subjects of which a publication says something else than the one before it, sorted; of the first, all.

    Raises ReleaseError when the folder of a release is needed and gone.
    """
    if old is None:
        return _subjects(open_published(out, new))
    file = difference_file(out, old, new, "rdfp")
    if file.exists():
        return _patched(file)
    found = delta(side_of(open_published(out, old)), side_of(open_published(out, new)))
    return tuple(sorted({_subject(line) for line in (*found.removed, *found.added)}))


def _subjects(release: Release) -> tuple[str, ...]:
    (file,) = release.graph_files
    with file.open("rb") as lines:
        return tuple(sorted({_subject(line) for line in lines}))


def _patched(file: Path) -> tuple[str, ...]:
    with file.open("rb") as rows:
        return tuple(sorted({_subject(row[2:]) for row in rows if row[:2] in _OPERATIONS}))


def _subject(line: bytes) -> str:
    """Return the IRI of the subject of a line of canonical N-Triples."""
    return line[1 : line.index(b">")].decode()


def described(graph: Path, subjects: Collection[str]) -> Mapping[str, list[Statement]]:
    """Return what a sorted file of canonical N-Triples says of each of these subjects; of one that is gone nothing."""
    wanted = set(subjects)
    return {subject: [statement(line)[1:] for line in lines] for subject, lines in _grouped(graph) if subject in wanted}


def _grouped(graph: Path) -> Iterator[tuple[str, Iterator[bytes]]]:
    with graph.open("rb") as lines:
        yield from groupby(lines, _subject)

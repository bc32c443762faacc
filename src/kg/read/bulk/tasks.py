"""The documents to read, and what became of each; contents are only held while they are read."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import MissingFileError, UnreadableError
from kg.model.passages import Transcript
from kg.read.answers import Limits

Reader = Callable[[str, str, bytes], Transcript]
"""A function of a module that reads a document with this id, from a file of this name, with this content."""


@dataclass(frozen=True, slots=True)
class Task:
    """A document to read: its id, the name its file goes by, and where that is."""

    document: str
    name: str
    file: Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was read of a document, or why it could not be."""

    task: Task
    transcript: Transcript | None = None
    refused: str = ""


def documents(place: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files in a folder and the folders in it, in order, each with its name from there; a file itself is the only one.

    What programs keep for themselves is left out: names that begin with a dot or with "~$".
    """
    if place.is_file():
        yield place.name, place
        return
    if not place.is_dir():
        raise MissingFileError(f"{place}: no such file or folder")
    for folder, inner, names in os.walk(place):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        files = (Path(folder) / name for name in sorted(names) if not name.startswith((".", "~$")))
        yield from ((file.relative_to(place).as_posix(), file) for file in files if file.is_file())


def content(task: Task, limits: Limits) -> bytes:
    """Return the bytes of a document's file; raises UnreadableError when it is gone, closed to us, or larger than is read."""
    try:
        size = task.file.stat().st_size
        if size > limits.input_bytes:
            raise UnreadableError(f"is {size // 1_000_000} MB; the largest file that is read is {limits.input_bytes // 1_000_000} MB")
        return task.file.read_bytes()
    except OSError as error:
        raise UnreadableError(f"cannot be opened: {error.strerror}") from error


def outcome(task: Task, read: Callable[[], Transcript]) -> Outcome:
    """Return what reading comes to: no document stops the others."""
    try:
        return Outcome(task, read())
    except UnreadableError as error:
        return Outcome(task, refused=str(error))


Readings = Callable[[Iterable[Task]], Iterator[Outcome]]
"""What reads documents, and yields what became of each as soon as it is known."""

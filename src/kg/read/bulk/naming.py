"""Documents get an id from the name of their file."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path, PurePosixPath

from kg.read.bulk.tasks import Task
from kg.terms import slug

_LONGEST = 80


def named(found: Iterable[tuple[str, Path]], known: Mapping[str, str]) -> Iterator[Task]:
    """Yield a task for each file, by name and place; `known` are the names of the files that documents were read from, by id.

    The same file keeps its id; another with the same slug gets a number.

    >>> files = [("2018/Rapport.pdf", Path("x")), ("2019/rapport.pdf", Path("y"))]
    >>> [task.document for task in named(files, {"rapport": "2019/rapport.pdf"})]
    ['rapport-2', 'rapport']
    """
    ids = {name: document for document, name in known.items()}
    taken = set(known)
    for name, file in found:
        document = ids.get(name) or _free(name, taken)
        ids[name] = document
        taken.add(document)
        yield Task(document, name, file)


def _free(name: str, taken: set[str]) -> str:
    """Return the slug of a file's name, with a number when it is taken."""
    stem = slug(PurePosixPath(name).stem)[:_LONGEST].strip("-") or "document"
    return stem if stem not in taken else _numbered(stem, taken)


def _numbered(stem: str, taken: set[str]) -> str:
    return next(f"{stem}-{number}" for number in count(2) if f"{stem}-{number}" not in taken)

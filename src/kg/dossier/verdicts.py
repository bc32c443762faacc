"""The verdicts on a document's candidates: a file that only grows, a decision a line, safe for two reviewers and a crash."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.dossier.folder import VERDICTS
from kg.dossier.plain import line, read_line
from kg.errors import ConflictError
from kg.model.verdicts import Verdict
from kg.store.files import alone


def verdicts(folder: Path) -> tuple[Verdict, ...]:
    """Return the decisions in the order they were made; of a candidate with several the last counts.

    A last line that was cut off while it was written is no decision.
    """
    return tuple(_read(folder / VERDICTS))


def append(folder: Path, made: Sequence[Verdict], seen: int) -> int:
    """Add decisions and return how many there are now; they are on the disk when this returns.

    Who is killed while they are written leaves none, the first of them or all, and each of them whole.

    `seen` is how many decisions the reviewer knew of. Raises ConflictError when somebody else has decided since on one of
    the same candidates.
    """
    file = folder / VERDICTS
    with alone(file):
        before = tuple(_read(file))
        _refuse_overlap(before[seen:], made)
        _write(file, made)
    return len(before) + len(made)


def _read(file: Path) -> Iterator[Verdict]:
    if file.exists():
        *lines, _torn = file.read_bytes().split(b"\n")
        for number, text in enumerate(lines, start=1):
            yield read_line(Verdict, text, (file, number))


def _refuse_overlap(since: Sequence[Verdict], made: Sequence[Verdict]) -> None:
    decided = {verdict.candidate: verdict for verdict in since}
    others = [decided[each.candidate] for each in made if each.candidate in decided and decided[each.candidate].by != each.by]
    if others:
        names = ", ".join(sorted({verdict.by for verdict in others}))
        raise ConflictError(
            f"{len(others)} of these were decided meanwhile by {names}; look at them again and decide anew",
            tuple(verdict.candidate for verdict in others),
        )


def _write(file: Path, made: Sequence[Verdict]) -> None:
    """Write whole lines behind the last whole line, in one write; when the disk takes only a part, none of them."""
    content = "".join(map(line, made)).encode()
    with file.open("ab", buffering=0) as written:
        whole = _whole_bytes(file)
        os.ftruncate(written.fileno(), whole)
        try:
            _write_all(written.fileno(), content)
        except OSError:
            os.ftruncate(written.fileno(), whole)
            raise


def _write_all(file: int, content: bytes) -> None:
    while content:
        content = content[os.write(file, content) :]
    os.fsync(file)


def _whole_bytes(file: Path) -> int:
    """Return how many bytes of a file are whole lines."""
    return file.read_bytes().rfind(b"\n") + 1

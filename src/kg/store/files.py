"""Files that are replaced as a whole: a reader sees the old one or the new one, and a crash keeps the old."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from kg.errors import BusyError

WAIT_S = 10


def replace(file: Path, content: Iterable[bytes], check: Callable[[Path], object] = Path.stat) -> None:
    """Write the content in place of the file, after `check` has found nothing wrong with what was written."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".new")
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as written:
            written.writelines(content)
            written.flush()
            os.fsync(written.fileno())
        check(new)
        new.chmod(0o644)
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


@contextmanager
def alone(file: Path, wait_s: float = WAIT_S) -> Iterator[None]:
    """Keep others who ask the same from changing the file; raises BusyError when one of them takes too long.

    The lock is the operating system's, on a file beside it, so that it ends with the process that holds it.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(file.with_name(f".{file.name}.lock"), timeout=wait_s):
            yield
    except Timeout as error:
        raise BusyError(f"{file}: another kg is changing it; try again when that is done") from error

"""The list of what is ours in the folder of a site: a file is on it before it is written, so that nothing of ours is left when it goes."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from kg.errors import SiteError
from kg.site.answers import unfinished, written

LISTED = ".samenspel-site"
"""The file with the list: what is on it and no longer made goes, and whatever else is in the folder stays."""


class Listed:
    """The list of a site that is being written; it only grows until all is written."""

    def __init__(self, out: Path) -> None:
        """Open the list, made unless it is there; raises SiteError when the folder holds something else than a site."""
        self._out, self._file = out, out / LISTED
        try:
            if out.is_dir() and any(out.iterdir()) and not self._file.exists():
                raise SiteError(f"{out}: holds files that are not ours; give an empty folder with --out, or one with a site")
            out.mkdir(parents=True, exist_ok=True)
            self._file.touch() if not self._file.exists() else None
            self._names = set(self._file.read_text(encoding="utf-8").splitlines())
        except OSError as error:
            raise SiteError(f"{out}: cannot be the folder of a site ({error.strerror}); give another with --out") from error

    def add(self, names: Iterable[str]) -> None:
        """List files that are about to be written; each begins a line, so that a line that was cut short spoils no other."""
        new = dict.fromkeys(name for name in names if name not in self._names)
        if new:
            self._names.update(new)
            with self._file.open("ab") as file:
                file.write("".join(f"\n{name}" for name in new).encode())

    def keep(self, there: frozenset[str]) -> int:
        """Remove what is listed and no longer part of the site, and list what is; return how many files went."""
        removed = sum(_removed(file) for file in stale(self._out, self._names, there))
        written(self._file, "".join(f"{name}\n" for name in sorted(there)).encode())
        return removed


def stale(out: Path, listed: Iterable[str], there: frozenset[str]) -> Iterator[Path]:
    """Yield the files that were written before and are no longer part of the site.

    A list can have been changed by others: a name that is absolute, or leads out of the folder by `..` or a symbolic link, is passed over.
    """
    root = out.resolve()
    for name in listed:
        file = out / name
        if name not in there and not Path(name).is_absolute() and ".." not in Path(name).parts and _below(root, file):
            yield file


def _below(root: Path, file: Path) -> bool:
    return root in file.resolve().parents


def _removed(file: Path) -> bool:
    """Remove a file, and what was left of it when its writing was cut short; tell whether it was there."""
    there = file.is_file()
    for each in (file, unfinished(file)):
        if each.is_file():
            each.unlink()
    with suppress(OSError):  # others have files there still
        file.parent.rmdir()
    return there

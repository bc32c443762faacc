"""`kg release` and `kg diff`: numbered publications of the graph, and what differs from one to another."""

import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.build.difference import Group, difference, key_of
from kg.build.difference_file import difference_json
from kg.build.patches import patch, update
from kg.build.release import MANIFEST, Release, current_release, open_release
from kg.build.series import LEDGER, Published, open_published, publish, published_difference, published_patch, refuse, series
from kg.build.sides import Delta, Side, delta, side_of, side_of_file
from kg.build.tombstones import tombstones
from kg.build.withdrawn import reasons
from kg.cli.places import GRAPH, RELEASES, BaseOption, GraphOption, OutOption, sources, told
from kg.cli.web import base_iri, built
from kg.errors import ReleaseError
from kg.publish.changes import change_lines, changes
from kg.publish.library import Language
from kg.publish.words import Words, words
from kg.store.files import alone
from kg.terms import BASE

_SHOWN = 5
_WITHDRAWN = "data/withdrawn.csv"


class DifferenceFormat(StrEnum):
    """How a difference is written."""

    TEXT = "text"
    JSON = "json"
    PATCH = "patch"
    UPDATE = "update"


def release(
    graph: GraphOption = GRAPH,
    out: OutOption = RELEASES,
    base: BaseOption = BASE,
    day: Annotated[
        dt.datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="The day of publication; today when left out.")
    ] = None,
    note: Annotated[str, typer.Option("--note", help="What to tell with this publication.")] = "",
    *,
    without_reasons: Annotated[
        bool, typer.Option("--without-reasons", help="Publish also when nothing tells why things are no longer there.")
    ] = False,
) -> None:
    """Publish the graph as it is now: a release with a number and a date, and what differs from the one before."""
    on, under = day.date() if day else dt.datetime.now().astimezone().date(), base_iri(base)
    with alone(out / LEDGER):
        earlier = series(out)
        refuse(earlier, under, on)
        made = current_release(sources(graph), out, under) or built(graph, out, under)
        if earlier:
            _check_reasons(out, earlier[-1], made, without=without_reasons)
        published = publish(made, out, on, note)
    _tell(published, earlier, out)
    print(made.folder)


def _tell(published: Published, earlier: tuple[Published, ...], out: Path) -> None:
    if published in earlier:
        told.print(f"nothing changed since publication {published.number} of {published.date}", markup=False)
        return
    told.print(f"publication {published.number} of {published.date}: {published.triples} triples", markup=False)
    if earlier:
        found = published_difference(out, earlier[-1], published)
        told.print(next(change_lines(changes(found, words(Language.EN)), words(Language.EN))), markup=False)


def _check_reasons(out: Path, last: Published, made: Release, *, without: bool) -> None:
    """Raise ReleaseError when nothing tells why things went, or a reason is given of what was never published.

    What is published stays so: a reason that comes later would be another publication.
    """
    found, explained = difference(delta(side_of(open_published(out, last)), side_of(made))), set(reasons(made.folder))
    all_gone = {key_of(each.iri, found.base) for each in found.withdrawn}
    if never := sorted(explained - all_gone - set(tombstones(out, made))):
        raise ReleaseError(f"{_WITHDRAWN}: {_several(never)} was never published; mend the name, or take the row out")
    gone = [key_of(each.iri, found.base) for each in found.withdrawn if each.group is Group.THING or each.kind == "document"]
    unexplained = [thing for thing in gone if thing not in explained]
    if unexplained and not without:
        there = "1 thing is" if len(gone) == 1 else f"{len(gone)} things are"
        raise ReleaseError(
            f"not published: {there} no longer there; give the reason of {len(unexplained)} in {_WITHDRAWN} "
            f"({_several(unexplained)}), or publish with --without-reasons"
        )


def _several(names: Sequence[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")


def diff(
    old: Annotated[str, typer.Argument(help="A publication (1), a release (its name or folder) or a file of triples.")],
    new: Annotated[str, typer.Argument(help="What to compare it with.")],
    as_: Annotated[DifferenceFormat, typer.Option("--format", help="How to write the difference.")] = DifferenceFormat.TEXT,
    language: Annotated[Language, typer.Option("--lang", help="The language of the text.")] = Language.NL,
    out: OutOption = RELEASES,
) -> None:
    """Tell what differs from one publication, release or file to another; patch and update turn the first into the second."""
    lines = delta(_side(old, out), _side(new, out))
    if as_ is DifferenceFormat.TEXT:
        sys.stdout.writelines(f"{line}\n" for line in _text(lines, (old, new), out, words(language)))
    else:
        sys.stdout.buffer.writelines(_written(lines, as_, _steps((old, new), out)))


def _text(lines: Delta, names: tuple[str, str], out: Path, in_: Words) -> Iterator[str]:
    old, new = (_title(name, out, in_) for name in names)
    yield in_("changes.from_to", old=old, new=new)
    yield from change_lines(changes(difference(lines), in_), in_)


def _written(lines: Delta, as_: DifferenceFormat, steps: tuple[Published, ...]) -> Iterable[bytes]:
    if as_ is DifferenceFormat.JSON:
        return [difference_json(difference(lines)).encode()]
    if as_ is DifferenceFormat.UPDATE:
        return update(lines)
    return published_patch(lines, steps) if steps else patch(lines)


def _steps(names: tuple[str, str], out: Path) -> tuple[Published, ...]:
    """Return the publications up to the second of these names when it follows the first: their patch is the one that was published."""
    if not all(_is_number(name, out) for name in names):
        return ()
    old, new = (int(name) for name in names)
    return series(out)[:new] if old + 1 == new else ()


def _side(name: str, out: Path) -> Side:
    """Return what is meant by a name: a publication by its number, a release by its name or folder, a file."""
    if _is_number(name, out):
        return side_of(open_published(out, _published(name, out)))
    folder = next((each for each in (out / name, Path(name)) if (each / MANIFEST).exists()), None)
    return side_of(open_release(folder)) if folder else side_of_file(Path(name))


def _is_number(name: str, out: Path) -> bool:
    return name.isdecimal() and not (out / name).exists()


def _published(name: str, out: Path) -> Published:
    found = {each.number: each for each in series(out)}
    if int(name) not in found:
        known = f"there are 1 to {len(found)}" if found else f"there are none in {out}; make one with kg release"
        raise ReleaseError(f"no publication {name}; {known}")
    return found[int(name)]


def _title(name: str, out: Path, in_: Words) -> str:
    if not _is_number(name, out):
        return name
    published = _published(name, out)
    return in_("changes.publication", number=published.number, date=in_.date(published.date.isoformat()))

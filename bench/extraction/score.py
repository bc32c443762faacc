"""How well candidates are found: precision, recall and F1 per kind, over test documents with gold.

python bench/extraction/score.py [dev|unseen|primary|all] [--least 0.5] [--each] [--list]
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import add
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from gold import PARTS, Gold, gold  # beside this file
from stated import facts, stated
from stories import content
from tally import AIMS, GROUPS, Tally, remarks, tally
from wording import CONTAINED

from kg.build.tables import tables
from kg.cli.places import GRAPH, opened, queries
from kg.extract.document import candidates
from kg.extract.gazetteer import Gazetteer, gazetteer
from kg.model.candidates import Candidate
from kg.model.tables import Row
from kg.read.formats import transcribed

HERE = Path(__file__).parent
PRIMARY = "almelo-jaarverantwoording-2018-innoveren"
SHARED = HERE.parents[2] / "shared" / "sources" / f"{PRIMARY}.txt"


def documents(chosen: str) -> Iterator[tuple[str, bytes, Gold]]:
    """Yield the test documents of a set: name, bytes and gold."""
    for file in sorted((HERE / chosen).glob("*.gold")):
        source = next(each for each in file.parent.iterdir() if each.name.startswith(f"{file.stem}.") and each != file)
        yield (*content(source), gold(file))


def found(name: str, read: bytes, told: Gold, known: Gazetteer) -> tuple[Candidate, ...]:
    """Return the candidates of a document, of which only is known what `told` says of the document itself."""
    return tuple(candidates(transcribed(Path(name).stem, name, read), known, told.about))


def sure(some: Iterable[Candidate], least: float) -> list[Candidate]:
    """Return the candidates that are at least so sure."""
    return [each for each in some if each.confidence >= least]


def primary(rows: Sequence[Row]) -> Gold:
    """Return the facts of the primary document as gold; what two rows say twice counts once."""
    about = {"title": "Jaarverantwoording 2018", "publisher": "Gemeente Almelo", "year": "2018", "type": "jaarverslag"}
    return Gold(about, tuple(dict.fromkeys(facts(rows, PRIMARY))))


def report(made: Tally) -> None:
    """Print the scores per kind, and per group beside what is aimed at."""
    print(f"{'kind':<14}{'right':>7}{'found':>7}{'wanted':>8}{'precision':>11}{'recall':>8}{'F1':>7}")
    for kind in PARTS:
        right, given, wanted = made.counts(kind)
        if given or wanted:
            precision, recall, f1 = made.score(kind)
            print(f"{kind:<14}{right:>7}{given:>7}{wanted:>8}{precision:>11.2f}{recall:>8.2f}{f1:>7.2f}")
    for group, kinds in GROUPS.items():
        precision, recall, f1 = made.score(*kinds)
        print(f"{group:<14}{'':>22}{precision:>11.2f}{recall:>8.2f}{f1:>7.2f}  aim {AIMS[group]:.2f}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Score the sets that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", nargs="?", default="all", choices=["dev", "unseen", "primary", "all"])
    parser.add_argument("--least", type=float, default=0.5, help="how sure a candidate must be to count")
    parser.add_argument("--each", action="store_true", help="a line per document")
    parser.add_argument("--list", action="store_true", help="what was wrong (+), missed (-), nearly right (~) or found twice (=)")
    asked = parser.parse_args(arguments)
    rows = tables(opened(HERE.parents[1] / GRAPH), queries())
    for chosen in ("dev", "unseen") if asked.set == "all" else {asked.set} - {"primary"}:
        _print(chosen, list(_scored(chosen, gazetteer(rows), asked.least)), asked)
    if asked.set in {"primary", "all"}:
        _primary(rows, asked)


def _scored(chosen: str, known: Gazetteer, least: float) -> Iterator[tuple[str, Tally]]:
    for name, read, told in documents(chosen):
        some = sure(found(name, read, told, known), least)
        yield name, tally(told.statements, stated(some, known.names), CONTAINED)


def _primary(rows: Sequence[Row], asked: argparse.Namespace) -> None:
    if not SHARED.exists():
        print(f"primary: NOT scored, for there is no {SHARED.name}")
        return
    known, told = gazetteer([row for row in rows if row["source"] != PRIMARY]), primary(rows)
    some = sure(found(SHARED.name, SHARED.read_bytes(), told, known), asked.least)
    _print("primary", [(PRIMARY, tally(told.statements, stated(some, known.names), 1))], asked)


def _print(chosen: str, scored: Sequence[tuple[str, Tally]], asked: argparse.Namespace) -> None:
    total = reduce(add, (each for _, each in scored), Tally())
    print(f"\n{chosen}: {len(scored)} documents, {total.counts(*PARTS)[2]} statements wanted")
    report(total)
    for name, each in scored if asked.each or asked.list else ():
        print(f"\n{name}: " + ", ".join(f"{group} {each.score(*kinds)[2]:.2f}" for group, kinds in GROUPS.items()))
        print("\n".join(f"  {line}" for line in (sorted(remarks(each)) if asked.list else ())))


if __name__ == "__main__":
    main()

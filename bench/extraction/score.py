"""How well candidates are found: precision, recall and F1 per kind, over test documents with gold.

python bench/extraction/score.py [dev|unseen|primary|all] [--least 0.5] [--each] [--list]
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from gold import AIMS, GROUPS, KINDS, Gold, Statement, alike, gold, stated  # beside this file
from stories import content

from kg.build.tables import tables
from kg.cli.places import GRAPH, opened, queries
from kg.extract.document import candidates
from kg.extract.gazetteer import Gazetteer, gazetteer
from kg.model.tables import Row
from kg.read.formats import transcribed

HERE = Path(__file__).parent
PRIMARY = "almelo-jaarverantwoording-2018-innoveren"
SHARED = HERE.parents[2] / "shared" / "sources" / f"{PRIMARY}.txt"


@dataclass
class Tally:
    """How many statements were right, found and wanted, per kind; and those that were wrong or missed."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Count what another tally counted."""
        for mine, theirs in ((self.right, other.right), (self.found, other.found), (self.wanted, other.wanted)):
            mine.update(theirs)
        self.wrong += other.wrong
        self.missed += other.missed

    def score(self, *kinds: str) -> tuple[float, float, float]:
        """Return precision, recall and F1 of these kinds together; 1 where nothing was wanted or found."""
        right, found, wanted = (sum(each[kind] for kind in kinds) for each in (self.right, self.found, self.wanted))
        precision, recall = right / found if found else 1.0, right / wanted if wanted else 1.0
        return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def tally(wanted: Sequence[Statement], found: Iterable[Statement], within: int = 6) -> Tally:
    """Return how what was found stands to what was wanted, each statement of the one matched with one of the other."""
    made, left = Tally(), list(wanted)
    for each in found:
        match = next(
            (other for optional in (False, True) for other in left if other.optional is optional and alike(other, each, within)), None
        )
        if match is not None:
            left.remove(match)
        if match is None or not match.optional:
            made.found[each.kind] += 1
            made.right[each.kind] += match is not None
        if match is None:
            made.wrong.append(str(each))
    made.wanted.update(each.kind for each in wanted if not each.optional)
    made.missed += [str(each) for each in left if not each.optional]
    return made


def documents(chosen: str) -> Iterator[tuple[str, bytes, Gold]]:
    """Yield the test documents of a set: name, bytes and gold."""
    for file in sorted((HERE / chosen).glob("*.gold")):
        source = next(each for each in file.parent.iterdir() if each.name.startswith(f"{file.stem}.") and each != file)
        yield (*content(source), gold(file))


def scored(name: str, read: bytes, told: Gold, known: Gazetteer, least: float, within: int = 6) -> Tally:  # noqa: PLR0913, PLR0917
    """Return how the candidates of one document stand to its gold; a wording of `within` words counts as one that holds them all."""
    transcript = transcribed(Path(name).stem, name, read)
    found = [each for each in candidates(transcript, known, told.about) if each.confidence >= least]
    return tally(told.statements, stated(found, known.names), within)


def primary(rows: Sequence[Row]) -> Gold:
    """Return the facts of the primary document as gold; what two rows say twice counts once."""
    of_it = [row for row in rows if row["source"] == PRIMARY]
    names = {row["id"]: row["name"] for row in rows if row["id"]}
    found = [_fact(row, names) for row in of_it]
    about = {"title": "Jaarverantwoording 2018", "publisher": "Gemeente Almelo", "year": "2018", "type": "jaarverslag"}
    return Gold(about, tuple(dict.fromkeys(each for each in found if each is not None)))


def _fact(row: Row, names: Mapping[str, str]) -> Statement | None:
    kinds = {
        "programmes": "programma",
        "goals": "doel",
        "initiatives": "initiatief",
        "organisations": "organisatie",
        "results": "resultaat",
    }
    cells = {"participations": ("deelname", "organisation", "initiative", "role"), "links": ("verband", "subject", "predicate", "object")}
    if row.table in kinds:
        wordings = (row["name"], *row.values("alt_names"))
        return Statement(kinds[row.table], (wordings,))
    if row.table in cells:
        kind, *columns = cells[row.table]
        return Statement(kind, tuple((names.get(row[column], row[column]),) for column in columns))
    if row.table == "observations":
        own = row["area"].startswith("gemeente-")
        return Statement(
            "waarneming", ((names[row["indicator"]],), ("eigen" if own else row["area"],), ("",), (row["year"],), (row["value"],))
        )
    return None


def report(made: Tally) -> None:
    """Print the scores per kind, and per group beside what is aimed at."""
    print(f"{'kind':<14}{'right':>7}{'found':>7}{'wanted':>8}{'precision':>11}{'recall':>8}{'F1':>7}")
    for kind in KINDS:
        if made.found[kind] or made.wanted[kind]:
            precision, recall, f1 = made.score(kind)
            print(f"{kind:<14}{made.right[kind]:>7}{made.found[kind]:>7}{made.wanted[kind]:>8}{precision:>11.2f}{recall:>8.2f}{f1:>7.2f}")
    for group, kinds in GROUPS.items():
        precision, recall, f1 = made.score(*kinds)
        print(f"{group:<14}{'':>22}{precision:>11.2f}{recall:>8.2f}{f1:>7.2f}  aim {AIMS[group]:.2f}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Score the sets that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", nargs="?", default="all", choices=["dev", "unseen", "primary", "all"])
    parser.add_argument("--least", type=float, default=0.5, help="how sure a candidate must be to count")
    parser.add_argument("--each", action="store_true", help="a line per document")
    parser.add_argument("--list", action="store_true", help="what was wrong and what was missed")
    asked = parser.parse_args(arguments)
    rows = tables(opened(HERE.parents[1] / GRAPH), queries())
    for chosen in ("dev", "unseen") if asked.set == "all" else (asked.set,) if asked.set != "primary" else ():
        _print(chosen, [(name, scored(name, read, told, gazetteer(rows), asked.least)) for name, read, told in documents(chosen)], asked)
    if asked.set in {"primary", "all"}:
        if SHARED.exists():
            known = gazetteer([row for row in rows if row["source"] != PRIMARY])
            _print("primary", [(PRIMARY, scored(SHARED.name, SHARED.read_bytes(), primary(rows), known, asked.least, 1))], asked)
        else:
            print(f"primary: NOT scored, for there is no {SHARED.name}")


def _print(chosen: str, found: Sequence[tuple[str, Tally]], asked: argparse.Namespace) -> None:
    total = Tally()
    for _, each in found:
        total.add(each)
    print(f"\n{chosen}: {len(found)} documents, {sum(total.wanted.values())} statements wanted")
    report(total)
    for name, each in found if asked.each or asked.list else ():
        print(f"\n{name}: " + ", ".join(f"{group} {each.score(*kinds)[2]:.2f}" for group, kinds in GROUPS.items()))
        for sign, lines in (("- missed", each.missed), ("+ wrong ", each.wrong)) if asked.list else ():
            print("\n".join(f"  {sign} {line}" for line in sorted(lines)))


if __name__ == "__main__":
    main()

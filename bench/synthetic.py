"""A synthetic graph of any size in the shape of the real one: the same classes, predicates and proportions, a few hubs, made-up names.

python bench/synthetic.py TRIPLES FILE [--seed SEED]     (FILE.nt or FILE.ttl; the same size and seed, the same bytes)
"""

import argparse
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import count
from pathlib import Path
from types import MappingProxyType

from generator.figures import indicators, results
from generator.growth import Statement, Thing, World
from generator.sources import passages, periods
from generator.things import concepts, goals, initiatives, organisations, programmes
from rdflib import RDF

from kg.store.turtle import PREFIXES

SORTS: Mapping[str, Callable[[World, int], Iterator[Thing]]] = MappingProxyType(
    {
        "passage": passages,
        "organisatie": organisations,
        "begrip": concepts,
        "programma": programmes,
        "doel": goals,
        "indicator": indicators,
        "initiatief": initiatives,
        "resultaat": results,
    },
)
"""What comes in each step, in this order."""

_TYPE = f"<{RDF.type}>"
Written = Callable[[str, list[Statement]], str]


def steps(seed: int) -> Iterator[list[Thing]]:
    """Yield the things of each step, without end: an initiative and its share of all else."""
    world = World(seed)
    yield list(periods())
    for world.step in count():
        yield [thing for sort, make in SORTS.items() for number in world.new(sort) for thing in make(world, number)]


def write(triples: int, file: Path, seed: int = 0) -> int:
    """Write a graph of about so many triples, in the syntax that the file's suffix names, and return how many there are.

    It ends where a step does, so that it speaks of nothing it does not hold.
    """
    written = 0
    as_text = SYNTAXES[file.suffix]
    with file.open("w", encoding="utf-8", newline="\n") as lines:
        if file.suffix == ".ttl":
            lines.writelines(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
        for step in steps(seed):
            said = [(thing.iri, list(dict.fromkeys(thing.statements))) for thing in step]
            more = sum(len(statements) for _, statements in said)
            if written + more - triples > triples - written:
                return written
            lines.writelines(as_text(iri, statements) for iri, statements in said)
            written += more
    return written


def turtle(iri: str, statements: list[Statement]) -> str:
    """Return a thing as a block of Turtle."""
    said = "".join(f"    {predicate} {value} ;\n" for predicate, value in statements)
    return f"{iri}\n{said}    .\n"


def ntriples(iri: str, statements: list[Statement]) -> str:
    """Return a thing as lines of N-Triples."""
    subject = in_full(iri)
    return "".join(f"{subject} {_predicate(predicate)} {in_full(value)} .\n" for predicate, value in statements)


SYNTAXES: Mapping[str, Written] = MappingProxyType({".nt": ntriples, ".ttl": turtle})


def in_full(term: str) -> str:
    """Return a term without a prefix.

    >>> in_full("doel:warmtenet-almelo-7"), in_full('"EUR"')
    ('<https://samenspel.example.org/id/doel/warmtenet-almelo-7>', '"EUR"')
    """
    if term[0] in '<"':
        return term
    prefix, _, local = term.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


@cache
def _predicate(name: str) -> str:
    return _TYPE if name == "a" else in_full(name)


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a synthetic graph.")
    parser.add_argument("triples", type=int, help="about how many triples, from 10,000 on")
    parser.add_argument("file", type=Path, help="where to write it: a name that ends in .nt or .ttl")
    parser.add_argument("--seed", type=int, default=0, help="another seed, other names and links")
    asked = parser.parse_args()
    if asked.file.suffix not in SYNTAXES or asked.triples < 10_000:
        parser.error("give a file that ends in .nt or .ttl, and at least 10000 triples")
    print(f"{write(asked.triples, asked.file, asked.seed)} triples")


if __name__ == "__main__":
    main()

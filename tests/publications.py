"""Three publications of a small graph, to read: the second lacks a pilot that was merged, the third a goal that was replaced."""

import datetime as dt
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.assets import asset, model_files
from kg.build.release import Release, Sources, build_release
from kg.build.series import open_published, publish, series
from kg.extract.facts import facts
from kg.model.tables import Row
from kg.store import turtle
from kg.terms import BASE
from versions import changed

PILOT, GOAL = "initiatief/skills-twente", "doel/twente-doel"
MERGED = f"{PILOT},initiatief/house-of-skills,merged,Opgegaan in House of Skills,Merged into House of Skills"
REPLACED = f"{GOAL},doel/almelo-doel-vertrouwen,replaced,Anders verwoord,Worded otherwise"
TERM = '<https://samenspel.example.org/def#Goal> <http://www.w3.org/2004/02/skos/core#scopeNote> "Nieuw"@nl .'
DAYS = (dt.date(2026, 1, 15), dt.date(2026, 3, 1), dt.date(2026, 3, 1))
NOTES = ("De eerste", "Skills & \x07 werk <b>", "")


@dataclass(frozen=True)
class Series:
    """A folder of releases, and those that are published in it."""

    out: Path

    @property
    def releases(self) -> list[Release]:
        return [open_published(self.out, each) for each in series(self.out)]

    @property
    def graphs(self) -> Mapping[int, Path]:
        return {number: release.graph_files[0] for number, release in enumerate(self.releases, start=1)}


def three(folder: Path, rows: Sequence[Row], base: str = BASE) -> Series:
    """Return the series in a folder, made unless it is there."""
    out = folder / "releases"
    if not out.exists():
        second = changed(rows)
        third = [row for row in second if "twente-doel" not in row.cells.values()]
        for number, (version, reasons, model) in enumerate(((rows, "", ""), (second, MERGED, ""), (third, f"{MERGED}\n{REPLACED}", TERM))):
            (folder / "model.ttl").write_text(model, encoding="utf-8")
            publish(_built(folder, version, reasons, base), out, DAYS[number], NOTES[number])
    return Series(out)


def again(folder: Path) -> Release:
    """Return the last release of a folder as other software makes it: the same graph and reasons, another remark in a query."""
    queries, reasons = folder / "queries", folder / "withdrawn.csv"
    shutil.copytree(asset("queries"), queries)
    with (queries / "pages" / "newest.rq").open("a", encoding="utf-8") as query:
        query.write("# another remark\n")
    graph = (*model_files(), *(file for file in (folder / "model.ttl", folder / "triples.ttl") if file.exists()))
    shapes = (asset("ontology") / "shapes.ttl",)
    return build_release(Sources(graph, shapes, queries, reasons if reasons.exists() else None), folder / "releases")


def _built(folder: Path, rows: Sequence[Row], reasons: str, base: str) -> Release:
    file, told = folder / "triples.ttl", folder / "withdrawn.csv"
    turtle.save(facts(rows), file)
    told.write_text(f"thing,instead,how,reason_nl,reason_en\n{reasons}\n", encoding="utf-8")
    shapes = (asset("ontology") / "shapes.ttl",)
    graph = (*model_files(), folder / "model.ttl", file)
    return build_release(Sources(graph, shapes, asset("queries"), told), folder / "releases", base)

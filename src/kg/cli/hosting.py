"""`kg site configure` and `kg site check`: a site on a web server, and what it keeps there of linked data over HTTP."""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table

from kg.cli.places import told
from kg.site.checking import Finding, Outcome, findings
from kg.site.hosting import FOLDER, Server, configuration, site_in
from kg.site.visiting import Site

_COLOURS = {Outcome.PASSED: "green", Outcome.LOST: "yellow", Outcome.FAILED: "red"}


def configure(
    server: Annotated[Server, typer.Argument(help="The web server to write for.")],
    out: Annotated[Path, typer.Option("--out", help="The folder that the site was written in.")] = Path("site"),
    folder: Annotated[str, typer.Option("--folder", help="The folder that it will be in on the host.")] = FOLDER,
) -> None:
    """Write the configuration with which a web server answers for a site as kg serve does."""
    sys.stdout.write(configuration(server, site_in(out, folder)))


def check(
    url: Annotated[str, typer.Argument(help="Where the site is, as in https://data.example.nl or http://127.0.0.1:8080/kg.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Write what was found as JSON.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Take what a plain file server cannot do for a failure too.")] = False,
) -> None:
    """Tell what a site that was put on a web server does as kg serve would, what is lost there and what fails; exit 1 on failures."""
    found = list(findings(Site(url)))
    (_write_json if as_json else _write_table if Console().is_terminal else _write_lines)(found)
    counts = Counter(each.outcome for each in found)
    told.print(", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome), markup=False)
    raise typer.Exit(int(bool(counts[Outcome.FAILED] or (strict and counts[Outcome.LOST]))))


def _write_json(found: Sequence[Finding]) -> None:
    told_of = [
        {
            "check": each.check.name,
            "claim": each.check.claim,
            "outcome": each.outcome,
            "faults": list(each.faults),
            **({"way_out": each.check.way_out} if each.faults else {}),
        }
        for each in found
    ]
    print(json.dumps(told_of, ensure_ascii=False, indent=1))


def _write_table(found: Sequence[Finding]) -> None:
    table = Table("check", "what ought to be so", "outcome", Column("where it is not, and what to do", overflow="fold"))
    for each in found:
        rest = "\n".join((*each.faults, f"→ {each.check.way_out}")) if each.faults else ""
        table.add_row(each.check.name, each.check.claim, f"[{_COLOURS[each.outcome]}]{each.outcome}[/]", _literal(rest))
    Console().print(table)


def _literal(text: str) -> str:
    """Return a text in which rich finds no markup."""
    return text.replace("[", r"\[")


def _write_lines(found: Sequence[Finding]) -> None:
    for each in found:
        rest = (*each.faults, f"→ {each.check.way_out}") if each.faults else ()
        print("\t".join((each.outcome, each.check.name, each.check.claim, *rest)))

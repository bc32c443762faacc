"""One command per step; composes, decides nothing."""

import sys

import typer

from kg.cli import ask, check, edit, extract, facts, gate, mcp, read, releases, review, sandbox, site, web
from kg.errors import KgError

app = typer.Typer(
    name="kg",
    help="Samenspel: what public bodies promise and report, as a graph with the evidence behind every claim.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("import")(facts.import_)
app.command("export")(facts.export)
app.command("read")(read.read)
app.command("extract")(extract.extract)
app.command("review")(review.review)
app.command("check")(check.check)
app.command("query")(ask.query)
app.command("build")(web.build)
app.command("release")(releases.release)
app.command("diff")(releases.diff)
app.command("gate")(gate.gate)
app.command("serve")(web.serve)
app.add_typer(edit.edit, name="edit")
app.add_typer(site.site, name="site")
app.command("mcp")(mcp.mcp)
app.command("sandbox")(sandbox.sandbox)


def main() -> None:
    """Run a command; what the user can put right is one message on stderr and exit status 1."""
    try:
        app()
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)

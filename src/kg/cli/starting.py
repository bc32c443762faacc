"""The application before it has commands, and the module that holds each command."""

from importlib import import_module

import typer

COMMANDS = {
    "import": ("facts", "import_"),
    "export": ("facts", "export"),
    "read": ("read", "read"),
    "extract": ("extract", "extract"),
    "review": ("review", "review"),
    "check": ("check", "check"),
    "query": ("ask", "query"),
    "build": ("web", "build"),
    "release": ("releases", "release"),
    "diff": ("releases", "diff"),
    "gate": ("gate", "gate"),
    "serve": ("web", "serve"),
    "edit": ("edit", "edit"),
    "site": ("site", "site"),
    "mcp": ("mcp", "mcp"),
    "sandbox": ("sandbox", "sandbox"),
}
"""The module of each command in this package, and its name there."""


def empty() -> typer.Typer:
    """Return the application without commands."""
    return typer.Typer(
        name="kg",
        help="Samenspel: what public bodies promise and report, as a graph with the evidence behind every claim.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )


def with_only(command: str) -> typer.Typer | None:
    """Return the application with this one command, loaded without the others; None when there is no such command."""
    if command not in COMMANDS:
        return None
    module, name = COMMANDS[command]
    found = getattr(import_module(f"kg.cli.{module}"), name)
    app = empty()
    app.callback()(_nothing)
    if isinstance(found, typer.Typer):
        app.add_typer(found, name=command)
    else:
        app.command(command)(found)
    return app


def _nothing() -> None:
    """Keep one command a command with a name."""

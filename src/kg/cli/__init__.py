"""One command per step; composes, decides nothing."""

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from kg.cli.starting import with_only
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.cli.commands import app
else:

    def __getattr__(name: str) -> object:
        """Return the application with all commands when it is first asked for; a command that runs loads only itself."""
        if name == "app":
            return import_module("kg.cli.commands").app
        raise AttributeError(f"module 'kg.cli' has no attribute {name!r}")


__all__ = ["app", "main"]


def main() -> None:
    """Run a command; what the user can put right is one message on stderr and exit status 1."""
    try:
        (with_only("".join(sys.argv[1:2])) or import_module("kg.cli.commands").app)()
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)

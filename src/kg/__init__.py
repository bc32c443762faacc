"""Samenspel: what public bodies promise and report, as a graph with the evidence behind every claim.

`kg.open()` opens a graph to ask in Python or in a notebook (docs/python.md).
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["__version__", "open"]

if TYPE_CHECKING:
    from kg.explore.opening import open  # noqa: A004 - kg.open is its name
else:

    def __getattr__(name: str) -> object:
        """Return open() when it is first asked for: with it comes all that a graph needs, which takes a second to load."""
        if name == "open":
            return import_module("kg.explore.opening").open
        raise AttributeError(f"module 'kg' has no attribute {name!r}")

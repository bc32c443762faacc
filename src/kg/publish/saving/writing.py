"""A picture written as a file.

The libraries that draw and write take longer to load than a server takes to start, so each is loaded when it is first asked for.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from importlib import import_module
from types import MappingProxyType
from typing import TypeAlias, cast

from kg.errors import NetworkTooLargeError
from kg.publish.focus import MOST_DRAWN
from kg.publish.saving import FORMATS
from kg.publish.saving.sheet import Saved

Writer: TypeAlias = Callable[[Saved], bytes]

WRITERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "svg": ("svg", "written"),
        "png": ("png", "written"),
        "pdf": ("pdf", "written"),
        "csv": ("tables", "csv_file"),
        "xlsx": ("tables", "workbook_file"),
        "graphml": ("networks", "graphml"),
        "gexf": ("networks", "gexf"),
        "html": ("interactive", "written"),
    }
)
"""What writes each format: a module beside this one, and its function."""


def written(saved: Saved, extension: str) -> bytes:
    """Return a picture as a file of this format; raises NetworkTooLargeError, in the words of the page, for one too large for it."""
    count = saved.words.number(Decimal(len(saved.picture.nodes)))
    if FORMATS[extension].drawn and not saved.picture.width:
        raise NetworkTooLargeError(saved.words("saving.too_large", nodes=count, most=MOST_DRAWN))
    return _writer(*WRITERS[extension])(saved)


def _writer(module: str, name: str) -> Writer:
    return cast("Writer", getattr(import_module(f"kg.publish.saving.{module}"), name))

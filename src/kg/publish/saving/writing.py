"""A picture written as a file."""

from collections.abc import Callable
from decimal import Decimal
from importlib import import_module
from typing import TypeAlias, cast

from kg.errors import NetworkTooLargeError
from kg.publish.focus import MOST_DRAWN
from kg.publish.saving import FORMATS
from kg.publish.saving.sheet import Saved

Writer: TypeAlias = Callable[[Saved], bytes]


def written(saved: Saved, extension: str) -> bytes:
    """Return a picture as a file of this format; raises NetworkTooLargeError, in the words of the page, for one that is too large for it.

    The libraries that draw and write take longer to load than a server takes to start, so each is loaded when it is first asked for.
    """
    count = saved.words.number(Decimal(len(saved.picture.nodes)))
    if FORMATS[extension].drawn and not saved.picture.width:
        raise NetworkTooLargeError(saved.words("saving.too_large", nodes=count, most=MOST_DRAWN))
    module, _, function = FORMATS[extension].writer.partition(".")
    write = cast("Writer", getattr(import_module(f"kg.publish.saving.{module}"), function))
    return write(saved)

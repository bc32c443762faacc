"""A picture written as a file.

The libraries that draw and write take longer to load than a server takes to start, so each is loaded when it is first asked for.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TypeAlias

from kg.errors import NetworkTooLargeError
from kg.publish.focus import MOST_DRAWN
from kg.publish.saving import FORMATS
from kg.publish.saving.sheet import Saved

Writer: TypeAlias = Callable[[Saved], bytes]


def written(saved: Saved, extension: str) -> bytes:
    """Return a picture as a file of this format; raises NetworkTooLargeError, in the words of the page, for one too large for it."""
    count = saved.words.number(Decimal(len(saved.picture.nodes)))
    if FORMATS[extension].drawn and not saved.picture.width:
        raise NetworkTooLargeError(saved.words("saving.too_large", nodes=count, most=MOST_DRAWN))
    return WRITERS[extension](saved)


def _svg(saved: Saved) -> bytes:
    from kg.publish.saving import svg  # noqa: PLC0415

    return svg.written(saved)


def _png(saved: Saved) -> bytes:
    from kg.publish.saving import png  # noqa: PLC0415

    return png.written(saved)


def _pdf(saved: Saved) -> bytes:
    from kg.publish.saving import pdf  # noqa: PLC0415

    return pdf.written(saved)


def _csv(saved: Saved) -> bytes:
    from kg.publish.saving import tables  # noqa: PLC0415

    return tables.csv_file(saved)


def _xlsx(saved: Saved) -> bytes:
    from kg.publish.saving import tables  # noqa: PLC0415

    return tables.workbook_file(saved)


def _graphml(saved: Saved) -> bytes:
    from kg.publish.saving import networks  # noqa: PLC0415

    return networks.graphml(saved)


def _gexf(saved: Saved) -> bytes:
    from kg.publish.saving import networks  # noqa: PLC0415

    return networks.gexf(saved)


def _html(saved: Saved) -> bytes:
    from kg.publish.saving import interactive  # noqa: PLC0415

    return interactive.written(saved)


WRITERS: Mapping[str, Writer] = MappingProxyType(
    {"svg": _svg, "png": _png, "pdf": _pdf, "csv": _csv, "xlsx": _xlsx, "graphml": _graphml, "gexf": _gexf, "html": _html}
)
"""What writes each format."""

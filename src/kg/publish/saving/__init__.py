"""A picture to keep: as SVG, PNG or PDF, as a table, as a network for other programs, and to embed elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kg.build.dumps import XLSX


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its media type, and whether it draws the picture."""

    media_type: str
    drawn: bool = False


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "svg": Format("image/svg+xml", drawn=True),
        "png": Format("image/png", drawn=True),
        "pdf": Format("application/pdf", drawn=True),
        "csv": Format("text/csv; charset=utf-8"),
        "xlsx": Format(XLSX),
        "graphml": Format("application/graphml+xml"),
        "gexf": Format("application/gexf+xml"),
        "html": Format("text/html; charset=utf-8"),
    }
)
"""In which files a picture can be saved, by their extension."""

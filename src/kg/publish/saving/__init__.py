"""A picture to keep: as SVG, PNG or PDF, as a table, as a network for other programs, and to embed elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kg.build.dumps import XLSX


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its media type, what writes it (module.function of this package), and whether it draws the picture."""

    media_type: str
    writer: str
    drawn: bool = False


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "svg": Format("image/svg+xml", "svg.written", drawn=True),
        "png": Format("image/png", "png.written", drawn=True),
        "pdf": Format("application/pdf", "pdf.written", drawn=True),
        "csv": Format("text/csv; charset=utf-8", "tables.csv_file"),
        "xlsx": Format(XLSX, "tables.workbook_file"),
        "graphml": Format("application/graphml+xml", "networks.graphml"),
        "gexf": Format("application/gexf+xml", "networks.gexf"),
        "html": Format("text/html; charset=utf-8", "interactive.written"),
    }
)
"""In which files a picture can be saved, by their extension."""

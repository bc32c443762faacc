"""Zip files without a clock: the same content, the same bytes."""

import io
from collections.abc import Mapping
from datetime import datetime
from typing import cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.packaging.core import DocumentProperties
from openpyxl.xml.functions import tostring

_ALWAYS = datetime(1980, 1, 1)  # noqa: DTZ001 - a zip file knows no time zones, and nothing older
_PROPERTIES = "docProps/core.xml"


def archive(contents: Mapping[str, bytes]) -> bytes:
    """Return a zip file with these contents by name, sorted, all of them dated 1 January 1980.

    >>> archive({"b": b"1", "a": b"2"}) == archive({"a": b"2", "b": b"1"})
    True
    """
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        for name in sorted(contents):
            packed.writestr(ZipInfo(name, _ALWAYS.timetuple()[:6]), contents[name], ZIP_DEFLATED)
    return file.getvalue()


def dateless(workbook: bytes) -> bytes:
    """Return an XLSX workbook without the time at which it was made."""
    properties = DocumentProperties(creator="Samenspel", created=_ALWAYS, modified=_ALWAYS)
    with ZipFile(io.BytesIO(workbook)) as packed:
        contents = {name: packed.read(name) for name in packed.namelist()}
    return archive(contents | {_PROPERTIES: cast("bytes", tostring(properties.to_tree()))})

"""Writes a memo as the file that was asked for."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from kg.publish.explaining.memo import Memo, memo
from kg.publish.explaining.memo_docx import docx
from kg.publish.explaining.memo_pdf import pdf
from kg.publish.library import Library, View
from kg.terms import slug

_WRITERS: Mapping[str, Callable[[Memo], bytes]] = MappingProxyType({"docx": docx, "pdf": pdf})
_LONGEST_NAME = 80


def written(library: Library, view: View, asked: Mapping[str, str], form: str) -> tuple[str, bytes]:
    """Return the name of the memo of today, and what is in the file of this form (docx, pdf)."""
    made = memo(library, view, asked, datetime.now(UTC).date())
    return slug(made.title)[:_LONGEST_NAME].strip("-"), _WRITERS[form](made)

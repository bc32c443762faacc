"""Writes a memo as the file that was asked for: the fullest that fits one page."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from kg.publish.explaining.memo import Memo
from kg.publish.explaining.memo_docx import docx
from kg.publish.explaining.memo_pdf import height, pdf
from kg.terms import slug

_WRITERS: Mapping[str, Callable[[Memo], bytes]] = MappingProxyType({"docx": docx, "pdf": pdf})

ROOM: Mapping[str, float] = MappingProxyType({"docx": 0.9, "pdf": 1.0})
"""How much of a page may be filled: a word processor sets its own letters, so what was measured here is not all it takes."""

_LONGEST_NAME = 80


def written(made: Iterable[Memo], form: str) -> tuple[str, bytes]:
    """Return the name of a memo, and what is in the file of this form (docx, pdf): the first of these that fits one page."""
    chosen = fitting(made, ROOM[form])
    return slug(chosen.title)[:_LONGEST_NAME].strip("-"), _WRITERS[form](chosen)


def fitting(made: Iterable[Memo], room: float) -> Memo:
    """Return the first memo that takes no more than this part of a page, else the last."""
    for each in made:
        last = each
        if height(each) <= room:
            break
    return last

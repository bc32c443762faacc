"""Explain the link: the page, and the same as a memo to keep (DOCX, PDF)."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from email.utils import formatdate
from functools import cache
from http import HTTPStatus
from importlib import import_module
from types import MappingProxyType
from typing import Protocol, TypeAlias, cast

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.assets import asset
from kg.publish.library import Library, View
from kg.web.paths import view
from kg.web.responses import cached
from kg.web.served import Served, tag_of

PATH = "/verband"
LONGEST = 200
"""In characters, of what one fills in."""

Handler: TypeAlias = Callable[[Served, Request], Response]

_FIELDS = ("van", "naar", "aantal")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_FORMS: Mapping[str, str] = MappingProxyType(
    {
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "pdf": "application/pdf",
    },
)


class _Explaining(Protocol):
    """What is loaded when somebody first asks for a link: networkx and what writes memos take long to import."""

    def explaining_page(self, library: Library, view: View, asked: Mapping[str, str]) -> str: ...

    def memos(self, library: Library, view: View, asked: Mapping[str, str], day: date) -> Iterator[object]: ...

    def written(self, made: Iterator[object], form: str) -> tuple[str, bytes]: ...


def handlers() -> tuple[tuple[str, Handler], ...]:
    """Return the path of the page and what answers it; it can show an earlier publication."""
    return ((PATH, explained),)


def file_handlers() -> tuple[tuple[str, Handler], ...]:
    """Return the paths of the files and what answers them; it is much work to make one."""
    return ((f"{PATH}.{{extension}}", memo),)


def explained(served: Served, request: Request) -> Response:
    """Return the page that explains the link between ?van= and ?naar=, or asks for what is not clear of it."""
    asked, given = view(request), _given(request)
    tag = served.tag(asked.root, asked.path, asked.language, _declared())
    headers = {"Content-Language": asked.language}
    return cached(request, tag, headers, lambda: HTMLResponse(_loaded("page").explaining_page(served.library, asked, given)))


def memo(served: Served, request: Request) -> Response:
    """Return the same as a memo, dated today."""
    form = request.path_params["extension"]
    if form not in _FORMS:
        raise HTTPException(HTTPStatus.NOT_FOUND, f"a memo comes as {', '.join(f'.{each}' for each in _FORMS)}")
    asked, given = view(request), _given(request)
    day = datetime.now(UTC).date()
    tag = served.tag(asked.root, asked.path, asked.language, _declared(), day.isoformat())
    headers = {"Content-Language": asked.language, "Last-Modified": _since(served, day)}

    def made() -> Response:
        name, content = _loaded("writing").written(_loaded("memo").memos(served.library, asked, given, day), form)
        return Response(content, media_type=_FORMS[form], headers={"Content-Disposition": f'attachment; filename="{name}.{form}"'})

    return cached(request, tag, headers, made)


def _since(served: Served, day: date) -> str:
    """Return since when a memo of today is as it is, as an HTTP date: at least since the day began."""
    began = datetime.combine(day, time.min, UTC)
    return formatdate(max(served.modified, began.timestamp()), usegmt=True)


@cache
def _declared() -> str:
    """Return a tag for the weights and wordings: they stand beside the code, and answers change with them."""
    return tag_of((asset("ontology") / "explaining.toml").read_bytes())


@cache
def _loaded(module: str) -> _Explaining:
    return cast("_Explaining", import_module(f"kg.publish.explaining.{module}"))


def _given(request: Request) -> dict[str, str]:
    """Return what was filled in; more than a name or an address can be is a mistake."""
    given = {name: _CONTROL.sub(" ", request.query_params.get(name, "")).strip() for name in _FIELDS}
    if long := [name for name, text in given.items() if len(text) > LONGEST]:
        raise HTTPException(HTTPStatus.BAD_REQUEST, f"{long[0]}: at most {LONGEST} characters")
    return given

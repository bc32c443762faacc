"""A picture as a file to keep, and in a page of somebody else."""

from collections.abc import Callable
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.errors import NetworkTooLargeError
from kg.publish.focus import Focus, focus
from kg.publish.focus.view import FILTERS, Wish, address
from kg.publish.library import View
from kg.publish.saving import FORMATS
from kg.publish.saving.embedding import PATH, embedded_page, embedding_page
from kg.publish.saving.sheet import day_of, saved
from kg.publish.saving.writing import written
from kg.publish.words import Words, words
from kg.terms import slug
from kg.web.focus import wished
from kg.web.headers import EMBEDDED_POLICY, stand_alone_policy
from kg.web.paths import thing, view
from kg.web.responses import absent, cached
from kg.web.served import Served

DRAWING_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; frame-ancestors 'self'"
"""Of an SVG that is looked at by itself: whatever is in it runs nothing."""

_SHOWN = frozenset({"svg", "png", "pdf", "html"})
"""What a browser shows; the other files it saves."""

_LONGEST_NAME = 100

Handler = Callable[[Served, Request], Response]


def handlers() -> list[tuple[str, Handler]]:
    """Return which paths there are and what answers them; a path with an extension before the same without."""
    return [
        ("/beeld/{path:path}.{extension}", file),
        (f"{PATH}/{{path:path}}.html", embedded),
        (f"{PATH}/{{path:path}}", embedding),
    ]


def file(served: Served, request: Request) -> Response:
    """Return the picture that an address asks for as a file of its extension."""
    extension = request.path_params["extension"]
    if extension not in FORMATS:
        there = ", ".join(f".{known}" for known in FORMATS)
        return _absent(request, "saving.no_file", lambda spoken: spoken("saving.unknown", extension=extension[:20], there=there))
    asked, wanted = view(request), _whole(wished(served, request))
    path = request.path_params["path"]
    shown = "inline" if extension in _SHOWN else "attachment"
    headers = {"Content-Language": asked.language, "Content-Disposition": f'{shown}; filename="{file_name(path, wanted)}.{extension}"'}

    def made() -> Response:
        body = written(saved(served.library, asked, _focus(served, asked, path, wanted)), extension)
        return Response(body, media_type=FORMATS[extension].media_type, headers=_policy(extension, body))

    try:
        return cached(
            request, served.tag(f"file .{extension}", day_of(served.library), asked.root, address(asked, path, wanted)), headers, made
        )
    except NetworkTooLargeError as error:
        told = str(error)
        return _absent(request, "saving.too_large.title", lambda _: told)


def embedding(served: Served, request: Request) -> Response:
    """Return the page that tells how to put a picture in another page."""
    return _page(served, request, "embedding", lambda asked, found: embedding_page(served.library, asked, found), {})


def embedded(served: Served, request: Request) -> Response:
    """Return the picture as a page that others may put in theirs."""
    headers = {"Content-Security-Policy": EMBEDDED_POLICY}
    try:
        return _page(served, request, "embedded", lambda asked, found: embedded_page(served.library, asked, found), headers)
    except NetworkTooLargeError as error:
        told = str(error)
        return _absent(request, "saving.too_large.title", lambda _: told)


def file_name(path: str, wanted: Wish) -> str:
    """Return under which name a picture is kept: the thing, how far it goes, and what it was narrowed down to.

    >>> file_name("initiatief/regiodeal-twente", Wish(steps=2, years=("2018",)))
    'initiatief-regiodeal-twente-2-2018'
    """
    steps = [str(wanted.steps)] if wanted.steps > 1 else []
    values = [slug(value) for name in FILTERS for value in wanted.chosen(name)]
    return "-".join(filter(None, [slug(path), *steps, *values]))[:_LONGEST_NAME].strip("-")


def _page(served: Served, request: Request, name: str, page: Callable[[View, Focus], str], more: dict[str, str]) -> Response:
    asked, path = view(request), request.path_params["path"]
    wanted = _whole(wished(served, request))
    headers = {"Content-Language": asked.language, **more}
    tag = served.tag(name, day_of(served.library), asked.root, asked.release, address(asked, path, wanted))
    return cached(request, tag, headers, lambda: HTMLResponse(page(asked, _focus(served, asked, path, wanted)), headers=more))


def _focus(served: Served, asked: View, path: str, wanted: Wish) -> Focus:
    return focus(served.library, asked, thing(path), wanted)


def _whole(wanted: Wish) -> Wish:
    """Return a wish without what only the table on the page has: its order and its pages."""
    return replace(wanted, order="", page=1)


def _policy(extension: str, body: bytes) -> dict[str, str]:
    """Return what a file may do when a browser shows it."""
    if extension == "html":
        return {"Content-Security-Policy": stand_alone_policy(body.decode())}
    return {"Content-Security-Policy": DRAWING_POLICY} if extension == "svg" else {}


def _absent(request: Request, title: str, told: Callable[[Words], str]) -> Response:
    """Return that there is no such file: in the language of the page, to programs too."""
    return absent(request, lambda spoken: (spoken(title), told(spoken)), told(words(view(request).language)))

"""?release=: a document, a list or a search as it was in an earlier publication, with what says so (RFC 7089)."""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import replace
from email.utils import format_datetime
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from kg.build.series import Published
from kg.errors import OtherReleaseError, ReleaseError
from kg.publish.links import with_query
from kg.publish.publications import PATH
from kg.publish.signposts import Signpost
from kg.web.citing import current, is_served
from kg.web.paths import RELEASE, below_root, root, view
from kg.web.served import Served

_LOG = logging.getLogger(__name__)
_SHOWN = frozenset({HTTPStatus.OK, HTTPStatus.NOT_MODIFIED})


def asked(served: Served, request: Request) -> Published | None:
    """Return the publication that ?release= names by its number or its release; None when that is what is served.

    Raises OtherReleaseError when there is no such publication.
    """
    name = next((each for each in request.query_params.getlist("release") if each), "")
    if not name or is_served(name, served):
        return None
    found = next((each for each in reversed(served.library.published) if name in {str(each.number), each.release}), None)
    if found is None:
        raise OtherReleaseError(name[:64], current(served), root(request) + PATH if served.library.published else "")
    return found


def answered(served: Served, published: Published, request: Request, handler: Callable[[Served, Request], Response]) -> Response:
    """Return what a handler answers from a publication; raises OtherReleaseError when that cannot be opened."""
    request.scope[RELEASE] = next(each for each in request.query_params.getlist("release") if each)
    try:
        with served.shelf.reading(published) as library:
            own = replace(served, library=library, edition=f"{served.edition} {published.number} {published.release}")
            response = handler(own, request)
    except ReleaseError as error:
        _LOG.warning("%s", error)
        raise OtherReleaseError(request.scope[RELEASE][:64], current(served)) from error
    return _dated(request, response, published, served.library.endpoint.base) if response.status_code in _SHOWN else response


def _dated(request: Request, response: Response, published: Published, base: str) -> Response:
    """Return a response that says of which day it is, and where the same stands as it is now."""
    day = dt.datetime.combine(published.date, dt.time(), dt.UTC)
    links = [response.headers["Link"]] if "Link" in response.headers else []
    if not any('rel="canonical"' in each for each in links):
        links.append(str(Signpost("canonical", base + below_root(request))))
    now = with_query(replace(view(request), release=""), {"release": ""})
    response.headers["Link"] = ", ".join([*links, str(Signpost("original", now))])
    response.headers["Memento-Datetime"] = format_datetime(day, usegmt=True)
    response.headers["X-Robots-Tag"] = "noindex"
    return response

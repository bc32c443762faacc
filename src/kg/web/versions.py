"""/def/0.1.0: the vocabulary at the address of its version, or which version there is."""

from dataclasses import replace
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.publish import pages
from kg.publish.library import Language
from kg.publish.ontology import version
from kg.publish.signposts import Signpost
from kg.publish.words import words
from kg.web.documents import HTML, ontology
from kg.web.negotiation import accepted
from kg.web.paths import view
from kg.web.representations import representation
from kg.web.responses import PROBLEM, accept_header, problem
from kg.web.served import Served


def versioned(served: Served, request: Request) -> Response:
    """Return the vocabulary as /def does when this is its version, else that it is another."""
    asked, known = str(request.path_params["version"]), version(served.library)
    number, extension = (known, asked.removeprefix(f"{known}.")) if asked.startswith(f"{known}.") else (asked, None)
    if number != known:
        return _other(request, asked, known)
    subject = replace(ontology(served.library), path=f"/def/{known}", near=(Signpost("latest-version", "/def"),))
    return representation(served, request, subject, extension)


def _other(request: Request, asked: str, known: str) -> Response:
    """Return 404 with the version there is, in the language of the page where that is what is read."""
    told = view(request)
    if accepted(accept_header(request), (PROBLEM, HTML)) != HTML:
        detail = words(Language.EN)("ontology.other_version", asked=asked, known=known)
        return problem(request, HTTPStatus.NOT_FOUND, detail, version=known)
    spoken = words(told.language)
    page = pages.message_page(
        told, HTTPStatus.NOT_FOUND, spoken("ontology.not_here"), spoken("ontology.other_version", asked=asked, known=known)
    )
    return HTMLResponse(page, HTTPStatus.NOT_FOUND, {"Vary": "Accept", "Cache-Control": "no-cache"})

"""/def/0.1.0: the vocabulary at the address of its version, or which version there is."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from kg.publish.library import Language
from kg.publish.ontology import version
from kg.publish.signposts import Signpost
from kg.publish.words import Words, words
from kg.web.documents import ontology
from kg.web.representations import representation
from kg.web.responses import absent
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
    """Return 404 with the version there is."""

    def told(spoken: Words) -> str:
        return spoken("ontology.other_version", asked=asked, known=known)

    return absent(request, lambda spoken: (spoken("ontology.not_here"), told(spoken)), told(words(Language.EN)), version=known)

"""Which documents come in the form asked for: one table, for the files of a site and for the web servers that send them."""

import re
from dataclasses import dataclass

from kg.publish.catalogue import NAME
from kg.publish.event_stream import PATH as STREAM
from kg.publish.inventory import JUDGEMENT
from kg.publish.links import PAGE
from kg.publish.publications import PATCHES
from kg.publish.publications import PATH as PUBLICATIONS
from kg.publish.referrers import STEP
from kg.web.documents import EXTENSIONS, HTML, RDF

_NUMBER = "[1-9][0-9]*"


@dataclass(frozen=True, slots=True)
class Kind:
    """Documents of one kind: their addresses, and their forms in order of preference.

    `path` is a regular expression of the addresses, without the first slash. What a document is about is `cited`, in which
    `#` is what stands between the brackets of the path; "" when the address does not tell.
    """

    path: str
    formats: tuple[str, ...]
    cited: str = ""


KINDS = (
    Kind(rf"doc/.+/(?:{STEP}|{PAGE}/[0-9]+).*", (HTML, *RDF)),
    Kind(r"doc/[^.]+", tuple(EXTENSIONS)),
    Kind(r"def(?:/[0-9]+\.[0-9]+\.[0-9]+)?", (HTML, *RDF), "/def"),
    Kind("catalog", (HTML, *RDF), "/id/catalogus/samenspel"),
    Kind("void", (*RDF, HTML), f"/id/dataset/{NAME}"),
    Kind(JUDGEMENT[1:], (HTML, *RDF), JUDGEMENT),
    Kind(PUBLICATIONS[1:], (HTML, *RDF), f"/id/dataset/{NAME}"),
    Kind(rf"{PUBLICATIONS[1:]}/({_NUMBER})(?:/{PAGE}/{_NUMBER})?", (HTML, *RDF), f"/id/dataset/{NAME}--#"),
    Kind(rf"{STREAM[1:]}((?:/{_NUMBER}(?:/{_NUMBER})?)?)", RDF, f"{STREAM}#"),
)
"""The first whose path an address has is its kind. A page that is not liked most stands elsewhere: that of /void is /catalog."""

LASTING = (rf"{STREAM[1:]}/[1-9].*", rf"{PUBLICATIONS[1:]}/{_NUMBER}\.(?:{'|'.join(suffix for _, suffix in PATCHES)})")
"""The addresses, as above, of what is never written anew: nodes of the stream, and what differs between two publications."""

VERSION = rf"dataset/{NAME}--({_NUMBER})"
"""The names, below /id, of the publications."""


def kind(path: str) -> Kind:
    """Return the kind of the document at this path.

    >>> kind("/ldes/1/2").formats == kind("/ldes").formats == RDF
    True
    >>> HTML in kind("/uitgaven/2/bladzijde/3").formats
    True
    """
    return next(each for each in KINDS if re.fullmatch(each.path, path[1:]))

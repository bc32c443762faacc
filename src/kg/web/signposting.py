"""The links of a document: to its other forms, to what it is about, and to what belongs with it (FAIR Signposting, levels 1 and 2)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from starlette.requests import Request

from kg.publish.catalogue_parts import PUBLISHER
from kg.publish.library import Language, Library, View
from kg.publish.links import in_language, link
from kg.publish.signposts import Signpost
from kg.terms import BASE
from kg.web.documents import EXTENSIONS, HTML, RDF, Subject, licence, published
from kg.web.paths import released, root, view

LINKSET = "application/linkset+json"
LINKSET_EXTENSION = "linkset.json"

_ONLY_IN_LINKSET = frozenset({"item"})
"""What a page may have dozens of: too much for a header."""


def signposts(library: Library, request: Request, subject: Subject, media_type: str) -> tuple[Signpost, ...]:
    """Return the links of a form of a document: names under the base of the data, all else on this server."""
    there = _there(request)
    here = tuple(_below(there, each) for each in _signposts(library, subject, media_type) if each.rel not in _ONLY_IN_LINKSET)
    return (*here, *_languages(request, subject)) if media_type == HTML else here


def describedby(request: Request, subject: Subject) -> Signpost:
    """Return the link from a thing to the data about it."""
    return _below(_there(request), Signpost("describedby", f"{subject.path}.ttl", "text/turtle"))


def alternates(request: Request, subject: Subject, media_type: str = "") -> tuple[Signpost, ...]:
    """Return the links to the forms of a document, but for this one."""
    there = _there(request)
    return tuple(_below(there, each) for each in _alternates(subject, media_type))


def contexts(library: Library, subject: Subject, release: str = "") -> dict[str, tuple[Signpost, ...]]:
    """Return the links of a document and of each of its forms by their addresses, all under the base of the data."""
    there = View(root=library.endpoint.base, release=release)
    forms = {f".{EXTENSIONS[each]}": _signposts(library, subject, each) for each in subject.formats if each != HTML}
    found = {"": _signposts(library, subject, HTML), **forms}
    return {link(there, subject.path + suffix): tuple(_below(there, each) for each in links) for suffix, links in found.items()}


def _signposts(library: Library, subject: Subject, media_type: str) -> Iterator[Signpost]:
    base = library.endpoint.base
    yield Signpost("canonical", base + subject.path)
    yield Signpost("cite-as", base + subject.iri.removeprefix(BASE))
    yield from (Signpost("license", str(page)) for page in licence(library))
    if library.publication:
        yield Signpost("author", published(library, str(library.publication.publisher.iri or PUBLISHER)))
    if media_type == HTML:
        yield from (Signpost("describedby", f"{subject.path}.{EXTENSIONS[each]}", each) for each in RDF[:2])
        yield from subject.near
    elif HTML in subject.formats:
        yield Signpost("describes", subject.path, HTML)
    yield from _alternates(subject, media_type)
    yield Signpost("linkset", f"{subject.path}.{LINKSET_EXTENSION}", LINKSET)


def _alternates(subject: Subject, media_type: str) -> Iterable[Signpost]:
    return (Signpost("alternate", f"{subject.path}.{EXTENSIONS[each]}", each) for each in subject.formats if each != media_type)


def _languages(request: Request, subject: Subject) -> Iterator[Signpost]:
    """Yield the link to the same page in each other language."""
    asked = view(request, subject.path)
    for language in Language:
        if language is not asked.language:
            yield Signpost("alternate", in_language(asked, language), HTML, language.value)


def _there(request: Request) -> View:
    """Return where the documents are: on this server, of the publication that is shown."""
    return View(root=root(request), release=released(request))


def _below(there: View, signpost: Signpost) -> Signpost:
    return replace(signpost, href=link(there, signpost.href)) if signpost.href.startswith("/") else signpost

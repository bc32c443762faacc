"""Where a page stands: links to the pages of things, and to this page in the other language."""

import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from rdflib import URIRef

from kg.publish.library import Language, View
from kg.terms import BASE

PAGE = "bladzijde"
"""The step of a path before the number of a page; of a search, the parameter of that name."""

_OURS = f"{BASE}/id/"
_OF_THINGS = "(?:beeld|doc|id|insluiten)/.+"
_OF_ALL = r"hiaten(?:/.+)?|jaren|over|overzicht(?:/.+)?|samenwerking(?:\.csv|/.+)?|verband(?:\.(?:docx|pdf))?|zoek"
_KEPT = re.compile(f"/(?:{_OF_THINGS}|{_OF_ALL})?")
"""Paths at which what was published before can still be read."""
_PICTURED = ("programma", "doel", "initiatief", "organisatie", "indicator", "resultaat", "document")
_WEB = re.compile(r"https?://[^\s<>\"]+")


def kind_of(iri: URIRef) -> str:
    """Return what sort of thing an IRI of ours names; an indicator is one, any other concept a `begrip`.

    >>> kind_of(URIRef(f"{BASE}/id/doel/a")), kind_of(URIRef(f"{BASE}/id/concept/indicator/a"))
    ('doel', 'indicator')
    >>> kind_of(URIRef(f"{BASE}/id/concept/rol/a")), kind_of(URIRef("https://elsewhere.nl/a"))
    ('begrip', '')
    """
    if not iri.startswith(_OURS):
        return ""
    kind, _, rest = iri.removeprefix(_OURS).partition("/")
    if kind != "concept":
        return kind
    return "indicator" if rest.startswith("indicator/") else "begrip"


def path_of(iri: URIRef) -> str:
    """Return the path of a thing of ours below /id.

    >>> path_of(URIRef(f"{BASE}/id/doel/a"))
    'doel/a'
    """
    return iri.removeprefix(_OURS)


def has_picture(kind: str) -> bool:
    """Tell whether things of this kind have a place in the focus picture."""
    return kind in _PICTURED


def link(view: View, path: str, *pairs: tuple[str, str], **query: object) -> str:
    """Return a link to a path of the site, in the language of the page: what is not Dutch stands below its own step.

    Names of the query that occur more than once come as pairs.

    A page of an earlier publication leads to others of it, where there are.

    >>> link(View(Language.EN, root="/kg"), "/zoek", q="werk & inkomen")
    '/kg/en/zoek?q=werk+%26+inkomen'
    >>> link(View(Language.EN), "/"), link(View(), "/")
    ('/en', '/')
    >>> link(View(release="2"), "/doc/doel"), link(View(release="2"), "/vragen")
    ('/doc/doel?release=2', '/vragen')
    """
    if view.release and _KEPT.fullmatch(path):
        pairs, query = tuple(pair for pair in pairs if pair[0] != "release"), {**query, "release": view.release}
    asked_for = [*pairs, *((name, str(value)) for name, value in query.items() if value not in {None, ""})]
    step = "" if view.language is Language.NL else f"/{view.language.value}"
    place = f"{view.root}{step}{quote(path, safe='/:@')}"
    return (place.removesuffix("/") if step else place) + (f"?{urlencode(asked_for)}" if asked_for else "")


def page_path(path: str, number: int) -> str:
    """Return the path of a page of a list: the first is the list's own.

    >>> page_path("/doc/doel", 1), page_path("/doc/doel", 2)
    ('/doc/doel', '/doc/doel/bladzijde/2')
    """
    return path if number == 1 else f"{path}/{PAGE}/{number}"


def page_of(view: View, iri: URIRef) -> str:
    """Return the link to the page about a thing; of what is not ours, its own web address, empty when it has none.

    >>> page_of(View(), URIRef(f"{BASE}/id/passage/a--b#positie"))
    '/doc/passage/a--b#positie'
    """
    if iri.startswith(_OURS):
        path, hash_sign, part = iri.removeprefix(_OURS).partition("#")
        return link(view, f"/doc/{path}") + hash_sign + part
    if iri.startswith(f"{BASE}/def"):
        path, hash_sign, part = iri.removeprefix(BASE).partition("#")
        return link(view, path) + hash_sign + part
    return web_address(str(iri))


def web_address(text: str) -> str:
    """Return the text when it is an http(s) address, else nothing: no other scheme becomes a link.

    >>> web_address("https://www.almelo.nl"), web_address("javascript:alert(1)")
    ('https://www.almelo.nl', '')
    """
    return text if _WEB.fullmatch(text) else ""


def asked(view: View) -> dict[str, str]:
    """Return what the page's own address asks for, without the language."""
    return {name: value for name, value in parse_qsl(urlsplit(view.path).query) if name != "lang"}


def with_query(view: View, changes: Mapping[str, object]) -> str:
    """Return this page's own address with some of what it asks for changed.

    >>> with_query(View(path="/zoek?q=werk&bladzijde=3"), {"bladzijde": ""})
    '/zoek?q=werk'
    >>> with_query(View(path="/beeld/doel/a?soort=doel&soort=initiatief"), {"stappen": 2})
    '/beeld/doel/a?soort=doel&soort=initiatief&stappen=2'
    """
    given, left, pairs = urlsplit(view.path), dict(changes), list[tuple[str, object]]()
    for name, value in parse_qsl(given.query):
        if name in left:
            pairs.append((name, left.pop(name)))
        elif name not in changes and name != "lang":
            pairs.append((name, value))
    told = ((name, str(value)) for name, value in (*pairs, *left.items()) if value not in {None, ""})
    return link(view, given.path, *told)


def in_language(view: View, language: Language) -> str:
    """Return the address of this same page in a language."""
    return with_query(replace(view, language=language), {})

"""How a reader tells the publisher that something is not right: a message that is filled in already."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from kg.publish.facts import Ref
from kg.publish.library import Language, Library, View
from kg.publish.links import page_of
from kg.publish.words import Words, words

_LONGEST_NAME = 120
_LONGEST = 1_800
"""Of a whole mail link, in characters: longer ones are cut off by some mail programs."""


@dataclass(frozen=True, slots=True)
class Remark:
    """How to report an error: a mail link or a web address, and who gets it; both are empty when no publisher is told."""

    href: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class State:
    """The publication that a page shows: its number, and the lasting address; without a number that is the thing's own IRI."""

    number: str
    address: str


def remark(library: Library, view: View, thing: Ref, iri: str) -> Remark:
    """Return how to report an error in what stands about a thing, in the language of the page."""
    contact = library.publication.contact if library.publication else None
    if contact is None:
        return Remark("", "", "")
    name = contact.name.nl if view.language is Language.NL else contact.name.en
    href = _mail(contact.email, *_message(library, view, thing, iri)) if contact.email else str(contact.url or "")
    return Remark(href, name, contact.email)


def state(library: Library, view: View, thing: Ref, iri: str) -> State:
    """Return the lasting address of a thing as this page shows it: with the number of the publication, when it was published."""
    told = library.manifest.get("published")
    number = str(told.get("number", "")) if isinstance(told, Mapping) else ""
    return State(number, _address(library, view, thing, number) if number else iri)


def _message(library: Library, view: View, thing: Ref, iri: str) -> tuple[str, str]:
    """Return the subject and the text of the message."""
    spoken, shown = words(view.language), state(library, view, thing, iri)
    name = thing.name.value if len(thing.name.value) <= _LONGEST_NAME else f"{thing.name.value[:_LONGEST_NAME].rstrip()}…"
    lines = [
        spoken("report.mail.intro", site=library.site(view.language)),
        "",
        spoken("report.mail.thing", name=name),
        spoken("report.mail.iri", iri=iri),
        spoken("report.mail.page", address=_address(library, view, thing, shown.number)),
        _edition(library, spoken, shown.number),
        "",
        spoken("report.mail.wrong"),
        "",
        "",
        spoken("report.mail.source"),
        "",
    ]
    return spoken("report.mail.subject", name=name), "\r\n".join(lines)


def _edition(library: Library, spoken: Words, number: str) -> str:
    release = str(library.manifest.get("release", ""))
    return spoken("report.mail.published", number=number, release=release) if number else spoken("report.mail.release", release=release)


def _address(library: Library, view: View, thing: Ref, number: str) -> str:
    """Return the address of the page on the web, in this language, of a publication when it has a number."""
    return library.endpoint.base + page_of(replace(view, root="", release=number), thing.iri)


def _mail(address: str, subject: str, body: str) -> str:
    r"""Return a link that opens a message (RFC 6068): lines end in %0D%0A, and nothing is left that a link cannot hold.

    >>> _mail("redactie@voorbeeld.nl", "Klopt dit? 50 %", "Dag,\r\n& tot ziens")
    'mailto:redactie@voorbeeld.nl?subject=Klopt%20dit%3F%2050%20%25&body=Dag%2C%0D%0A%26%20tot%20ziens'
    """
    start = f"mailto:{quote(address, safe='@')}?subject={quote(subject, safe='')}&body="
    while len(start) + len(quote(body, safe="")) > _LONGEST:
        body = body[:-1]
    return start + quote(body, safe="")

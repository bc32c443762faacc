"""Who answers for the site, as its publisher says in the settings of the publication."""

from dataclasses import dataclass

from kg.publish.library import Language, Library, View
from kg.publisher import Worded


@dataclass(frozen=True, slots=True)
class Host:
    """The publisher, and whom to ask; all is empty when no publisher is told. `licence` leads to the terms."""

    name: str = ""
    homepage: str = ""
    contact: str = ""
    email: str = ""
    url: str = ""
    licence: str = ""
    terms: str = ""


def host(library: Library, view: View) -> Host:
    """Return who answers for the site, in the language of the page."""
    told = library.publication
    if told is None:
        return Host()
    return Host(
        _worded(told.publisher.name, view),
        str(told.publisher.homepage or ""),
        _worded(told.contact.name, view),
        told.contact.email,
        str(told.contact.url or ""),
        told.licence.name,
        str(told.licence.page),
    )


def _worded(text: Worded, view: View) -> str:
    return text.nl if view.language is Language.NL else text.en

"""Which thing a text means: its IRI, its path or short form, its name, or words that find it alone."""

import re
from collections.abc import Collection, Iterable, Sequence

from rdflib import Literal, URIRef

from kg.errors import Misfit, ParameterError, UnclearNameError
from kg.explore.showing import shortened
from kg.publish.facts import Facts, names
from kg.publish.library import Language, Library, View
from kg.publish.links import kind_of
from kg.publish.words import words
from kg.store import rows
from kg.store.parameters import IRI, PATH
from kg.terms import BASE, KINDS, SLUG, moved

_SHOWN = 8
_MOST = 500  # things that are looked through for one of a kind or of a list
_NAMED = ("initiatief", "doel", "programma", "organisatie", "indicator", "resultaat", "document", "begrip", "gebied")
_BESIDES = frozenset({"begrip", "gebied"})
"""Kinds that are meant only when nothing else has the name: the municipality is called after its area, a programme after its theme."""


def address(text: str, base: str) -> URIRef | None:
    """Return the IRI that a text is, under the project's base: an IRI, its path below the base, or kind:slug; else None.

    >>> str(address("initiatief:skills-twente", BASE))
    'https://samenspel.example.org/id/initiatief/skills-twente'
    >>> address("Skills Twente", BASE) is None
    True
    """
    if text.startswith(("http://", "https://")) and re.fullmatch(IRI, text):
        return URIRef(moved(text, base, BASE))
    if re.fullmatch(PATH, text):
        return URIRef(f"{BASE}/{text.lstrip('/')}")
    kind, _, slug = text.partition(":")
    return URIRef(f"{BASE}/id/{kind}/{slug}") if kind in KINDS and SLUG.fullmatch(slug) else None


def meant(library: Library, text: str, kind: str = "", among: Collection[URIRef] = ()) -> URIRef:
    """Return the thing a text means, of this kind and among these when given.

    Raises UnclearNameError, with what may have been meant, when no thing or several are meant.
    """
    found = address(text, library.endpoint.base)
    if found is not None:
        return found
    held = _called(library, text, kind, among) or _held(library, text, kind, among)
    if len(held) == 1:
        return held[0]
    base = library.endpoint.base
    if held:
        shown = ", ".join(_told(library, held[:_SHOWN])) + (", …" if len(held) > _SHOWN else "")
        raise UnclearNameError(f"{text!r} may mean several things; give one of: {shown}", _under(base, held))
    near = _near(library, text, kind, among)
    hint = _hint(library, near) or "; graph.search() looks in all texts"
    raise UnclearNameError(f"nothing is called {text!r}{hint}", _under(base, near))


def checked(kind: str) -> str:
    """Return a kind of things, or nothing for any kind; raises ParameterError for a word that is none."""
    if kind and kind not in _NAMED:
        raise ParameterError("kind", Misfit.VALUE, f"kind: {kind!r} is none; there are: {', '.join(_NAMED)}", _NAMED)
    return kind


def unknown(library: Library, iri: URIRef, among: Collection[URIRef] = ()) -> UnclearNameError:
    """Return the error for an IRI of which the graph says nothing, with things whose names resemble its last step."""
    near, base = _resembling(library, iri, among), library.endpoint.base
    return UnclearNameError(f"the graph says nothing about <{moved(iri, BASE, base)}>{_hint(library, near)}", _under(base, near))


def resembling(library: Library, iri: URIRef, among: Collection[URIRef]) -> str:
    """Return the end of a sentence that asks whether one of these was meant, whose names resemble that of a thing; or nothing."""
    return _hint(library, _resembling(library, iri, among))


def called(library: Library, iri: URIRef) -> str:
    """Return a thing in short with its kind and name."""
    return _told(library, [iri])[0]


def name(library: Library, iri: URIRef) -> str:
    """Return how a thing is called; one without a name is called after its IRI."""
    return Facts(URIRef(""), {}, names(library, [iri]), View()).name(iri).value


def _resembling(library: Library, iri: URIRef, among: Collection[URIRef]) -> list[URIRef]:
    """Return things that hold a word of the last step of an IRI, or else of the name it has; a code is no word of theirs."""
    step = re.sub(r"[-_#]+", " ", iri.rsplit("/", 1)[-1])
    return _near(library, step, among=among) or _near(library, name(library, iri), among=among)


def _called(library: Library, text: str, kind: str, among: Collection[URIRef]) -> list[URIRef]:
    """Return the things called so: those whose own name it is before those that have it as another name."""
    wanted = Literal(" ".join(text.split()).lower())
    ranks = {}
    for row in rows(library.endpoint, library.queries.text("explore/named", name=wanted)):
        iri = URIRef(row["thing"])
        if _allowed(iri, kind, among):
            ranks[iri] = (kind_of(iri) in _BESIDES, str(row["own"]) == "0")
    best = min(ranks.values(), default=None)
    return [iri for iri, rank in ranks.items() if rank == best]


def _allowed(iri: URIRef, kind: str, among: Collection[URIRef]) -> bool:
    return kind in {"", kind_of(iri)} and (not among or iri in among)


def _held(library: Library, text: str, kind: str, among: Collection[URIRef]) -> list[URIRef]:
    """Return the things whose names hold all words of a text, best first."""
    return [hit.iri for hit in library.index.suggest(text, _MOST) if _allowed(hit.iri, kind, among)]


def _near(library: Library, text: str, kind: str = "", among: Collection[URIRef] = ()) -> list[URIRef]:
    """Return things that hold some of the words, or words that resemble them."""
    hits = library.index.find(text, {}, 1, _MOST).hits if text.strip() else ()
    return [hit.iri for hit in hits if _allowed(hit.iri, kind, among)][:_SHOWN]


def _hint(library: Library, candidates: Sequence[URIRef]) -> str:
    return f"; did you mean {', '.join(_told(library, candidates))}?" if candidates else ""


def _told(library: Library, things: Iterable[URIRef]) -> list[str]:
    """Return each thing in short with its kind and name."""
    spoken = words(Language.EN)
    wanted = list(things)
    known = Facts(URIRef(""), {}, names(library, wanted), View())
    return [f"{shortened(iri, BASE)} ({spoken.known(f'kind.{kind_of(iri)}', 'Thing').lower()} {known.name(iri)})" for iri in wanted]


def _under(base: str, things: Iterable[URIRef]) -> tuple[str, ...]:
    return tuple(moved(str(iri), BASE, base) for iri in things)

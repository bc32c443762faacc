"""Ways in words: one running sentence, in Dutch or English, from the wordings that are declared beside the ontology."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from string import Formatter

from kg.publish.explaining.projection import Tie
from kg.publish.explaining.weights import Kind, Wording, weights
from kg.publish.facts import Ref
from kg.publish.library import Language

LONGEST = 3
"""How many steps one part of a sentence takes; after that it goes on with "; dit doel …"."""

_OTHER = frozenset({"b", "name"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence; a name with the thing it names."""

    text: str
    ref: Ref | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says how things are tied in one language."""

    language: Language

    def step(self, source: Ref, tie: Tie, target: Ref) -> tuple[Piece, ...]:
        """Return one step as a sentence."""
        return self.way((source, target), (tie,))

    def way(self, things: Sequence[Ref], ties: Sequence[Tie]) -> tuple[Piece, ...]:
        """Return a way as one sentence, without the full stop at its end: what follows may belong to it."""
        said: list[Piece] = []
        for place, tie in enumerate(ties):
            begins, ends = place in self._starts(len(ties)), place + 1 in {*self._starts(len(ties)), len(ties)}
            if begins:
                said += self.phrase(things[0]) if place == 0 else [Piece(f"; {self._this(things[place])}")]
            said.append(Piece(" " if begins else ", "))
            wording = tie.kind.wording(self.language, forward=tie.forward)
            also = place > 0 and not begins and _mirrored(ties[place - 1], tie)
            said += self._filled(_chosen(wording, begins=begins, ends=ends), things[place], things[place + 1], also=also)
        return _joined(_capital(said))

    def phrase(self, thing: Ref) -> list[Piece]:
        """Return a thing as it is spoken of within a sentence: with its kind, or with the article of its own name."""
        kind, name = self._kind(thing), thing.name.value
        if thing.kind == "organisatie":
            return self._organisation(thing)
        if kind.quoted:
            return [Piece(f"{kind.article} {kind.noun} ‘"), Piece(name, thing), Piece("’")]
        noun = "" if name.casefold().startswith(kind.noun) else f"{kind.noun} "
        return [Piece(f"{kind.article} {noun}"), Piece(name, thing)]

    def named(self, thing: Ref) -> list[Piece]:
        """Return the name of a thing alone."""
        return [Piece("‘"), Piece(thing.name.value, thing), Piece("’")] if self._kind(thing).quoted else [Piece(thing.name.value, thing)]

    def that(self, thing: Ref) -> str:
        """Return the relative pronoun for a thing: a Dutch organisation has that of its first word."""
        article, _ = self._first_word(thing)
        return {"het": "dat", "de": "die"}.get(article, self._kind(thing).that)

    def _organisation(self, thing: Ref) -> list[Piece]:
        article, common = self._first_word(thing)
        name = thing.name.value
        text = name[0].lower() + name[1:] if common else name
        return [Piece(f"{article} "), Piece(text, thing)] if article else [Piece(text, thing)]

    def _first_word(self, thing: Ref) -> tuple[str, bool]:
        if self.language is not Language.NL or thing.kind != "organisatie":
            return "", False
        return weights().first_words.get(thing.name.value.partition(" ")[0].casefold(), ("", False))

    def _kind(self, thing: Ref) -> Kind:
        return weights().kinds[self.language, thing.kind]

    def _this(self, thing: Ref) -> str:
        kind, (article, common) = self._kind(thing), self._first_word(thing)
        if common:
            return f"{'dit' if article == 'het' else 'deze'} {thing.name.value.partition(' ')[0].lower()}"
        return f"{kind.this} {kind.noun}"

    def _starts(self, steps: int) -> list[int]:
        """Return the steps that begin a part of the sentence, the parts about equally long."""
        parts = -(-steps // LONGEST)
        return [-(-steps * part // parts) for part in range(parts)]

    def _filled(self, wording: str, source: Ref, target: Ref, *, also: bool) -> Iterator[Piece]:
        words = {"die": self.that(source), "ook": ("also " if self.language is Language.EN else "ook ") if also else ""}
        for text, field, _, _ in Formatter().parse(wording):
            yield Piece(text)
            if field in _OTHER:
                yield from self.phrase(target) if field == "b" else self.named(target)
            elif field is not None:
                yield Piece(words[field])


def plain(pieces: Iterable[Piece]) -> str:
    """Return a sentence as text alone."""
    return "".join(piece.text for piece in pieces)


def _chosen(wording: Wording, *, begins: bool, ends: bool) -> str:
    if begins:
        return wording.begin
    return wording.last if ends else wording.middle


def _mirrored(before: Tie, tie: Tie) -> bool:
    """Tell whether a step says the same as the one before, from the other side."""
    return before.kind.term == tie.kind.term and (tie.kind.symmetric or before.forward != tie.forward)


def _capital(pieces: list[Piece]) -> list[Piece]:
    first = pieces[0]
    return [replace(first, text=first.text[:1].upper() + first.text[1:]), *pieces[1:]]


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return the pieces, those without a thing joined to one."""
    found: list[Piece] = []
    for piece in pieces:
        if found and found[-1].ref is None and piece.ref is None:
            found[-1] = Piece(found[-1].text + piece.text)
        elif piece.text:
            found.append(piece)
    return tuple(found)

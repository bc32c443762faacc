"""Sentences with their names replaced by signs, in which rules about roles and links look."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.mentions import SURE_NAME, Mention
from kg.extract.sentences import sentences

_LETTERS = {"organisations": "O", "initiatives": "I", "programmes": "P"}
_LIST = re.compile(
    r"⟦(O[O0-9+]*)⟧(?:\s*\([^()⟦⟧]{0,30}\))?(?:,\s*|,?\s+(?:en|én|&|alsmede|evenals)\s+)(?:(?:de|het|onze|ook|onder\s+andere|o\.a\.|diverse|lokale)\s+){0,2}⟦(O[O0-9+]*)⟧"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage: where it stands in the passage's text, its words, and the same with its names replaced.

    In `masked`, ⟦O1⟧ is the second mention of the passage when it is an organisation, ⟦I1⟧ when it is an initiative, and
    ⟦P1⟧ when it is a programme; a list of organisations is ⟦O1+O2⟧.
    """

    start: int
    end: int
    text: str
    masked: str
    mentions: tuple[Mention, ...]
    named: Sequence[Mention]

    def initiatives(self) -> tuple[Mention, ...]:
        """Return the initiatives it names for sure."""
        return tuple(each for each in self.mentions if each.thing.table == "initiatives" and each.weight >= SURE_NAME)

    def of(self, token: str) -> tuple[Mention, ...]:
        """Return the mentions that a sign stands for: `O1+O2`, `I3`."""
        return tuple(self.named[int(number)] for number in re.findall(r"[OIP]([0-9]+)", token))


def masked(text: str, found: Sequence[Mention]) -> Iterator[Sentence]:
    """Yield the sentences of a passage's text, with what they name replaced."""
    for start, end in sentences(text):
        inside = [(number, mention) for number, mention in enumerate(found) if start <= mention.start and mention.end <= end]
        replaced, place = "", start
        for number, mention in inside:
            replaced += text[place : mention.start] + f"⟦{_LETTERS[mention.thing.table]}{number}⟧"
            place = mention.end
        replaced += text[place:end]
        yield Sentence(start, end, text[start:end], _joined(replaced), tuple(mention for _, mention in inside), found)


def _joined(text: str) -> str:
    """Return a text with the lists of organisations in it joined to one sign.

    >>> _joined("met ⟦O1⟧, de ⟦O2⟧ en ⟦O4⟧")
    'met ⟦O1+O2+O4⟧'
    """
    joined = _LIST.sub(r"⟦\1+\2⟧", text)
    return joined if joined == text else _joined(joined)


def group(found: re.Match[str], name: str) -> str:
    """Return what a named group or one of its variants (`org2`, `org3`) holds."""
    return next((text for each, text in found.groupdict().items() if text and re.fullmatch(rf"{name}[0-9]?", each)), "")

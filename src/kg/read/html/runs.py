"""The runs of text between two blocks of a page: their lines, which are bold, and the bullets people type themselves."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.read.html.wording import clean

BREAK = "\n"
_BULLET = re.compile(r"(?:[•◦▪▫■□‣●○·➔➢➤→✓✔☑❖\uf0b7\uf0a7\uf0d8\uf0fc]\s*|[-–—*]\s+)(?=\S)")
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text, and whether it is bold; the text of a line's end is BREAK."""

    text: str
    bold: bool


@dataclass(frozen=True, slots=True)
class Typed:
    """A line of a block; `bullet` is the sign it begins with, "1" for a number, and no part of the text."""

    text: str
    bold: bool
    bullet: str = ""


def typed(runs: Sequence[Run]) -> Iterator[list[Typed]]:
    """Yield the paragraphs in a block as lists of lines; an empty line parts them."""
    lines: list[Typed] = []
    for line in _lines(runs):
        text = clean("".join(run.text for run in line))
        if text:
            lines.append(_typed(text, all(run.bold for run in line if run.text.strip())))
        elif lines:
            yield lines
            lines = []
    if lines:
        yield lines


def _lines(runs: Sequence[Run]) -> Iterator[list[Run]]:
    line: list[Run] = []
    for run in runs:
        if run.text == BREAK:
            yield line
            line = []
        else:
            line.append(Run(run.text.replace(BREAK, " "), run.bold))
    yield line


def _typed(text: str, bold: bool) -> Typed:  # noqa: FBT001 - a property of what is printed
    bullet, number = _BULLET.match(text), _NUMBER.match(text)
    if bullet:
        return Typed(text[bullet.end() :], bold, text[0])
    return Typed(text[number.end() :], bold, "1") if number and not bold else Typed(text, bold)

"""Which lines of a text are headings, and how high they stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.model.passages import Stretch
from kg.read.announcing import Rank, announced, chapter, in_capitals, introduces, is_section, is_short, numbered
from kg.read.plain.lines import Line

_MARKDOWN = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*")
_BOLD = re.compile(r"(\*\*|__|\*|_)(?=[^\s*_])(.+?)(?<=[^\s*_])\1")
_LONGEST_OPENING = 60
_SAYS = re.compile(r".*[.!?]$|.{61,}")
_DOUBLE = re.compile(r"={3,}")
_SINGLE = re.compile(r"[-–—~_]{3,}")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: where it stands, its rank as a number (the lowest is the highest), and the line after it."""

    stretch: Stretch
    rank: int
    page: int
    after: int
    numbered: bool = False


def is_markdown(lines: Sequence[Line]) -> bool:
    """Tell whether a text marks its headings itself."""
    return any(_MARKDOWN.fullmatch(line.text) for line in lines)


def heading(lines: Sequence[Line], place: int, seen: Sequence[Heading], *, marked: bool) -> Heading | None:
    """Return the heading that begins at this line, if one does; `seen` are those before it, `marked` that the text marks its own."""
    line = lines[place]
    if line.blank or line.ruled:
        return None
    hashes = _MARKDOWN.fullmatch(line.text)
    if hashes:
        return Heading(_part(line, hashes.span(2)), len(hashes[1]), line.page, place + 1) if hashes[2] else None
    bold = _BOLD.fullmatch(line.text)
    said, span = (bold[2], bold.span(2)) if bold else (line.text, (0, len(line.text)))
    underline = _underline(lines, place)
    rank = underline or _rank(lines, place, said, seen)
    if marked and not underline and rank is not None and rank < Rank.GOAL and not bold:
        return None
    if rank is None:
        return None
    return Heading(_part(line, span), rank, line.page, place + 1 + bool(underline), numbered(said) > 0 or chapter(said))


def _part(line: Line, span: tuple[int, int]) -> Stretch:
    return Stretch(line.stretch.start + span[0], line.stretch.start + span[1])


def _underline(lines: Sequence[Line], place: int) -> int:
    """Return the rank that the rule under a line gives it; 0 without."""
    if place + 1 == len(lines) or not _free(lines, place - 1) or lines[place].marked or "|" in lines[place].text:
        return 0
    under = lines[place + 1].text
    return 1 if _DOUBLE.fullmatch(under) else 2 if _SINGLE.fullmatch(under) and is_short(lines[place].text) else 0


def _free(lines: Sequence[Line], place: int) -> bool:
    """Tell whether there is nothing at a place, or only white space or a rule."""
    return not 0 <= place < len(lines) or lines[place].blank or lines[place].ruled


def _rank(lines: Sequence[Line], place: int, said: str, seen: Sequence[Heading]) -> int | None:
    """Return the rank that the words of a line and the room around it give it, or nothing when it is no heading."""
    line = lines[place]
    if not line.bullet and _label(lines, place, said):
        return Rank.SECTION
    if line.bullet or not _before(lines, place, seen):
        return None
    named = announced(said)
    if named is not None:
        return named
    return _by_number(lines, place, said, seen)


def _by_number(lines: Sequence[Line], place: int, said: str, seen: Sequence[Heading]) -> int | None:
    line = lines[place]
    alone = _free(lines, place + 1)
    if line.number:
        opens = _opens(lines, place, said[line.number :]) or (alone and chapter(said) and not _listed(lines, place))
        return int(Rank.CHAPTER) if opens else None
    depth = numbered(said)
    if depth:
        return Rank.CHAPTER + depth if alone or not lines[place + 1].text[:1].islower() else None
    return _by_place(lines, place, said, seen)


def _label(lines: Sequence[Line], place: int, said: str) -> bool:
    """Tell whether a line names what the list right under it holds, also where no room is above it: "Maatregelen:"."""
    return said.endswith(":") and is_section(said) and place + 1 < len(lines) and lines[place + 1].marked > 0


def _opens(lines: Sequence[Line], place: int, said: str) -> bool:
    """Tell whether a short line is followed by a sentence that does not go on with it, as a heading without room under it is."""
    after = lines[place + 1] if place + 1 < len(lines) else None
    if after is None or after.marked or after.indent > lines[place].indent or len(said) > _LONGEST_OPENING or not is_short(said):
        return False
    return not said.endswith((":", "?")) and after.text[:1].isupper() and bool(_SAYS.fullmatch(after.text))


def _before(lines: Sequence[Line], place: int, seen: Sequence[Heading]) -> bool:
    """Tell whether something can begin here: after room, a heading or an item."""
    return _free(lines, place - 1) or lines[place - 1].marked > 0 or bool(seen and seen[-1].after == place)


def _listed(lines: Sequence[Line], place: int) -> bool:
    """Tell whether the next thing said has the next number, or the one before the former, as in a list with room between its items."""
    near = [line for line in lines[place + 1 : place + 4] if not line.blank][:1]
    former = [line for line in lines[max(0, place - 3) : place] if not line.blank][-1:]
    number = _number(lines[place])
    return any(_number(line) == number + 1 for line in near) or any(_number(line) == number - 1 > 0 for line in former)


def _number(line: Line) -> int:
    """Return the number that an item begins with, 0 for letters and none."""
    digits = line.text[: line.number].strip("(). \t\xa0")
    return int(digits) if digits.isascii() and digits.isdigit() else 0


def _by_place(lines: Sequence[Line], place: int, said: str, seen: Sequence[Heading]) -> int | None:
    follows = lines[place + 1] if place + 1 < len(lines) else None
    alone = _free(lines, place + 1)
    if is_section(said) and (alone or said.endswith(":") or (follows is not None and (follows.marked or follows.text[:1].isupper()))):
        return Rank.SECTION
    if introduces(said) and (alone or (follows is not None and follows.marked)):
        return Rank.SECTION
    if said.endswith(":") or not is_short(said) or not any(not line.blank for line in lines[place + 1 :][:50]):
        return None
    if in_capitals(said):
        return Rank.TITLE if not seen and alone else Rank.CAPITALS
    if not (alone or _opens(lines, place, said)) or not (said[0].isupper() or said[0].isdigit()) or "\t" in said or "|" in said:
        return None
    return _within(lines, place, seen) or _alone(seen)


def _within(lines: Sequence[Line], place: int, seen: Sequence[Heading]) -> int:
    """Return the rank of a heading that is the first thing under a section, or stands beside such a one; 0 when it is neither."""
    last = next((each for each in reversed(seen) if each.rank <= Rank.SECTION), None)
    if last is None or last.rank != Rank.SECTION:
        return 0
    first = all(lines[between].blank for between in range(last.after, place))
    beside = seen[-1].rank == Rank.SECTION + 1
    return Rank.SECTION + 1 if first or beside else 0


def _alone(seen: Sequence[Heading]) -> int:
    """Return the rank of a line that stands alone: above the numbered headings when none came yet, else below them."""
    if not seen:
        return Rank.TITLE
    return Rank.ALONE if any(each.numbered for each in seen) else Rank.EARLY

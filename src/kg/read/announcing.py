"""What the wording of a line shows that nothing else does: that it is a heading, and of what rank."""

import re
from enum import IntEnum

_MOST_WORDS = 14
_LONGEST = 110
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,5})\.?\s+[^\W\d_]")
_SINGLE = re.compile(r"(?:\d{1,2}\.?|[IVX]{1,5}\.)\s+[A-Z]")
_PROGRAMME = r"programma(?:onderdeel)?|hoofdopgave|opgave|thema|portefeuille|paragraaf|hoofdstuk|deelprogramma|beleidsveld|taakveld"
_GOAL = r"(?:hoofd|eind|programma|beleids)?doel(?:stelling)?|ambitie|(?:maatschappelijke?|beoogd) effect|speerpunt"
_PART = r"sub-?doel(?:stelling)?|tussendoel|deeldoel"
_ACTION = r"maatregel|activiteit|project|inspanning|prestatie|actie(?:punt)?|resultaat|mijlpaal|initiatief"
_NUMBER = r"(?:\s+(?:\d{1,2}(?:\.\d{1,2})*[a-z]?|[A-Z]))?"
_SECTION = re.compile(
    r"(?:wat|hoe|waarom|wie|welke)\s[^.!]*\?"
    r"|wat\s+(?:willen|wilden|gaan|hebben|mag|mocht|heeft|kost|doen|deden|is)\b[^.!]*"
    r"|(?:(?:behaalde?|beoogde?|gerealiseerde?)\s+)?(?:resultaten|prestaties|activiteiten|maatregelen|inspanningen|acties)(?:\s+(?:in\s+)?\d{4})?"
    r"|toelichting|stand van zaken|voortgang|(?:effect|beleids|prestatie)?indicatoren|kosten|risico's|verbonden partijen",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"\b(?:we|wij|dit|dat|deze|die|is|zijn|was|waren|wordt|worden|werd|heeft|hebben|kan|kunnen|zal|zullen|door"
    r"|volgende|onderstaande|bijvoorbeeld|te weten|namelijk)\b",
    re.IGNORECASE,
)


class Rank(IntEnum):
    """How high headings stand that only their wording or place shows; between CHAPTER and ALONE those stand that are numbered."""

    TITLE = 10
    CAPITALS = 12
    PROGRAMME = 14
    EARLY = 16
    CHAPTER = 20
    ALONE = 30
    GOAL = 40
    PART = 42
    ACTION = 44
    SECTION = 50


_NAMED = tuple(
    (re.compile(rf"(?:{words}){_NUMBER}\s*[:–-]\s+\S|(?:{words})\s+\d{{1,2}}(?:\.\d{{1,2}})*\s+[A-Z]", re.IGNORECASE), rank)
    for words, rank in ((_PART, Rank.PART), (_PROGRAMME, Rank.PROGRAMME), (_GOAL, Rank.GOAL), (_ACTION, Rank.ACTION))
)


def is_short(line: str) -> bool:
    """Tell whether a line is as short as headings are, and does not end as a sentence does.

    >>> is_short("Wat willen we bereiken?"), is_short("Dit is klaar.")
    (True, False)
    """
    return 0 < len(line) <= _LONGEST and len(line.split()) <= _MOST_WORDS and not line.rstrip().endswith((".", ",", ";", "!"))


def announced(line: str) -> Rank | None:
    """Return the rank of a line whose wording makes it a heading wherever it stands: of a goal, a programme, an action.

    >>> announced("Doelstelling 2: Een veilige stad"), announced("Doel: de stad is in 2025 veilig.")
    (<Rank.GOAL: 40>, None)
    """
    if not is_short(line):
        return None
    return next((rank for pattern, rank in _NAMED if pattern.match(line)), None)


def numbered(line: str) -> int:
    """Return how deep the number is that a heading begins with, such as 3 for "2.1.4 Innoveren"; 0 when it has none.

    >>> numbered("2.1.1.3 Innoveren"), numbered("2.5 miljoen euro"), numbered("2018 was een goed jaar")
    (4, 2, 0)
    """
    found = _NUMBERED.match(line)
    if found is None or not is_short(line):
        return 0
    return found[1].count(".") + 1


def chapter(line: str) -> bool:
    """Tell whether a line can be the heading of a chapter with a single number, which an item of a list can have too."""
    return bool(_SINGLE.match(line)) and is_short(line) and not line.endswith(":")


def is_section(line: str) -> bool:
    """Tell whether a line is one of the questions and words that reports divide a goal with, with or without colon.

    >>> is_section("Behaalde resultaten in 2018:"), is_section("Dit doen we door:")
    (True, False)
    """
    return is_short(line) and bool(_SECTION.fullmatch(line.removesuffix(":").strip()))


def introduces(line: str) -> bool:
    """Tell whether a short line that ends with a colon is a heading rather than the beginning of a sentence.

    >>> introduces("Partners:"), introduces("Dit bereiken wij door:")
    (True, False)
    """
    return line.endswith(":") and is_short(line) and len(line.split()) <= _MOST_WORDS // 2 and not _SENTENCE.search(line)


def in_capitals(line: str) -> bool:
    """Tell whether a line is printed in capitals only.

    >>> in_capitals("FYSIEK DOMEIN"), in_capitals("B&W")
    (True, False)
    """
    letters = [sign for sign in line if sign.isalpha()]
    return len(letters) > 4 and line == line.upper() and is_short(line) and not line.endswith(":")  # noqa: PLR2004 - longer than most abbreviations

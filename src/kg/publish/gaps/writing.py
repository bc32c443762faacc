"""Values that two sources give differently, as the pages of gaps and of years write them."""

from decimal import Decimal

from kg.publish.facts import Text
from kg.publish.words import Words


def measured(spoken: Words, number: str, unit: str) -> Text:
    """Return a number with its unit; the units of the sources are Dutch, so with one in words it is Dutch.

    >>> from kg.publish.library import Language
    >>> from kg.publish.words import words
    >>> measured(words(Language.EN), "1851.9", "aantal banen"), measured(words(Language.NL), "7.50", "%")
    (Text(value='1,851.9 banen', language='nl'), Text(value='7,5%', language=''))
    """
    unit = unit.removeprefix("aantal").strip()
    written = f"{spoken.number(Decimal(number))}{'' if unit.startswith('%') else ' '}{unit}".strip()
    return Text(written, "nl" if unit.strip("%") else "")

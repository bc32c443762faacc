"""The words of the pages in Dutch and English: one catalogue per language, with the same keys."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from kg.publish.library import Language


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, and how it writes numbers and dates."""

    language: Language
    texts: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Return the text with this key, its places filled in; an unknown key is a bug and raises KeyError."""
        return self.texts[key].format(**values) if values else self.texts[key]

    def known(self, key: str, otherwise: str) -> str:
        """Return the text with this key, or another when there is none."""
        return self.texts.get(key, otherwise)

    def count(self, key: str, number: int) -> str:
        """Return a number with its noun, in the singular or the plural."""
        return self.texts[f"{key}.one" if number == 1 else f"{key}.many"].format(number=self.number(Decimal(number)))

    def number(self, value: Decimal) -> str:
        """Return a number as this language writes it.

        >>> words(Language.NL).number(Decimal("1234.50")), words(Language.EN).number(Decimal("1234.50"))
        ('1.234,5', '1,234.5')
        """
        plain = format(value, ",f")
        if "." in plain:
            plain = plain.rstrip("0").rstrip(".")
        return plain if self.language is Language.EN else plain.translate(str.maketrans(",.", ".,"))

    def date(self, written: str) -> str:
        """Return a date, a month or a year (as XML Schema writes them) in words; anything else as it stands.

        >>> words(Language.NL).date("2019-03-05"), words(Language.NL).date("2019-03"), words(Language.NL).date("2019")
        ('5 maart 2019', 'maart 2019', '2019')
        """
        year, *rest = written.split("-")
        if not rest or not all(part.isdecimal() for part in (year, *rest)):
            return written
        month = self.texts["months"].split()[int(rest[0]) - 1]
        return " ".join([*(str(int(day)) for day in rest[1:]), month, year])


@cache
def words(language: Language) -> Words:
    """Return the words of a language; they belong to the code, so they are read once."""
    file = files("kg.publish") / "words" / f"{language}.json"
    return Words(language, json.loads(file.read_text(encoding="utf-8")))

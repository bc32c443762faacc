"""Numbers as Dutch reports write them, read as fact tables write them: a point before decimals, nothing between thousands."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg.extract.ruling import every

_NUMBER = r"(?:[0-9]{1,3}(?:[.  ][0-9]{3})+|[0-9]+)(?:,[0-9]+)?"
_SCALE = r"(?:\s*(?P<scale>miljoen|mln\.?|mio|miljard|mld\.?|ton|duizend)(?![a-z]))?"
_HEDGE = r"(?P<hedge>ruim|circa|ca\.|ongeveer|bijna|maximaal|minimaal|rond\s+de|afgerond|naar\s+schatting|geschat(?:te)?)?\s*"
_MONEY = re.compile(
    rf"{_HEDGE}(?:(?:€|EUR\b|euro\b)\s*(?P<left>{_NUMBER})(?:,-+)?(?P<kilo>k\b)?{_SCALE}"
    rf"|(?<![0-9.,])(?P<right>{_NUMBER})\s*(?P<times>miljoen|mln\.?|mio|miljard|mld\.?|ton|duizend)?\s*(?:euro|EUR)\b)",
    re.IGNORECASE,
)
_PLAIN_SUM = rf"(?:€\s*)?{_NUMBER}(?:\s*(?:miljoen|mln\.?|ton|duizend))?(?:\s*euro)?"
_RANGE = re.compile(
    rf"tussen\s+(?:de\s+)?{_PLAIN_SUM}\s+en\s+{_PLAIN_SUM}|{_PLAIN_SUM}\s*(?:-|–|à|tot)\s*(?:€\s*)?{_PLAIN_SUM}", re.IGNORECASE
)
_TIMES = {"miljoen": 6, "mln": 6, "mio": 6, "miljard": 9, "mld": 9, "ton": 5, "duizend": 3}
_MINUS = "[-–\u2212]"
_CELL = re.compile(
    rf"(?P<minus>{_MINUS}\s*|\()?\s*(?P<euro>€)?\s*(?P<minus2>{_MINUS}\s*)?(?P<number>[0-9][0-9.,  ]*?)\s*"
    r"(?P<scale>miljoen|mln\.?|miljard|mld\.?|k)?"
    r"\s*(?P<unit>%|‰|procent|euro)?\s*\)?(?:,-)?\s*\*{0,3}",
    re.IGNORECASE,
)
_ENGLISH = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3}){2,}")
_UNITS = {"%": "%", "procent": "%", "‰": "promille", "euro": "euro", "": ""}


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in euro that a text states: where it stands, its value as fact tables write it, and whether the text hedges it."""

    start: int
    end: int
    euro: str
    hedged: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """A number in a cell of a table, and the unit that stands with it; empty when none does."""

    number: str
    unit: str = ""


def money(text: str) -> Iterator[Money]:
    """Yield the sums of money in a text; a range is no sum, nor is a sum of less than a euro.

    >>> [each.euro for each in money("€ 1,5 miljoen, 250.000 euro en € 3 ton; tussen € 1 en € 2 miljoen")]
    ['1500000', '250000', '300000']
    """
    ranges = [(found.start(), found.end()) for found in _RANGE.finditer(text)]
    for found in _MONEY.finditer(text):
        number = found["left"] or found["right"]
        begin = found.start("left") if found["left"] else found.start("right")
        start = text.rfind("€", found.start(), begin) if "€" in text[found.start() : begin] else begin
        scale = (found["scale"] or found["times"] or ("duizend" if found["kilo"] else "")).rstrip(".").casefold()
        value = Decimal(dutch(number)) * (Decimal(10) ** _TIMES.get(scale, 0))
        if value >= 1 and not any(first <= start < last for first, last in ranges):
            yield Money(start, found.end(), canonical(value), bool(found["hedge"]))


def dutch(number: str) -> str:
    """Return a number in Dutch notation with a point before its decimals.

    >>> dutch("1.234.567,89"), dutch("12,5"), dutch("12.5"), dutch("1 250")
    ('1234567.89', '12.5', '12.5', '1250')
    """
    whole, _, decimals = re.sub(r"[  ]", "", number).partition(",")
    if not decimals and re.fullmatch(r"[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})", whole):
        return whole
    return whole.replace(".", "") + (f".{decimals}" if decimals else "")


def english(number: str) -> str:
    """Return a number in English notation without what stands between thousands.

    >>> english("1,234.5")
    '1234.5'
    """
    return re.sub(r"[,  ]", "", number)


def is_english(cells: Iterable[str]) -> bool:
    """Tell whether cells of a table write numbers the English way, by one that can be nothing else.

    >>> is_english(["12.5", "1,234.5"]), is_english(["1.234,5", "1,234"])
    (True, False)
    """
    return any(_ENGLISH.search(cell) for cell in cells)


def canonical(value: Decimal) -> str:
    """Return a number as a fact table writes it.

    >>> canonical(Decimal("1E+6")), canonical(Decimal("12.50")), canonical(Decimal("-0"))
    ('1000000', '12.5', '0')
    """
    text = f"{value.normalize():f}"
    return "0" if text in {"-0", "0"} else text


def cell_value(text: str, *, reads: str = "dutch") -> Value | None:
    """Return the number that is all a cell holds, None when it holds something else; `reads` is "dutch" or "english".

    >>> cell_value("€ 1.250"), cell_value("17%"), cell_value("(3,5)"), cell_value("n.b."), cell_value("2018-2020")
    (Value(number='1250', unit='euro'), Value(number='17', unit='%'), Value(number='-3.5', unit=''), None, None)
    """
    found = _CELL.fullmatch(text.strip())
    if not found or not re.fullmatch(_shape(reads), found["number"]):
        return None
    number = Decimal(english(found["number"]) if reads == "english" else dutch(found["number"]))
    scale = (found["scale"] or "").rstrip(".").casefold()
    number *= Decimal(10) ** (3 if scale == "k" else _TIMES.get(scale, 0))
    signed = -number if found["minus"] or found["minus2"] else number
    return Value(canonical(signed), "euro" if found["euro"] else _UNITS[(found["unit"] or "").casefold()])


def _shape(reads: str) -> str:
    if reads == "english":
        return r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
    return rf"{_NUMBER}|[0-9]+\.[0-9]+"


def zeros_of(told: str) -> int:
    """Return how many zeros a heading adds to the sums under it.

    >>> zeros_of("Budget (x € 1.000)"), zeros_of("Budget")
    (3, 0)
    """
    return next((int(found.rule.says) for found in every("scales", told)), 0)


def scaled(number: str, zeros: int) -> str:
    """Return a number that many zeros larger.

    >>> scaled("1.5", 3), scaled("250", 0)
    ('1500', '250')
    """
    return canonical(Decimal(number).scaleb(zeros))

"""One cell of a fact table: its text, and what is wrong with it."""

import datetime as dt
import re
import unicodedata
from decimal import Decimal

from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from kg.model.tables import Column, Form

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,9})?")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_URL = re.compile(
    r"https?://[^\W_](?:[\w.-]*\w)?(?::[0-9]{1,5})?(?:[/?](?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?(?:#(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?"
)
_FORMULA = re.compile(r"[=+@]|-[A-Za-z(]")
_SHEET_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def normal(text: str) -> str:
    r"""Return the text in NFC with single spaces, so that what looks the same is the same.

    >>> normal(" Doel:\u00a0 A\n")
    'Doel: A'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def spreadsheet_text(cell: object) -> str:
    """Return a spreadsheet cell as the text a table would hold, as precise as it is shown; a formula begins with "="."""
    value, form = getattr(cell, "value", None), str(getattr(cell, "number_format", None) or "").casefold()
    if isinstance(value, dt.datetime | dt.date):
        return _date_as_shown(value, form)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _formula(value) if isinstance(value, ArrayFormula | DataTableFormula) else "" if value is None else str(value)
    number = Decimal(repr(value))
    return f"{_plain(number * 100)}%" if form.endswith("%") else _plain(number)


def _plain(number: Decimal) -> str:
    """Return a number without exponent, and a whole one without decimals."""
    return str(int(number)) if number == int(number) else format(number, "f")


def _date_as_shown(value: dt.date, form: str) -> str:
    """Return a date up to its day, month or year, whichever the cell shows last."""
    text = value.isoformat()[:10]
    return text if "d" in form or not form else text[:7] if "m" in form else text[:4] if "y" in form else text


def _formula(value: ArrayFormula | DataTableFormula) -> str:
    return "=" + str(getattr(value, "text", None) or value.ref).lstrip("=")


def cell_problem(text: str, column: Column, words: frozenset[str]) -> str:
    """Return what is wrong with the text in this column and what to do about it; "" when all is well.

    >>> cell_problem("17,5", Column("value", Form.NUMBER), frozenset())
    "'17,5' is not a number; write a point before decimals and nothing between thousands, as in 1234.5"
    """
    if not text:
        return "is empty; it must be filled in" if column.required else ""
    if _CONTROL.search(text):
        return "holds an invisible control character; type the text again"
    if _FORMULA.match(text) and column.form is not Form.NUMBER:
        return f"a spreadsheet takes this for a formula ({text}); replace it by its value (paste special: values)"
    if _SHEET_ERROR.fullmatch(text):
        return f"an error value ({text}); put the right value in its place"
    if column.scheme:
        return "" if text in words else f"no word {text!r}; use one of {', '.join(sorted(words))}"
    return _FORMS[column.form](text)


def _any(_text: str) -> str:
    return ""


def _id(text: str) -> str:
    return "" if _ID.fullmatch(text) else f"{text!r} is not an id; use lower-case letters, digits and single hyphens"


def _year(text: str) -> str:
    if re.fullmatch(r"[0-9]{4}", text) and _FIRST_YEAR <= int(text) <= _LAST_YEAR:
        return ""
    return f"{text!r} is not a year; write four digits between {_FIRST_YEAR} and {_LAST_YEAR}"


def _date(text: str) -> str:
    parts = _DATE.fullmatch(text)
    wrong = f"{text!r} is not a date; write 2018, 2018-05 or 2018-05-31"
    if not parts or _year(parts[1]):
        return wrong
    try:
        dt.date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1))
    except ValueError:
        return wrong
    return ""


def _number(text: str) -> str:
    if _NUMBER.fullmatch(text):
        return ""
    return f"{text!r} is not a number; write a point before decimals and nothing between thousands, as in 1234.5"


def _amount(text: str) -> str:
    if text.startswith("-"):
        return f"{text!r} is below zero; write the amount in euro without a sign"
    return _number(text)


def _url(text: str) -> str:
    """Tell what is wrong with a web address: one that RFC 3987 would not take would make the graph unreadable."""
    return "" if _URL.fullmatch(text) else f"{text!r} is not a web address; write it in full, as in https://www.almelo.nl"


_FORMS = {
    Form.TEXT: _any,
    Form.ID: _id,
    Form.YEAR: _year,
    Form.DATE: _date,
    Form.NUMBER: _number,
    Form.AMOUNT: _amount,
    Form.URL: _url,
}

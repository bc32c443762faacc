"""One cell of a fact table: its text, and what is wrong with it."""

import datetime as dt
import re
from urllib.parse import urlsplit

from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from kg.model import Column, Form

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NOT_IN_IRI = re.compile(r'[\s<>"{}|\\^`]')
_SHEET_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def spreadsheet_text(value: object) -> str:
    """Return the value of a spreadsheet cell as the text a table would hold; a formula begins with "=".

    >>> spreadsheet_text(2018.0), spreadsheet_text(dt.datetime(2018, 5, 31)), spreadsheet_text(None)
    ('2018', '2018-05-31', '')
    """
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, ArrayFormula | DataTableFormula):
        return "=" + str(getattr(value, "text", None) or value.ref).lstrip("=")
    return "" if value is None else str(value)


def cell_problem(text: str, column: Column, words: frozenset[str]) -> str:
    """Return what is wrong with the text in this column and what to do about it; "" when all is well.

    >>> cell_problem("17,5", Column("value", Form.NUMBER), frozenset())
    "'17,5' is not a number; write a point before decimals and nothing between thousands, as in 1234.5"
    """
    if not text:
        return "is empty; it must be filled in" if column.required else ""
    if _CONTROL.search(text):
        return "holds an invisible control character; type the text again"
    if text.startswith("="):
        return f"a formula ({text}); replace it by its value (paste special: values)"
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
    if re.fullmatch(r"\d{4}", text) and _FIRST_YEAR <= int(text) <= _LAST_YEAR:
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
    wrong = f"{text!r} is not a web address; write it in full, as in https://www.almelo.nl"
    try:
        parts = urlsplit(text)
    except ValueError:
        return wrong
    return "" if parts.scheme in {"http", "https"} and parts.hostname and not _NOT_IN_IRI.search(text) else wrong


_FORMS = {
    Form.TEXT: _any,
    Form.ID: _id,
    Form.YEAR: _year,
    Form.DATE: _date,
    Form.NUMBER: _number,
    Form.AMOUNT: _amount,
    Form.URL: _url,
}

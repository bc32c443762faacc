"""The variables of a question as words: what a column is called, and which column names the things of another."""

import re

from kg.publish.facts import Text

_CAPITAL = re.compile(r"[A-Z]")
_NAME = "Naam"


def heading(variable: str) -> Text:
    """Return the name of a variable as words; they are Dutch. What names a thing is called as the thing is.

    >>> heading("eigenWaarde").value, heading("partnerNaam").value
    ('Eigen waarde', 'Partner')
    """
    said = variable.removesuffix(_NAME) or variable
    return Text(_CAPITAL.sub(lambda letter: f" {letter[0].lower()}", said).capitalize(), "nl")


def naming(variable: str) -> str:
    """Return the variable with what a thing is called: ?doelNaam for ?doel; a document is called ?bron."""
    return "bron" if variable == "document" else f"{variable}{_NAME}"

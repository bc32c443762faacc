"""The gaps that are looked for: each a saved question, with what it is counted of."""

from dataclasses import dataclass

from kg.publish.documents_read import REPORT, Needed

YEAR, SINCE, LEAST = "jaar", "sinds", "minimum"
"""What a page can be asked for beside the organisation: the year of a result, since when it is silent, the smallest number."""


@dataclass(frozen=True, slots=True)
class Check:
    """A gap: the question that finds it, the variables with the thing and with whose it is, and the query that counts all such things.

    `asks` tells which parameter of the question is filled from which field of the page, beside whose. Where `own` is true
    nothing follows for a reader of whose own documents none was read. `counted` is a query that only counts, where the list is long.
    """

    name: str
    question: str
    thing: str
    whose: str
    total: str
    asks: tuple[str, str] | None = None
    own: bool = False
    notes: tuple[str, ...] = ()
    counted: str = ""

    @property
    def field(self) -> str:
        """Return which field of the page this gap heeds beside whose it is; empty when it heeds none."""
        return self.asks[1] if self.asks else ""

    def needed(self, year: int, since: int) -> Needed | None:
        """Return what must have been read of an organisation before this is a gap of it; None where it rests on no silence."""
        if self.field == YEAR:
            return Needed(REPORT, year, year)
        if self.field == SINCE:
            return Needed(first=since)
        return Needed() if self.own else None


_STATUS = ("statusNaam",)

CHECKS = (
    Check(
        "doelen-zonder-initiatief", "doelen-zonder-initiatief-per-eigenaar", "doel", "eigenaar", "goals", own=True, notes=("streefjaar",)
    ),
    Check("doelen-zonder-indicator", "doelen-zonder-indicator-per-eigenaar", "doel", "eigenaar", "goals", own=True, notes=("streefjaar",)),
    Check(
        "doelen-zonder-resultaat",
        "doelen-zonder-resultaat-per-eigenaar",
        "doel",
        "eigenaar",
        "goals-by-year",
        asks=("jaar", YEAR),
        notes=("streefjaar",),
    ),
    Check("initiatieven-zonder-partner", "initiatieven-zonder-deelnemer", "initiatief", "uitgever", "initiatives-described", notes=_STATUS),
    Check(
        "initiatieven-zonder-doel",
        "initiatieven-zonder-doel-per-deelnemer",
        "initiatief",
        "deelnemer",
        "initiatives-joined",
        own=True,
        notes=_STATUS,
    ),
    Check(
        "stille-initiatieven",
        "initiatieven-stil-per-uitgever",
        "initiatief",
        "uitgever",
        "initiatives-open",
        asks=("jaar", SINCE),
        notes=_STATUS,
    ),
    Check(
        "gevraagde-partners",
        "partners-waarvan-veel-afhangt",
        "partner",
        "",
        "partners",
        asks=("minimum", LEAST),
        notes=("initiatieven", "alsTrekker", "alsFinancier", "bronnen"),
    ),
    Check(
        "indicatoren-nooit-gemeten",
        "indicatoren-nooit-gemeten-per-uitgever",
        "indicator",
        "uitgever",
        "indicators",
        notes=("andereWaarden",),
    ),
    Check(
        "beweringen-met-een-bron",
        "beweringen-met-een-bron-per-uitgever",
        "bewering",
        "uitgever",
        "claims",
        notes=("soortNaam",),
        counted="single-claims",
    ),
    Check("tegenstrijdige-waarden", "tegenstrijdige-waarden", "indicator", "", "indicators", notes=("conflict",)),
)
"""In the order of the page; those about goals first."""


def check_of(name: str) -> Check | None:
    """Return the gap of this name, if there is one."""
    return next((each for each in CHECKS if each.name == name), None)

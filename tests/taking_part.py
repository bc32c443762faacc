"""Parts of organisations in initiatives, to count by hand."""

from kg.publish.together.records import Part
from kg.terms import concept, mint


def part(initiative: str, organisation: str, *years: int, role: str = "partner", basis: str = "") -> Part:
    """Return a part by the names of its ends, told by the document of each of these years; of basis "groep" it is one of a group."""
    claim = mint("deelname", f"{initiative}--{organisation}--{role}")
    ends = mint("initiatief", initiative), mint("organisatie", organisation)
    return Part(claim, *ends, concept("rol", role), basis == "groep", frozenset((mint("document", str(year)), year) for year in years))

"""Whether every claim leads to where it was read."""

from kg.gate.checking import Examined, Found, found
from kg.store import rows


def claims(examined: Examined) -> Found:
    """Return the claims without a passage in a document that has an address or a title."""
    told = rows(examined.library.endpoint, examined.library.queries.text("gate/claims"))
    return found("claims", len(told), (f"{row['claim']} has no evidence" for row in told if str(row["found"]) != "true"))


def passages(examined: Examined) -> Found:
    """Return the passages that nobody could find back: without one place, or one document."""
    told = rows(examined.library.endpoint, examined.library.queries.text("gate/evidence"))
    faults = (
        f"{row['passage']} has {row['places']} places and {row['documents']} documents"
        for row in told
        if (str(row["places"]), str(row["documents"])) != ("1", "1")
    )
    return found("passages", len(told), faults)

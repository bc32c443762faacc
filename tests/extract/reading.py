"""What a document of a fictional municipality may state, as short tuples to compare."""

from collections.abc import Iterable, Mapping

from kg.extract.document import candidates
from kg.extract.gazetteer import gazetteer
from kg.model.candidates import Candidate, Kind
from kg.model.tables import Row
from kg.read.formats import transcribed

ABOUT = {"title": "Jaarstukken 2019", "publisher": "Gemeente Veenhoven", "year": "2019", "type": "jaarverslag"}

KNOWN = (
    Row("organisations", {"id": "provincie-overijssel", "name": "Provincie Overijssel"}),
    Row("organisations", {"id": "saxion", "name": "Saxion", "alt_names": "Saxion Hogescholen"}),
    Row("organisations", {"id": "uwv", "name": "UWV"}),
    Row("organisations", {"id": "gemeente-oosterlee", "name": "Gemeente Oosterlee"}),
    Row("documents", {"id": "begroting-oosterlee", "publisher": "gemeente-oosterlee"}),
    Row("initiatives", {"id": "oosterlee-omgevingsvisie", "name": "Omgevingsvisie", "source": "begroting-oosterlee"}),
    Row("initiatives", {"id": "house-of-skills", "name": "House of Skills"}),
    Row("goals", {"id": "oosterlee-doel-groen", "name": "Meer groen", "owner": "gemeente-oosterlee"}),
)

_SHOWN: Mapping[Kind, tuple[str, ...]] = {
    Kind.PROGRAMME: ("id", "part_of"),
    Kind.GOAL: ("id", "programme", "part_of"),
    Kind.INITIATIVE: ("id", "type"),
    Kind.ORGANISATION: ("id",),
    Kind.RESULT: ("name", "goal_or_initiative", "year"),
    Kind.PARTICIPATION: ("organisation", "role", "initiative"),
    Kind.LINK: ("subject", "predicate", "object"),
    Kind.STATUS: ("id", "status", "status_date"),
    Kind.PERIOD: ("id", "start", "end"),
}


def found(text: str, name: str = "stuk.md", known: Iterable[Row] = KNOWN) -> tuple[Candidate, ...]:
    """Return the candidates of a document with this text."""
    return candidates(transcribed("stuk", name, text.encode()), gazetteer(known), ABOUT)


def stated(kind: Kind, text: str, name: str = "stuk.md") -> set[tuple[str, ...]]:
    """Return what a document states of one kind, without the name of the municipality before ids, in the columns that matter."""
    return {
        tuple(each.row[column].removeprefix("veenhoven-") for column in _SHOWN[kind]) for each in found(text, name) if each.kind is kind
    }

"""Every error a user can put right."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class KgError(Exception):
    """Something the user can put right; the message names the thing and the way out."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a fact table, and where: the file or sheet, the row (1 = header) and the column."""

    table: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        """Return the problem as one line: place first, then what to do.

        >>> str(Problem("goals.csv", 3, "owner", "no organisation 'x'"))
        "goals.csv, row 3, column owner: no organisation 'x'"
        """
        place = f"{self.table}, row {self.row}" if self.row else self.table
        return f"{place}, column {self.column}: {self.message}" if self.column else f"{place}: {self.message}"


class TableError(KgError):
    """Fact tables that cannot be taken over as they are; every problem is in `problems`."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        lines = "\n".join(str(problem) for problem in problems)
        super().__init__(f"nothing was imported; {len(problems)} to put right:\n{lines}")
        self.problems = problems


class PublicationError(KgError):
    """Settings of a publication that cannot be used as they are; `problems` are (setting, what to do)."""

    def __init__(self, file: str, problems: tuple[tuple[str, str], ...]) -> None:
        lines = "\n".join(f"  {setting}: {why}" if setting else f"  {why}" for setting, why in problems)
        super().__init__(f"{file}: {len(problems)} to put right:\n{lines}")
        self.problems = problems


class WithdrawalError(KgError):
    """A table of withdrawn things that cannot be as it says; every problem is in `problems`."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        lines = "\n".join(str(problem) for problem in problems)
        super().__init__(f"no release made; {len(problems)} to put right:\n{lines}")
        self.problems = problems


class IriError(KgError):
    """Text that cannot become one of our IRIs."""

    def __init__(self, text: str, why: str) -> None:
        super().__init__(f"{text!r} cannot become an IRI: {why}")


class RdfError(KgError):
    """An RDF file that cannot be read."""

    def __init__(self, place: str, why: str) -> None:
        super().__init__(f"{place}: {why}")


class QueryError(KgError):
    """A query that the endpoint refuses; `line`, `column` (from 1) and `text` of that line when it is known where (else 0, 0, "")."""

    def __init__(self, message: str, line: int = 0, column: int = 0, text: str = "") -> None:
        super().__init__(message)
        self.line = line
        self.column = column
        self.text = text


class LimitError(KgError):
    """A query that asked for more than one may have of the endpoint; `limit` says of what: time, memory, size or places."""

    def __init__(self, message: str, limit: str) -> None:
        super().__init__(message)
        self.limit = limit


class TooManyQueriesError(KgError):
    """A client that asks more at once than one client may."""


class UnknownQueryError(KgError):
    """There is no saved query of that name."""


class HeaderError(KgError):
    """A saved query whose header cannot be read."""

    def __init__(self, file: str, line: int, why: str) -> None:
        super().__init__(f"{file}, line {line}: {why}")


class Misfit(StrEnum):
    """Why a parameter of a saved query does not fit."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    KIND = "kind"
    VALUE = "value"
    LONG = "long"
    TWICE = "twice"
    NAME = "name"
    SEVERAL = "several"


class ParameterError(KgError):
    """A parameter of a saved query that does not fit; `allowed` says what would."""

    def __init__(self, parameter: str, why: Misfit, message: str, allowed: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.parameter = parameter
        self.why = why
        self.allowed = allowed


class EndpointError(KgError):
    """A remote endpoint that does not answer."""


class NotFoundError(KgError):
    """The graph says nothing about this thing."""

    def __init__(self, iri: str) -> None:
        super().__init__(f"no statements about <{iri}>")
        self.iri = iri


class ValidationError(KgError):
    """The graph breaks a promise of the shapes, so no release is made of it."""


class ReleaseError(KgError):
    """A release folder that is absent, incomplete or changed."""


class OtherReleaseError(KgError):
    """An address that was made with another release than the one that is open; `listed` is where those are told that can be seen too."""

    def __init__(self, asked: str, served: str, listed: str = "") -> None:
        way = "open the folder of that release in Python with kg.open(), or leave release= out for the answer of this one"
        others = f"; the publications that can be seen are at {listed}" if listed else ""
        super().__init__(f"release {asked!r} is not served here, but {served!r}{others}; {way}")
        self.asked = asked
        self.served = served
        self.listed = listed


class SiteError(KgError):
    """A site that cannot be written as asked, or an address of it that has no answer."""


class ExportError(KgError):
    """Something that the file asked for cannot hold."""


class ServingError(KgError):
    """An address that cannot be listened on."""


class BaseIriError(KgError):
    """Text that cannot be the base of IRIs."""


class BusyError(KgError):
    """Another process is changing the same file."""


class MissingFileError(KgError):
    """A file or folder that is needed and is not there."""


class NetworkTooLargeError(KgError):
    """A network with more nodes than a page can show."""


class UnclearNameError(KgError):
    """A name that no thing has, or several have; `candidates` are the IRIs of those that may have been meant."""

    def __init__(self, message: str, candidates: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.candidates = candidates


class MissingPackageError(KgError):
    """A Python package that is needed for what was asked and is not installed."""


class DossierError(KgError):
    """A file of a dossier that does not hold what it should; `line` from 1, or 0 for the file as a whole."""

    def __init__(self, file: Path, line: int, why: str) -> None:
        super().__init__(f"{file}, line {line}: {why}" if line else f"{file}: {why}")
        self.file = file
        self.line = line


class ConflictError(KgError):
    """Candidates that somebody else decided on meanwhile; `candidates` are their ids."""

    def __init__(self, message: str, candidates: tuple[str, ...]) -> None:
        super().__init__(message)
        self.candidates = candidates


class LostStateError(KgError):
    """An earlier state of the graph that is not there, or not as it was written."""


class ChangedMeanwhileError(KgError):
    """Rows that somebody else changed after the draft was made; `rows` names them."""

    def __init__(self, rows: tuple[str, ...]) -> None:
        super().__init__(
            f"nothing was changed; changed meanwhile by somebody else: {', '.join(rows)}; look at them and make the change anew"
        )
        self.rows = rows


class NothingChangedError(KgError):
    """A change that would leave the graph as it is."""


class UnreadableError(KgError):
    """A document that cannot be read."""


class ClusterError(KgError):
    """A cluster that does not answer."""

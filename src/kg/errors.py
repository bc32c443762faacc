"""Every error a user can put right."""

from dataclasses import dataclass


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


class IriError(KgError):
    """Text that cannot become one of our IRIs."""

    def __init__(self, text: str, why: str) -> None:
        super().__init__(f"{text!r} cannot become an IRI: {why}")


class RdfError(KgError):
    """An RDF file that cannot be read."""

    def __init__(self, place: str, why: str) -> None:
        super().__init__(f"{place}: {why}")


class QueryError(KgError):
    """A query that the endpoint refuses."""


class UnknownQueryError(KgError):
    """There is no saved query of that name, or it lacks a parameter."""


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

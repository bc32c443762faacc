"""What passes between who wants a document read and the process that reads it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What the reading of one document may take: seconds that pass, seconds of a processor, memory, and the size of the file."""

    wall_s: float = 180
    cpu_s: int = 120
    memory_bytes: int = 2_000_000_000
    input_bytes: int = 200_000_000


@dataclass(frozen=True, slots=True)
class Request:
    """The arguments for the reader, and the limits it must keep within."""

    arguments: tuple[object, ...]
    limits: Limits


@dataclass(frozen=True, slots=True)
class Answer:
    """What the reader returned, or why it did not; `refused` is "" when it did."""

    found: object = None
    refused: str = ""

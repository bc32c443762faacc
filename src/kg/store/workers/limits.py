"""How much one query, and one client, may have of the endpoint."""

import os
from dataclasses import dataclass, field

MIB = 1024 * 1024


def _cores() -> int:
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of an endpoint; the defaults suit a public one.

    `time_s` counts from when a request has come in whole to the last byte of its answer. A query is quick
    until it has run for `quick_s`; then it goes on at the lowest priority, among the `long` ones.
    `quick` processes are for any query, `reserved` ones for clients known for light queries.
    `services` are the endpoints that a query may call with SERVICE: none, unless the publisher names them.
    """

    time_s: float = 30.0
    memory_mib: int = 512
    result_mib: int = 1024
    quick: int = field(default_factory=lambda: 2 * _cores() + 2)
    reserved: int = 2
    long: int = 4
    long_per_client: int = 2
    waiting: int = 1000
    waiting_per_client: int = 256
    quick_s: float = 0.25
    services: tuple[str, ...] = ()

    @property
    def seconds(self) -> str:
        """Return the time limit as a decimal of at most three digits after the point (RFC 9651 §3.3.2).

        >>> Limits(time_s=30.0).seconds, Limits(time_s=0.12345).seconds, Limits(time_s=1e6).seconds
        ('30', '0.123', '1000000')
        """
        return f"{self.time_s:.3f}".rstrip("0").rstrip(".")

    def announced(self) -> str:
        """Return the limits as the value of the header Query-Limits (RFC 9651 dictionary)."""
        return (
            f"time-s={self.seconds}, memory-mib={self.memory_mib}, result-mib={self.result_mib}, "
            f"long-queries-per-client={self.long_per_client}, waiting-per-client={self.waiting_per_client}"
        )

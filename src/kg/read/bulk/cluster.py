"""Documents read on a Dask cluster: what crosses the wire is the bytes of one document and what was read of it."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from typing import TypeAlias, cast

from distributed import Client, Future, Worker, WorkerPlugin, as_completed, get_worker

from kg.errors import ClusterError, UnreadableError
from kg.model.passages import Transcript
from kg.read.answers import Limits
from kg.read.bounded import Nurseries
from kg.read.bulk.tasks import Outcome, Reader, Task, content, outcome

Answered: TypeAlias = "Future[Transcript | str]"

_NAME = "kg-read"
_JOIN_S = 20.0
_AHEAD = 2


class Nursing(WorkerPlugin):
    """Keeps the processes that read documents on a worker of the cluster, as long as the worker lives."""

    name = _NAME

    def __init__(self, reader: Reader, limits: Limits) -> None:
        self._reader = reader
        self._limits = limits
        self.processes: Nurseries[[str, str, bytes], Transcript] | None = None

    def setup(self, worker: Worker) -> None:  # noqa: ARG002 - as Dask calls it
        """Be ready to start processes; each starts when it is first needed."""
        self.processes = Nurseries(self._reader, self._limits)

    def teardown(self, worker: Worker) -> None:  # noqa: ARG002 - as Dask calls it
        """End the processes."""
        if self.processes is not None:
            self.processes.close()


def readings(reader: Reader, address: str, limits: Limits, tasks: Iterable[Task], join_s: float = _JOIN_S) -> Iterator[Outcome]:
    """Yield what became of each document, the first that is done first; raises ClusterError when no cluster answers in time.

    The workers of the cluster need kg, of the same version.
    """
    with _joined(address, join_s) as client:
        client.register_plugin(Nursing(reader, limits))
        ahead = _AHEAD * max(1, sum(client.nthreads().values()))
        waiting = iter(tasks)
        begun = [_begun(client, limits, task) for task in islice(waiting, ahead)]
        done = as_completed([future for _, future in begun], loop=client.loop)  # type: ignore[no-untyped-call]
        asked = {future.key: task for task, future in begun}
        for future in done:
            yield outcome(asked.pop(future.key), partial(_transcript, future))
            for task, following in (_begun(client, limits, task) for task in islice(waiting, 1)):
                asked[following.key] = task
                done.add(following)  # type: ignore[no-untyped-call]


def _joined(address: str, join_s: float) -> Client:
    try:
        return Client(address, timeout=join_s, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"{address}: no Dask scheduler answers; start one with: dask scheduler, and workers with: dask worker"
        ) from error


def _begun(client: Client, limits: Limits, task: Task) -> tuple[Task, Answered]:
    """Send the bytes of a document to a worker, or begin with what is wrong with its file."""
    try:
        sent = client.scatter(content(task, limits), hash=False)  # type: ignore[no-untyped-call]
    except UnreadableError as error:
        return task, client.submit(str, str(error), pure=False)
    return task, client.submit(_read, task.document, task.name, sent, pure=False)


def _transcript(future: Answered) -> Transcript:
    """Return what a worker read; raises UnreadableError with what it says when it did not."""
    answer = future.result()
    if isinstance(answer, str):
        raise UnreadableError(answer)
    return answer


def _read(document: str, name: str, sent: bytes) -> Transcript | str:
    """Read a document on a worker; what is wrong with it is returned as a text, for it is no error of the cluster."""
    nursing = cast("Nursing", get_worker().plugins[_NAME])
    if nursing.processes is None:
        return "the worker of the cluster was not made ready to read"
    try:
        return nursing.processes.read(document, name, sent)
    except UnreadableError as error:
        return str(error)

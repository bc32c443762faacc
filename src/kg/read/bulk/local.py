"""Documents read on the processors of this machine, each in a bounded child."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from kg.model.passages import Transcript
from kg.read.answers import Limits
from kg.read.bounded import Nurseries, nurseries
from kg.read.bulk.tasks import Outcome, Reader, Task, content, outcome
from kg.read.bulk.window import as_done


def readings(reader: Reader, workers: int, limits: Limits, tasks: Iterable[Task]) -> Iterator[Outcome]:
    """Yield what became of each document, the first that is done first; as many are read at once as there are workers."""
    with nurseries(reader, limits) as processes, ThreadPoolExecutor(workers) as threads:
        begin = partial(threads.submit, partial(_outcome, processes, limits))
        yield from as_done(begin, tasks, 2 * workers)


def _outcome(processes: Nurseries[[str, str, bytes], Transcript], limits: Limits, task: Task) -> Outcome:
    return outcome(task, lambda: processes.read(task.document, task.name, content(task, limits)))

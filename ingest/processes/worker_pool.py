"""One function over many jobs, several at once, each worker a process of its own; results in the order of the jobs.

Repair and the registers are pure Python and NumPy over one document, so a second core halves the time of a batch.
Workers are spawned, not forked: the caller may hold threads and open databases. A worker ends when its parent does,
however the parent ends. It refuses to hide a worker that died: the job comes back as `Died`.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, TypeVar

from threadpoolctl import threadpool_limits

Job = TypeVar("Job")
Result = TypeVar("Result")

# Jobs looked ahead, the largest of them begun first; their results wait for their turn, and may be large.
_WINDOW = 16


@dataclass(frozen=True, slots=True)
class Died:
    """The worker was killed at this job, most likely for memory."""


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_processes(
    function: Callable[[Job], Result], jobs: Sequence[Job], *, workers: int, size: Callable[[Job], int]
) -> Iterator[Result | Died]:
    """What `function` gives for each job, in order; an error of the function is raised at its job's turn.

    `function` goes to each worker once, so it may carry a model; jobs and results must be picklable. Jobs of a large
    `size` are begun before small ones, so that no core idles at the end.
    """
    at = 0
    while at < len(jobs):
        pool = _pool(function, workers)
        try:
            while at < len(jobs):
                window = jobs[at : at + _WINDOW]
                largest_first = sorted(range(len(window)), key=lambda number: (-size(window[number]), number))
                begun = {number: pool.submit(_do, window[number]) for number in largest_first}
                for number in range(len(window)):
                    result = begun[number].result()
                    at += 1
                    yield result
        except BrokenProcessPool:
            # Every job of the pool is lost with it; the one whose turn it is shows alone whether it was the cause.
            at += 1
            yield _alone(function, jobs[at - 1])
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _alone(function: Callable[[Job], Result], job: Job) -> Result | Died:
    with _pool(function, 1) as pool:
        future: Future[Result] = pool.submit(_do, job)
        try:
            return future.result()
        except BrokenProcessPool:
            return Died()


def _pool(function: Callable[[Any], Any], workers: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(max_workers=workers, mp_context=context, initializer=_begin, initargs=(function,))


_function: Callable[[Any], Any] | None = None


def _begin(function: Callable[[Any], Any]) -> None:
    global _function  # the executor has no other place for what a worker keeps between jobs
    _function = function
    threadpool_limits(1)  # each worker has a core of its own; BLAS threads would only wait for each other
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(job: Any) -> Any:
    if _function is None:
        raise RuntimeError("a worker was given a job before its function")
    return _function(job)

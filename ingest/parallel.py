"""One function over many jobs, several at once, each worker a process of its own; results in the order of the jobs.

Repair and the registers are pure Python and NumPy over one document, so a second core halves the time of a batch.
Workers are spawned, not forked: the caller may hold threads and open databases. A worker ends when its parent does,
however the parent ends. It refuses to hide a worker that died: the job comes back as `Died`.
"""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, TypeVar

from threadpoolctl import threadpool_limits

Job = TypeVar("Job")
Result = TypeVar("Result")

# Jobs that wait or are done while the first result is taken: results of whole documents are large.
_AHEAD_PER_WORKER = 2


@dataclass(frozen=True, slots=True)
class Died:
    """The worker was killed at this job, most likely for memory."""


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_processes(function: Callable[[Job], Result], jobs: Sequence[Job], *, workers: int) -> Iterator[Result | Died]:
    """What `function` gives for each job, in order; an error of the function is raised at its job's turn.

    `function` goes to each worker once, so it may carry a model; jobs and results must be picklable.
    """
    waiting = deque(jobs)
    while waiting:
        running: deque[tuple[Job, Future[Result]]] = deque()
        pool = _pool(function, workers)
        try:
            while waiting or running:
                while waiting and len(running) < workers * _AHEAD_PER_WORKER:
                    running.append((waiting[0], pool.submit(_do, waiting[0])))
                    waiting.popleft()
                result = running[0][1].result()
                running.popleft()
                yield result
        except BrokenProcessPool:
            # All that ran is lost with the pool; the first of it is named, the others get a new pool.
            if not running:
                raise
            running.popleft()
            waiting.extendleft(job for job, _ in reversed(running))
            yield Died()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


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

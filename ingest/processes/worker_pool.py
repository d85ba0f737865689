"""One function over many jobs, several at once, each in a guarded process; results in the order of the jobs.

Reading, repair and the registers are pure Python and NumPy over one document, so a second core halves the time of a
batch. It refuses to hide a job that did not end: it comes back as `Stopped`, and costs nothing but itself.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue
from typing import TypeVar

from ingest.processes.sandbox import Caller, Stopped, is_guarded

Job = TypeVar("Job")
Result = TypeVar("Result")

# Jobs looked ahead, the largest of them begun first; their results wait for their turn, and may be large.
_WINDOW = 16
# A job that says nothing else: ten times what the largest plan takes.
_PATIENCE_S = 60.0


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_processes(
    function: Callable[[Job], Result],
    jobs: Sequence[Job],
    *,
    workers: int,
    size: Callable[[Job], int],
    patience_s: Callable[[Job], float] = lambda job: _PATIENCE_S,
) -> Iterator[Result | Stopped]:
    """What `function` gives for each job, in order; an error of the function is raised at its job's turn.

    `function` goes to each worker once, so it may carry a model; jobs and results must be picklable. Jobs of a large
    `size` are begun before small ones, so that no core idles at the end. A job has `patience_s` of a processor.
    """
    if is_guarded():
        yield from map(function, jobs)
        return
    callers = [Caller(partial(_alone, function)) for _ in range(max(1, workers))]
    idle: SimpleQueue[Caller] = SimpleQueue()
    for caller in callers:
        idle.put(caller)

    def done(job: Job) -> Result | Stopped:
        caller = idle.get()
        try:
            (result,) = caller.items(job, patience_s=patience_s(job))
        finally:
            idle.put(caller)
        return result  # type: ignore[no-any-return]

    threads = ThreadPoolExecutor(max_workers=len(callers), thread_name_prefix="parc-worker")
    finished = False
    try:
        for at in range(0, len(jobs), _WINDOW):
            window = jobs[at : at + _WINDOW]
            largest_first = sorted(range(len(window)), key=lambda number: (-size(window[number]), number))
            begun = {number: threads.submit(done, window[number]) for number in largest_first}
            for number in range(len(window)):
                yield begun.pop(number).result()
        finished = True
    finally:
        threads.shutdown(wait=finished, cancel_futures=True)
        for caller in callers:
            if finished:
                caller.close()
            else:
                caller.kill()


def _alone(function: Callable[[Job], Result], job: Job) -> Iterator[Result]:
    yield function(job)

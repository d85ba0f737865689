"""What may hang, crash or eat all memory, done in a process of its own, its items handed over one by one.

A file made to break its parser can send a C library into an endless loop, and nothing inside the process can end
that. The process is kept for the next call, which so costs no start, and is begun anew when a call has ended it. It
ends when its parent does. It is a program of its own: `multiprocessing` would run the caller's main module again,
which is a whole screen in the app. It refuses to guess why a library died: the caller hears `Stopped`.
"""

import atexit
import contextlib
import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

Item = TypeVar("Item")

# A page takes 5 ms; one that takes a thousand times as long will not end. Seconds of the processor count: on a busy
# machine a whole file waits for its turn. A call that waits without working is given up after ten times as long.
_PATIENCE_S = 8.0
_EACH_ITEM_S = 0.1
_IDLE_TIMES = 10
_LOOK_EVERY_S = 0.2

# What a call may take beyond what the process has when it starts; with it, a process stays under 2 GB.
_MEMORY_BYTES = 1_500_000_000


@dataclass(frozen=True, slots=True)
class Stopped:
    """The call was stopped before its end: it took too long, or else its process died, most likely for memory."""

    too_slow: bool


@dataclass(frozen=True, slots=True)
class _End:
    """All items of a call are through, or `error` ended it."""

    error: BaseException | None = None


@dataclass(frozen=True, slots=True)
class _Helper:
    """The process that does the calls of this one, and the line to it."""

    process: subprocess.Popen[bytes]
    line: Connection
    parent: int

    def processor_s(self) -> float:
        """The seconds of a processor that the process has used. Source: proc_pid_stat(5), fields 14 and 15."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """Ends the process wherever it is."""
        self.line.close()
        self.process.kill()
        self.process.communicate()


_lock = threading.Lock()
_kept: _Helper | None = None


def guarded(
    function: Callable[..., Iterator[Item]], *arguments: object, patience_s: float = _PATIENCE_S
) -> Iterator[Item | Stopped]:
    """The items of `function(*arguments)`; `Stopped` is the last one where the call could not be finished.

    The call has `patience_s` of a processor, and a tenth of a second more for each item that it gave. An error of the
    function is raised here. Function, arguments, items and errors must be picklable. Each thread that calls has a
    process of its own.
    """
    helper = _take()
    finished = False
    try:
        helper.line.send((function, arguments))
        worked, began, allowed = helper.processor_s(), monotonic(), patience_s
        while True:
            while not helper.line.poll(_LOOK_EVERY_S):
                if helper.processor_s() - worked > allowed or monotonic() - began > _IDLE_TIMES * allowed:
                    yield Stopped(too_slow=True)
                    return
            item = helper.line.recv()
            if isinstance(item, _End):
                finished = True
                if item.error is not None:
                    raise item.error
                return
            allowed += _EACH_ITEM_S
            yield item
    except (EOFError, ConnectionError):
        yield Stopped(too_slow=False)
    finally:
        # Whatever was not heard to its end would be taken for the answer to the next call.
        if finished:
            _keep(helper)
        else:
            helper.stop()


def serve(descriptor: int) -> None:
    """Does the calls that come through the line of this number until the parent is gone; the helper's main function."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    threading.Thread(target=_end_with_parent, daemon=True).start()
    limit = _bytes_in_use() + _MEMORY_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(EOFError, ConnectionError), Connection(descriptor) as line:
        while True:
            function, arguments = line.recv()
            line.send(_items_sent(line, function, arguments))
            del function, arguments


def _take() -> _Helper:
    """The kept process, or a new one where there is none or it belongs to the process this one was forked from."""
    global _kept
    with _lock:
        helper, _kept = _kept, None
    if helper is not None and helper.parent == os.getpid() and helper.process.poll() is None:
        return helper
    line, far_end = multiprocessing.Pipe()
    with far_end:
        process = subprocess.Popen(
            [sys.executable, "-c", f"from {__name__} import serve; serve({far_end.fileno()})"],
            stdin=subprocess.PIPE,  # never written to: its end tells that the parent is gone
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[far_end.fileno()],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
    return _Helper(process=process, line=line, parent=os.getpid())


def _keep(helper: _Helper | None) -> None:
    """Keeps one process for the next call; another thread's is ended."""
    global _kept
    with _lock:
        helper, _kept = _kept, helper
    if helper is not None:
        helper.stop()


@atexit.register
def _end_kept() -> None:
    """Ends the kept process with this one, unless it belongs to the process that this one was forked from."""
    if _kept is not None and _kept.parent == os.getpid():
        _keep(None)


def _items_sent(line: Connection, function: Callable[..., Iterator[Any]], arguments: tuple[object, ...]) -> _End:
    try:
        for item in function(*arguments):
            line.send(item)
    except (EOFError, ConnectionError):
        raise
    except Exception as error:  # raised again in the parent, where it belongs
        return _End(error)
    return _End()


def _bytes_in_use() -> int:
    """The address space of this process."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(1)

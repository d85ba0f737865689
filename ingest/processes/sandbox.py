"""What may hang, crash or eat all memory, done in a process of its own, its items handed over one by one.

A file made to break its parser can send a C library, or a pattern over its words, into an endless loop, and nothing
inside the process can end that. The process is forked off a server that has the modules loaded, kept for the next
call, and begun anew when a call has ended it. It ends when its parent does, and so does all that it began itself.
Nothing is guarded twice: a call from inside such a process is simply done, in the time that its own call has. It
refuses to guess why a library died: the caller hears `Stopped`.
"""

import atexit
import contextlib
import os
import resource
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from ingest.processes.fork_server import ForkServer, ServerGone

Item = TypeVar("Item")

# A page takes 5 ms; one that takes a thousand times as long will not end. Seconds of the processor count: on a busy
# machine a whole file waits for its turn. A call that waits without working is given up after ten times as long.
_PATIENCE_S = 8.0
_EACH_ITEM_S = 0.1
_IDLE_TIMES = 10
_LOOK_EVERY_S = 0.2
# The kernel ends what the parent fails to: it may be stopped itself, or busy.
_KERNEL_TIMES, _KERNEL_MORE_S = 2, 10
# Time is granted in one message for many items.
_GRANT_S = 1.0

# What a call may take beyond what the process has when it is forked: with that, models and all, it stays under 1.5 GB.
_MEMORY_BYTES = 1_250_000_000


@dataclass(frozen=True, slots=True)
class Stopped:
    """The call was stopped before its end: it took too long, or else its process died, most likely for memory."""

    too_slow: bool


@dataclass(frozen=True, slots=True)
class _Granted:
    """So much more time: seconds of a processor, and seconds on the clock in which another process works for it."""

    processor_s: float
    waiting_s: float


@dataclass(frozen=True, slots=True)
class _End:
    """All items of a call are through, or `error` ended it."""

    error: BaseException | None = None


class _Sandbox:
    """A process that does calls for this one, and the line to it."""

    def __init__(self, number: int, line: Connection) -> None:
        self._line = line
        self._number = number
        self._handle = os.pidfd_open(number)
        self._parent = os.getpid()
        self._held: object = None

    @classmethod
    def begun(cls, module: str) -> "_Sandbox":
        """A new process that has the module loaded."""
        for _ in range(3):
            with contextlib.suppress(ServerGone, ProcessLookupError):
                return cls(*_server().forked(serve, (__name__, module)))
        raise MemoryError("no process could be begun")

    @property
    def is_ready(self) -> bool:
        """Whether it waits for a call of this process."""
        return self._parent == os.getpid() and not self._line.closed and not wait_for([self._handle, self._line], 0)

    def items(self, function: Callable[..., Any], arguments: tuple[object, ...], patience_s: float) -> Iterator[Any]:
        """The items of the call, `Stopped` the last one where it could not be finished; its error is raised.

        The process is ended unless it was heard to the end. A function goes over the line only if another one did
        before it.
        """
        finished = False
        allowed, idle_allowed = patience_s, _IDLE_TIMES * patience_s
        try:
            try:
                self._line.send((None if self._held is function else function, arguments, patience_s))
                self._held = function
                worked, began = self._processor_s(), monotonic()
                while True:
                    while not self._line.poll(_LOOK_EVERY_S):
                        if self._processor_s() - worked > allowed or monotonic() - began > idle_allowed:
                            yield Stopped(too_slow=True)
                            return
                    item = self._line.recv()
                    if isinstance(item, _Granted):
                        allowed += item.processor_s
                        idle_allowed += _IDLE_TIMES * item.processor_s + item.waiting_s
                    elif isinstance(item, _End):
                        finished = True
                        if item.error is not None:
                            raise item.error
                        return
                    else:
                        yield item
            except (EOFError, ConnectionError, FileNotFoundError, ProcessLookupError):
                if finished:
                    raise
                yield Stopped(too_slow=False)
        finally:
            # Whatever was not heard to its end would be taken for the answer to the next call.
            if not finished:
                self.stop()

    def stop(self) -> None:
        """Ends the process wherever it is."""
        if not self._line.closed:
            self.kill()
            self._line.close()
            os.close(self._handle)

    def kill(self) -> None:
        """Ends the process; whoever waits for it hears that it died."""
        with contextlib.suppress(ProcessLookupError, OSError):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def forget(self) -> None:
        """Lets go of the function of the last call: it may carry a model."""
        self._held = None

    def _processor_s(self) -> float:
        """The seconds of a processor that the process has used. Source: proc_pid_stat(5), fields 14 and 15."""
        fields = Path(f"/proc/{self._number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class _Ours:
    """What this process keeps for later calls, and the line that it is called over if it is a sandbox itself."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    server: ForkServer | None = None
    kept: _Sandbox | None = None
    line: Connection | None = None
    granted: float = 0.0


_ours = _Ours()


class Caller:
    """Calls one function again and again, each time guarded; it goes to the process once, so it may carry a model.

    For one thread at a time.
    """

    def __init__(self, function: Callable[..., Iterator[Any]]) -> None:
        self._function = function
        self._sandbox: _Sandbox | None = None

    def items(self, *arguments: object, patience_s: float = _PATIENCE_S) -> Iterator[Any]:
        """As `guarded`."""
        if _ours.line is not None:
            for item in self._function(*arguments):
                grant(_EACH_ITEM_S)
                yield item
            return
        if self._sandbox is None or not self._sandbox.is_ready:
            self._sandbox = _taken(_module_of(self._function))
        yield from self._sandbox.items(self._function, arguments, patience_s)

    def close(self) -> None:
        """Ends the calls; the process is kept if no other one is."""
        if self._sandbox is not None:
            _give_back(self._sandbox)
            self._sandbox = None

    def kill(self) -> None:
        """Ends the process, whichever thread waits for it."""
        if self._sandbox is not None:
            self._sandbox.kill()


def guarded(
    function: Callable[..., Iterator[Item]], *arguments: object, patience_s: float = _PATIENCE_S
) -> Iterator[Item | Stopped]:
    """The items of `function(*arguments)`; `Stopped` is the last one where the call could not be finished.

    The call has `patience_s` of a processor, and a tenth of a second more for each item that it gave. An error of the
    function is raised here. Function, arguments, items and errors must be picklable. Each thread that calls has a
    process of its own. Inside a guarded call the function is called as it is: whatever ends it ends that call.
    """
    caller = Caller(function)
    try:
        yield from caller.items(*arguments, patience_s=patience_s)
    finally:
        caller.close()


def is_guarded() -> bool:
    """Whether this code runs in a guarded call."""
    return _ours.line is not None


def grant(processor_s: float, *, waiting_s: float = 0.0) -> None:
    """Gives the guarded call at hand more time, as what it does is known to need; elsewhere nothing happens.

    `waiting_s` are seconds on the clock in which it waits for a program that it started.
    """
    if _ours.line is None:
        return
    _ours.granted += processor_s
    if _ours.granted >= _GRANT_S or waiting_s:
        _limit_processor(_ours.granted)
        _ours.line.send(_Granted(_ours.granted, waiting_s))
        _ours.granted = 0.0


def grant_memory(more_bytes: int) -> None:
    """Gives the guarded call at hand more memory, but never more than half of the machine's."""
    if _ours.line is None or more_bytes <= 0:
        return
    now, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (max(now, min(now + more_bytes, most)), most))


def serve(line: Connection) -> None:
    """Does the calls that come through the line until it is closed; the main function of a sandbox."""
    _ours.line, _ours.server, _ours.kept = line, None, None
    limit = _bytes_in_use() + _MEMORY_BYTES
    most = max(limit, os.sysconf("SC_PHYS_PAGES") * resource.getpagesize() // 2)
    resource.setrlimit(resource.RLIMIT_AS, (limit, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    held: Callable[..., Iterator[Any]] | None = None
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            function, arguments, patience_s = line.recv()
            held = function or held
            assert held is not None
            _ours.granted = 0.0
            resource.setrlimit(resource.RLIMIT_AS, (limit, most))
            resource.setrlimit(resource.RLIMIT_CPU, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            _limit_processor(patience_s)
            line.send(_items_sent(line, held, arguments))
            del function, arguments


def _taken(module: str) -> _Sandbox:
    """A sandbox that waits for a call: the kept one, or one that is begun with the module loaded."""
    with _ours.lock:
        sandbox, _ours.kept = _ours.kept, None
    if sandbox is not None and sandbox.is_ready:
        return sandbox
    return _Sandbox.begun(module)


def _give_back(sandbox: _Sandbox) -> None:
    """Keeps one sandbox for the next call; any other is ended."""
    sandbox.forget()
    if sandbox.is_ready:
        with _ours.lock:
            if _ours.kept is None or not _ours.kept.is_ready:
                _ours.kept = sandbox
                return
    sandbox.stop()


def _module_of(function: Callable[..., Any]) -> str:
    """The module that holds the function, or the one that a partial call is of."""
    inner = function.args[0] if isinstance(function, partial) and function.args else None
    while isinstance(function, partial):
        function = function.func
    return str(getattr(inner if callable(inner) else function, "__module__", __name__))


def _server() -> ForkServer:
    with _ours.lock:
        if _ours.server is None or not _ours.server.is_alive:
            _ours.server = ForkServer()
        return _ours.server


@atexit.register
def end_all() -> None:
    """Ends the kept process and the server with this one, unless they belong to the process it was forked from."""
    server, _ours.server, _ours.kept = _ours.server, None, None
    if server is not None and server.parent == os.getpid():
        server.stop()


def _items_sent(line: Connection, function: Callable[..., Iterator[Any]], arguments: tuple[object, ...]) -> _End:
    try:
        for item in function(*arguments):
            grant(_EACH_ITEM_S)
            line.send(item)
    except Exception as error:  # raised again in the parent, where it belongs
        return _End(error)
    return _End()


def _limit_processor(more_s: float) -> None:
    """Has the kernel end this process if it works much longer than the parent should allow."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    now, _ = resource.getrlimit(resource.RLIMIT_CPU)
    base = used.ru_utime + used.ru_stime + _KERNEL_MORE_S if now == resource.RLIM_INFINITY else now
    resource.setrlimit(resource.RLIMIT_CPU, (int(base + _KERNEL_TIMES * more_s) + 1, resource.RLIM_INFINITY))


def _bytes_in_use() -> int:
    """The address space of this process."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()

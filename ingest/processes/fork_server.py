"""Processes forked off one that has the modules loaded and never sees anything from outside.

Starting an interpreter costs a second, forking one that is warm some milliseconds; forking the caller itself would
copy its threads' locks, held for ever, and its open databases. The server ends when its parent does, since its line
to it is then closed, and takes with it all that it forked, in the middle of whatever they do: the kernel sees to
that, so a process that is inside a C library for ever ends too.
"""

import contextlib
import ctypes
import functools
import gc
import importlib
import os
import pickle
import resource
import select
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from multiprocessing import Pipe
from multiprocessing.connection import Connection

_PR_SET_PDEATHSIG = 1
_LOOK_FOR_PARENT_S = 1.0
_SIZE = struct.Struct("!I")
_MOST_REQUEST_BYTES = 1_000_000
_REFUSED = 0  # no process has this number

# BLAS and OpenMP would start threads when they are loaded, and a process with threads cannot be forked safely. Each
# process has a core of its own, so their threads would only wait for each other.
_ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
}

Main = Callable[[Connection], None]


class ServerGone(Exception):
    """The server is not there any more, or could not fork."""


class ForkServer:
    """The server as its parent sees it. It is for one process: one that was forked from it begins its own."""

    def __init__(self) -> None:
        self.parent = os.getpid()
        self._line, far_end = socket.socketpair()
        self._lock = threading.Lock()
        with far_end:
            self._process = subprocess.Popen(
                [sys.executable, "-c", f"from {__name__} import serve; serve({far_end.fileno()}, {self.parent})"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[far_end.fileno()],
                env={**os.environ, **_ONE_THREAD, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )

    @property
    def is_alive(self) -> bool:
        """Whether it can be asked from this process."""
        return self.parent == os.getpid() and self._process.poll() is None

    def forked(self, main: Main, modules: Sequence[str]) -> tuple[int, Connection]:
        """The number of a new process that runs `main` over the other end of the line that is returned.

        The modules are loaded in the server first, so that the next process finds them there.

        Raises:
            ServerGone: there is no server any more, or no process could be made.
        """
        request = pickle.dumps((main, tuple(modules)))
        line, far_end = Pipe()
        with far_end, self._lock:
            try:
                socket.send_fds(self._line, [_SIZE.pack(len(request)) + request], [far_end.fileno()])
                number: int = _SIZE.unpack(_received(self._line, _SIZE.size))[0]
            except OSError as error:
                line.close()
                raise ServerGone from error
        if number == _REFUSED:
            line.close()
            raise ServerGone
        return number, line

    def stop(self) -> None:
        """Ends the server and all that it forked."""
        self._line.close()
        if self.parent == os.getpid():
            self._process.kill()
            self._process.wait()


def end_with_parent(parent: int) -> None:
    """Has the kernel end this process when the thread that began it ends, whatever it is doing then.

    `parent` is the number of the process that began this one; it may have ended before the kernel was told.
    Source: prctl(2), PR_SET_PDEATHSIG. Elsewhere than on Linux nothing is done.
    """
    prctl = _prctl()
    if prctl is not None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)


def program_limits(processor_s: int) -> Callable[[], None]:
    """What a program that this process starts does first: it ends with the thread that started it, and in its time.

    It is called between fork and exec, where nothing may take a lock, so all that it needs is found before.
    """
    parent = os.getpid()
    _prctl()

    def limit() -> None:
        end_with_parent(parent)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (processor_s, most))

    return limit


@functools.cache
def _prctl() -> Callable[..., int] | None:
    return ctypes.CDLL(None).prctl if sys.platform == "linux" else None


def serve(descriptor: int, parent: int) -> None:
    """Forks a process for each request on the line of this number until the parent is gone; the main function."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    _prctl()  # loaded once, before the first fork
    with socket.socket(fileno=descriptor) as line:
        while os.getppid() == parent:
            with contextlib.suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass
            if not select.select([line], [], [], _LOOK_FOR_PARENT_S)[0]:
                continue
            try:
                began = _forked(line)
            except (OSError, EOFError, struct.error):
                return
            line.sendall(_SIZE.pack(began))


def _forked(line: socket.socket) -> int:
    head, descriptors, _, _ = socket.recv_fds(line, _SIZE.size, 1)
    if not descriptors:
        raise EOFError
    (far_end,) = descriptors
    size = _SIZE.unpack(head)[0]
    if size > _MOST_REQUEST_BYTES:
        raise EOFError
    main, modules = pickle.loads(_received(line, size))
    for name in modules:
        with contextlib.suppress(ImportError):  # the call itself says what is wrong with it
            importlib.import_module(name)
    gc.freeze()  # what is loaded stays shared: no collection writes to it
    server = os.getpid()
    try:
        number = os.fork()
    except OSError:
        os.close(far_end)
        return _REFUSED
    if number == 0:
        _run(main, line, far_end, server)
    os.close(far_end)
    return number


def _run(main: Main, line: socket.socket, far_end: int, server: int) -> None:
    """The forked process: never returns."""
    try:
        end_with_parent(server)
        line.close()
        main(Connection(far_end))
    finally:
        os._exit(0)


def _received(line: socket.socket, size: int) -> bytes:
    received = b""
    while len(received) < size:
        piece = line.recv(size - len(received))
        if not piece:
            raise ConnectionResetError("the line was closed")
        received += piece
    return received

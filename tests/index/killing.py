"""A process that changes a store and is killed at a chosen step: what the kill tests run beside themselves."""

import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any

import faiss  # noqa: F401  (loaded once by the fork server, not by each process)
import tantivy  # noqa: F401

from index.build import Index
from tests.index.hashing import HashingEncoder
from tests.index.made import plain_item

FIRST = {"a.txt": "một hai", "b.txt": "ba bốn"}
STATES = (
    FIRST,
    {"a.txt": "năm sáu", "b.txt": "ba bốn"},
    {"a.txt": "năm sáu", "b.txt": "ba bốn", "c.txt": "bảy tám"},
    {"a.txt": "năm sáu", "c.txt": "bảy tám"},
)
"""What the store holds before the changes, and after each."""


def change(folder: Path, killed_at: int, counted: Any = None) -> None:
    """Replaces a.txt, adds c.txt and removes b.txt; the process kills itself at a step of the index's own code.

    A step is a call that code of `index/` makes or receives, calls into SQLite and FAISS among them. `counted`
    (a shared integer) is set to the number of steps where the process lives to its end.
    """
    steps = 0
    package = str(Path(__file__).parents[2] / "index")

    def step(frame: FrameType, event: str, argument: object) -> None:
        nonlocal steps
        if frame.f_code.co_filename.startswith(package):
            steps += 1
            if steps == killed_at:
                os.kill(os.getpid(), signal.SIGKILL)

    with Index.open(folder, HashingEncoder()) as index:
        sys.setprofile(step)
        index.put([plain_item("năm sáu", "a.txt"), plain_item("bảy tám", "c.txt")])
        index.remove("b.txt")
        sys.setprofile(None)
    if counted is not None:
        counted.value = steps

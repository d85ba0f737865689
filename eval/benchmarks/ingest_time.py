"""Where the time of an ingestion goes: the pipeline names each stage as it begins, and a clock listens."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from index.build import Index
from ingest.pipeline import ingest_file
from ingest.repair import Repairer


class Clock:
    """Books the time between two announcements under the earlier one."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._stage: str | None = None
        self._since = 0.0

    def begin(self, stage: str | None) -> None:
        """Ends the stage that is running and begins the next; None begins none."""
        now = perf_counter()
        if self._stage is not None:
            self.seconds[self._stage] += now - self._since
        self._stage, self._since = stage, now


def stage_seconds(paths: Sequence[Path], store: Path) -> dict[str, float]:
    """The seconds that each stage takes over all documents, in one process, in the order of the stages."""
    clock = Clock()
    clock.begin("load the repairer")
    repairer = Repairer.load()
    items = [ingest_file(path, repairer, report=clock.begin) for path in paths]
    clock.begin("store")
    with Index.open(store) as index:
        for item in items:
            index.store.put(item)
        clock.begin("index (words and vectors)")
        index.refresh()
        clock.begin(None)
    return dict(clock.seconds)

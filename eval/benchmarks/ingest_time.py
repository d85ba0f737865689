"""Where the time of an ingestion goes: the same stages as the pipeline, each under its own clock."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from index.build import Index
from ingest.chunk import chunk
from ingest.documents import Document, IngestedDocument
from ingest.readers import read
from ingest.repair import Repairer
from ingest.structure import metadata, outline
from ingest.targets import targets
from ingest.tasks import tasks


class Clock:
    """Adds up the time between its laps by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._at = perf_counter()

    def lap(self, name: str) -> None:
        """Books the time since the last lap under `name`."""
        now = perf_counter()
        self.seconds[name] += now - self._at
        self._at = now


def stage_seconds(paths: Sequence[Path], store: Path) -> dict[str, float]:
    """The seconds that each stage takes over all documents, in one process."""
    clock = Clock()
    repairer = Repairer.load()
    clock.lap("loading the repairer")
    items = [_ingested(path, repairer, clock) for path in paths]
    with Index.open(store) as index:
        for item in items:
            index.store.put(item)
        clock.lap("storing")
        index.refresh()
        clock.lap("indexing (words and vectors)")
    return dict(clock.seconds)


def _ingested(path: Path, repairer: Repairer, clock: Clock) -> IngestedDocument:
    raw = read(path)
    clock.lap("reading")
    reading = repairer.repair(raw.text)
    clock.lap("repairing")
    document = Document(raw=raw, reading=reading, metadata=metadata(raw, reading), outline=outline(raw, reading))
    clock.lap("structure")
    passages = tuple(chunk(document))
    clock.lap("passages")
    item = IngestedDocument(document=document, passages=passages, tasks=tasks(document), targets=targets(document))
    clock.lap("registers")
    return item

"""Files into the store: each document read and put in its own transaction, then the indexes follow once.

A file that cannot be used is a failure with its reason in the report; it never stops the others.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from index.build import Index
from ingest.documents import IngestedDocument
from ingest.parallel import cores
from ingest.pipeline import Failure, ingest_paths
from ingest.repair import Repairer
from parc_search import words


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What became of each file: `added` and `unchanged` are sources, `failures` have path and reason."""

    added: tuple[str, ...]
    unchanged: tuple[str, ...]
    failures: tuple[Failure, ...]


def take_in(
    paths: Iterable[Path], index: Index, repairer: Repairer, *, progress: Callable[[str], None] | None = None
) -> IngestReport:
    """Reads the files and folders, puts what is new or changed into the store, and brings the indexes up to date."""
    tell = progress or (lambda line: None)
    known = {item.source: item.content_hash for item in index.store.sources()}
    added, unchanged, failures = [], [], []

    def report(path: Path, stage: str, done: int, total: int) -> None:
        tell(words.INGEST_STEP.format(path=path.name, stage=stage))

    for item in ingest_paths(tuple(paths), repairer, known=known, report=report, workers=cores()):
        if isinstance(item, IngestedDocument):
            index.store.put(item)
            added.append(item.document.source)
        elif isinstance(item, Failure):
            failures.append(item)
        else:
            unchanged.append(item.source)
    index.refresh(progress=lambda done, total: tell(words.INDEXING.format(done=done, total=total)))
    return IngestReport(added=tuple(added), unchanged=tuple(unchanged), failures=tuple(failures))

"""Files into the store: each document read and put in its own transaction, then the indexes follow once.

A file that cannot be used is a failure with its reason in the report; it never stops the others. The clean documents
of the store and of the batch teach their names and set phrases to the reading of the broken ones.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from index.build import Index
from ingest.documents import IngestedDocument
from ingest.errors import ParcError
from ingest.parallel import cores
from ingest.pipeline import Failure, files, ingest_paths
from ingest.readers import read
from ingest.repair import Repairer
from parc_search import words

# Characters that teach: half a million take a second and hold the phrases of some ten plans.
_MOST_TAUGHT_CHARS = 500_000
_PLAIN_SUFFIXES = frozenset({".txt"})  # quick to read twice; a paged file may have to be recognised first
_MOST_EDITS = 0.001  # of a clean document's characters


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

    given = tuple(paths)
    taught = repairer.adapted(_clean_texts(given, index, repairer))
    for item in ingest_paths(given, taught, known=known, report=report, workers=cores()):
        if isinstance(item, IngestedDocument):
            index.store.put(item)
            added.append(item.document.source)
        elif isinstance(item, Failure):
            failures.append(item)
        else:
            unchanged.append(item.source)
    index.refresh(progress=lambda done, total: tell(words.INDEXING.format(done=done, total=total)))
    return IngestReport(added=tuple(added), unchanged=tuple(unchanged), failures=tuple(failures))


def _clean_texts(paths: Sequence[Path], index: Index, repairer: Repairer) -> list[str]:
    """The clean texts of the plain files and of the store, each once, up to the most that is taught.

    They are taken in the order of their names, so that a batch reads the same whatever order it was given in.
    """
    stored = [item for item in index.store.sources() if item.edit_count <= _MOST_EDITS * item.char_count]
    texts: dict[str, None] = {}
    room = _MOST_TAUGHT_CHARS
    for text in chain(_plain_texts(paths, repairer), (index.store.source_text(item.source) for item in stored)):
        if text in texts or len(text) > room:
            continue
        texts[text] = None
        room -= len(text)
    return list(texts)


def _plain_texts(paths: Sequence[Path], repairer: Repairer) -> Iterator[str]:
    for path in sorted(files(paths)):
        if path.suffix.lower() in _PLAIN_SUFFIXES and path.exists() and path.stat().st_size < _MOST_TAUGHT_CHARS:
            try:
                text = read(path).text
            except ParcError:
                continue  # its failure is reported when its turn comes
            if repairer.is_sound(text):
                yield text

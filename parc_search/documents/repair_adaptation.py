"""What the reading of broken documents learns from: the clean documents of the store and of the batch.

They teach names, agencies and set phrases; a plan of one year repeats whole sentences of the year before.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from index.build import Index
from ingest.errors import ParcError
from ingest.pipeline import files
from ingest.readers import read
from ingest.repair import Repairer

# Characters that teach: half a million take a second and hold the phrases of some ten plans.
_MOST_TAUGHT_CHARS = 500_000
_PLAIN_SUFFIXES = frozenset({".txt"})  # quick to read twice; a paged file may have to be recognised first
_MOST_EDITS = 0.001  # of a clean document's characters


def clean_texts(paths: Sequence[Path], index: Index, repairer: Repairer, *, without: str = "") -> list[str]:
    """The clean texts of the plain files and of the store, each once, up to the most that is taught.

    They are taken in the order of their names, so that a batch reads the same whatever order it was given in.
    The document `without` is left out: another version of it would teach its own mistakes, or what is taken back.
    """
    stored = [
        item
        for item in index.store.sources()
        if item.source != without and item.edit_count <= _MOST_EDITS * item.char_count
    ]
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

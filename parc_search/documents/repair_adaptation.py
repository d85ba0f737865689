"""What the reading of broken documents learns from: the clean documents of the store and of the batch.

They teach names, agencies and set phrases; a plan of one year repeats whole sentences of the year before. A document
is taught by those alone that everybody may read who may read it: a name out of another would show in its reading.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import chain
from pathlib import Path

from index.build import Index
from ingest.documents import SourceDocument
from ingest.errors import ParcError
from ingest.pipeline import files
from ingest.readers import read
from ingest.repair import Repairer

# Characters that teach: half a million take a second and hold the phrases of some ten plans.
_MOST_TAUGHT_CHARS = 500_000
_PLAIN_SUFFIXES = frozenset({".txt"})  # quick to read twice; a paged file may have to be recognised first
_MOST_EDITS = 0.001  # of a clean document's characters


def clean_texts(
    paths: Sequence[Path],
    index: Index,
    repairer: Repairer,
    *,
    groups: Collection[str],
    without: str = "",
    is_kept: Callable[[Path, SourceDocument], bool] = lambda path, raw: False,
) -> list[str]:
    """The clean texts of the plain files and of the store, each once, up to the most that is taught.

    They are for documents that members of `groups` may read, or everyone where there are none. A file for which
    `is_kept` says that it will be kept for others teaches nothing.
    They are taken in the order of their names, so that a batch reads the same whatever order it was given in.
    The document `without` is left out: another version of it would teach its own mistakes, or what is taken back.
    """
    stored = [
        item
        for item in index.store.sources()
        if item.source != without
        and item.edit_count <= _MOST_EDITS * item.char_count
        and may_all_read(groups, kept_for=item.groups)
    ]
    texts: dict[str, None] = {}
    room = _MOST_TAUGHT_CHARS
    plain = _plain_texts(paths, repairer, is_kept)
    for text in chain(plain, (index.store.source_text(item.source) for item in stored)):
        if text in texts or len(text) > room:
            continue
        texts[text] = None
        room -= len(text)
    return list(texts)


def may_all_read(groups: Collection[str], *, kept_for: Collection[str]) -> bool:
    """Whether everybody who is in one of the groups, or really everybody without any, may read what is kept so."""
    return not kept_for or (bool(groups) and set(groups) <= set(kept_for))


def _plain_texts(
    paths: Sequence[Path], repairer: Repairer, is_kept: Callable[[Path, SourceDocument], bool]
) -> Iterator[str]:
    for path in sorted(files(paths)):
        if path.suffix.lower() in _PLAIN_SUFFIXES and path.exists() and path.stat().st_size < _MOST_TAUGHT_CHARS:
            try:
                raw = read(path)
            except ParcError:
                continue  # its failure is reported when its turn comes
            if repairer.is_sound(raw.text) and not is_kept(path, raw):
                yield raw.text

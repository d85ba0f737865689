"""A store put right from its truth: its file mended as far as it can be read, both caches made anew.

The documents are the truth and the caches follow from them. What is replaced is kept in a folder beside, with the
moment in its name; nothing else is ever taken away.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from index import snapshots
from index.build import Index
from index.caches import DENSE_FOLDER, LEXICAL_FOLDER
from index.embeddings import Progress
from index.encoders import Encoder
from index.left_over import REPLACED_PREFIX
from index.store.salvage import is_sound, salvage
from index.store.store import STORE_FILE, Store
from ingest.errors import StoreBusy, StoreError


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairReport:
    """What was done: `kept` is where the replaced files lie, None if there were none; `lost` must be read in again."""

    kept: Path | None
    is_file_mended: bool
    lost: tuple[str, ...]
    documents: int
    passages: int


def repair_store(
    folder: Path,
    encoder: Encoder,
    *,
    progress: Progress | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> RepairReport:
    """Mends the store of a folder and makes its caches anew.

    Raises:
        StoreError: there is no store, it may not be written, the disk is full, or too little of it can be read.
    """
    path = folder / STORE_FILE
    if not path.exists():
        Store.open(folder, create=False).close()  # says why
        raise StoreError(f"Chưa có kho dữ liệu ở {folder}.")
    kept = folder / f"{REPLACED_PREFIX}{clock():%Y%m%d-%H%M%S-%f}"
    lost: tuple[str, ...] = ()
    mended = False
    try:
        with snapshots.writing(folder, wait=False) as is_mine:
            if not is_mine:
                raise StoreBusy(
                    f"Kho {folder} đang được một tiến trình khác ghi. Chờ tiến trình đó xong rồi chạy lại lệnh."
                )
            if not is_sound(path):
                Store.open(folder, create=False).close() if _is_foreign(path) else None
                lost, mended = salvage(path, kept).lost, True
            for cache in (LEXICAL_FOLDER, DENSE_FOLDER):
                if (folder / cache).is_dir():
                    kept.mkdir(exist_ok=True)
                    (folder / cache).rename(kept / cache)
    except OSError as error:
        raise StoreError(
            f"Không sửa được kho {folder} ({error.strerror}); kho giữ nguyên như trước. "
            "Kiểm tra quyền ghi và dung lượng đĩa rồi chạy lại."
        ) from error
    with Index.open(folder, encoder, create=False, rebuild=True, progress=progress) as index:
        index.refresh(rebuild=True, whole=True, progress=progress)
        documents, passages = len(index.store.sources()), len(index.store.passages())
    return RepairReport(
        kept=kept if kept.exists() else None,
        is_file_mended=mended,
        lost=lost,
        documents=documents,
        passages=passages,
    )


def _is_foreign(path: Path) -> bool:
    """Whether the file is no SQLite file at all, which is for its owner to judge."""
    return path.read_bytes()[:16] != b"SQLite format 3\0"
